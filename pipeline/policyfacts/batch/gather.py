"""From papers to the store, and from the store to the tables: what one run does in the folder that it holds."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from policyfacts.batch.history import Kept, Written, stamp_of, table_files
from policyfacts.batch.options import Options
from policyfacts.batch.outcomes import Watch, outcome_of
from policyfacts.batch.papers import Source
from policyfacts.batch.plan import Plan, place_of
from policyfacts.batch.store import Store
from policyfacts.changes import Rows, changes, tally
from policyfacts.corrections import Judged
from policyfacts.errors import TableError
from policyfacts.schema import FACT_TABLES
from policyfacts.tables import Packed, unpacked
from policyfacts.tables.cells import Row
from policyfacts.tables.files import write_packed, writing
from policyfacts.tables.packed import from_bytes, relocated
from policyfacts.tables.totals import found_of, told


class _Torn(Exception):
    """Entries do not hold what was put there."""

    def __init__(self, sources: list[Source]) -> None:
        super().__init__(f"{len(sources)} entries")
        self.sources = sources


@dataclass(slots=True)
class Gathering:
    """Where a run writes, and with what. ``run`` becomes ``run.json``; ``mark`` is its fingerprint; ``judged``: what
    people judged of the rows that stand there."""

    out: Path
    store: Store
    options: Options
    run: dict[str, Any]
    mark: str
    watch: Watch
    judged: Judged
    pages: int = 0
    started: float = field(default_factory=time.monotonic)

    def read(self, sources: Sequence[Source]) -> dict[str, str]:
        """Read papers and keep what comes of each, as it comes; returns the keys of the entries by ``doc``."""
        by_doc = {source.doc: source for source in sources}
        keys = {}
        for data in processed(sources, self.options):
            paper = from_bytes(data)
            key = keys[paper.doc] = self.store.key(by_doc[paper.doc], paper)
            with writing(self.out):
                self.store.put(key, data)
            self.pages += paper.pages
            if not by_doc[paper.doc].lies:
                self.watch.done(outcome_of(paper.doc, paper))
        return keys

    def assemble(self, sources: Sequence[Source], plan: Plan, last: Written) -> Written:
        """Write the tables from the entries; one that does not hold what was put there is made again first."""
        keys = {**plan.keys, **self.read(plan.unread)}
        while True:
            papers: dict[str, Kept] = {}
            entries = self._noted(self._entries(sources, keys), plan, keys, papers)
            try:
                write_packed(
                    self.out,
                    self.judged.into(entries),
                    run=self.run,
                    standing=last.texts(self.out, keys),
                    excel=self.options.excel,
                )
                break
            except _Torn as exc:
                keys |= self.read(exc.sources)
        texts = self.out / "texts"
        kept = {doc: replace(paper, text=stamp_of(texts / f"{doc}.txt")) for doc, paper in papers.items()}
        return Written(self.mark, kept, table_files(self.out))

    def changed(self, last: Written, now: Written) -> dict[str, Counter[str]]:
        """How many facts of each paper are new, gone and changed since the last run; papers without any are absent."""
        found: dict[str, Counter[str]] = {}
        for doc in sorted({*last.papers, *now.papers}):
            before, after = last.papers.get(doc), now.papers.get(doc)
            if before and after:
                counts = Counter() if before.key == after.key else self._between(doc, before, after)
            else:
                counts = Counter(new=after.facts if after else 0, gone=before.facts if before else 0)
            if counts := +counts:
                found[doc] = counts
        return found

    def rows(self, kept: Kept) -> Rows:
        """The facts of a paper as a run had them; none where its entry is gone.

        Raises ``TableError`` where another version kept it, whose tables have other columns.
        """
        paper = self.store.get(kept.key)
        return unpacked(paper, tables=FACT_TABLES).rows if paper else {}

    def _between(self, doc: str, before: Kept, after: Kept) -> Counter[str]:
        """What has changed in a paper; nothing is told where that cannot be known."""
        try:
            return tally(changes(doc, self.rows(before), self.rows(after)), FACT_TABLES)
        except TableError:
            return Counter()

    def _entries(self, sources: Sequence[Source], keys: Mapping[str, str]) -> Iterator[tuple[Source, Packed]]:
        """Every paper from its entry. Raises ``_Torn`` with all papers that have none, once it has met the first."""
        for number, source in enumerate(sources):
            paper = self.store.get(keys[source.doc])
            if paper is None:
                raise _Torn([other for other in sources[number:] if self.store.get(keys[other.doc]) is None])
            yield source, relocated(paper, source.shown)

    def _noted(
        self, papers: Iterator[tuple[Source, Packed]], plan: Plan, keys: Mapping[str, str], kept: dict[str, Kept]
    ) -> Iterator[Packed]:
        """Passes papers on, noting for ``run.json`` and for the next run what they were."""
        hashes = {}
        coverage: list[Row] = []
        for source, paper in papers:
            coverage += unpacked(paper, tables=("coverage",)).rows.get("coverage", ())
            hashes[paper.doc] = {"sha256": paper.sha256}
            kept[paper.doc] = Kept(
                key=keys[paper.doc],
                place=place_of(source),
                shown=source.shown,
                sha256=paper.sha256,
                mark=plan.marks[paper.doc],
                pages=paper.pages,
                facts=paper.facts,
                status=paper.status,
                error=paper.error,
            )
            yield paper
        seconds = time.monotonic() - self.started
        if coverage:
            self.run["found"] = told(found_of(coverage, self.run["estimates"]["found"]))
        self.run["papers"] = hashes
        speed = round(self.pages / seconds, 1) if seconds else 0
        self.run["timing"] = {"seconds": round(seconds, 2), "pages_per_second": speed}


def processed(sources: Sequence[Source], options: Options) -> Iterator[bytes]:
    """Every paper's rows, packed, in the order in which they are done."""
    if not sources:
        return iter(())
    # Imported here: a run that finds all papers in the store needs neither reader nor parser.
    if options.engine == "dask":
        from policyfacts.batch.cluster import processed as through_cluster

        return through_cluster(sources, options)
    from policyfacts.batch.workers import processed as through_workers

    return through_workers(sources, options)
