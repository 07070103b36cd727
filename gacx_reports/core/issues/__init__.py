"""A fault in what people sent in: its code, its cell, how much it weighs."""
