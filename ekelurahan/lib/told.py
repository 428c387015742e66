"""Marking the sentences of pure modules, so that they are collected for translation; doors translate them."""


def noop(sentence: str) -> str:
    """The sentence itself."""
    return sentence
