"""Text of papers does nothing in the report, whatever it is."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.report.embed import base64_text, json_text, policy
from policyfacts.report.visible import visible


class _Blocks(HTMLParser):
    """Collects the text of script elements, as a browser would cut them out."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.others: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.others.append(tag)

    def handle_data(self, data: str) -> None:
        self.blocks.append(data)


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>",
        "\u2028\u2029",
        "&lt;b&gt;",
        '"\\',
        "\x00\x1b[31m",
        "中文 عربي",
        "abc\u202egnp.exe",
        "\u2066x\u2069\u200f\x7f\x85",
    ],
)
def test_json_stays_in_its_block_and_comes_back(text: str) -> None:
    block = json_text({"cell": [text]})
    assert not re.search("[<>&\u2028-\u202e\u2066-\u2069\x7f-\x9f\u200e\u200f]", block)
    parser = _Blocks()
    parser.feed(f'<script type="application/json">{block}</script>')
    assert parser.others == ["script"]
    assert json.loads("".join(parser.blocks)) == {"cell": [text]}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(text: str) -> None:
    assert json.loads(json_text(text)) == text


def test_lone_surrogates_do_not_break_the_file() -> None:
    assert json_text("a\ud800b").encode("utf-8")


def test_the_same_value_gives_the_same_bytes() -> None:
    assert json_text({"b": 1, "a": 2}) == json_text({"a": 2, "b": 1}) == '{"a":2,"b":1}'


def test_base64_needs_no_escaping() -> None:
    assert base64.b64decode(base64_text(bytes(range(256)))) == bytes(range(256))


@pytest.mark.parametrize(("folder", "pictures"), [(False, "img-src data:;"), (True, "img-src data: 'self';")])
def test_the_policy_lets_our_code_run_and_nothing_else(folder: bool, pictures: str) -> None:
    found = policy("run()", "b{}", folder=folder)
    digest = base64.b64encode(hashlib.sha256(b"run()").digest()).decode()
    assert found.startswith("default-src 'none'; ")
    assert f"script-src 'sha256-{digest}'" in found
    assert pictures in found
    assert "unsafe" not in found
    assert "http" not in found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain — 中文", "plain — 中文"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("a\u202etxt.exe", "a[U+202E]txt.exe"),
        ("\u2066x\u2069", "[U+2066]x[U+2069]"),
        ("\x00\x1b[2J\x7f", "[U+0000][U+001B][2J[U+007F]"),
        ("a\u2028b\rc", "a b c"),
        ("\ud800", "[U+D800]"),
        ("عربي\u200f", "عربي\u200f"),
    ],
)
def test_what_would_fool_a_reader_is_shown_by_its_code(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_one_cell_does_not_fill_the_page() -> None:
    shown = visible("x" * 1_000_000, longest=100)
    assert shown == "x" * 100 + " … (999,900 more characters in the tables)"
