"""The one way into a quarter: its workbooks, read in child processes, recalculated, understood and scored."""
