"""Whether a currency's token beside a number makes it a sum, rather than a year, a weight, a goal or a document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policyfacts.values.currencies import Currencies
from policyfacts.values.pieces import Sum

_YEARED = re.compile(r"\b(?:in|constant|real|current|since|at|by|during|until|FY|year)[ \n]+$", re.IGNORECASE)
_PRICES = re.compile(r"[ ](?:constant|current|real)?[ ]?(?:prices|terms|values)\b")
_WEIGHT = re.compile(r"[ \n]+(?:of[ \n]|weight|per square)")
_NO_MONEY = re.compile(r"[ -](?:area|zone|bloc|group|system|bond|market|member|crisis|countr|econom|adopt|states?\b)")
_ONE_IN = re.compile(r"[ ](?:in|out of)[ ](?:every|two|three|four|five|six|ten|[0-9]{1,2}\b)")
_UPPER_END = re.compile(r"(?:[-\u2010-\u2015]|[ ]to[ ])[0-9]+(?:[.,][0-9]+)?")
_HUNDRED = 100
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Fitting:
    """What decides whether tokens fit numbers in ``text``, a part of the paper ``whole``."""

    known: Currencies
    scale: re.Pattern[str]
    text: str
    whole: str

    def before(self, match: re.Match[str], s: Sum) -> bool:
        """Whether the token of ``match``, right before the number, makes ``s`` a sum."""
        told = self._as_sign(match, s, prefix=True)
        if told is not None:
            return told
        return (s.factor > 1 or "," in s.digits) and match.end() > match.end("name")

    def behind(self, match: re.Match[str], s: Sum) -> bool:
        """Whether the token of ``match``, right behind the number, makes ``s`` a sum."""
        told = self._as_sign(match, s, prefix=False)
        return self._name(match, s) if told is None else told

    def _as_sign(self, match: re.Match[str], s: Sum, *, prefix: bool) -> bool | None:
        """Whether a sign or code fits; None where the token is a name."""
        groups = match.groupdict()
        if letters := groups.get("scaled"):
            return self._letters(letters, s, glued=match.end() == match.end("scaled"))
        if groups["coded"]:
            return not s.year_like
        if s.year_like and s.factor == 1 and _PRICES.match(self.text, s.end):
            return False
        if token := groups["symbol"]:
            return self._symbol(token, s, glued=match.end() == match.end("symbol"), prefix=prefix)
        return None

    def _letters(self, letters: str, s: Sum, *, glued: bool) -> bool:
        """Letters such as the rand's: a scale word, or thousands where a country of theirs is named."""
        if s.in_words:
            return False
        codes = self.known.meanings[letters]
        if s.sized:
            return (s.factor >= _THOUSAND and (glued or len(letters) > 1)) or self._named(codes)
        if glued and (upper := _UPPER_END.match(self.text, s.end)) and self.scale.match(self.text, upper.end()):
            return True  # "R1.2-1.5 billion"
        short = glued and s.digits.isdigit() and len(s.digits) in {3, 4} and not s.year_like
        return short and bool(self.known.named(self.text, codes))

    def _symbol(self, token: str, s: Sum, *, glued: bool, prefix: bool) -> bool:
        if s.sized or s.in_words:
            return s.sized  # "the two Rs" are letters
        if (token in self.known.codes and token not in self.known.common) or token == "SDR":
            return s.digits.isdigit() and len(s.digits) > 3 and not s.year_like
        if token.endswith("/") or (token.isalpha() and token.isupper() and self.known.rare(token)):
            # "S/2025/138", "S/15000" and "RS22649" are symbols of documents.
            return not glued and not s.year_like and (len(s.digits) > 2 or token.endswith("/"))
        return prefix or not s.year_like or token not in self.known.common

    def _name(self, match: re.Match[str], s: Sum) -> bool:
        name, qualifier = match["name"], match["qualifier"]
        if not qualifier and name in self.known.guarded:
            return False
        if not qualifier and name.lower() == "won":
            return s.factor >= _THOUSAND
        if name.lower() in {"pound", "pounds"} and _WEIGHT.match(self.text, match.end()):
            return s.factor > 1 and self._named(self.known.meanings["pounds"])  # millions, and a country of theirs
        return s.factor > 1 or self._small(match, s)

    def _small(self, match: re.Match[str], s: Sum) -> bool:
        """Whether a name fits a number without scale words: "two dollars", not "two dollar bills"."""
        name, end = match["name"], match.end()
        if match.groupdict().get("other") or _NO_MONEY.match(self.text, end):
            return False
        if not s.in_words:
            return not (s.year_like and _YEARED.search(self.text, max(0, s.start - 16), s.start))
        if _ONE_IN.match(self.text, end):
            return False
        if s.number == 1 or name.lower().endswith("s"):
            return True
        return s.number >= _HUNDRED and f"{name}s" not in self.known.meanings  # not "nine yen loans"

    def _named(self, codes: tuple[str, ...]) -> bool:
        return any(self.known.named(part, codes) for part in (self.text, self.whole))
