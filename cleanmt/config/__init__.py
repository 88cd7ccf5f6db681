"""Configuration files: which keys there are, how they are read, and how one is begun."""
