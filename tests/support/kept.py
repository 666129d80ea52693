"""What the pages keep of a network between two draws; a test that shows another one in its place forgets it."""

from dashboard.state import current


def forget_ties() -> None:
    for cache in (current._arrays, current._latest, current._strengths, current._case):
        cache.clear()
