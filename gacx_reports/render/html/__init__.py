"""Views → HTML."""
