"""What each measure is called and what it means, by its key, in English."""
