"""Outcomes as records: what results.json holds, what is published, what changed since."""
