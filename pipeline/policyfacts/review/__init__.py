"""A local web page on which people judge what was found, and the gold that comes of it.

tables ──> rows (doubtful first) ──> app (loopback, token) <──> corrections.journal ──> gold, agreement
papers ──> pages (pictures, words) ──────┘
"""

from policyfacts.corrections.journal import Journal, Judgement
from policyfacts.review.agreement import Agreement, agreements
from policyfacts.review.judged import JudgedGold, judged_gold

__all__ = ["Agreement", "Journal", "JudgedGold", "Judgement", "agreements", "judged_gold"]
