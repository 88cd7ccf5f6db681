"""Rules x text -> findings, and fixes made: `checking` is the door, for every format of text."""
