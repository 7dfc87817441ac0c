"""What a user may choose."""

from __future__ import annotations

import os

import pytest

from policyfacts.batch.options import NO_PARSER, Options, cores
from policyfacts.errors import UsageError
from policyfacts.language import syntax


def test_defaults_are_those_of_language() -> None:
    assert Options().parser == syntax.DEFAULT_PARSER
    assert NO_PARSER == syntax.NO_PARSER


def test_secrets_are_not_recorded() -> None:
    options = Options(password="tulip", jobs=3)
    assert "tulip" not in repr(options)
    assert options.recorded == {"parser": "en_core_web_sm"}


def test_wrong_options_say_so() -> None:
    with pytest.raises(UsageError, match="0 processes"):
        Options(jobs=0)
    with pytest.raises(UsageError, match="no name given"):
        Options(parser="")
    with pytest.raises(UsageError, match=r"1\.5 is no probability"):
        Options(min_confidence=1.5)
    with pytest.raises(UsageError, match="without models there is no confidence"):
        Options(rules_only=True, min_confidence=0.5)
    with pytest.raises(UsageError, match="there is no 'ray'"):
        Options(engine="ray")
    with pytest.raises(UsageError, match="only a Dask cluster has one"):
        Options(scheduler="tcp://127.0.0.1:8786")


def test_where_papers_are_read_is_not_recorded() -> None:
    assert Options(engine="dask", jobs=7).recorded == Options().recorded


def test_there_is_a_processor() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)


def test_what_changes_the_tables_is_recorded() -> None:
    assert Options(rules_only=True).recorded == {"parser": "en_core_web_sm", "rules_only": True}
    assert Options(min_confidence=0.5).recorded == {"parser": "en_core_web_sm", "min_confidence": 0.5}
