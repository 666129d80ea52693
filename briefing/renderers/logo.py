"""The office's logo: taken in as a picture every program can draw, and how large it is drawn."""

import warnings
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from graph.errors import UsageError

MOST_PIXELS = 16_000_000
LARGEST = 2_000_000  # bytes
KINDS = {"PNG": ".png", "JPEG": ".jpg"}


def refused() -> UsageError:
    """Return what is said of a logo that can not be taken in."""
    return UsageError("face_logo", largest=f"{LARGEST // 1_000_000} MB")


def taken_in(data: bytes) -> bytes:
    """Return a logo as PNG in red, green and blue, whatever colours and headings the file it came in had.

    Agencies send JPEG in the colours of print, which neither PDF nor Word draws.

    Raises:
        UsageError: it is no PNG or JPEG, is damaged, or too large.
    """
    if len(data) > LARGEST:
        raise refused()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=list(KINDS)) as picture:
                if not 0 < picture.width * picture.height <= MOST_PIXELS:
                    raise refused()
                made = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombWarning) as error:
        raise refused() from error
    out = BytesIO()
    made.save(out, "PNG")
    return out.getvalue()


def logo_size(data: bytes) -> tuple[float, float]:
    """Return width and height of a logo that was taken in, in points as it stands in a letterhead."""
    with Image.open(BytesIO(data), formats=list(KINDS)) as picture:
        wide, high = picture.size
    share = min(150 / wide, 42 / high)
    return wide * share, high * share
