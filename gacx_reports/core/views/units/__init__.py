"""What the reports of departments and the summary show."""
