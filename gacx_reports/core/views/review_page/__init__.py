"""View of HR's review page."""
