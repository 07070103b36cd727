"""Names that tests know by their old place."""

from tools.samples.broken_plants import OWNER_FILE, ROSTER, SCHEME, SURVEY, TOP, Plant

__all__ = ["OWNER_FILE", "ROSTER", "SCHEME", "SURVEY", "TOP", "Plant"]
