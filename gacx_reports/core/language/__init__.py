"""How words, numbers and issues are written in Chinese and in English."""
