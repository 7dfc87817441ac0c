"""Facts across papers: which rows tell the same fact, and what agrees, refines, differs or contradicts.

tables ─> told ─> blocks ─> alike ─> clusters ┬─> slots ─> relations      (comparisons)
                                              ├─> timeline, triangulation
                                              └─> sums <─ umbrellas ─> fair <─ series
"""

from __future__ import annotations

from pathlib import Path

from policyfacts.compare.clusters import Cluster, clusters
from policyfacts.compare.comparison import Comparison
from policyfacts.compare.fair import Yardstick, measured
from policyfacts.compare.files import fingerprint, read_comparison, stale, write_comparison
from policyfacts.compare.relations import comparisons
from policyfacts.compare.sums import sums
from policyfacts.compare.timeline import timeline
from policyfacts.compare.told import told
from policyfacts.compare.triangulation import triangulation
from policyfacts.schema import FACT_TABLES
from policyfacts.tables import Tables, read_tables
from policyfacts.tables.cells import Row
from policyfacts.tables.files import alone

__all__ = ["Comparison", "Yardstick", "compare", "fingerprint", "read_comparison", "run", "stale", "write_comparison"]


def compare(tables: Tables, *, by: Yardstick | None = None) -> Comparison:
    """Hold the facts of all papers together; a DataFrame an attribute, as in ``Tables``.

    ``clusters`` tells which rows are about the same fact, ``comparisons`` how what they say of each slot compares,
    ``timeline`` level and status over time, ``triangulation`` how many papers tell a fact independently, ``sums`` the
    money by recipient, year and status; with ``by``, also in one currency and in constant prices. The result does not
    depend on the order of the rows.
    """
    facts = told(tables)
    found = {name: clusters(facts[name]) for name in FACT_TABLES}
    every = [cluster for name in FACT_TABLES for cluster in found[name]]
    rows = {
        "clusters": [row for cluster in every for row in _members(cluster)],
        "comparisons": list(comparisons(every)),
        "timeline": timeline(every),
        "triangulation": list(triangulation(every, tables)),
        "sums": sums(found["funds"]) if by is None else measured(sums(found["funds"]), by),
    }
    return Comparison(rows, tables=fingerprint(tables), measured=by.described if by else None)


def run(out: Path | str, *, by: Yardstick | None = None, machine: bool = False) -> Comparison:
    """Compare the tables in the folder ``out`` and write the result beside them, with ``compare.json``.

    ``by``: tell the sums in one currency too; ``run.json`` then says from which rates and prices. ``machine``: the
    rows without what people judged.

    Raises ``OutputError`` where the folder holds no tables, cannot be written, or another run writes to it;
    ``TableError`` where a table is torn.
    """
    comparison = compare(read_tables(out, machine=machine), by=by)
    with alone(out):
        write_comparison(out, comparison)
    return comparison


def _members(cluster: Cluster) -> list[Row]:
    return [
        {
            "cluster": cluster.name,
            "table": cluster.table,
            "fact_id": member.fact.fact_id,
            "doc": member.fact.doc,
            "page": member.fact["page"],
            "label": cluster.label,
            "score": f"{member.score:.3f}".rstrip("0").rstrip("."),
            "why": member.why,
        }
        for member in cluster.members
    ]
