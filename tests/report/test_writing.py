"""The report as a file: whole, the same each time, honest about what is missing."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from policyfacts import cli
from policyfacts.errors import OutputError
from policyfacts.report import write_report
from policyfacts.report.album import chosen
from tests.report.made import hostile, made

ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "p", "h1", "h2", "h3", "h4", "nav", "div", "ul",
    "ol", "li", "button", "main", "noscript", "section", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td",
    "bdi", "details", "summary", "span", "dialog", "blockquote", "footer", "script", "figure", "figcaption", "label",
    "select", "option", "input", "svg", "g", "path", "line", "text", "rect", "i",
}  # fmt: skip


class _Tags(HTMLParser):
    """All tags and attributes of a page, and the text of its data blocks by id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: dict[str, str] = {}
        self._block = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._block = dict(attrs).get("id") or "" if tag == "script" else ""

    def handle_data(self, data: str) -> None:
        if self._block:
            self.blocks[self._block] = self.blocks.get(self._block, "") + data


def _read(out: Path) -> _Tags:
    return _Tags((out / "report.html").read_text(encoding="utf-8"))


def _block(page: _Tags, name: str) -> Any:
    return json.loads(page.blocks[name])


def test_every_fact_is_there_with_its_boxes(folder: Path) -> None:
    rows = _block(_read(folder), "rows-partnerships")
    assert len(rows) == 4
    for _, cells, boxes in rows:
        assert "CHN" in cells
        assert {box[0] for box in boxes} == {"country", "counterparty", "level", "level_text", "date", "status"}
        assert all(len(box) == 7 and min(box[3:]) >= 0 and max(box[3:]) <= 10_000 for box in boxes)


def test_every_page_that_bears_facts_is_pictured_once(folder: Path) -> None:
    page = _read(folder)
    leaves = _block(page, "leaves")
    assert [(leaf["doc"], leaf["page"]) for leaf in leaves] == [("one", 1), ("one", 2), ("two", 1)]
    assert [name for name in page.blocks if re.fullmatch(r"leaf-\d+", name)] == ["leaf-0", "leaf-1", "leaf-2"]


def test_nothing_is_asked_of_other_machines(folder: Path) -> None:
    page = _read(folder)
    policies = [attrs["content"] for _, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1
    assert (policies[0] or "").startswith("default-src 'none'; img-src data:;")
    assert not [attrs for _, attrs in page.tags if "src" in attrs or "srcset" in attrs or "style" in attrs]
    assert all((attrs["href"] or "").startswith("#") for _, attrs in page.tags if "href" in attrs)
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    out = made(tmp_path)
    first = write_report(out).path.read_bytes()
    assert write_report(out).path.read_bytes() == first


def test_a_paper_that_is_gone_costs_its_pictures(tmp_path: Path) -> None:
    out = made(tmp_path)
    (tmp_path / "two.pdf").unlink()
    written = write_report(out)
    assert (written.pictures, written.missing) == (2, 1)
    leaf = _block(_read(out), "leaves")[-1]
    assert "cannot be" in leaf["reason"]
    assert "from where extract was run" in leaf["reason"]


def test_a_paper_that_has_changed_is_not_pictured(tmp_path: Path) -> None:
    out = made(tmp_path)
    shutil.copy(tmp_path / "one.pdf", tmp_path / "two.pdf")
    write_report(out)
    assert "not the file that was read" in _block(_read(out), "leaves")[-1]["reason"]


@pytest.mark.parametrize("limit", ["album.INLINE", "writing.LARGEST"])
def test_pictures_go_beside_the_file_when_they_are_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    out = made(tmp_path)
    monkeypatch.setattr(f"policyfacts.report.{limit}", 10)
    written = write_report(out)
    assert written.folder == out / "report-pages"
    assert sorted(path.name for path in written.folder.iterdir()) == ["000001.webp", "000002.webp", "000003.webp"]
    assert all(path.read_bytes()[8:12] == b"WEBP" for path in written.folder.iterdir())
    page = _read(out)
    assert [leaf["path"] for leaf in _block(page, "leaves")] == [
        f"report-pages/00000{number}.webp" for number in (1, 2, 3)
    ]
    monkeypatch.undo()
    assert write_report(out).folder is None
    assert not (out / "report-pages").exists()


@pytest.mark.parametrize(
    ("facts", "others", "pages"),
    [
        ({"b": [2], "a": [1]}, {"a": [3]}, {"a": [1, 3], "b": [2]}),
        ({"a": [1]}, {"a": range(1, 500)}, {"a": [1]}),
        ({}, {"a": [4, 2]}, {"a": [2, 4]}),
    ],
)
def test_pages_of_dates_and_sums_are_pictured_where_they_are_few(facts: Any, others: Any, pages: Any) -> None:
    assert chosen(facts, others) == pages


def test_gold_adds_scores_and_errors(folder: Path, tmp_path: Path) -> None:
    page = _read(folder)
    assert any(attrs.get("id") == "evaluation" for _, attrs in page.tags)
    spec, rows = _block(page, "spec-errors"), _block(page, "rows-errors")
    kind = [column["name"] for column in spec["columns"]].index("kind")
    assert {cells[kind] for _, cells, _ in rows} >= {"missed row"}
    assert all(boxes for _, _, boxes in rows)
    out = made(tmp_path)
    write_report(out)
    assert not any(attrs.get("id") == "evaluation" for _, attrs in _read(out).tags)


def test_hostile_text_makes_no_tag_and_no_attribute(tmp_path: Path) -> None:
    out = hostile(tmp_path)
    written = write_report(out)
    page = _read(out)
    assert {tag for tag, _ in page.tags} <= ALLOWED
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on") or name in {"src", "style"}]
    code = [attrs for tag, attrs in page.tags if tag == "script" and "type" not in attrs]
    assert len(code) == 1
    assert written.size < 12_000_000  # a cell of a megabyte is cut
    text = written.path.read_text(encoding="utf-8")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\u2029\x00-\x08\x1b\x7f]", text)


def test_without_tables_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="policyfacts extract"):
        write_report(tmp_path)


def test_the_command_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = made(tmp_path)
    assert cli.main(["report", "--out", str(out)]) == 0
    assert re.fullmatch(r".*report\.html: \d\.\d MB, 3 pages pictured\n", capsys.readouterr().out)
    assert cli.main(["report", "--out", str(out), "--gold", str(tmp_path / "none")]) == 1
    assert "no such folder" in capsys.readouterr().err
