"""`python -m cleanmt`."""

from cleanmt.cli import main

main()
