"""Commands that check and score a quarter."""
