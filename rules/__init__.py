"""The rule packs that cleanmt ships: data, no code."""
