"""A scribble that looks like a signature, for lurahs who do not exist."""

import io
import itertools
import math
import random

from PIL import Image, ImageDraw

WIDTH, HEIGHT, INK = 900, 300, (16, 32, 92, 255)


def signature_png(seed: int) -> bytes:
    """A transparent PNG in dark blue ink, the same for the same seed."""
    chance = random.Random(seed)
    image = Image.new("RGBA", (WIDTH, HEIGHT), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    points = _loops(chance)
    for start, end in itertools.pairwise(points):
        draw.line([start, end], fill=INK, width=5 + int(2 * math.sin(start[0] / 40)))
    baseline = HEIGHT * 0.78
    draw.line([(70, baseline + 20), (WIDTH - 90, baseline - chance.randint(10, 50))], fill=INK, width=4)
    buffer = io.BytesIO()
    image.resize((WIDTH // 2, HEIGHT // 2), Image.Resampling.LANCZOS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _loops(chance: random.Random) -> list[tuple[float, float]]:
    """A pen that moves right while it swings: tall first, smaller later."""
    turns, lean = chance.uniform(4, 7), chance.uniform(0.4, 1.2)
    points = []
    for step in range(600):
        part = step / 600
        angle = part * turns * 2 * math.pi
        size = (1 - part) * 90 + 22 + 14 * math.sin(part * 9 + lean)
        x = 90 + part * (WIDTH - 260) + size * 0.55 * math.cos(angle)
        y = HEIGHT * 0.52 - size * lean * math.sin(angle) * 0.75
        points.append((x, min(max(y, 12), HEIGHT - 12)))
    return points
