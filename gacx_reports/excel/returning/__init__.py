"""Makes a copy of a handed-in workbook with its issues marked."""
