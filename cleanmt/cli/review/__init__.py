"""`cleanmt review`: one question after the other, at the terminal."""
