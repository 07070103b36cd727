"""Rules of the scheme in sentences."""
