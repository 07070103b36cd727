"""Workbooks and sheets that a quarter needs, with their columns."""
