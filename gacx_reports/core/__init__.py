"""The functional core: values in, values out. No disk, clock, network, openpyxl or click."""
