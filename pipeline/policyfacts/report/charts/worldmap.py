"""Partner countries on a map of the world, shaded by the level of their title."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import altair as alt

from policyfacts.report.charts.partnerships import OTHER, Step, levels, standing
from policyfacts.report.charts.svg import INK, LAND, PAPER, RAMP, WIDTH, Chart, Key, data, drawn, to_fact
from policyfacts.report.charts.svg import OTHER as GREY
from policyfacts.report.visible import visible
from policyfacts.values.countries import name_of

_HEIGHT = 540


def worldmap(found: Sequence[Step], hub: str) -> Chart | None:
    """The partners of ``hub`` that are on the map; None where none is."""
    world = _world()
    reached = {
        code: step for code, step in standing(found, hub).items() if code in world["drawn"] or code in world["points"]
    }
    if not reached:
        return None
    shown = levels(reached.values(), most=len(RAMP))
    rest = any(step.level not in shown for step in reached.values())
    names = [*shown, *[OTHER for _ in range(rest)]]
    colours = [*RAMP[: len(shown)], *[GREY for _ in range(rest)]]
    fill = alt.Color("title:N", legend=None, scale=alt.Scale(domain=names, range=colours))
    land = alt.Chart(_features("land")).mark_geoshape(fill=LAND, stroke=PAPER, strokeWidth=0.5)
    partners = (
        alt.Chart(_features("partners"))
        .mark_geoshape(stroke=PAPER, strokeWidth=0.5)
        .encode(
            color=alt.Color("properties.title:N", legend=None, scale=alt.Scale(domain=names, range=colours)),
            href="properties.link:N",
            description="properties.said:N",
        )
    )
    layers: list[Any] = [land, partners]
    small: list[dict[str, Any]] = [
        {**_told(step, shown), "x": world["points"][code][0], "y": world["points"][code][1]}
        for code, step in reached.items()
        if code in world["points"]
    ]
    if small:
        layers.append(
            alt.Chart(data(small))
            .mark_circle(size=60, opacity=1, stroke=INK, strokeWidth=0.7)
            .encode(longitude="x:Q", latitude="y:Q", color=fill, href="link:N", description="said:N")
        )
    chart = alt.layer(*layers).project("equalEarth").properties(width=WIDTH - 48, height=_HEIGHT)
    label = f"Map of the countries that have a partnership with {name_of(hub)}, by its title"
    shapes = {"land": world["topology"], "partners": _partners(world, reached, shown)}
    return drawn(chart, label=label, legend=map(Key, names, colours), shapes=shapes)


def _told(step: Step, shown: Sequence[str]) -> dict[str, str]:
    title = step.level if step.level in shown else OTHER
    return {"title": visible(title), "said": visible(str(step)), "link": to_fact(step.fact_id)}


def _partners(world: dict[str, Any], reached: dict[str, Step], shown: Sequence[str]) -> dict[str, Any]:
    """The outlines of the countries ``reached``, each with what is told of it."""
    topology = world["topology"]
    shapes = [
        {**shape, "properties": _told(reached[shape["id"]], shown)}
        for shape in topology["objects"]["countries"]["geometries"]
        if shape["id"] in reached
    ]
    return {**topology, "objects": {"countries": {"type": "GeometryCollection", "geometries": shapes}}}


def _features(name: str) -> alt.NamedData:
    return alt.NamedData(name=name, format=alt.TopoDataFormat(type="topojson", feature="countries"))


@cache
def _world() -> dict[str, Any]:
    text = (resources.files("policyfacts.report") / "assets" / "world.json").read_text(encoding="utf-8")
    world: dict[str, Any] = json.loads(text)
    countries = world["topology"]["objects"]["countries"]
    countries["geometries"] = [shape for shape in countries["geometries"] if shape["id"] != "ATA"]
    world["drawn"] = {shape["id"] for shape in countries["geometries"]} - {""}
    return world
