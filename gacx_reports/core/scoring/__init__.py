"""Scoring: submissions → outcomes with scores, totals, grades and pay factors."""
