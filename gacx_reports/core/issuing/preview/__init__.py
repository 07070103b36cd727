"""The live preview (试算) of a department's workbook: formulas that score as the program does.

Pure: scheme, roster and where the input sheets stand go in, cells with formulas come out.
"""
