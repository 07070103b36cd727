"""`survey`: draws the sample, verifies it, and plans visits."""
