"""From submissions to outcomes: scores, totals, grades and pay factors."""
