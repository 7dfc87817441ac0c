"""The language of each passage: by script where that tells, else by the commonest words.

Profiles of commonest words are small, need no model and tell the languages of policy papers apart from about six
words on; shorter passages take the language of the paper when their letters allow it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from policyfacts.records import Passage

_COMMON = {
    "en": "the of and to in that is for was on with by as at from it are be has which this were an have its or "
    "not their had will been between also would but they",
    "es": "de la que el en y los del se las por un con una para es al lo como más su o pero sus este ha entre "
    "fue son también desde sobre",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec "
    "aux cette ont entre été",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden "
    "aus er hat dass sie nach wird bei",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao das à seu sua ou "
    "foi são entre também pelo",
    "it": "di e il la che in un a per è una sono con non del si da le dei nel alla della ha più anche al gli tra delle",
    "nl": "de van het een en in is dat op te zijn voor met die niet aan er om ook als door naar bij uit werd tot",
    "pl": "w i na z do się że nie jest o to przez jak po dla od oraz są ich przy które który",
    "tr": "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra ise olduğu",
    "id": "yang dan di dengan untuk pada dari dalam ini itu adalah tidak akan oleh sebagai",
    "sv": "och i att en som på är av för med till den det har de inte om ett var från",
}
_PROFILES = {code: frozenset(words.split()) for code, words in _COMMON.items()}
COMMON_WORDS = frozenset(word for profile in _PROFILES.values() for word in profile if len(word) > 1)
_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", r"[\u3040-\u30ff]"),
    ("zh", r"[\u3400-\u9fff]"),
    ("ko", r"[\uac00-\ud7af]"),
    ("ar", r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]"),
    ("he", r"[\u0590-\u05ff]"),
    ("el", r"[\u0370-\u03ff]"),
    ("hi", r"[\u0900-\u097f]"),
    ("bn", r"[\u0980-\u09ff]"),
    ("th", r"[\u0e00-\u0e7f]"),
    ("ka", r"[\u10a0-\u10ff]"),
    ("hy", r"[\u0530-\u058f]"),
    ("ru", r"[\u0400-\u052f]"),
)
_PATTERNS = tuple((code, re.compile(pattern)) for code, pattern in _SCRIPTS)
_ANY_SCRIPT = re.compile("|".join(pattern for _, pattern in _SCRIPTS))
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WORDS = re.compile(r"[^\W\d_]+")
_ENDS = (".", "!", "?")
_ENOUGH = 6
_PLENTY = 25
_CLEAR = 0.28
_PAGE_OF_WORDS = 60
_HARDLY = 0.06
_SAMPLE = 500
"""So many characters of a passage tell its language."""


def language_of(text: str, *, usual: str = "und") -> str:
    """The ISO 639-1 code of the language of ``text``; ``usual`` where its letters are Latin but too few to tell."""
    if not text.isascii():
        found = _by_script(text)
        if found:
            return found
    words = _WORDS.findall(text)
    first = usual if usual in _PROFILES else "en"
    shouted = text.isupper()
    if len(words) >= _ENOUGH and not shouted and _plainly(words, first):
        return first
    # The articles of names (La Paz, De Beers) tell nothing of the language around them.
    telling = words if shouted else [word for number, word in enumerate(words) if word.islower() or not number]
    counts = Counter(word.lower() for word in telling)
    if len(words) < _ENOUGH:
        return (_of_few(counts, telling, usual) if text.rstrip().endswith(_ENDS) else "") or usual
    if shouted and sum(counts[word] for word in counts.keys() & _PROFILES[first]) > _CLEAR * len(words):
        return first
    return _likeliest(counts, len(words), usual)


def is_other_than_english(text: str) -> bool:
    """Whether a page of text, of whichever language, is plainly not English: hardly any of its words are common there.

    Less text than a page, and lists of names, tell nothing: then it is not.
    """
    words = [word for word in _WORDS.findall(text) if word.islower()]
    return len(words) >= _PAGE_OF_WORDS and sum(word in _PROFILES["en"] for word in words) < _HARDLY * len(words)


def _plainly(words: Sequence[str], code: str) -> bool:
    """Whether many of the words are common ones of one language: in small letters, but for the first word."""
    common = _PROFILES[code]
    return sum([word in common for word in words[1:]], words[0].lower() in common) > _CLEAR * len(words)


def _likeliest(counts: Counter[str], words: int, usual: str) -> str:
    """The language whose common words come most often among ``words`` words; ``usual`` where none is clearly so."""
    scores = {code: sum(counts[word] for word in counts.keys() & profile) for code, profile in _PROFILES.items()}
    best = max(scores, key=lambda code: (scores[code], code == usual, code == "en"))
    if scores[best] < 2 or (best != usual and scores[best] < 0.12 * words):
        return usual
    if best != usual and scores[best] < 1.4 * scores.get(usual, 0):
        return usual
    if best != usual and words < _PLENTY:
        own = sum(counts[word] for word in counts.keys() & (_PROFILES[best] - _PROFILES.get(usual, frozenset())))
        if own < 2 or scores[best] < 0.3 * words:
            return usual
    return best


def _of_few(counts: Counter[str], words: Sequence[str], usual: str) -> str:
    """The language of a short sentence: one other than English that two common words tell, or one and an accent.

    Names (Banco de la Nación) are no sentences. Empty where ``usual`` is as likely.
    """
    if counts.total() < 2 or counts.keys() & _PROFILES["en"]:
        return ""
    scores = {code: sum(counts[word] for word in counts.keys() & profile) for code, profile in _PROFILES.items()}
    best = max(scores, key=lambda code: scores[code])
    accented = any(not word.isascii() for word in words if word.islower())
    sure = scores[best] >= (1 if accented else 2) and scores[best] > scores.get(usual, 0)
    return best if sure else ""


def _by_script(text: str) -> str:
    if _ANY_SCRIPT.search(text) is None:
        return ""
    latin = len(_LATIN.findall(text))
    counts = {code: len(pattern.findall(text)) for code, pattern in _PATTERNS}
    if counts["ja"] and counts["zh"]:
        counts["ja"] += counts["zh"]
    best = max(counts, key=lambda code: counts[code])
    if counts[best] < 2 or counts[best] * (3 if best in {"zh", "ja", "ko"} else 1) <= latin:
        return ""
    if best == "ru":
        if re.search("[іїєґІЇЄҐ]", text):
            return "uk"
        if re.search("[әғқңөұүһӘҒҚҢӨҰҮҺ]", text):
            return "kk"
    return "fa" if best == "ar" and re.search("[پچژگ]", text) else best


def with_languages(text: str, passages: Sequence[Passage]) -> tuple[list[Passage], str]:
    """The passages with their language, and the language of most of the text."""
    first = [language_of(text[p.start : min(p.end, p.start + _SAMPLE)]) for p in passages]
    weights: Counter[str] = Counter()
    for passage, code in zip(passages, first, strict=True):
        if code != "und" and passage.kind != "reference":
            weights[code] += passage.end - passage.start
    usual = weights.most_common(1)[0][0] if weights else "und"
    latin = usual if usual in _PROFILES else "en"
    result = []
    for passage, code in zip(passages, first, strict=True):
        chosen = code
        if code == "und":
            short = _LATIN.search(text, passage.start, passage.end) is not None
            chosen = latin if short else usual
        elif code in _PROFILES and code != latin:
            chosen = language_of(text[passage.start : passage.end], usual=latin)
        result.append(replace(passage, language=chosen) if chosen != passage.language else passage)
    return result, usual
