"""Writes workbooks of an invented company as its departments would fill them in: `input_samples/` and load tests."""
