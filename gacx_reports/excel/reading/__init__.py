"""Untrusted files → workbooks of cells, or the issues that say why not."""
