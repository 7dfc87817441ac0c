"""A line that told a fact of a table: whether it holds a further one.

What speaks for it is what the line mentions and none of its facts has taken up: a second sum, a date of its own, a
title. The features bear ``further`` before their names, so that they stand apart in the model of candidates.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from policyfacts.language.meetingnames import find_meetings
from policyfacts.language.titles import find_titles
from policyfacts.learned.features import Features
from policyfacts.learned.lines import Line
from policyfacts.records import Fact, Paper

NAMED = "further "
"""What the names of these features begin with."""
BIAS = f"{NAMED}line"
"""The feature that every such line has."""


def further_features(paper: Paper, line: Line, table: str) -> Features:
    """What ``line`` shows of a further fact of ``table``, of which it told one or more."""
    text = paper.text[line.span.start : line.span.end]
    mine = [fact for fact in line.facts if fact.table == table]
    found = {
        "line": 1.0,
        f"in {table}": 1.0,
        f"kind={line.kind}": 1.0,
        "rows": math.log1p(len(mine)),
        "words": math.log1p(len(text.split())) / 5,
        "events": math.log1p(len({str(f.slots["event"].value) for f in mine if "event" in f.slots})),
        "titles": math.log1p(max(0, sum(1 for _ in find_titles(text)) - len(mine))),
        "meetings": math.log1p(max(0, sum(1 for _ in find_meetings(text)) - len(mine))),
    }
    found |= {f"left {label}": math.log1p(count) for label, count in sorted(_left(line, mine).items())}
    found |= {f"all left {label}": math.log1p(count) for label, count in sorted(_left(line, line.facts).items())}
    return {f"{NAMED}{name}": value for name, value in found.items() if value}


def _left(line: Line, facts: Sequence[Fact]) -> Counter[str]:
    """How many mentions of each sort no cell of ``facts`` is proved by."""
    taken = [span for fact in facts for slot in fact.slots.values() for span in slot.spans]
    return Counter(m.label for m in line.mentions if not any(s.start < m.end and m.start < s.end for s in taken))
