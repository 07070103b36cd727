"""From a view to PDF bytes: fonts, templates and the renderer."""
