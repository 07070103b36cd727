"""View of an employee's report."""
