"""Remote stores: a real S3-compatible server and a web server, both on loopback."""

from __future__ import annotations

import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from policyfacts.batch.papers import collect
from policyfacts.cli import main
from policyfacts.errors import OutputError, ReadingError, UsageError
from policyfacts.sources import bytes_of, located, named
from policyfacts.sources.remote import without_secrets
from policyfacts.tables.publish import publish_parquet
from policyfacts.verify import verify
from tests.typeset import typeset

fsspec = pytest.importorskip("fsspec", reason="the extra 's3' is not installed")
pytest.importorskip("s3fs", reason="the extra 's3' is not installed")
moto = pytest.importorskip("moto.server", reason="moto, the S3 server of these tests, is not installed")

# What moto and aiohttp warn of themselves is theirs to mend.
pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.filterwarnings("default"),
]

BUCKET = "policy-papers"


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """The address of an S3 server, with an empty bucket."""
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "key")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        fsspec.filesystem("s3").mkdir(BUCKET)
        yield f"s3://{BUCKET}"
    fsspec.filesystem("s3").clear_instance_cache()
    server.stop()


@pytest.fixture(scope="module")
def papers(store: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder of the store with two papers and something else."""
    folder = tmp_path_factory.mktemp("papers")
    system = fsspec.filesystem("s3")
    texts = {"in/one.pdf": "In May 2017 Peru signed a trade agreement with Chile.", "in/deep/two.pdf": "In 2018."}
    for name, text in texts.items():
        path = typeset(folder / Path(name).name, text)
        system.put_file(str(path), f"{BUCKET}/{name}")
    for name in ("notes.txt", "deep/letter.DOCX", "old.zip", "tables/run.json", "tables/texts/one.txt"):
        system.pipe_file(f"{BUCKET}/in/{name}", b"no paper")
    return f"{store}/in"


def test_a_folder_of_a_store_names_its_papers(papers: str) -> None:
    assert [place.shown for place in named([papers])] == [
        f"{papers}/deep/two.pdf",
        f"{papers}/old.zip",
        f"{papers}/one.pdf",
    ]
    assert [(source.doc, source.lies) for source in collect([papers])] == [
        ("letter", True),
        ("notes", True),
        ("old", False),
        ("one", False),
        ("two", False),
    ]


def test_one_paper_and_a_glob(papers: str) -> None:
    (place,) = named([f"{papers}/one.pdf"])
    assert bytes_of(place).startswith(b"%PDF")
    assert place.size() == len(bytes_of(place))
    assert place.mark()
    assert [one.shown for one in named([f"{papers}/*.pdf"])] == [place.shown]
    assert bytes_of(located(place.shown)) == bytes_of(place)


def test_a_mark_follows_the_bytes(store: str) -> None:
    system = fsspec.filesystem("s3")
    marks = []
    for data in (b"%PDF 1", b"%PDF 2"):
        system.pipe_file(f"{BUCKET}/mark/m.pdf", data)
        system.invalidate_cache()
        marks.append(named([f"{store}/mark/m.pdf"])[0].mark())
    assert marks[0] != marks[1]


@pytest.mark.parametrize("name", ["gone/", "gone.pdf"])
def test_what_is_not_there(store: str, name: str) -> None:
    with pytest.raises(UsageError, match=r"no PDF there|cannot be listed"):
        named([f"{store}/{name}"])


def test_a_paper_that_went_costs_its_row(papers: str) -> None:
    with pytest.raises(ReadingError, match="cannot be fetched"):
        bytes_of(located(f"{papers}/gone.pdf"))


def test_from_store_to_store(papers: str, store: str, tmp_path: Path) -> None:
    import pandas as pd

    out = tmp_path / "out"
    code = main(["extract", papers, "--out", str(out), "--rules-only", "--quiet", "--parquet-to", f"{store}/tables"])
    assert code == 3
    assert verify(out).failures == ()
    system = fsspec.filesystem("s3")
    names = {path.removeprefix(f"{BUCKET}/tables/") for path in system.find(f"{BUCKET}/tables")}
    assert {"agreements.parquet", "documents.parquet", "datapackage.json", "run.json"} <= names
    system.get_file(f"{BUCKET}/tables/documents.parquet", str(tmp_path / "documents.parquet"))
    documents = pd.read_parquet(tmp_path / "documents.parquet")
    read = documents[documents["status"] == "read"]
    assert sorted(read["path"]) == [f"{papers}/deep/two.pdf", f"{papers}/one.pdf"]
    assert sorted(documents["error"][documents["status"] == "failed"]) == [
        "letter.DOCX: a Word document, not a PDF: save it as PDF, and name that",
        "notes.txt: a plain text, not a PDF: save it as PDF, and name that",
        f"{papers}/old.zip: an archive in a store: fetch it, and name it here",
    ]


def test_a_store_that_does_not_take_the_tables(store: str, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    with pytest.raises(OutputError, match="does not take the tables"):
        publish_parquet(tmp_path, f"{store}-that-is-not-there/x")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a web server with one paper."""
    folder = tmp_path / "site"
    folder.mkdir()
    shutil.copy(typeset(tmp_path / "web.pdf", "Signed in May 2017."), folder)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=os.fspath(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_paper_on_the_web(site: str) -> None:
    (place,) = named([f"{site}/web.pdf"])
    assert place.stem == "web"
    assert bytes_of(place).startswith(b"%PDF")


def test_a_paper_that_the_web_has_not(site: str) -> None:
    with pytest.raises(UsageError, match="cannot be listed"):
        named([f"{site}/gone.pdf"])


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:word@host.example/a.pdf?signature=abc", "https://host.example/a.pdf"),
        ("s3://bucket/a.pdf", "s3://bucket/a.pdf"),
    ],
)
def test_secrets_are_not_shown(url: str, shown: str) -> None:
    assert without_secrets(url) == shown


def test_an_unknown_store() -> None:
    with pytest.raises(UsageError, match=r"no store of this kind|not installed"):
        named(["nowhere://bucket/a.pdf"])
