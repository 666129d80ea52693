"""What the pages keep of a network between two draws; a test that shows another one in its place forgets it."""

from dashboard.state import briefings, current, on_map


def forget_ties() -> None:
    for cache in (current._arrays, current._latest, current._strengths, current._case):
        cache.clear()
    for cache in (on_map._contacts, on_map._lands, on_map._groups, on_map._bridging, on_map._latest, on_map._frozen):
        cache.clear()
    for cache in (briefings._made, briefings._pictures):
        cache.clear()
    for cache in (on_map.said_reasons, on_map._asked):
        cache.clear()
