"""What an employee's report shows."""
