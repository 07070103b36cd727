"""Which workbooks and sheets a quarter needs, and their columns."""
