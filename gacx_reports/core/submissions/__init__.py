"""Submitted workbooks of a quarter, read and merged: records, values, ratings, targets, adjustments, comments."""
