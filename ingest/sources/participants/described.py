"""What a directory says about an organisation: its kind, and where it is."""

from functools import cache

from graph.model.fold import fold
from graph.model.schema import load

COORDINATES = {"latitude": 90.0, "longitude": 180.0}  # and the most degrees of each


def degrees(text: str, meaning: str) -> str:
    """Return a position in degrees with a point, "" for what is none.

    >>> degrees("50,9271", "latitude"), degrees("N 50", "latitude"), degrees("110", "latitude")
    ('50.9271', '', '')
    """
    try:
        found = float(text.strip(" °").replace(",", "."))
    except ValueError:
        return ""
    return str(found) if abs(found) <= COORDINATES[meaning] else ""  # "nan" is none either


@cache
def _kinds() -> dict[str, str]:
    found = {}
    for key, display in load().nodes["Organisation"].kinds.items():
        for text in (key, display.de, display.en):
            found[fold(text)] = key
    return found | {fold(word): kind for kind, words in _MORE_KINDS.items() for word in words}


_MORE_KINDS = {
    "company": ("Firma", "Unternehmen", "KMU", "Betrieb", "Wirtschaft", "Industrie", "Startup",
                "Start-up", "Großunternehmen", "business"),
    "research": (
        "Forschung", "Hochschule", "Universität", "Wissenschaft", "Forschungseinrichtung",
        "Institut", "Forschungsinstitut", "university",
    ),
    "association": ("Verein", "Wirtschaftsverband", "Fachverband", "Branchenverband", "NGO", "Verbände"),
    "municipality": ("Stadt", "Gemeinde", "Landkreis", "Kreis", "Kommunen", "kommunal", "city"),
    "agency": ("Behörde", "Agentur", "Verwaltung", "Amt", "Wirtschaftsförderung", "authority"),
    "chamber": ("IHK", "HWK", "Kammern"),
    "initiative": ("Netzwerk", "Cluster", "Bündnis", "network"),
    "union": ("Gewerkschaften",),
    "ministry": ("Landesministerium", "Bundesministerium"),
    "media": ("Presse", "Zeitung", "Rundfunk"),
    "other": ("sonstige", "sonstiges", "andere", "other"),
}  # fmt: skip


def organisation_kind(text: str) -> str:
    """Return the kind of organisation a cell names, "" where nobody knows it.

    >>> organisation_kind("Hochschule"), organisation_kind("Verband"), organisation_kind("rot")
    ('research', 'association', '')
    """
    return _kinds().get(fold(text), "")
