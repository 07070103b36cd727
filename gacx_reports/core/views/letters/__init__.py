"""What letters of targets and the documents of a post show."""
