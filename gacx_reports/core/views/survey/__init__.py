"""Views of the survey: the plan of its calls."""
