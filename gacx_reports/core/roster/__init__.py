"""The roster (花名册): people, departments, transfers, leave and the quarter's days."""
