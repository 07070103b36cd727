"""Fonts: finds the installed ones, cuts subsets, and gives the rules for rare characters of a page."""
