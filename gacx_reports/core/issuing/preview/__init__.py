"""The live preview (试算) of a department's workbook: formulas that score as the program does.

Scheme, roster and positions of the input sheets go in, cells with formulas come out; nothing is read or written.
"""
