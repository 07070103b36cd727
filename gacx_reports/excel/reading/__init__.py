"""Reads untrusted files: workbooks of cells, or issues with the reasons why they can't be read."""
