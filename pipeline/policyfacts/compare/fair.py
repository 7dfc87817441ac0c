"""Sums in one currency and in the prices of one year, so that they can be held side by side.

A sum is converted at the mean rate of its row's year, then deflated by the price index of the target currency; a range
at both ends. What has no date, spans years, or has no rate or index stays as it is, and says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from policyfacts.compare.series import Series
from policyfacts.errors import UsageError
from policyfacts.tables.cells import Row, cell

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The currency and, where prices are to be constant, the year in which sums are told; and from what."""

    currency: str
    rates: Series
    year: int | None = None
    prices: Series | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z]{3}", self.currency):
            raise UsageError(f"in: {self.currency!r} is no currency. Write an ISO 4217 code such as USD.")
        if (self.year is None) != (self.prices is None):
            raise UsageError("prices: a year and an index belong together. Give both --prices and --prices-from.")
        if self.year is not None and self.prices is not None and not self.prices.value(self.year, self.currency):
            raise UsageError(f"prices: {self.prices.name} has no index of {self.currency} for {self.year}.")

    @property
    def described(self) -> dict[str, Any]:
        """What ``run.json`` says of it."""
        said: dict[str, Any] = {"in": self.currency, "rates": self.rates.described}
        if self.prices is not None:
            said |= {"prices": self.year, "prices_from": self.prices.described}
        return said


def measured(rows: Iterable[Row], by: Yardstick) -> list[Row]:
    """The rows of ``sums``, those that were counted with their amounts in the yardstick's currency and prices."""
    return [{**row, **_measured(row, by)} if row["outcome"] == "counted" else row for row in rows]


def _measured(row: Row, by: Yardstick) -> Row:
    if not re.fullmatch(r"\d{4}", row["year"]):
        return {"unconverted": "its date spans several years" if row["year"] else "it has no date"}
    year = int(row["year"])
    rate = _rate(row["currency"], year, by)
    if rate is None:
        return {"unconverted": f"no rate of {row['currency']} to {by.currency} for {year}"}
    found = {"converted_to": by.currency, **_ends(row, rate, "converted")}
    if by.prices is None or by.year is None:
        return found
    then, now = by.prices.value(year, by.currency), by.prices.value(by.year, by.currency)
    if then is None or now is None:
        return {**found, "unconverted": f"no price index of {by.currency} for {year}"}
    return {**found, "prices_of": str(by.year), **_ends(row, rate * now / then, "constant")}


def _rate(currency: str, year: int, by: Yardstick) -> Decimal | None:
    """How many units of the target one unit of ``currency`` was worth."""
    if currency == by.currency:
        return Decimal(1)
    own, target = by.rates.value(year, currency), by.rates.value(year, by.currency)
    return None if own is None or target is None else target / own


def _ends(row: Mapping[str, str], factor: Decimal, name: str) -> Row:
    found = {name: cell((Decimal(row["amount"]) * factor).quantize(_CENT))}
    if row["amount_max"]:
        found[f"{name}_max"] = cell((Decimal(row["amount_max"]) * factor).quantize(_CENT))
    return found
