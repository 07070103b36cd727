"""Writes `results.xlsx` and `whatif.xlsx`."""
