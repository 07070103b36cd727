"""The report for support, `doctor --bundle`: what helps to find a fault, and nothing about people."""
