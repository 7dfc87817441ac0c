"""Charts as SVG that fits the page: small, without scripts, its colours those of the page, its links within it.

A chart uses the colours below and no others; ``report.css`` has a rule for each that changes it with the page's theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import altair as alt
import vl_convert
from markupsafe import Markup

from policyfacts.report.visible import visible

INK, MUTED, RULE, LAND, PAPER = "#1d1f23", "#575c64", "#dcd8ce", "#e4e1d8", "#fbfaf7"
SERIES = ("#1f5f99", "#b5651d", "#2a7a4b", "#8a4fa8", "#a8322d", "#2b8c8c", "#8c7a1f")
OTHER = "#8b8e94"
RAMP = ("#0b3c6f", "#2a6aa6", "#5f9bcf", "#9cc4e4", "#c9d7c0")
"""From the highest to the lowest of up to five ranks."""
WIDTH = 1180

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_INSIDE = "https://inside.invalid/"  # Vega takes only whole addresses
_DROPPED = {
    "role",
    "aria-label",
    "aria-roledescription",
    "aria-hidden",
    "pointer-events",
    "class",
    "font-family",
    "stroke-miterlimit",
}
_NUMBER = re.compile(r"-?\d+\.\d+")
_ADDRESS = re.compile(r"[\w.%=&#:+~-]*")


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a legend: what a mark means; ``path`` is its shape in a box of 12 by 12."""

    label: str
    colour: str
    path: str = "M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10z"


SHAPES = {
    "circle": Key("", INK).path,
    "triangle-up": "M6 1L11.5 11H.5z",
    "triangle-down": "M6 11L11.5 1H.5z",
    "diamond": "M6 .5L11 6L6 11.5L1 6z",
    "cross": "M4.3 1h3.4v3.3H11v3.4H7.7V11H4.3V7.7H1V4.3h3.3z",
    "square": "M1.5 1.5h9v9h-9z",
}
"""Vega's shapes of points."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart for the page: its SVG, what it shows in words, and its legend, which the page sets in its own type."""

    svg: Markup
    label: str
    legend: tuple[Key, ...] = ()


def drawn(
    chart: alt.TopLevelMixin, *, label: str, legend: Iterable[Key] = (), shapes: Mapping[str, Any] | None = None
) -> Chart:
    """The chart as an SVG element; ``label`` says for those who cannot see it what it shows.

    ``shapes`` holds large data that the chart refers to by name (``alt.NamedData``): altair would copy it many times.
    """
    spec = _configured(chart)
    spec["datasets"] = {**spec.get("datasets", {}), **(shapes or {})}
    source = vl_convert.vegalite_to_svg(spec)
    root = ElementTree.fromstring(source)
    _clean(root)
    for name in ("height", "version"):
        root.attrib.pop(name, None)
    linked = root.find(f".//{{{_SVG}}}a") is not None
    label = visible(label)
    root.set("role", "group" if linked else "img")
    root.set("aria-label", label)
    ElementTree.register_namespace("", _SVG)
    shown = tuple(Key(visible(key.label, longest=120), key.colour, key.path) for key in legend)
    return Chart(Markup(ElementTree.tostring(root, encoding="unicode")), label, shown)


def to_fact(fact_id: str) -> str:
    """The address of a fact within the page."""
    return f"{_INSIDE}#fact={quote(fact_id, safe='')}"


def to_rows(table: str, **cells: str) -> str:
    """The address of those rows of a table that hold some cells."""
    return f"{_INSIDE}#{urlencode({'table': table, **cells})}"


def data(rows: Iterable[dict[str, Any]]) -> alt.InlineData:
    """Rows for a chart, their texts made visible."""
    values = [{name: visible(cell) if isinstance(cell, str) else cell for name, cell in row.items()} for row in rows]
    return alt.InlineData(values=values)


def _configured(chart: alt.TopLevelMixin) -> dict[str, Any]:
    spec: dict[str, Any] = chart.to_dict(validate=False)
    words = {
        "labelColor": INK,
        "titleColor": MUTED,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    }
    spec["config"] = {
        "background": None,
        "padding": {"left": 24, "right": 24, "top": 5, "bottom": 5},  # other fonts than the one measured may be wider
        "view": {"stroke": None},
        "axis": {
            **words,
            "gridColor": RULE,
            "domainColor": RULE,
            "tickColor": RULE,
            "labelLimit": 220,
        },
        "legend": {
            **words,
            "labelLimit": 320,
            "orient": "bottom",
            "direction": "horizontal",
            "columns": 4,
            "rowPadding": 3,
        },
        "header": words,
        "title": {"color": INK, "fontSize": 13, "anchor": "start", "fontWeight": "bold"},
        "text": {"color": INK},
    }
    return spec


def _clean(element: ElementTree.Element) -> None:
    label = element.attrib.get("aria-label", "")
    for name in list(element.attrib):
        _clean_attribute(element, name)
    for child in list(element):
        if _nothing(child):
            element.remove(child)
        else:
            _clean(child)
    if element.tag == f"{{{_SVG}}}a":
        _label_link(element)
    elif label and element.tag == f"{{{_SVG}}}path":
        title = ElementTree.Element(f"{{{_SVG}}}title")
        title.text = label
        element.insert(0, title)


def _nothing(element: ElementTree.Element) -> bool:
    """Whether an element draws nothing: Vega's frames, and groups left empty."""
    kind = element.attrib.get("class", "")
    unseen = element.attrib.get("display") == "none" or (kind == "background" and "fill" not in element.attrib)
    empty = element.tag == f"{{{_SVG}}}g" and not len(element)
    return unseen or empty


def _clean_attribute(element: ElementTree.Element, name: str) -> None:
    value = element.attrib[name]
    if name in _DROPPED or name.startswith("on") or (name == "opacity" and value == "1"):
        del element.attrib[name]
    elif name == f"{{{_XLINK}}}href":
        del element.attrib[name]
        address = value.removeprefix(_INSIDE)
        if address != value and address.startswith("#") and _ADDRESS.fullmatch(address):
            element.set("href", address)
    else:
        element.set(name, _NUMBER.sub(lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), value))


def _label_link(link: ElementTree.Element) -> None:
    """A link is called what its mark's tooltip says."""
    titles = [title.text or "" for title in link.iter(f"{{{_SVG}}}title")]
    link.set("aria-label", titles[0] if titles else "")
