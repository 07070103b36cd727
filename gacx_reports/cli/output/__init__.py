"""Output of commands on the screen: tables, progress, closing lines."""
