"""Small files as people hand them in."""

import io

from PIL import Image


def jpeg(width: int = 64, height: int = 48, **options: object) -> bytes:
    """A photo of nothing in particular."""
    return encoded(Image.effect_noise((width, height), 40).convert("RGB"), "JPEG", **options)


def png(width: int = 64, height: int = 48, mode: str = "RGBA") -> bytes:
    """A picture of one colour."""
    return encoded(Image.new(mode, (width, height)), "PNG")


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """The bytes of an image file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
