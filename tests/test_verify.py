"""Verify proves what is true, and finds what is not."""

from __future__ import annotations

import csv
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from policyfacts.cli import main
from policyfacts.reading import ocr, read
from policyfacts.records import Mention
from policyfacts.tables import paper_rows, read_tables, write_tables
from policyfacts.verify import verify
from tests.pdfs import beside, raw
from tests.pdfs.scans import scan
from tests.report.made import made
from tests.typeset import LOAN, PARTNERSHIP, typeset

LONG = "The two sides signed the declaration on the first day of " * 4 + "May 2017."


def _written(folder: Path, *pages: str, setup: str = "") -> Path:
    """An output folder with evidence for every run of three words on the pages."""
    return _told(folder, typeset(folder / "paper.pdf", *pages, setup=setup))


def _told(folder: Path, path: Path) -> Path:
    """An output folder with evidence for every run of three words of a paper."""
    paper = read(path)
    words = [place for place, sign in enumerate(paper.text) if sign in " \n"]
    mentions = []
    for start, end in zip([0, *words], [*words[3:], len(paper.text)], strict=False):
        text = paper.text[start:end].strip()
        begin = paper.text.index(text, start)
        mentions.append(Mention("date", begin, begin + len(text), text, "2017"))
    write_tables(folder / "out", [paper_rows(paper, mentions, [])], run={})
    return folder / "out"


@pytest.mark.parametrize(
    "setup",
    [
        "",
        "#set page(columns: 2)\n#set par(justify: true)\n",
        "#set text(hyphenate: true, size: 14pt)\n",
        "#set page(flipped: true)\n",
    ],
)
def test_what_is_true_is_proved(tmp_path: Path, setup: str) -> None:
    proof = verify(_written(tmp_path, f"{PARTNERSHIP} {LONG}", LOAN, setup=setup))
    assert proof.failures == ()
    assert proof.papers == 1
    assert proof.rows > 20


LINES = [
    "In 2011 Poland lent EUR 14 million to Cuba, and on 11 May 2017 Japan gave Mali the sum of",
    "USD 111,711 for 1,117 wells. The talks of 2014 ended on 1 November 2018 after 117 sessions.",
]
_RAISED = (
    "BT 1 0 0 1 60 700 Tm /F0 10 Tf (China lent Kenya $320) Tj 4 Ts /F0 6 Tf (1) Tj 0 Ts /F0 10 Tf "
    "( million and $4) Tj 4 Ts (2) Tj 0 Ts ( billion in 2016.) Tj ET "
)


@pytest.mark.parametrize(
    "page",
    [
        *(raw.RawPage(raw.turned(raw.lines(LINES, 0, 0), tilt, x=60, y=500)) for tilt in (0.5, -1, 2.9, 5, -8)),
        *(raw.RawPage(raw.upright(raw.lines(LINES, 60, 300), turn), rotate=turn) for turn in (90, 180, 270)),
        raw.RawPage(raw.turned(raw.lines(LINES, 60, 300), 90, x=raw.WIDTH)),
        raw.RawPage(_RAISED + raw.lines(LINES, 60, 600)),
        raw.RawPage("q -1 0 0 1 595 0 cm " + raw.lines(LINES, 60, 600) + "Q"),
        raw.RawPage(raw.lines(LINES, 60, 600), box=(0, 0, 1e9, 1e9)),
        raw.RawPage(raw.lines(LINES, -200, 60), box=(-300, 0, 400, 90)),
        raw.RawPage("2.5 Tc " + raw.lines(LINES, 30, 600, size=7)),
    ],
    ids=[
        "0.5", "-1", "2.9", "5", "-8", "upright 90", "upright 180", "upright 270", "sideways", "raised", "mirrored",
        "huge", "moved", "spaced out",
    ],
)  # fmt: skip
def test_words_on_odd_pages_are_proved(tmp_path: Path, page: raw.RawPage) -> None:
    proof = verify(_told(tmp_path, raw.written(tmp_path / "paper.pdf", page)))
    assert proof.failures == ()
    assert proof.rows > 5


def test_words_written_to_the_left_do_not_hinder_the_proof(tmp_path: Path) -> None:
    setup = '#set text(font: "DejaVu Sans Mono")\n'
    proof = verify(_written(tmp_path, f"{LONG} The word معاهدة stands for it. {LONG}", LOAN, setup=setup))
    assert proof.failures == ()


def test_a_rebuilt_paper_is_proved(tmp_path: Path) -> None:
    path = raw.written(tmp_path / "paper.pdf", *(raw.RawPage(raw.lines(LINES, 60, 600)) for _ in range(3)))
    path.write_bytes(path.read_bytes()[:-500].replace(b"endobj", b"endoj", 1))
    proof = verify(_told(tmp_path, path))
    assert proof.failures == ()
    assert proof.rows > 5


