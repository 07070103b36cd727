"""Reads a quarter's folder: workbooks are read in child processes, recalculated, checked and scored."""
