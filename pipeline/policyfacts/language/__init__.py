"""From text to mentions: sentences, names, the parser, reference."""

from policyfacts.language.mentions import mentions, paper_mentions, readable, unsearched
from policyfacts.language.sentences import sentences

__all__ = ["mentions", "paper_mentions", "readable", "sentences", "unsearched"]
