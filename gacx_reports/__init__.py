"""Quarterly appraisal reports, from spreadsheets to PDF."""

__version__ = "0.2.0"
