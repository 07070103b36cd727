"""Commands that plan, send and settle mail."""
