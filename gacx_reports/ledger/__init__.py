"""What was published, appealed and acknowledged: one SQLite file that nothing but these modules writes."""
