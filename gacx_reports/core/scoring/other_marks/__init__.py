"""Scores in the marks of a scheme that counts to another full mark (满分)."""
