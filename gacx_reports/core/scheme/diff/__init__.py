"""What changed between two schemes, entry by entry."""
