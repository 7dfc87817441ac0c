"""What the predicates of a sentence do to its texts: who signed, adopted or left which of them, and how surely."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.assemblies import is_assembly
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.scenes import Deed
from policyfacts.facts.textjoints import joined_on
from policyfacts.facts.textnames import Text
from policyfacts.facts.textsbeside import BY_HAND, beside, one_of_two
from policyfacts.facts.textstates import CAME, FAMILY, OWN, WELCOMED, headlined, speaking, standing
from policyfacts.facts.undone import undone
from policyfacts.frames import Argument, Frame, Reading
from policyfacts.records import Span

# What lies ahead of these is a plan for them; of the others it is what it is.
_DONE = frozenset({"signed", "adopted", "released", "announced", "ratified", "in force", "negotiating"})
# Predicates that say of a step what became of the text: "suspended the talks on a pact", "called for ratification of".
_THROUGH = frozenset(
    {"announce", "suspend", "stall", "propose", "withdraw", "fail", "start", "resume", "expire", "come-to-end"}
)
_OPENS = frozenset({"open", "start", "begin"})
# Phrases in which what is dealt with goes on: "a number of agreements", "documents, including a pact".
_GOES_ON = frozenset({"of", "including", "such as", "like", "comprising", "on", "for"})
_SETS = frozenset(
    "number set series package range host raft slew batch bundle couple pair dozen dozens total list variety text "
    "draft version outline terms instrument instruments part all both some several each two three four five six seven "
    "ten signing copies copy one ones majority force effect".split()
)
# "suspended its participation in the treaty"
_TAKES_PART = frozenset({"participation", "membership"})
# "may be extended by ten years": what a text allows, and no news of it.
_GOES_ON_WITH = frozenset({"renew", "extend", "prolong", "update", "revise"})
# Words before a predicate that deny it, and words that put it ahead, where the tree does not tell.
_DENYING = re.compile(
    r"\byet\sto\s(?:\w+\s)?$|(?:\bnot|n[’']t|\bnever|\bunable|\bfail\w*|\brefus\w*|\bdeclin\w*|\btr(?:y|ies|ied|ying)|"
    r"\bability|\beffort\w*|\battempt\w*)\s(?:\w+\s){0,4}?to\s(?:\w+\s)?$|\bwithout\s(?:\w+\s)?$"
)
_AHEAD = re.compile(
    r"\bto\sbe\s(?:\w+\s)?$|\b(?:about|ready|set|due|likely|expected|willing|needed|going|prepared|urg\w+|call\w*|ask\w*|"
    r"encourag\w+|invit\w+|press\w*|push\w*|hop\w+|want\w*|need\w*)\s(?:on\s|for\s)?(?:[\w’]+\s){0,5}?to\s(?:\w+\s)?$"
    r"|\b(?:(?:to|will|would|could|should|can|may|might|must)\s(?:have|get)|(?:will|would|hop\w+\sto|want\w*\sto)\ssee)\s"
    r"(?:an?|the|its|their|this|that|such|more|\d+)\s(?:[\w’()-]+\s){1,9}$"
)
# "agreed to have a pact signed": what is agreed is yet to be done.
_TO_HAVE = re.compile(r"\w+\sto\s(?:have|get|see)\s")
# Idioms whose own object takes the text: "put their names to a pact", "gave notice of the pact".
_THROUGH_OBJECT = frozenset({"put-signature", "give-notice", "deposit", "entry-into-force"})
# What befalls contracts only: an accord is not won.
_OF_CONTRACTS = frozenset({"win", "award", "let", "go-to"})
# "has signed" is done, whatever stands above; "to sign" lies ahead, but for those who came to sign or were first to.
_PERFECT = re.compile(r"\b(?:has|have|had)\s(?:\w+\s){0,2}$")
_INFINITIVE = re.compile(r"\bto\s(?:\w+ly\s)?$")
_CAME_TO = re.compile(
    r"\b(?:first|last|latest|only|next|\w+th|\w+nd|\w+rd|visit\w*|met|meet\w*|gather\w*|came|travel\w*|flew|arriv\w*|went|"
    r"return\w*|manag\w+|succeed\w*|was|were)\b[^;:]*\bto\s(?:\w+ly\s)?$"
)
_CONDITION = re.compile(r"\b(?:if|unless|whether|once|until|were|had it)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:together|along)\swith\s(?:an?\s|the\s)?$|\balongside\s(?:an?\s|the\s)?$")
_SINCE = re.compile(r"\bsince\b")
_NOT_BEFORE = re.compile(r"\s(?:[\w’'-]+\s){0,3}?(?:before|until|till)\s")
# Where a text may be said to be made: "made at Lima on 3 May", not "made public".
_MADE_AT = re.compile(
    r",?\s(?:at|in|on|between|by|with|this|last)\s(?!(?:order|view|accordance|line|full|part|good|haste)\b)"
)
# "prolonged tacitly every twenty years" is no news.
_EVERY = re.compile(r"(?:\s\w+ly)?\s(?:every|each)\b")
_AND_A = re.compile(r"^\s(?:[\w-]+\s){1,3}and\s(?:an?|the)\s$")
_INSTRUMENT = re.compile(r"\s[^;:.]{0,60}?\binstruments?\b")
# "It has been in force since 2024": no predicate tells it of the text.
_STANDS = re.compile(
    r"\b(?:[Ii]t|[Tt]hey|[Bb]oth)(?=\s(?:has|have|had|is|are|was|were|remains?|remained)\s(?:\w+\s){0,2}?"
    r"(?:in\s(?:force|effect|operation)|under\snegotiation)\b)"
)
# "A protocol followed in May", "ten pacts accompanied the visit": of a text that is new, with its day or their number.
_DATED = re.compile(r"[^;:.]{0,60}?\s(?:on|in)\s(?:the\s)?(?:[A-Z]\w+\s)?\d|\s(?:[\w-]+\s){1,3}(?:later|afterwards)\b")
# What is as good as signed when it is initialled.
_INITIALLED = frozenset({"document", "memorandum of understanding", "contract", "joint statement", "plan"})
# What needs nobody's ratification.
_PUT_OUT = frozenset({"plan", "policy paper", "joint statement", "document", "declaration"})
# What is only understood of a text where no predicate tells it: "consigned to a treaty that was signed in 2012".
_BESIDES = frozenset(
    {
        WELCOMED,
        "broker",
        "lay-down",
        "undertake",
        "bind",
        "tie",
        "make",
        "end-in",
        "come-away",
        "stem",
        CAME,
        "appear",
    }
)


def deeds(sentence: Sentence, story: Story, texts: Sequence[Text]) -> list[Deed]:
    """Every deed of ``sentence`` that is not denied, in order; of one text each event once."""
    told: list[Deed] = []
    if texts and (reading := story.reading(sentence)) is not None:
        frames = [f for f in reading.frames if f.family == FAMILY and not _in_title(f, texts)]
        passed = {inner.start for f in frames for inner in _steps(frames, f)}
        told += (deed for f in frames if f.start not in passed for deed in _of(sentence, reading, frames, f, texts))
    told += standing(sentence, texts) if texts else ()
    told += speaking(sentence, texts)
    told += headlined(sentence, texts)
    told += joined_on(sentence, texts, told)
    found: dict[tuple[int, str, bool], Deed] = {}
    for deed in sorted(told, key=lambda d: (d.sense in _BESIDES, d.span)):
        found.setdefault((deed.index, deed.event, deed.sense == "resume"), deed)  # talks may be opened and reopened
    signed = {index for index, event, _ in found if event in {"signed", "in force"}}
    # What is initialled and then signed is signed; what is agreed to be extended is no more than that.
    kept = [d for d in found.values() if d.index not in signed or not _before_signing(d)]
    phrases = [(d.index, d.frame.lemma) for d in kept if d.frame is not None and " " in d.frame.lemma]
    return [d for d in kept if d.event != "proposed" or not _said(d, phrases)]


def _sound(sentence: Sentence, frame: Frame, event: str) -> bool:
    """Whether a predicate of plain words stands as it must to tell of a text: "made at Lima", "deposit of its"."""
    behind = sentence.between(frame.end, sentence.end)
    if frame.sense in {"agree", "undertake"} and _TO_HAVE.match(sentence.between(frame.start, sentence.end)):
        return False
    if frame.sense == "apply":
        return event == frame.event and _carried_out(sentence, frame)
    if frame.sense == "come-to-end":
        return frame.one("object") is None  # not "the declaration helps to end violence"
    if frame.lemma == "close":
        return frame.form == "active"  # a loan that is closed is paid out
    if frame.sense == "made-at":
        return frame.form in {"passive", "participle"} and _MADE_AT.match(behind) is not None
    if frame.sense == "deposit" and frame.form == "nominal":
        return _INSTRUMENT.match(behind) is not None
    return True


def _came(sentence: Sentence, frame: Frame, text: Text) -> bool:
    """Whether "followed" or "accompanied" tells of a new text that it was made: with its day, or counted."""
    if frame.tense != "past" or frame.form != "active" or text.opener not in {"a", "an", "another", ""}:
        return False
    if text.named or text.span.start >= frame.start:
        return False
    dated = _DATED.match(sentence.between(frame.end, sentence.end)) is not None
    return text.count is not None or (dated and frame.one("object") is None)


def _before_signing(deed: Deed) -> bool:
    """Whether a predicate tells how a text came to be signed: "initialled", "a pact, negotiated in six months"."""
    frame = deed.frame
    if frame is None or deed.event != "negotiating":
        return False
    return frame.lemma == "initial" or (frame.lemma == "negotiate" and frame.form == "participle")


def _said(deed: Deed, phrases: Sequence[tuple[int, str]]) -> bool:
    """Whether the predicate of ``deed`` is only the last word of an idiom that is told of the same text."""
    return deed.frame is not None and any(
        i == deed.index and p.split()[-1] == deed.frame.lemma and p != deed.frame.lemma for i, p in phrases
    )


def spoken_of(sentence: Sentence, story: Story) -> list[Span]:
    """Where the predicates of ``sentence`` name what they speak of: the place of a text, or of a pronoun for one."""
    frames = story.frames(sentence, FAMILY)
    own = [a.span for f in frames if f.form == "nominal" for a in f.of("poss") if f.one("text") is None]
    stands = [Span(sentence.start + m.start(), sentence.start + m.end()) for m in _STANDS.finditer(sentence.text)]
    return [a.span for f in frames if not f.negated for a in f.of("text")] + own + stands


def _in_title(frame: Frame, texts: Sequence[Text]) -> bool:
    """Whether a predicate is only a word of a title: "the memorandum on feasibility studies"."""
    return any(t.span.start <= frame.start < t.span.end for t in texts)


def _of(
    sentence: Sentence, reading: Reading, frames: Sequence[Frame], frame: Frame, texts: Sequence[Text]
) -> Iterator[Deed]:
    steps = _steps(frames, frame)
    event = _event(sentence, frame, _told_of(frame, steps))
    if not event or not _sound(sentence, frame, event):
        return
    reached = _told_by_tree(sentence, reading, (frame, *steps), texts)
    for index in _nearest(sentence, frame, texts, reached) or beside(sentence, frame, frames, texts):
        if undone(sentence, frame, texts[index]):
            continue
        if frame.sense in {"bind", "tie"} and (
            frame.one("party") is None or _SINCE.search(sentence.between(frame.end, frame.clause.end))
        ):
            continue  # how long it has held is told as a state
        if frame.sense == CAME and not _came(sentence, frame, texts[index]):
            continue
        if frame.sense in _OF_CONTRACTS and texts[index].kind != "contract":
            continue
        told = _consented(sentence, frame, texts[index], texts[index].event if event == OWN else event)
        if told:
            yield Deed(index, told, frame.sense, frame.span, (frame, *steps))


def _told_by_tree(
    sentence: Sentence, reading: Reading, frames: Sequence[Frame], texts: Sequence[Text]
) -> dict[int, None]:
    """The texts that the parser finds for a predicate (the first of ``frames``) and the steps that it is about."""
    frame = frames[0]
    if (one := one_of_two(sentence, frame, texts)) is not None:
        return {one: None}
    loose = frame.sense in _THROUGH_OBJECT
    reached = _reached(reading, [a for f in frames for a in f.of("text") if loose or not a.nested], texts)
    reached |= _reached(reading, [a for a in frame.arguments if _beside_it(sentence, a)], texts)
    reached = reached or _by_pronoun(sentence, frame, texts)
    if not reached and frame.form == "nominal":  # "its denunciation" of the text
        reached = _reached(reading, [*frame.of("poss")], texts)
    elif not reached and frame.sense in BY_HAND - {"agree"} and frame.one("object") is None:
        reached = _reached(reading, [*frame.of("subject")], texts)  # "the pact, signed in Lima, is" misread
    if frame.form == "participle":  # "a relaunched tender and a contract"
        reached = {i: None for i in reached if not _AND_A.search(sentence.between(frame.end, texts[i].span.start))}
    return reached


def _by_pronoun(sentence: Sentence, frame: Frame, texts: Sequence[Text]) -> dict[int, None]:
    """The text named last before an object that only points to it: "suspended them in 2004", "signed it on 3 May"."""
    it = next((a for a in frame.of("text") if not a.nested and a.marker == "object"), None)
    if it is None or sentence.between(it.start, it.end) not in {"it", "them"}:
        return {}
    if frame.sense == "sign" and frame.lemma != "sign" and sentence.between(it.start, it.end) == "them":
        return {}  # talks, rather than a text, are concluded
    return dict.fromkeys([i for i, t in enumerate(texts) if t.after <= it.start and not t.unknown][-1:])


def _consented(sentence: Sentence, frame: Frame, text: Text, event: str) -> str:
    """``event``, by whom it is done: what a parliament approves is ratified; empty where that cannot be."""
    by_assembly = any(a.role == "party" or a.marker == "of" for a in frame.arguments if is_assembly(sentence, a))
    if event == "ratified" and text.kind in _PUT_OUT:
        return ""  # "accession to the plan"
    if frame.lemma == "initial" and text.kind in _INITIALLED:
        return "signed"  # of a treaty it is a step on the way
    if frame.sense == CAME and text.kind == "protocol":
        return "signed"
    if frame.lemma == "hand out" and event == "released" and text.kind == "contract":
        return ""  # contracts that are handed out are awarded
    if (
        frame.lemma == "come out"
        and text.kind not in _PUT_OUT
        and not sentence.text.startswith(" of ", frame.end - sentence.start)
    ):
        return ""  # a pact that comes out well
    if frame.sense == "clear" and not by_assembly:
        return ""  # "the pact cleared the air"
    return "ratified" if event == "adopted" and by_assembly and text.kind not in _PUT_OUT else event


def _nearest(sentence: Sentence, frame: Frame, texts: Sequence[Text], reached: dict[int, None]) -> dict[int, None]:
    """Of a list of names the last, where the predicate stands right behind it: "..., and the New Agenda adopted in"."""
    near = [i for i in reached if texts[i].named and sentence.between(texts[i].after, frame.start) == " "]
    named = all(texts[i].named for i in reached)
    return dict.fromkeys(near) if near and named and len(reached) > 1 else reached


def _told_of(frame: Frame, steps: Sequence[Frame]) -> str:
    """The event of a predicate and the steps that it is about: talks that begin go on, talks that end are off."""
    if frame.sense == "start" or (frame.lemma == "launch" and steps):  # "launched talks on a pact"
        return next((s.event for s in steps), "")
    if frame.lemma in {"end", "leave"} and frame.form == "participle":
        return ""  # "talks ended", "what is left"
    return "suspended" if steps and frame.event in {"withdrawn", "expired"} else frame.event


def _carried_out(sentence: Sentence, frame: Frame) -> bool:
    """Whether a text was or is applied, rather than something done for applying it."""
    return sentence.between(*frame.span).endswith("ed")


def _beside_it(sentence: Sentence, argument: Argument) -> bool:
    """Whether an argument is told as done with the text: "announced a loan, together with a memorandum"."""
    return _TOGETHER.search(sentence.between(sentence.start, argument.start)) is not None


def _reached(reading: Reading, arguments: Sequence[Argument], texts: Sequence[Text]) -> dict[int, None]:
    heads = [reading.clauses.tree.at(a.head - reading.offset) for a in arguments]
    return dict.fromkeys(i for head in heads if head is not None for i in _texts_under(reading, head, texts))


def _event(sentence: Sentence, frame: Frame, event: str) -> str:
    """``event`` as the frame tells it in its clause; empty where it is denied, or only a condition."""
    if not event or (frame.negated and not _NOT_BEFORE.match(sentence.between(frame.end, sentence.end))):
        return ""
    if frame.sense == "entry-into-force" and not sentence.between(frame.end, sentence.end).startswith(
        (" into force", " into effect")
    ):
        return ""
    lead = sentence.between(max(sentence.start, frame.clause.start), frame.start)
    habit = _EVERY.match(sentence.between(frame.end, sentence.end)) is not None
    if frame.lemma in _GOES_ON_WITH and (frame.mood == "possible" or habit):
        return ""
    near = re.split(r"[;:,]\s", sentence.between(sentence.start, frame.start))[-1]
    if _DENYING.search(near) or (frame.mood == "possible" and _CONDITION.search(lead)):
        return ""
    if event not in _DONE or _PERFECT.search(near):
        return event
    ahead = frame.mood == "planned" or (frame.mood == "possible" and event != "negotiating") or frame.tense == "future"
    infinitive = _INFINITIVE.search(near) and not _CAME_TO.search(near)
    return "proposed" if ahead or infinitive or _AHEAD.search(near) else event


def _steps(frames: Sequence[Frame], frame: Frame) -> list[Frame]:
    """The nouns for steps that ``frame`` is about: "talks" in "suspended the talks on a pact"."""
    if frame.sense not in _THROUGH or (frame.sense == "announce" and frame.lemma != "launch"):
        return []
    heads = {a.head for a in frame.of("text") if not a.nested}
    if frame.sense == "start" and frame.lemma in _OPENS and not heads:  # "talks on a pact, opened in 1990, went on"
        heads = {a.head for a in frame.of("party") if a.marker == "subject" and not a.nested}
    return [f for f in frames if f.form == "nominal" and f.start in heads and f is not frame]


def _texts_under(reading: Reading, head: int, texts: Sequence[Text]) -> Iterator[int]:
    """The texts that a phrase stands for: the one its head names, and those joined to it or told as part of it."""
    c, queue, seen = reading.clauses, [head], set[int]()
    while queue:
        here = queue.pop(0)
        if here in seen:
            continue
        seen.add(here)
        at = reading.offset + c.token(here).start
        index = next((i for i, t in enumerate(texts) if t.span.start <= at < max(t.span.end, t.after)), None)
        if index is not None:
            yield index
        else:
            queue += c.children(here, "compound", "nmod")  # "the AUKUS partnership"
        queue += c.children(here, "conj", "appos")
        for preposition in c.children(here, "prep"):
            word = c.words[preposition]
            opens = index is None and (
                c.words[here] in _SETS or c.token(here).lemma in _SETS or c.words[here].isdigit()
            )
            takes_part = word == "in" and c.words[here] in _TAKES_PART
            if word == "including" or takes_part or (word in _GOES_ON and opens):
                queue += c.children(preposition, "pobj", "conj")
