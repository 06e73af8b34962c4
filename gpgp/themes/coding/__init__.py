"""Comments coded by people: drawing them, reading them back, and learning from them."""
