"""Writing results.xlsx and the workbook of a comparison."""
