"""What no fix may change: the facts of a text, and the guard that every fix is held against."""

from cleanmt.engine.facts.guard import broken_by

__all__ = ["broken_by"]
