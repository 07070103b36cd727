"""A workbook as cells with addresses, and how its rows become typed values or issues."""
