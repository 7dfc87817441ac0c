"""Runs whose reading is quick: a paper is a small text file, and what it states is one loan a line."""

from __future__ import annotations

import os
from pathlib import Path

from policyfacts.batch.options import Options
from policyfacts.batch.outcomes import Outcome, Summary, Watch
from policyfacts.batch.papers import Source, collect
from policyfacts.batch.run import extract_into
from policyfacts.errors import ReadingError
from policyfacts.sources import bytes_of, sha256_of
from policyfacts.tables import PaperRows, failed_rows, paper_rows
from policyfacts.tables.files import STATE
from tests.builders import fact_of, make_paper


def staged_rows(source: Source, *, options: Options) -> PaperRows:
    """Stands for ``rows_of``: each line ``<giver> <taker> <sum>`` of the file is a loan; ``fail`` is a bad file, and
    ``busy`` one that ran out of time."""
    try:
        content = bytes_of(source.at).decode("utf-8")
    except ReadingError as exc:
        return failed_rows(source.doc, path=source.shown, sha256="", error=str(exc))
    if content.startswith(("fail", "busy")):
        failed = failed_rows(source.doc, path=source.shown, sha256=sha256_of(source.at), error=f"{source.name}: bad")
        return PaperRows(source.doc, failed.rows, settled=content.startswith("fail"))
    lines = content.splitlines()
    paper = make_paper(lines, doc=source.doc, sha256=sha256_of(source.at))
    loans = []
    for line in lines:
        giver, taker, amount = line.split()
        slots = {"kind": ("loan", taker), "providers": (giver, giver), "recipients": (taker, taker)}
        loans.append(fact_of(paper, "funds", line, {**slots, "name": ("loan", line), "amount": (int(amount), amount)}))
    rows = paper_rows(paper, [], loans)
    document = {**rows.rows["documents"][0], "path": source.shown, "title": options.password or ""}
    encrypted = "LOCKED" in content
    return PaperRows(source.doc, {**rows.rows, "documents": [document]}, rows.text, encrypted=encrypted)


class Folder:
    """A folder of such papers, the output folder beside it, and what runs over them say."""

    def __init__(self, home: Path) -> None:
        self.papers, self.out = home / "papers", home / "out"
        self.papers.mkdir(parents=True)

    def write(self, **papers: str) -> None:
        """Write papers, long enough ago that their stamps are trusted."""
        for name, content in papers.items():
            path = self.papers / f"{name}.pdf"
            path.write_text(content, encoding="utf-8")
            os.utime(path, (1_000_000_000, 1_000_000_000))

    def run(self, *, password: str | None = None, fresh: bool = False, jobs: int = 1) -> tuple[Summary, list[str]]:
        """Run; returns the summary and the papers that were read."""
        seen: list[Outcome] = []
        options = Options("none", password=password, jobs=jobs, rules_only=True)
        watch = Watch(done=seen.append)
        summary = extract_into(self.out, collect([self.papers]), options=options, watch=watch, fresh=fresh)
        return summary, sorted(outcome.doc for outcome in seen)

    def files(self) -> dict[str, bytes]:
        """All files that are for users, but for what ``run.json`` says of time."""
        found = {str(path.relative_to(self.out)): path for path in self.out.rglob("*") if path.is_file()}
        return {
            name: b"".join(line for line in path.read_bytes().splitlines(keepends=True) if b"second" not in line)
            for name, path in found.items()
            if not name.startswith(STATE)
        }
