"""Renders HTML to tagged PDFs for archiving."""
