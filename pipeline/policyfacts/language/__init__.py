"""From text to mentions: sentences, names, the parser, reference."""

from policyfacts.language.mentions import mentions, paper_mentions, readable, stated, unsearched
from policyfacts.language.sentences import sentences
from policyfacts.language.unread import with_unread

__all__ = ["mentions", "paper_mentions", "readable", "sentences", "stated", "unsearched", "with_unread"]
