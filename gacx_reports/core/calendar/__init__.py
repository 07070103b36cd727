"""Quarters, half-years and China's working days."""
