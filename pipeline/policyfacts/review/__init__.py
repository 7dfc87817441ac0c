"""A local web page on which people judge what was found, and the gold that comes of it.

tables ──> rows (doubtful first) ──> app (loopback, token) <──> journal (append-only) ──> gold, agreement
papers ──> pages (pictures, words) ──────┘
"""

from policyfacts.review.agreement import Agreement, agreements
from policyfacts.review.journal import Journal, Judgement
from policyfacts.review.judged import JudgedGold, judged_gold

__all__ = ["Agreement", "Journal", "JudgedGold", "Judgement", "agreements", "judged_gold"]
