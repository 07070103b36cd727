"""How many calls a survey needs, and how often a grade would be luck."""
