"""Appraisal periods and China's working days."""
