"""Is a number of four digits a year? The words around it tell counts, measures, codes, telephone numbers.

The words are in ``knowledge/dates.toml``. What looks like a date but may be the number of a text (``04/2017``,
``2016/11``) is judged here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from policyfacts.knowledge import compiled, entries
from policyfacts.values.datepart import Part
from policyfacts.values.datepattern import DASH, GAP
from policyfacts.values.datewords import SPACE, WEEKDAY

RANGE = re.compile(
    rf"\.?(?:{GAP}{DASH}{GAP}|{SPACE}(?:up{SPACE})?(?:to|until|till|through|thru){SPACE}(?:the{SPACE})?|/)"
    rf"(?:{WEEKDAY},?{SPACE})?"
)
AND = re.compile(rf"{SPACE}and{SPACE}(?:the{SPACE})?")
BETWEEN = re.compile(r"\bbetween[ \n]+(?:the[ \n]+)?(?:years?[ \n]+)?$", re.IGNORECASE)
LISTED = re.compile(
    rf"{GAP},{GAP}(?:(?:and|or){SPACE})?(?:(?:in|on){SPACE})?|{SPACE}(?:and|or){SPACE}(?:(?:in|on){SPACE})?"
)
_FROM = re.compile(r"\bfrom[ \n]+$", re.IGNORECASE)
_OF_THEM = re.compile(r"\b(?:his|her|their|my|your|our|aged?|ages|age of)[ \n]+(?:early |mid-?|late )?$", re.IGNORECASE)
_DECADES_BEFORE = re.compile(r"\b(?:the|and|late|early|mid|or|to)[ \n-]+$")
_COUNTING = re.compile(
    r"\b(?:more than|less than|fewer than|over|nearly|almost|some|at least|at most|total of|additional|another|extra"
    r"|than|estimated|exceed\w*|above|below|under|up to|about|around|approximately|roughly)[ \n]+$",
    re.IGNORECASE,
)
_LAW = re.compile(r"\b[A-Z]{2,}\($")
_CODE = re.compile(r"(?:\w[-\u2010-\u2015]|[A-Za-z]\.|\w[=_@])$")
_CIRCA = re.compile(r"\b(?:c\.|ca\.?|circa)[ \n]*$", re.IGNORECASE)
_THE = re.compile(r"\b[Tt]he[ \n]+$")
_SPOKEN = re.compile(r"\b(?:post|pre|mid|early|late|end|non|inter)[-\u2010-\u2015]$", re.IGNORECASE)
_NAMED = re.compile(r"\b[A-Z][a-z]{3,}[-\u2010-\u2015]$")
_CALLED = re.compile(
    r"(?:\+\d|(?<![\d,.])00\d|(?i:\b(?:tel|telephone|fax|phone|mobile|hotline)\b[.:]*))[\d \u00a0()./+-]*$"
)
_ITS_YEAR = re.compile(rf"{GAP}\((?:19|20)\d\d\)")  # "1701 (2006)" is the number of a text and its year
_TIMED = re.compile(
    r"(?:[\s(]|^)(?:in|since|by|until|till|from|to|through|before|after|dated|between)[ \n]+$", re.IGNORECASE
)
_ALONE = re.compile(rf"[ \n]*(?:$|[),;]|{DASH}[ \n]?\d)")
_FIXED_PRICES = re.compile(r"\b(?:constant|real|nominal)[ \n]+$")
_THEN = re.compile(rf"{SPACE}(?:in|by|as{SPACE}of){SPACE}(?:[A-Z]\w+{SPACE})?(?:19|20)\d\d(?!\d)")
_ALIKE = {("numbered", "numbered"), ("numbered", "month"), ("years", "years"), ("years", "fiscal")}
_OF_NAME = re.compile(r"\b[A-Z][\w’'-]+[ \n]+(?:of|in)[ \n]+$")


@dataclass(frozen=True, slots=True)
class YearJudge:
    """The words of ``dates.toml``, compiled by their roles, and what they say of a piece."""

    measure: re.Pattern[str]
    counted: re.Pattern[str]
    near_counted: re.Pattern[str]
    level: re.Pattern[str]
    identifier: re.Pattern[str]
    numbered: frozenset[str]
    temporal: re.Pattern[str]
    event: re.Pattern[str]
    held: re.Pattern[str]
    quantity: re.Pattern[str]
    change: re.Pattern[str]
    reach: frozenset[str]
    degree: re.Pattern[str]
    function: frozenset[str]

    def accepted(self, text: str, found: Iterable[Part]) -> list[Part]:
        """Those of ``found`` that may stand. A count takes the number before it along: "from 1500 to 2000 workers"."""
        done: list[Part] = []
        moved = 0  # where the last number ends that something moved to
        for part in found:
            if part.kind == "year" and moved and _FROM.fullmatch(text[moved : part.start].lstrip()):
                continue  # "dropped to 1980 from 2150"
            joint = text[done[-1].end : part.start] if done else None
            fitting = self._short(text, part, done, joint) if part.kind == "short" else part
            if fitting is None:
                continue
            if self._accepts(text, part) or (joint and self._continues(text, done[-1], part, joint)):
                if joint and self._moved(text, done[-1], part, joint):
                    done.pop()
                else:
                    done.append(fitting)
            elif self._is_reached(text[max(0, part.start - 40) : part.start]):
                moved = part.end
            elif joint and done[-1].kind == "year" and part.kind == "year" and _paired(text, done[-1], joint):
                done.pop()
        return done

    def _accepts(self, text: str, part: Part) -> bool:
        """Whether ``part`` may stand as a date where it is found."""
        if part.kind not in {"year", "years", "numbered", "spelled"}:
            return True
        before, after = text[max(0, part.start - 40) : part.start], text[part.end : part.end + 48]
        if self.identifier.search(before, max(0, len(before) - 20)) or self._is_number(before):
            return False
        if (before.endswith("(") and _LAW.search(before)) or _CALLED.search(before):
            return False
        if part.kind == "numbered":
            return (_TIMED.search(before) is not None and not self._noun(after)) or (
                before in {"", "("} and _ALONE.match(after) is not None
            )
        if self.measure.match(after):
            return _FIXED_PRICES.search(before) is not None
        if _CODE.search(before) and not (_SPOKEN.search(before) or _NAMED.search(before) or _CIRCA.search(before)):
            return False
        if part.kind == "spelled":
            return self.temporal.search(before) is not None and not self._noun(after)
        return part.kind == "years" or self._is_year(part.year, before, after)

    def _is_reached(self, before: str) -> bool:
        """Whether a number is how many something came to: "rose to 2017", "reached 1999"."""
        last = before.split()[-1:]
        return (last == ["to"] and self.change.search(before) is not None) or bool(self.reach.intersection(last))

    def _is_number(self, before: str) -> bool:
        """Whether a number is that of a rule, a form or the like, not the year in a title ("Electoral Order 2015")."""
        *ahead, thing = before[:-1].split() or [""]
        if thing.lower() not in self.numbered or not before[-1].isspace():
            return False
        titled = bool(ahead) and ahead[-1].istitle() and ahead[-1].lower() not in self.function
        return not (titled and thing[0].isupper())

    def _is_year(self, year: int, before: str, after: str) -> bool:
        temporal = self.temporal.search(before) is not None or _CIRCA.search(before) is not None
        settled = 1900 <= year <= 2060
        if settled and self.level.match(after):
            return True
        noun = self._noun(after)
        if self._is_reached(before) or (before.endswith("of ") and self.quantity.search(before)):
            return False
        if (not temporal and _ITS_YEAR.match(after)) or (noun and _COUNTING.search(before)):
            return False
        if self.counted.match(after):
            return temporal and year % 100 != 0 and year > 1900
        if year < 1500:
            return not noun and (temporal or self._told_of(before))
        if temporal:
            return True
        the = _THE.search(before) is not None and settled and year % 100 != 0
        if self.held.match(after) and _THE.search(before):
            return True
        if self.near_counted.match(after) and not the:
            return False
        if year % 100 == 0 and noun and re.match(r"[ \n]+[a-z]+s\b", after):
            return False
        return settled or self._told_of(before) or bool(re.search(r"(?:\bthe[ \n]+|[(\[]|\b[A-Z]\w+[ \n]+|^)$", before))

    def _told_of(self, before: str) -> bool:
        """Whether what stands before is an event or a name that a year belongs to: "the peace of", "Treaty ("."""
        return bool(self.event.search(before) or _OF_NAME.search(before) or re.search(r"[A-Z][\w’'-]+ \($", before))

    def _noun(self, after: str) -> bool:
        word = re.match(r"[ \n]+([a-z]+)", after)
        return word is not None and word[1] not in self.function

    def _continues(self, text: str, last: Part, part: Part, joint: str) -> bool:
        """Whether an early year goes on with a list or a span of years: "from 1839 to 1842", "in 1842 and 1860"."""
        if (part.kind, last.kind) in _ALIKE:
            return _paired(text, last, joint)
        if part.kind != "year" or last.kind != "year" or not last.year < part.year <= last.year + 400:
            return False
        after = text[part.end : part.end + 48]
        if (
            self._noun(after)
            or self.measure.match(after)
            or self.counted.match(after)
            or self.near_counted.match(after)
        ):
            return False
        return bool(RANGE.fullmatch(joint) or AND.fullmatch(joint) or LISTED.fullmatch(joint))

    def _moved(self, text: str, first: Part, last: Part, joint: str) -> bool:
        """Whether two numbers are what something moved from and to, not when: "fell from 2018 to 1984 in 2010"."""
        if first.kind != "year" or last.kind != "year" or not RANGE.fullmatch(joint):
            return False
        before = text[max(0, first.start - 40) : first.start]
        begun = _FROM.search(before)
        if begun is None:
            return False
        changing = self.change.search(f"{before[: begun.start()]}to ") is not None
        return last.year <= first.year or (changing and (first.year < 1900 or bool(_THEN.match(text, last.end))))

    def _short(self, text: str, part: Part, done: Sequence[Part], joint: str | None) -> Part | None:
        """A decade without its century ("90s"), in that of the decade before it; ``None`` for degrees and ages."""
        before = text[max(0, part.start - 60) : part.start]
        if done and done[-1].kind == "decade" and joint and (RANGE.fullmatch(joint) or LISTED.fullmatch(joint)):
            century = int(done[-1].value[:2])
            decade = int(part.value[2])
            return replace(part, value=f"{century + (decade < int(done[-1].value[2])):02}{decade}X", kind="decade")
        if (
            part.value == "190X"
            or _OF_THEM.search(before)
            or self.degree.search(before)
            or not _DECADES_BEFORE.search(before)
        ):
            return None
        return part


@compiled
def year_judge(packs: tuple[Path, ...]) -> YearJudge:
    """The judge with the words of ``dates.toml`` and those of each folder in ``packs``."""
    words: dict[str, list[str]] = {}
    for entry in entries("dates", packs):
        words.setdefault(entry["role"], []).extend(entry["words"])
    either = {role: _either(found) for role, found in words.items()}
    plain, things = either["function"], f"{either['counted']}|{either['measure']}"
    return YearJudge(
        re.compile(rf"[ \n-]*(?:{either['measure']})(?!\w)"),
        re.compile(rf"[ \n-]+(?:{either['counted']})(?!\w)"),
        re.compile(rf"(?:[ \n-]+(?!(?:{plain})\b)[^\W\d][\w-]*){{1,2}}[ \n]+(?:{things})(?!\w)"),
        re.compile(rf"[ \n-]+(?:{either['level']})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{either['identifier']})[ \n]?[:#(]?[ \n]?$"),
        frozenset(words["numbered"]),
        re.compile(rf"(?<!\w)(?:{either['temporal']})(?:[ \n-]+(?:the|about|around))?[ \n-]+$"),
        re.compile(rf"(?<!\w)(?:{either['event']})[ \n]+of[ \n]+$"),
        re.compile(rf"[ \n]+(?:{either['event']})(?!\w)"),
        re.compile(rf"\b(?:[Aa]n?|[Ii]ts|[Ww]ith)[ \n]+(?:[\w-]+[ \n]+)?(?:{either['quantity']})[ \n]+of[ \n]+$"),
        re.compile(rf"(?<!\w)(?:{either['change']})(?:[ \n]+[a-z]+ly)?[ \n]+(?:back[ \n]+)?to[ \n]+$"),
        frozenset(words["reach"]),
        re.compile(rf"(?<!\w)(?:{either['degree']})(?!\w)"),
        frozenset(words["function"]),
    )


def _either(words: Sequence[str]) -> str:
    """An alternation of ``words`` as given, capitalised, and in capitals (but a single letter only as given)."""
    forms = {form for word in words for form in (word, word[:1].upper() + word[1:], word.upper())}
    forms = {form for form in forms if len(form) > 1 or form in words}
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def _paired(text: str, first: Part, joint: str) -> bool:
    """Whether what follows ``first`` behind ``joint`` makes one range with it."""
    between = AND.fullmatch(joint) and BETWEEN.search(text[max(0, first.start - 24) : first.start])
    return bool(between or RANGE.fullmatch(joint))
