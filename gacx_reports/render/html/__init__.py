"""Renders views to HTML."""
