"""Renders views to PDF bytes: fonts, templates and the renderer."""
