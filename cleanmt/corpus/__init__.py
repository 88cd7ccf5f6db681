"""Corpora: many texts in the rows of a few large files, cleaned in parts that survive being killed."""
