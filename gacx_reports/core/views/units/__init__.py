"""Views of the departments' reports and of the summary."""
