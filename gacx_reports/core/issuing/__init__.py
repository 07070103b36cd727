"""The content of the workbooks that a quarter issues: prefilled rows, notes, instructions."""
