"""Commands that issue workbooks and documents: templates, letters of targets, posts, the scheme in print."""
