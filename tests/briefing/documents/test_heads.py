"""Who is named as the head of a house: by the first word of the role, deputies and former ones never."""

import pytest

from briefing.sections.heads import rank

HIGHEST = [
    "Präsident",
    "Präsidentin",
    "1. Vorsitzender",
    "Erste Vorsitzende",
    "Vorsitzende/r",
    "Ministerin für Wirtschaft",
    "CEO",
]
NEXT = [
    "Hauptgeschäftsführerin",
    "Geschäftsführende Direktorin",
    "Geschäftsführendes Vorstandsmitglied",
    "Managing Director",
]
ALONE = ["Leiter", "Leiterin der Geschäftsstelle", "Sprecherin", "Vorstand", "Direktorin (kommissarisch)"]
NOBODY = [
    *("Ministerialrat", "Referatsleiter", "Pressesprecherin", "Assistentin des Vorstands", "Referent im Ministerbüro"),
    *(
        "ehemaliger Präsident",
        "Präsidentin a. D.",
        "Vizepräsident",
        "stellv. Vorsitzende",
        "Leiter Poststelle",
        "Vice President",
    ),
    *("Vorstand Finanzen", "Deputy Director", "Mitglied des Vorstands", "Sachbearbeiterin", "", "1.", "("),
]


@pytest.mark.parametrize(
    ("role", "expected"),
    [*((r, 0) for r in HIGHEST), *((r, 1) for r in NEXT), *((r, 2) for r in ALONE), *((r, None) for r in NOBODY)],
)
def test_the_rank_of_a_role(role: str, expected: int | None) -> None:
    assert rank(role) == expected
