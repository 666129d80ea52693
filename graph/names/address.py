"""An address behind a name, taken off: street, postcode and place, or a place alone."""

import re

from graph.model.fold import fold

_STREET = re.compile(
    r"[\w.-]*(?:str\.|straße|strasse|allee|weg|platz|gasse|ring|ufer|damm|chaussee)\s*\d+\s?[a-z]?\b", re.IGNORECASE
)
_POSTCODE = re.compile(r"(?:^|\s)(?:(?:D|A|CH)\s?-\s?)?\d{5}\b(?=\s+[^\W\d_])")
_BOX = re.compile(r"\b(?:Postfach|P\.\s?O\.\s?Box)\s+\d", re.IGNORECASE)


def take_address(name: str) -> tuple[str, str]:
    """Return a name without the address behind it, and the place it tells, "" where it tells none.

    A street without a comma before it is taken off with its own word alone.

    >>> take_address("Muster Glas GmbH, Am Ring 5, 12345 Neustadt"), take_address("Muster, Eva, Bachstr. 7")
    (('Muster Glas GmbH', 'Neustadt'), ('Muster, Eva', ''))
    >>> take_address("Glashaus 21 e. V."), take_address("Muster Glas GmbH 12345 Neustadt")
    (('Glashaus 21 e. V.', ''), ('Muster Glas GmbH', 'Neustadt'))
    """
    if not any(map(str.isdigit, name)):
        return name, ""
    place = ""
    if found := _POSTCODE.search(name):
        place, name = name[found.end() :].partition(",")[0].strip(), name[: found.start()]
    parts = name.split(",")
    kept = next((i for i, part in enumerate(parts) if i and (_STREET.search(part) or _BOX.search(part))), None)
    if kept is not None:
        if not place and len(parts) > kept + 1:
            place = parts[kept + 1].strip()
        name = ",".join(parts[:kept])
    elif (street := _STREET.search(name)) and street.start():
        name = name[: street.start()]
    name = name.strip(" ,;-–")
    return (name, place if fold(place) else "") if fold(name) else (name or place, "")
