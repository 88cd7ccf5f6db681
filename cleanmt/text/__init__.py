"""A text as the rules see it, and what they match in it."""
