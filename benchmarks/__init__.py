"""How fast cleanmt is, beside other tools and against the size of the work: `make bench`."""
