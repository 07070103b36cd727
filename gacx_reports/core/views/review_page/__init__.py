"""What HR's review page shows."""
