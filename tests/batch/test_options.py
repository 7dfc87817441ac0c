"""What a user may choose."""

from __future__ import annotations

import pytest

from policyfacts.batch.options import NO_PARSER, Options
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
