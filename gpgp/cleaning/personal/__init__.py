"""Personal data in comments: the patterns, what is removed, what is listed for a person."""
