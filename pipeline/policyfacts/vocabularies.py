"""The values that columns of codes may hold, as the annotation guidelines list them (``corpus/GUIDELINES.md``)."""

STATUSES = ("established", "upgraded", "proposed", "downgraded", "ended", "denied")
QUALIFIERS = ("exact", "approximate", "at least", "at most")
CERTAINTIES = ("asserted", "reported", "hypothetical", "denied")
FUND_KINDS = (
    "fund",
    "loan",
    "credit line",
    "grant",
    "investment",
    "debt relief",
    "guarantee",
    "aid",
    "package",
)
FUND_SCOPES = ("total", "contribution", "first phase", "tranche", "annual")
FUND_EVENTS = (
    "proposed",
    "pledged",
    "announced",
    "signed",
    "committed",
    "established",
    "disbursed",
    "increased",
    "repaid",
    "cancelled",
    "reported",
)
AGREEMENT_KINDS = (
    "treaty",
    "free trade agreement",
    "agreement",
    "memorandum of understanding",
    "declaration",
    "joint statement",
    "plan",
    "contract",
    "policy paper",
    "resolution",
    "protocol",
    "document",
)
AGREEMENT_EVENTS = (
    "signed",
    "adopted",
    "released",
    "announced",
    "in force",
    "ratified",
    "negotiating",
    "proposed",
    "feasibility study",
    "withdrawn",
    "suspended",
    "expired",
)
PROJECT_EVENTS = (
    "proposed",
    "planned",
    "feasibility study",
    "agreed",
    "contract signed",
    "financed",
    "construction started",
    "under construction",
    "completed",
    "commissioned",
    "suspended",
    "cancelled",
    "capacity",
    "length",
    "cost",
    "jobs",
)
MEETING_EVENTS = ("held", "planned", "cancelled")
RELATIONS = ("agree", "refine", "conflict", "revision", "different scope", "single source")
VERDICTS = ("accept", "correct", "reject", "add")
PARTY_ROLES = ("country", "counterparty", "provider", "recipient", "party", "participant")
PARTY_KINDS = (
    "country",
    "bloc",
    "government",
    "central bank",
    "lender",
    "insurer",
    "multilateral",
    "united nations",
    "fund",
    "company",
    "body",
    "other",
)
PASSAGE_KINDS = (
    "title",
    "front",
    "heading",
    "prose",
    "item",
    "caption",
    "cell",
    "note",
    "reference",
    "contents",
)
FACT_NAMES = ("partnerships", "funds", "agreements", "projects", "meetings")
