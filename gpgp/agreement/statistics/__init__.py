"""Statistics with textbook names: pure functions on arrays, each with its published number."""
