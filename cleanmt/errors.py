"""What every error has in common that is the user's to mend."""


class InputError(Exception):
    """Something given to cleanmt can't be used; the message names the place and the way out."""
