"""Writing the workbooks that people fill in."""
