"""Opinions of several raters: how they become one score."""
