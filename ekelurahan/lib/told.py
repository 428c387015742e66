"""The sentences of pure modules: written in Indonesian, collected for translation, told by doors in the reader's words."""

from collections.abc import Callable
from typing import Self


def noop(sentence: str) -> str:
    """The sentence itself, marked so that it is collected for translation."""
    return sentence


class Sentence(str):
    """An Indonesian sentence that remembers how it was made: `%(name)s` in the template stands for a part.

    It is a plain string wherever nobody asks for more, and survives `str(error)`. A part that is a Sentence itself, an
    error that holds one, or a tuple of them, is translated too; every other part stays as it is.
    """

    __slots__ = ("parts", "template")
    template: str
    parts: dict[str, object]

    def __new__(cls, template: str, /, **parts: object) -> Self:
        """The sentence in Indonesian. Raises KeyError when the template names a part that is not given."""
        sentence = super().__new__(cls, _filled(template, parts, str))
        sentence.template, sentence.parts = template, parts
        return sentence

    def __str__(self) -> str:
        """Itself, not a bare copy: `str(error)` of an exception keeps what the sentence remembers."""
        return self

    def through(self, translate: Callable[[str], str]) -> str:
        """The sentence with its template, and those parts that are sentences, translated."""
        return _filled(translate(self.template), self.parts, lambda part: _through(part, translate))


def _filled(template: str, parts: dict[str, object], written: Callable[[object], str]) -> str:
    return template % {name: _joined(part, written) for name, part in parts.items()} if parts else template


def _joined(part: object, written: Callable[[object], str]) -> str:
    return ", ".join(written(one) for one in part) if isinstance(part, tuple) else written(part)


def _through(part: object, translate: Callable[[str], str]) -> str:
    said = str(part)
    return said.through(translate) if isinstance(said, Sentence) else said
