"""All code that depends on spreadsheet files: reads workbooks, issues them, marks their issues, writes results."""
