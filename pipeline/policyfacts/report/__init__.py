"""The report: one HTML file that shows what was read, every fact with its words on the page, and what follows.

read_tables ──> album (pictures) ──> grids, overview, charts, conflicts, evaluation ──> page (Jinja) ──> report.html
"""

from __future__ import annotations

from policyfacts.report.writing import NAME, Written, write_report

__all__ = ["NAME", "Written", "write_report"]
