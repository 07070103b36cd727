"""Commands that issue papers: templates, targets, posts, the scheme in print."""