def _change(column: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def apply(out: Path) -> None:
        path = out / "evidence.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        rows[0][column] = change(rows[0][column])
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    return apply


def _shift_text(out: Path) -> None:
    path = out / "texts" / "paper.txt"
    path.write_text("x" + path.read_text(encoding="utf-8"), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (_change("text", lambda text: text.replace("May", "June")), "has other words"),
        (_change("start", lambda text: str(int(text) + 1)), "has other words"),
        (_change("y0", lambda text: str(float(text) + 40)), "is not printed in its rectangles"),
        (_change("x1", lambda text: str(float(text) - 30)), "is not printed in its rectangles"),
        (_change("page", lambda text: str(int(text) + 1)), "is not printed in its rectangles"),
        (_change("page", lambda _: "99"), "is not printed in its rectangles"),
        (_change("fact_id", lambda _: "other:dates:1-2"), "its paper is not among"),
        (_shift_text, "has other words"),
        (lambda out: (out.parent / "paper.pdf").write_bytes(b"%PDF-1.4 changed"), "its SHA-256 differs"),
        (lambda out: (out.parent / "paper.pdf").unlink(), "cannot be opened"),
    ],
)
def test_what_is_wrong_is_found(tmp_path: Path, damage: Callable[[Path], object], reason: str) -> None:
    out = _written(tmp_path, f"In {PARTNERSHIP}", LOAN)
    assert verify(out).failures == ()
    damage(out)
    failures = verify(out).failures
    assert failures
    assert reason in str(failures[0])


@pytest.mark.parametrize(
    ("change", "found"), [(lambda quote: quote.replace(" ", "  \n"), []), (lambda quote: f"{quote} Indeed.", ["quote"])]
)
def test_a_quote_must_stand_in_the_text_but_for_its_white_space(
    tmp_path: Path, change: Callable[[str], str], found: list[str]
) -> None:
    out = made(tmp_path)
    path = out / "partnerships.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["quote"] = change(rows[0]["quote"])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    assert [failure.slot for failure in verify(out).failures] == found


def _extracted(folder: Path, **papers: bytes) -> Path:
    """The output of extract over papers of these bytes, with rules alone."""
    (folder / "in").mkdir()
    for name, data in papers.items():
        (folder / "in" / f"{name}.pdf").write_bytes(data)
    main(["extract", str(folder / "in"), "--out", str(folder / "out"), "--parser", "none", "--rules-only", "--quiet"])
    return folder / "out"


def _documents(out: Path) -> dict[str, tuple[str, str]]:
    return {row["doc"]: (row["status"], row["error"]) for row in read_tables(out).rows("documents")}


@pytest.mark.skipif(find_spec("pikepdf") is None, reason="needs the extra 'repair'")
def test_what_was_rebuilt_is_proved(tmp_path: Path) -> None:
    whole = beside.pages(*[f"{beside.TYPED} {beside.WORDS} They met in {year}." for year in range(2001, 2013)])
    cuts = {f"cut{share}": whole[: len(whole) * share // 20] for share in range(8, 20)}
    out = _extracted(tmp_path, **cuts)
    said = _documents(out)
    read = {doc for doc, (status, _) in said.items() if status != "failed"}
    assert len(read) > 5
    for status, error in said.values():
        assert status in {"partly read", "failed"}
        assert "get a fresh copy" in error
        assert "scan" not in error
    assert verify(out).failures == ()
    assert {row["fact_id"].split(":")[0] for row in read_tables(out).rows("evidence")} == read


def test_what_was_typed_into_forms_is_proved(tmp_path: Path) -> None:
    field = beside.annotation(b"Widget", b"/FT /Tx /T (loan) /V (%s)" % beside.TYPED.encode())
    note = beside.annotation(b"FreeText", b"/Contents (%s)" % beside.TYPED.encode())
    out = _extracted(tmp_path, form=beside.form(field), typed=beside.commented(note), xfa=beside.xfa(fields=(field,)))
    assert verify(out).failures == ()
    rows = read_tables(out).rows("amounts")
    assert [(row["doc"], row["value"]) for row in rows] == [
        ("form", "12000000"),
        ("typed", "12000000"),
        ("xfa", "12000000"),
    ]


@pytest.mark.skipif(not ocr.tesseract(), reason="needs tesseract (apt-get install tesseract-ocr)")
def test_what_was_read_by_ocr_is_proved_by_ocr(tmp_path: Path) -> None:
    source = typeset(tmp_path / "text.pdf", f"{PARTNERSHIP} {LOAN}", LONG)
    stamp = b"BT /F 8 Tf 40 20 Td (Downloaded from example.org on 3 May 2021) Tj ET"
    plain, stamped = (scan(source, tmp_path / f"{name}.pdf", layer=layer) for name, layer in (("a", b""), ("b", stamp)))
    out = _extracted(tmp_path, plain=plain.read_bytes(), stamped=stamped.read_bytes())
    assert _documents(out) == {"plain": ("read", ""), "stamped": ("read", "")}
    proof = verify(out)
    assert (proof.failures, proof.papers) == ((), 2)
    assert proof.rows > 10
    _change("x1", lambda text: str(float(text) - 30))(out)
    assert "is not printed in its rectangles" in str(verify(out).failures[0])
