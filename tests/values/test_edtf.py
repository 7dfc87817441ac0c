"""Dates in EDTF: validity, bounds, containment, precision; the edtf package is the oracle where it knows the form."""

from __future__ import annotations

from datetime import date
from time import struct_time

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.values import edtf


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2018-05-08", date(2018, 5, 8), date(2018, 5, 8)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2014~", date(2014, 1, 1), date(2014, 12, 31)),
        ("197X", date(1970, 1, 1), date(1979, 12, 31)),
        ("20XX", date(2000, 1, 1), date(2099, 12, 31)),
        ("2016-23", date(2016, 9, 1), date(2016, 11, 30)),
        ("2016-24", date(2016, 12, 1), date(2017, 2, 28)),
        ("2021-33", date(2021, 1, 1), date(2021, 3, 31)),
        ("2021-36", date(2021, 10, 1), date(2021, 12, 31)),
        ("2020-40", date(2020, 1, 1), date(2020, 6, 30)),
        ("2020-41", date(2020, 7, 1), date(2020, 12, 31)),
        ("2007/2009", date(2007, 1, 1), date(2009, 12, 31)),
        ("2015-07/2015-11", date(2015, 7, 1), date(2015, 11, 30)),
        ("2010/2017~", date(2010, 1, 1), date(2017, 12, 31)),
        ("2019/..", date(2019, 1, 1), date.max),
        ("../2019", date.min, date(2019, 12, 31)),
    ],
)
def test_bounds(written: str, first: date, last: date) -> None:
    assert edtf.bounds(written) == (first, last)


@pytest.mark.parametrize(
    "written",
    ["", "18", "2018-13", "2018-02-30", "2018-00", "2019/2017", "..", "../..", "/", "2018-42", "may 2018", "0000"],
)
def test_what_is_no_date(written: str) -> None:
    assert not edtf.is_valid(written)
    with pytest.raises(ValueError, match="is not an EDTF date"):
        edtf.bounds(written)


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("2016", "2016-11-17", True),
        ("2016", "2016", True),
        ("201X", "2016", True),
        ("2016-11", "2016", False),
        ("2016/2020", "2018-33", True),
        ("2019/..", "2024-05", True),
        ("2014~", "2014", True),
        ("2014", "2015", False),
        ("2014", "nonsense", False),
    ],
)
def test_contains(outer: str, inner: str, expected: bool) -> None:
    assert edtf.contains(outer, inner) is expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2018-05-08", "day"),
        ("2018-05", "month"),
        ("2018-05-XX", "month"),
        ("2018-21", "season"),
        ("2018-33", "quarter"),
        ("2018-37", "third"),
        ("2018-41", "half"),
        ("2018~", "year"),
        ("201X", "decade"),
        ("20XX", "century"),
        ("2018/2019", "span"),
    ],
)
def test_precision(written: str, expected: str) -> None:
    assert edtf.precision(written) == expected


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2150, 12, 31)), st.sampled_from([4, 7, 10]))
def test_bounds_agree_with_the_edtf_package(day: date, length: int) -> None:
    written = day.isoformat()[:length]
    theirs = parse_edtf(written)
    assert edtf.bounds(written) == (_date(theirs.lower_strict()), _date(theirs.upper_strict()))


@pytest.mark.parametrize("written", ["197X", "20XX", "2007/2009", "2015-07/2015-11", "2018-05-03/2018-05-04"])
def test_bounds_of_wider_forms_agree_too(written: str) -> None:
    theirs = parse_edtf(written)
    assert edtf.bounds(written) == (_date(theirs.lower_strict()), _date(theirs.upper_strict()))


@given(st.dates(), st.dates())
def test_a_span_contains_its_ends(one: date, other: date) -> None:
    first, last = sorted((one, other))
    span = f"{first.isoformat()}/{last.isoformat()}"
    assert edtf.is_valid(span)
    assert edtf.contains(span, first.isoformat())
    assert edtf.contains(span, last.isoformat())


def _date(moment: struct_time) -> date:
    return date(*moment[:3])
