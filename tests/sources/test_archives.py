"""Papers in zip archives: found, named, read in memory; hostile archives cost a row."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from policyfacts.batch.papers import collect
from policyfacts.errors import LimitExceeded, ReadingError, UsageError
from policyfacts.sources import bytes_of, located, named, sha256_of
from policyfacts.sources.location import Missing


def _zip(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    members = {"b.pdf": b"%PDF b", "deep/a.PDF": b"%PDF a", "read.txt": b"no paper", "__MACOSX/._b.pdf": b"junk"}
    return _zip(tmp_path / "old.zip", **members)


def test_an_archive_names_its_papers(archive: Path) -> None:
    assert [place.shown for place in named([archive])] == [f"{archive}/b.pdf", f"{archive}/deep/a.PDF"]
    assert [bytes_of(place) for place in named([archive])] == [b"%PDF b", b"%PDF a"]


def test_archives_in_folders_are_opened(archive: Path) -> None:
    (archive.parent / "c.pdf").write_bytes(b"%PDF c")
    _zip(archive.parent / "nothing.zip", **{"read.txt": b"no paper"})
    sources = collect([archive.parent])
    assert [source.doc for source in sources if not source.lies] == ["a", "b", "c"]
    assert [source.shown for source in sources if source.lies] == [
        f"{archive.parent}/nothing.zip/read.txt",
        f"{archive}/read.txt",
    ]


def test_one_member_can_be_named_and_found_again(archive: Path) -> None:
    (place,) = named([f"{archive}/deep/a.PDF"])
    assert bytes_of(place) == bytes_of(located(place.shown)) == b"%PDF a"


def test_the_same_member_named_twice_is_one_paper(archive: Path) -> None:
    assert len(named([archive, f"{archive}/b.pdf", archive.parent])) == 2


def test_a_member_that_is_not_there(archive: Path) -> None:
    with pytest.raises(ReadingError, match="no such paper"):
        bytes_of(located(f"{archive}/gone.pdf"))


def test_names_that_climb_out_stay_names(tmp_path: Path) -> None:
    path = _zip(tmp_path / "evil.zip", **{"../../up.pdf": b"%PDF up", "/etc/root\n.pdf": b"%PDF root"})
    sources = collect([path])
    assert [source.doc for source in sources] == ["root_", "up"]
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["evil.zip"]


def test_an_archive_without_papers_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no PDF in this archive"):
        named([_zip(tmp_path / "empty.zip", **{"read.txt": b""})])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 torn", b"no archive at all"])
def test_a_damaged_archive_costs_a_row(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "torn.zip").write_bytes(data)
    (place,) = named([tmp_path / "torn.zip"])
    assert isinstance(place, Missing)
    with pytest.raises(ReadingError, match=r"torn\.zip: the archive is damaged"):
        bytes_of(place)
    assert sha256_of(place) == ""


def test_a_damaged_member_costs_its_own_row(archive: Path) -> None:
    data = bytearray(archive.read_bytes())
    start = data.find(b"b.pdf") + len(b"b.pdf")
    data[start : start + 6] = b"\xff" * 6
    archive.write_bytes(data)
    bad, good = named([archive])
    with pytest.raises(ReadingError, match="cannot be unpacked, it is damaged"):
        bytes_of(bad)
    assert bytes_of(good) == b"%PDF a"


def test_an_encrypted_member_says_what_to_do(archive: Path) -> None:
    data = archive.read_bytes().replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    archive.write_bytes(data)
    with pytest.raises(ReadingError, match="it is encrypted: unpack it by hand"):
        bytes_of(named([archive])[0])


def test_what_unpacks_to_more_than_a_paper_may_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyfacts.sources.location.LARGEST", 1000)
    (place,) = named([_zip(tmp_path / "bomb.zip", **{"bomb.pdf": b"\0" * 5000})])
    with pytest.raises(LimitExceeded, match="more than a paper may have"):
        bytes_of(place)


def test_a_mark_follows_the_bytes(tmp_path: Path) -> None:
    marks = [
        named([_zip(tmp_path / "m.zip", **{"m.pdf": data})])[0].mark() for data in (b"%PDF 1", b"%PDF 2", b"%PDF 1")
    ]
    assert marks[0] == marks[2] != marks[1]
