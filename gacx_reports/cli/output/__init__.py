"""What the operator sees: tables, progress, closing lines."""
