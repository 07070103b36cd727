"""Keeps finished documents between runs, so that none is made twice."""
