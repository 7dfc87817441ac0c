"""All papers of a run, into a folder or into memory."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from policyfacts.batch.earlier import leaving
from policyfacts.batch.gather import Gathering, processed
from policyfacts.batch.history import BEFORE, Written, keys_of, remember, remembered
from policyfacts.batch.options import Options
from policyfacts.batch.outcomes import Summary, Watch, outcome_of
from policyfacts.batch.papers import Source, collect
from policyfacts.batch.plan import Plan, planned
from policyfacts.batch.record import fingerprint, record, with_comparison
from policyfacts.batch.store import Store
from policyfacts.corrections import Judged
from policyfacts.schema import TABLES
from policyfacts.sources.kinds import ending
from policyfacts.tables import Tables, unpacked
from policyfacts.tables.files import STATE, alone, writing
from policyfacts.tables.marks import for_excel
from policyfacts.tables.packed import from_bytes


def extract(
    paths: Iterable[str | Path] | str | Path,
    *,
    jobs: int = 1,
    parser: str = Options().parser,
    password: str | None = None,
    rules_only: bool = False,
) -> Tables:
    """Read papers and return their tables, a DataFrame an attribute: ``tables.dates``, ``tables.funds`` ...

    ``paths`` names PDF files, folders (with what is below them) and globs. A paper that cannot be read, be it that it
    is no PDF, is a row of ``tables.documents`` with status ``failed`` and its error. ``parser`` is an installed spaCy
    pipeline, or ``none`` for rules alone; ``rules_only`` goes without the trained models too, and leaves ``confidence``
    empty. Raises ``UsageError`` where a path names nothing, ``ModelError`` where the parser or a model is missing.
    """
    sources = collect([paths] if isinstance(paths, str | Path) else paths)
    options = Options(parser=parser, password=password, jobs=jobs, rules_only=rules_only)
    papers = [unpacked(from_bytes(data)) for data in processed(sources, options)]
    papers.sort(key=lambda paper: paper.doc)
    rows = {name: [row for paper in papers for row in paper.rows.get(name, ())] for name in TABLES}
    return Tables(rows, texts={paper.doc: paper.text for paper in papers if paper.text is not None})


def extract_into(
    out: Path,
    sources: Sequence[Source],
    *,
    options: Options,
    watch: Watch | None = None,
    fresh: bool = False,
) -> Summary:
    """Read ``sources`` (as ``collect`` returns them) and write the tables into the folder ``out``.

    Papers that were read into this folder before, by the same version with the same knowledge, models and options, are
    taken from what was kept then; ``fresh`` forgets all that. Papers of the last run that are not among ``sources``
    leave the tables (``watch`` is told before anything is read); ``with_earlier`` puts them among them.

    Raises ``OutputError`` where the folder cannot be written or another run writes to it, ``ModelError`` where the
    parser is missing, ``EngineError`` where the cluster fails: the tables in the folder are then as they were, and what
    has been read is kept for the next run.
    """
    run = record(options)
    mark = fingerprint(run)
    with alone(out):
        judged = Judged(out)
        run = with_comparison(judged.recorded(run), out)
        store = Store(out / STATE / "entries", mark=mark, password=options.password)
        if fresh:
            store.clear()
        last = remembered(out)
        plan = planned(sources, store=store, last=last)
        here = Gathering(out, store, options, run, mark, watch or Watch(), judged)
        here.watch.leaving(leaving(sources, plan, last))
        here.watch.planned(*_counts(sources, plan))
        as_asked = last.mark == mark and for_excel(out) == options.excel
        if as_asked and plan.repeats(sources, last) and last.stands(out) and judged.stands(out):
            return _summary(here, last, last, plan, sources)
        now = here.assemble(sources, plan, last)
        summary = _summary(here, last, now, plan, sources)
        with writing(out):
            if last.papers:
                remember(out, last, name=BEFORE)
            remember(out, now)
            store.sweep(keys_of((last, now)))
        return summary


def _counts(sources: Sequence[Source], plan: Plan) -> tuple[int, int]:
    """How many papers are to be read and how many are kept, without those that merely lie there."""
    lying = {source.doc for source in sources if source.lies}
    return sum(source.doc not in lying for source in plan.unread), len(plan.keys.keys() - lying)


def _summary(here: Gathering, last: Written, now: Written, plan: Plan, sources: Sequence[Source]) -> Summary:
    lying = {source.doc: ending(source.shown) for source in sources if source.lies}
    return Summary(
        outcomes=tuple(outcome_of(doc, kept, lies=lying.get(doc, "")) for doc, kept in now.papers.items()),
        seconds=time.monotonic() - here.started,
        read=_counts(sources, plan)[0],
        gone=tuple(sorted(set(last.papers) - set(now.papers))),
        changed=here.changed(last, now) if last.papers else None,
        judged=here.judged.applied,
    )
