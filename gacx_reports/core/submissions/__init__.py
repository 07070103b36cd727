"""What the departments' workbooks say: values, records, ratings, adjustments, targets."""
