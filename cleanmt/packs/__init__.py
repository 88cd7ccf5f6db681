"""YAML -> rules."""
