"""Issues in the workbooks that people send in: code, place and severity."""
