"""The loop that people write for the same reports, to be compared with: `make bench ARGS="reports"`."""
