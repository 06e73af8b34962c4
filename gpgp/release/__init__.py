"""A release: the finished report searched, compared with earlier ones, and signed by a person."""
