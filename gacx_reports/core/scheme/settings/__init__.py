"""The settings of a scheme, the words that they may be, and their bounds."""
