"""Example schemes of other companies: a text each, from which a quarter's folder is written."""
