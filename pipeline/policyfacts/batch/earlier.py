"""The papers of the last run into a folder that are not named this time: they leave the tables, or are kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from policyfacts.batch.history import Kept, Written, remembered
from policyfacts.batch.papers import Source, sources_at
from policyfacts.batch.plan import Plan
from policyfacts.sources import File, Hashed, Location, identity, located
from policyfacts.sources.kinds import is_other


def with_earlier(sources: Sequence[Source], out: Path) -> list[Source]:
    """``sources`` and beside them the papers of the last run into the folder ``out``, named as if all had been named
    together.

    A paper that is still there is taken as it is now; of one that is gone, or far away, what is kept of it.
    """
    here = {identity(source.at) for source in sources}
    lying = [source.at for source in sources if source.lies]
    papers = [source.at for source in sources if not source.lies]
    for kept in remembered(out).papers.values():
        place = located(kept.shown)
        if identity(place) not in here:
            (lying if is_other(kept.shown) else papers).append(_as_kept(place, kept))
    return sources_at(_sorted(papers), _sorted(lying))


def leaving(sources: Sequence[Source], plan: Plan, last: Written) -> tuple[str, ...]:
    """The papers of the last run, by ``doc``, that are not among ``sources``, be it under another path."""
    shown = {source.shown for source in sources}
    hashes = set(plan.hashes.values()) - {""}
    gone = (doc for doc, kept in last.papers.items() if kept.shown not in shown and kept.sha256 not in hashes)
    return tuple(sorted(gone))


def _as_kept(place: Location, kept: Kept) -> Location:
    near = isinstance(place, File) and place.path.exists()
    return place if near or not kept.sha256 else Hashed(place, kept.shown, kept.sha256)


def _sorted(places: Sequence[Location]) -> list[Location]:
    return sorted(places, key=lambda place: place.shown)
