"""The scheme in print, as Markdown."""
