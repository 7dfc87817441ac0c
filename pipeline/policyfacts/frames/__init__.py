"""Who does what to what, when, how surely: a sentence's predicates with their arguments, whatever the form.

One lexicon (``knowledge/predicates_*.toml``) says which verb, noun or idiom has which sense, and which grammatical role
is which semantic role. Passive, participle, relative clause, control, coordination and support verbs follow from the
grammar, not from entries.
"""

from policyfacts.frames.lexicon import Sense, has_verb, may_tell, senses
from policyfacts.frames.reading import Reading, read
from policyfacts.frames.records import Argument, Frame

__all__ = ["Argument", "Frame", "Reading", "Sense", "has_verb", "may_tell", "read", "senses"]
