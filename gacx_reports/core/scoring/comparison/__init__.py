"""The same inputs under another scheme."""
