"""HTML → archivable, tagged PDF."""
