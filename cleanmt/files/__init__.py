"""Files of text: found, read, written, compared."""
