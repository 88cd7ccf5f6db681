"""What people decided about findings: accepted, refused, proposed."""
