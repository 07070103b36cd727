"""The codes of issues: a file per family, an entry per code."""
