"""Funds, loans, grants and other money told in prose: one recipe over sums, nouns of money and frames."""
