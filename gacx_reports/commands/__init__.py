"""What each command does, as a list of steps: gather everything, decide, then write."""
