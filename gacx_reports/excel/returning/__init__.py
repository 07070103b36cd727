"""A copy of a submitted workbook with its issues marked."""
