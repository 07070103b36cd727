"""What a page shows: texts and finished numbers only, so that templates decide nothing."""
