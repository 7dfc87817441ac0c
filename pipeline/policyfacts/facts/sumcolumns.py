"""The columns of a table that hold sums of money, and what their cells are worth."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from policyfacts.facts.tabular import TableCell, Tabular
from policyfacts.records import Money
from policyfacts.values.amounts import find_amounts

_NUMBER = re.compile(
    r"^[~≈<>≥≤]?\s*[\d.,\s\u00a0]+(?:\s*[–-]\s*[\d.,]+)?\s*(?:bn|mn|m|million|billion)?$", re.IGNORECASE
)
_UNIT = re.compile(
    r"(?P<unit>(?:[A-Z]{1,3}[$]|[$€£¥]|USD|EUR|GBP|CNY|RMB|JPY|INR|CHF|AUD|SDR)\s?"
    r"(?:million|billion|bn|mn|m|trillion|thousand|crore)?|(?:[Mm]illion|[Bb]illion|bn|mn|[Tt]housand|crore)s?\s(?:of\s)?"
    r"(?:US\s|U\.S\.\s|United States\s)?(?:dollars|euros?|yuan|renminbi|yen|rupees|USD|EUR|CNY|RMB)"
    r"|(?:US|U\.S\.|United States|Australian|New Zealand|Canadian)\s(?:dollars)|[Ee]uros|[Yy]uan)"
)
# Other words beside the year in the heading of a year's column are no longer than this.
_BESIDE_YEAR = 16
_SCALE = re.compile(r"\b(?:[Ii]n |[Ff]igures in |[Aa]mounts in |\()(?P<scale>thousand|million|billion)s?\b")
_SCALED = re.compile(r"\d\s?(?:k|m|mn|bn|b|thousand|million|billion|trillion|crore|lakh)\b", re.IGNORECASE)
_TIMES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
# Numbers with digits in groups of three, and dashes for none.
_GROUPED = re.compile(r"(?<=\d)[\s\u00a0](?=\d{3}\b)")
_NONE = re.compile(r"[–—-]|n\.?a\.?|\.\.\.?|…")


def sum_column(table: Tabular) -> int | None:
    """The column of sums: with currencies in its cells, or numbers under a heading (or caption) that names one."""
    width = len(table.headings)
    for column in range(width):
        if table.share(column, "amount") >= 0.5:
            return column
    for column in range(width):
        if _numeric(table, column) and unit(table, column) and table.role(column) not in {"date"}:
            return column
    return None


def year_columns(table: Tabular) -> list[int]:
    """The columns of sums that are headed by years, where there are two or more; else none."""
    found = []
    for column, heading in enumerate(table.headings):
        dates = heading.of("date") if heading else []
        # "2024 (pledged)", "Pledged, 2025"
        headed = len(dates) == 1 and heading is not None and len(heading.text) - len(dates[0].text) < _BESIDE_YEAR
        if headed and (table.share(column, "amount") >= 0.5 or (_numeric(table, column) and unit(table, column))):
            found.append(column)
    return found if len(found) > 1 else []


def _numeric(table: Tabular, column: int) -> bool:
    cells = [row[column] for row in table.rows]
    filled = [c for c in cells if c is not None and c.text and not _NONE.fullmatch(c.text)]
    numbers = sum(bool(_NUMBER.match(c.text)) for c in filled)
    return bool(filled) and numbers / len(filled) >= 0.6


def unit(table: Tabular, column: int) -> str:
    """The currency and scale that the heading of ``column`` states, else the caption: "US$ million"."""
    heading = table.headings[column]
    for text in (heading.text if heading else "", table.caption):
        if match := _UNIT.search(text):
            return match["unit"].strip()
    return ""


def _scaled(table: Tabular, cell: TableCell, column: int, money: Money) -> Money:
    """``money`` in the scale that the heading or the caption states for cells that name only the currency."""
    heading = table.headings[column]
    match = _SCALE.search(heading.text if heading else "") or _SCALE.search(table.caption)
    if match is None or _SCALED.search(cell.text):
        return money
    times = _TIMES[match["scale"]]
    return replace(money, value=money.value * times, value_max=money.value_max and money.value_max * times)


def money_of(table: Tabular, cell: TableCell, column: int) -> Money | None:
    """The sum in ``cell``: as it stands, or a number with the column's unit; None where it is none."""
    for mention in cell.of("amount"):
        if isinstance(mention.value, Money):
            return _scaled(table, cell, column, mention.value)
    each = unit(table, column)
    if not each or not _NUMBER.match(cell.text):
        return None
    each = re.sub(r"(?i)^(thousand|million|billion)s? of ", lambda m: f"{m[1].lower()} ", each)
    number = re.sub(r"[\s\u00a0~≈<>≥≤]", "", _GROUPED.sub("", cell.text))
    leading = re.match(r"(?:[A-Z]{0,3}[$€£¥]|[A-Z]{3}(?![a-z]))", each)
    scale = each[leading.end() :].strip() if leading else each
    written = f"{leading[0]} {number} {scale}".strip() if leading else f"{number} {each}"
    found = [m.value for m in find_amounts(written) if isinstance(m.value, Money)]
    return found[0] if found and found[0].value > Decimal(0) else None
