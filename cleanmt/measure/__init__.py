"""How good the rules are: on annotated texts, on references, on their own examples."""
