"""Fonts: what is installed, what a page needs, the subset that is embedded."""
