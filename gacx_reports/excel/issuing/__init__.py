"""Writes the workbooks to be filled in: forms, roster and scheme."""
