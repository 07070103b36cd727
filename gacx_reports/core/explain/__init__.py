"""One employee's total, told step by step from the cells."""
