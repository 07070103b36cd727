"""Words, numbers and issues in Chinese and in English."""
