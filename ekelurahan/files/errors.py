"""What can stand against a file. Every message is for the screen and says what to do."""


class FileRefused(Exception):
    """A file that cannot be taken."""
