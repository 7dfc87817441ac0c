"""The forms of English verbs and nouns, so that the lexicon need list lemmas only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

VerbForm = Literal["base", "third", "ing", "past", "participle"]

# base: past, participle (where they are not made with -ed).
_IRREGULAR = {
    line.split()[0]: (line.split()[1].split("/"), line.split()[2].split("/"))
    for line in """
    be was/were been|become became become|begin began begun|bid bid bid|bind bound bound|break broke broken
    bring brought brought|build built built|buy bought bought|come came come|cost cost cost|cut cut cut|deal dealt dealt
    do did done|draw drew drawn|drive drove driven|fall fell fallen|fight fought fought|find found found|fly flew flown
    forgive forgave forgiven|freeze froze frozen|get got got/gotten|give gave given|go went gone|grow grew grown
    have had had|hold held held|keep kept kept|lay laid laid|lead led led|leave left left|lend lent lent|let let let
    lie lay lain|lose lost lost|make made made|mean meant meant|meet met met|overtake overtook overtaken|pay paid paid
    put put put|quit quit quit|read read read|rebuild rebuilt rebuilt|repay repaid repaid|ride rode ridden
    rise rose risen|run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent
    set set set|shake shook shaken|shut shut shut|sink sank sunk|sit sat sat|speak spoke spoken|spend spent spent
    stand stood stood|strike struck struck|take took taken|tear tore torn|tell told told|think thought thought
    undergo underwent undergone|undertake undertook undertaken|underwrite underwrote underwritten
    uphold upheld upheld|win won won|withdraw withdrew withdrawn|withhold withheld withheld|write wrote written
    throw threw thrown|choose chose chosen|blow blew blown|light lit lit|dig dug dug|feed fed fed
    foresee foresaw foreseen|wind wound wound|bear bore borne/born|beget begat/begot begotten|catch caught caught
    cast cast cast|broadcast broadcast broadcast|split split split|spread spread spread|spring sprang sprung
    sweep swept swept|sew sewed sewn|hang hung hung|stick stuck stuck|swing swung swung|arise arose arisen
    bend bent bent|teach taught taught
    steal stole stolen|swear swore sworn|wear wore worn|forbid forbade forbidden|forego forewent foregone|hit hit hit
    fund funded funded|award awarded awarded|overhaul overhauled overhauled|renew renewed renewed|opt opted opted
    """.replace("\n", "|").split("|")
    if line.strip()
}
_DOUBLED = frozenset(
    "admit allot chip commit confer cut defer equip fit get hit hop incur let nod occur opt pen permit plan plug "
    "prefer put quit rebut refer remit run scrap set shut ship sit spin split step stop strip submit top transfer "
    "transmit trim tap tip trip wrap begin win".split()
)
_ALSO_DOUBLED = frozenset("cancel channel counsel fuel initial label level model signal total travel tunnel".split())
_VOWELS = frozenset("aeiou")
_SHORT = re.compile(r"[^aeiou]*[aeiou][bdfglmnprtvz]")


@cache
def verb_forms(lemma: str) -> tuple[tuple[str, VerbForm], ...]:
    """Every form of the verb ``lemma`` with what it is; British and American spellings both."""
    found: list[tuple[str, VerbForm]] = [(lemma, "base")]
    for spelling in dict.fromkeys(_spellings(lemma)):
        found += [(spelling, "base"), (_third(spelling), "third")]
        found += [(ing, "ing") for ing in _with(spelling, "ing")]
        if spelling in _IRREGULAR:
            past, participle = _IRREGULAR[spelling]
            found += [(form, "past") for form in past] + [(form, "participle") for form in participle]
        else:
            for form in _with(spelling, "ed"):
                found += [(form, "past"), (form, "participle")]
    if lemma == "be":
        found.append(("are", "third"))
    return tuple(dict.fromkeys(found))


@cache
def noun_forms(lemma: str) -> tuple[str, ...]:
    """A noun's singular and plural, in its spellings."""
    spelt = list(_spellings(lemma))
    return tuple(dict.fromkeys(form for one in spelt for form in (one, _third(one))))


def _spellings(lemma: str) -> Iterator[str]:
    yield lemma
    if lemma.endswith("ise") and len(lemma) > 5:
        yield f"{lemma[:-3]}ize"
    elif lemma.endswith("ize") and len(lemma) > 5:
        yield f"{lemma[:-3]}ise"


def _third(lemma: str) -> str:
    if lemma == "have":
        return "has"
    if lemma == "be":
        return "is"
    if lemma.endswith(("s", "x", "z", "ch", "sh")) or lemma in {"go", "do", "undergo"}:
        return f"{lemma}es"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


def _with(lemma: str, ending: Literal["ing", "ed"]) -> Iterator[str]:
    short = _SHORT.fullmatch(lemma) is not None  # "drop", "plan": one syllable that ends in one vowel and one consonant
    if short or lemma in _DOUBLED or lemma in _ALSO_DOUBLED:
        yield f"{lemma}{lemma[-1]}{ending}"
        if short or lemma in _DOUBLED:
            return
    if ending == "ed" and lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        yield f"{lemma[:-1]}ied"
    elif lemma.endswith("ie"):
        yield f"{lemma[:-2]}ying" if ending == "ing" else f"{lemma}d"
    elif lemma.endswith("ee") or (lemma.endswith("oe") and ending == "ing"):
        yield f"{lemma}ing" if ending == "ing" else f"{lemma}d"
    elif lemma.endswith("e"):
        yield f"{lemma[:-1]}{ending}"
    else:
        yield f"{lemma}{ending}"
