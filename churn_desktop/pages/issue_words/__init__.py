"""What can be doubtful about a list, in words: what it is and what to do."""
