"""Makes WeasyPrint faster without changing a byte of its PDFs: what documents share is computed once.

This reaches deeper into WeasyPrint than `weasyprint_internals`, so all of it is behind one switch (`switch.py`),
which is on only with exactly the versions whose bytes were compared. tests/render/pdf/test_speed.py compares them.
"""
