"""The fair survey: frame, draw, callers, verification, outcomes and intervals."""
