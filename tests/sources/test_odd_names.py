"""Names that file systems, archives and stores hold and others cannot: what is shown leads back to each paper."""

from __future__ import annotations

import os
import warnings
import zipfile
from pathlib import Path

import pytest

from policyfacts.cli import main
from policyfacts.sources import Missing, bytes_of, found, located, named, named_in_list
from policyfacts.sources.location import unwritten, written
from policyfacts.sources.remote import Remote, without_secrets
from policyfacts.tables import read_tables
from policyfacts.verify import verify
from tests.pdfs import hostile

MEMBERS = [
    "/abs/x.pdf",
    "//two.pdf",
    "../up.pdf",
    "a\\b.pdf",
    "C:/w.pdf",
    "./dot.pdf",
    "a//b2.pdf",
    "new\nline.pdf",
    "tab\there.pdf",
    "n" * 300 + ".pdf",
    "é" * 200 + ".pdf",
    "\u202egnp.pdf",
    "q?*[x]#%41.pdf",
    " .pdf",
    "=1+1.pdf",
]


@pytest.mark.parametrize("name", MEMBERS)
def test_a_member_of_any_name_is_found_again(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        archive.writestr(name, b"%PDF one")
        archive.writestr("other.pdf", b"%PDF other")
    place = next(place for place in named([tmp_path / "old.zip"]) if place.stem != "other")
    assert bytes_of(place) == bytes_of(located(place.shown)) == b"%PDF one"


def test_a_file_whose_name_is_no_text_is_found_again(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9/n\xff\xfe.pdf"))
    try:
        path.parent.mkdir()
        path.write_bytes(b"%PDF one")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    (place,) = named([tmp_path])
    assert bytes_of(located(place.shown)) == b"%PDF one"
    (tmp_path / "plain").mkdir()
    # A name that only looks like that is the name of the file that has it.
    literal = tmp_path / "plain" / "caf\\udce9.pdf"
    literal.write_bytes(b"%PDF two")
    assert bytes_of(located(literal.as_posix())) == b"%PDF two"


@pytest.mark.parametrize("name", ["caf\udce9", "plain", "é", "a\\b", "\udcff\udcfe"])
def test_written_and_unwritten(name: str) -> None:
    assert unwritten(written(name)) == name


def test_all_of_them_are_extracted_and_proved(tmp_path: Path) -> None:
    with warnings.catch_warnings(), zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        for number, name in enumerate(MEMBERS):
            archive.writestr(name, hostile.simple() + b"%% %d" % number)
    command = ["extract", str(tmp_path / "old.zip"), "--out", str(tmp_path / "out"), "--parser", "none", "--rules-only"]
    assert main([*command, "--quiet"]) == 0
    assert len(read_tables(tmp_path / "out").texts) == len(MEMBERS)
    assert verify(tmp_path / "out").failures == ()


@pytest.mark.parametrize(
    "entry",
    [
        "x" * 100_000,
        "a/" * 4_000 + "x.pdf",
        "[a-",
        "**/" * 200,
        "http://[::1",
        "https://",
        "nowhere://x/y.pdf",
        "~nobody/x.pdf",
        "good.pdf/x.pdf",
        "\x01",
        "\ud800.pdf",
        "n" * 256 + ".pdf",
        "gone.zip/x.pdf",
    ],
    ids=lambda entry: repr(entry[:12]),
)
def test_a_bad_entry_of_a_list_costs_its_own_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str) -> None:
    (tmp_path / "papers").mkdir()
    monkeypatch.chdir(tmp_path / "papers")
    Path("good.pdf").write_bytes(b"%PDF")
    papers = found(named_in_list(f"{entry}\n{tmp_path}/papers/good.pdf\n")).papers
    (good,) = {place.stem for place in papers if not isinstance(place, Missing)}
    assert good == "good"
    lost = [place for place in papers if isinstance(place, Missing)]
    assert len(lost) == 1
    assert all(len(place.shown) < 300 and place.reason for place in lost)


@pytest.mark.parametrize(
    ("url", "shown", "stem"),
    [
        ("s3://bucket/what now? #2 100%41.pdf", "s3://bucket/what now? #2 100%41.pdf", "what now? #2 100%41"),
        ("s3://bucket//a//b.pdf", "s3://bucket//a//b.pdf", "b"),
        ("s3://bucket/[a]*.pdf", "s3://bucket/[a]*.pdf", "[a]*"),
        ("https://user:word@host.example/a%20b.pdf?key=1#p", "https://host.example/a%20b.pdf", "a b"),
        ("https://host.example?x=/y.pdf", "https://host.example", "host"),
        ("http://[::1/x.pdf", "http://[::1/x.pdf", "x"),
    ],
)
def test_addresses_of_any_name(url: str, shown: str, stem: str) -> None:
    assert (without_secrets(url), Remote(url).stem) == (shown, stem)
