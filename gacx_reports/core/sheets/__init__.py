"""Workbooks as cells with addresses, and the reading of their rows into typed values and issues."""
