"""What people judged, and the tables with it.

journal (judgements.jsonl) ──> cases (who said what of a row, who decided) ──> applying (placing: where its words stand)
machine's rows of a paper ────────────────────────────────────────────────────┘  └──> corrected rows, `corrections`
"""

from policyfacts.corrections.applying import Applied
from policyfacts.corrections.cases import Case, cases
from policyfacts.corrections.folder import Judged, apply
from policyfacts.corrections.journal import Anchor, Ground, Journal, Judgement

__all__ = ["Anchor", "Applied", "Case", "Ground", "Journal", "Judged", "Judgement", "apply", "cases"]
