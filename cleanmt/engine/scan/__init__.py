"""Which rules have to look at which paragraphs."""
