"""How long comparing takes: made tables of many papers, a hundred facts each, many of them told by several papers.

python tests/benchmarks/compare.py [PAPERS]        (default: 300)
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter

from policyfacts.compare import compare
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row
from policyfacts.values.countries import codes

FACTS = {"partnerships": 25, "funds": 30, "agreements": 15, "projects": 15, "meetings": 15}
SYLLABLES = "ka lo me rin to va su pe dra qui nor sel bi hon tam uz ger fa li zo".split()
COUNTRIES = [code for code in codes() if len(code) == 3][:120]


def main() -> int:
    """Make the tables, compare them, print the figures."""
    papers = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    tables = made(papers)
    started = time.process_time()
    comparison = compare(tables)
    seconds = time.process_time() - started
    facts = sum(len(tables.rows(name)) for name in FACT_TABLES)
    relations = Counter(row["relation"] for row in comparison.rows("comparisons"))
    print(f"{papers} papers, {facts} facts: {seconds:.1f} s of processor time, {1e6 * seconds / facts:.0f} µs a fact")
    print(f"{comparison}; {dict(relations)}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


def made(papers: int, *, seed: int = 0) -> Tables:
    """Tables of ``papers`` papers; a few facts are told by very many of them, most by two or three."""
    draw = random.Random(seed)
    world = {name: [_fact(draw, name) for _ in range(papers * count // 3)] for name, count in FACTS.items()}
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    texts = {}
    for number in range(papers):
        doc = f"paper-{number:05d}"
        rows["documents"].append(
            {
                **dict.fromkeys(TABLES["documents"].names, ""),
                "doc": doc,
                "published": str(2010 + number % 15),
                "status": "read",
            }
        )
        texts[doc] = " ".join(_word(draw) for _ in range(4000))
        for name, count in FACTS.items():
            for place in range(count):
                # The square makes some facts well known.
                known = world[name][int(draw.random() ** 2 * len(world[name]))]
                rows[name].append(_told(draw, doc, name, place, known))
    return Tables(rows, texts=texts)


def _word(draw: random.Random) -> str:
    return "".join(draw.choice(SYLLABLES) for _ in range(3))


def _fact(draw: random.Random, table: str) -> Row:
    own = f"{_word(draw).title()} {draw.choice(['Fund', 'dam', 'railway', 'Agreement', 'Forum', 'port'])}"
    row = {}
    for column in TABLES[table].slots:
        if column.vocabulary:
            row[column.name] = draw.choice(column.vocabulary)
        elif column.kind == "edtf":
            row[column.name] = f"{draw.randint(2000, 2024)}-{draw.randint(1, 12):02d}"
        elif column.kind in {"number", "integer"}:
            row[column.name] = str(draw.randint(1, 99) * 10**8)
        elif column.kind in {"codes", "names"} or column.name in {"country", "counterparty"}:
            row[column.name] = draw.choice(COUNTRIES)
        else:
            row[column.name] = own
    return {**row, "amount_max": "", "count": "", "currency": "USD", "unit": "", "level": "strategic"}


def _told(draw: random.Random, doc: str, table: str, place: int, known: Row) -> Row:
    row = {**dict.fromkeys(TABLES[table].names, ""), **{k: v for k, v in known.items() if k in TABLES[table].names}}
    row |= {"doc": doc, "page": str(1 + place // 10), "fact_id": f"{doc}:{table}:{place:010x}", "quote": _word(draw)}
    if draw.random() < 0.4:
        row["date"] = row["date"][:4]
    if draw.random() < 0.05:
        row["date"] = str(draw.randint(2000, 2024))
    return row


if __name__ == "__main__":
    sys.exit(main())
