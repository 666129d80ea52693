"""The office's logo: how large it is drawn, and whether it is a picture at all."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError

MOST_PIXELS = 16_000_000
KINDS = {"PNG": ".png", "JPEG": ".jpg"}


def logo_size(data: bytes) -> tuple[float, float]:
    """Return width and height of a logo in points as it stands in a letterhead, (0, 0) for what is no picture."""
    try:
        with Image.open(BytesIO(data), formats=list(KINDS)) as picture:
            wide, high = picture.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return 0.0, 0.0
    share = min(150 / wide, 42 / high)
    return wide * share, high * share
