"""The scoring rules (计分): a file per rule, and the list of them in `rule.py`."""
