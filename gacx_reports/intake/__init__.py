"""A quarter's folder → its scheme, roster, submissions, outcome and issues."""
