"""Views: the content of each page as finished texts and positions, so that templates compute nothing."""
