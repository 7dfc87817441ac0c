"""Strings to values: dates, sums of money, countries, partnership levels. Each module stands alone."""
