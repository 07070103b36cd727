"""Grades: their bands, places and quotas as values, and the sheets that hold them."""
