"""Who of a list came, by the titles and the words of offices, German and English; all lists are invented."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import InputError
from ingest.loading.pipeline import Prepared, prepare
from ingest.records import Options
from ingest.sources.participants import open_attendance
from ingest.tables.attendance import About, Presence, about, missed, presence

Put = Callable[[str, str | bytes], Path]


def read(path: Path, mapping: Path | None = None) -> Prepared:
    return prepare(path, Options(event="Forum", date="2024-02-20", mapping=mapping), most_rejected=1)


def roles(prepared: Prepared) -> dict[str, str]:
    """The role at the event by the name of each person."""
    found = {}
    for record in prepared.records():
        names = {e.key: e.name for e in record.entities if e.label == "Person"}
        found |= {names[f.start]: f.role for f in record.facts if f.type == "TOOK_PART_IN" and f.start in names}
    return found


def column(put: Put, title: str, values: Sequence[str]) -> list[bool]:
    """Whether each of the people with these values in a column came."""
    names = [f"Anna Lang{'abcdefghijklm'[i]}" for i in range(len(values))]
    lines = [f"{name};Werk;{value}" for name, value in zip(names, values, strict=True)]
    found = roles(read(put("liste.csv", "\n".join([f"Name;Organisation;{title}", *lines]))))
    return [found[name] != "invited" for name in names]


PROMISED = [
    *(
        "Zusage",
        "Zugesagt",
        "Zusage?",
        "Zu-/Absage",
        "Zusage / Absage",
        "Zu- oder Absage",
        "Nehmen Sie teil?",
        "Ich nehme teil",
    ),
    *(
        "Ich komme",
        "Kommen Sie?",
        "Sind Sie dabei?",
        "Bist du dabei?",
        "Ich bin dabei",
        "Dabei?",
        "Anmeldung",
        "Status Anmeldung",
    ),
    *(
        "Anmeldestatus",
        "Status",
        "Status der Anmeldung",
        "Rückmeldung",
        "Ihre Rückmeldung",
        "Antwort",
        "Teilnahme",
        "Teilnahme (ja/nein)",
    ),
    *(
        "Teilnahmestatus",
        "Teilnahme am 14.03.2024",
        "Werden Sie teilnehmen?",
        "Kann teilnehmen",
        "Nimmt teil",
        "An-/Abmeldung",
    ),
    *(
        "RSVP",
        "Attending",
        "Attending?",
        "Will you attend?",
        "Are you coming?",
        "Response",
        "Registration status",
        "Confirmed",
        "Going?",
    ),
]
SEEN = [
    *(
        "Anwesend",
        "Anwesenheit",
        "anwesend?",
        "War anwesend",
        "Erschienen",
        "Ist erschienen",
        "Teilgenommen",
        "Hat teilgenommen",
    ),
    *(
        "Eingecheckt",
        "Check-in",
        "Attended",
        "Attendance",
        "Present",
        "Anwesend am Tag",
        "War da",
        "Anwesenheit 14.03.2024",
    ),
]
ABSENT = [
    *(
        "Absage",
        "Abgesagt",
        "Hat abgesagt",
        "entschuldigt",
        "Entschuldigt?",
        "No-Show",
        "No show?",
        "nicht erschienen",
        "Abmeldung",
        "Abgemeldet",
    ),
    *(
        "Storno",
        "Storniert",
        "Stornierung",
        "verhindert",
        "krank",
        "abwesend",
        "fehlt",
        "Cancelled",
        "Canceled",
        "Declined",
        "Absent",
        "Warteliste",
    ),
    *(
        "Absage am",
        "Grund der Absage",
        "Absagegrund",
        "Unentschuldigt gefehlt",
        "Waiting list",
        "Nicht anwesend",
        "Nimmt nicht teil",
    ),
]


@pytest.mark.parametrize("title", [*PROMISED, *SEEN])
def test_no_in_a_column_about_coming_is_an_invitation(put: Put, title: str) -> None:
    assert column(put, title, ["ja", "nein"]) == [True, False]


@pytest.mark.parametrize("title", ABSENT)
def test_yes_in_a_column_about_not_coming_is_an_invitation(put: Put, title: str) -> None:
    assert column(put, title, ["", "ja"]) == [True, False]


@pytest.mark.parametrize("title", ABSENT)
def test_anything_that_stands_there_says_that_somebody_did_not_come(put: Put, title: str) -> None:
    assert column(put, title, ["nein", "x", "3.5.", "per Mail", "krank", "1"]) == [True, *[False] * 5]


CAME = [
    *(
        "ja",
        "Ja",
        "JA!",
        "j",
        "yes",
        "y",
        "x",
        "X",
        "1",
        "true",
        "TRUE",
        "wahr",
        "✓",
        "✔",
        "ok",
        "zugesagt",
        "Zusage",
        "zugesagt am 3.5.",
        "Ja, vor Ort",
    ),
    *(
        "ja (online)",
        "Ja, gerne",
        "ja - per Zoom",
        "angemeldet",
        "angemeldet am 03.05.2024",
        "bestätigt",
        "anwesend",
        "erschienen",
        "teilgenommen",
        "nimmt teil",
    ),
    *(
        "hat am 3.5. zugesagt",
        "accepted",
        "Attending",
        "Yes, in person",
        "confirmed",
        "checked in",
        "present",
        "joined",
        "will attend",
        "vor Ort",
        "online",
    ),
    *(
        "Präsenz",
        "kommt",
        "kommt später",
        "ja, aber nur vormittags",
        "bin dabei",
        "teilweise",
        "beide Tage",
        "Tag 1 und 2",
        "09:58",
        "14.03.2024 09:58:02",
    ),
]
AWAY = [
    *(
        "nein",
        "Nein",
        "n",
        "no",
        "0",
        "false",
        "FALSE",
        "falsch",
        "abgesagt",
        "Abgesagt",
        "abgesagt am 3.5.",
        "nein (krank)",
        "Absage",
        "Absage per Mail",
        "absage - krank",
    ),
    *(
        "Nein, leider nicht",
        "leider nein",
        "leider verhindert",
        "kann leider nicht",
        "kann leider nicht teilnehmen",
        "nehme nicht teil",
        "nimmt nicht teil",
        "kommt nicht",
    ),
    *(
        "entschuldigt",
        "unentschuldigt",
        "unentschuldigt gefehlt",
        "krank",
        "erkrankt",
        "krankgemeldet",
        "verhindert",
        "verhindert (Urlaub)",
        "storniert",
        "Storno",
        "storniert am 2.3.",
    ),
    *(
        "No-Show",
        "no show",
        "noshow",
        "nicht erschienen",
        "ist nicht erschienen",
        "nicht anwesend",
        "war nicht da",
        "abwesend",
        "abgemeldet",
        "declined",
        "Declined (sick)",
    ),
    *(
        "cancelled",
        "canceled",
        "did not attend",
        "didn't attend",
        "not attending",
        "cannot attend",
        "can't make it",
        "absent",
        "excused",
        "zugesagt, dann erkrankt",
    ),
    *(
        "angemeldet (storniert)",
        "hat kurzfristig abgesagt",
        "lässt sich vertreten",
        "zurückgezogen",
        "will not attend",
        "No, sorry",
        "✗",
        "❌",
    ),
]
OPEN = [
    *(
        "eingeladen",
        "invited",
        "Warteliste",
        "auf Warteliste",
        "Warteliste Platz 3",
        "waitlist",
        "tentative",
        "mit Vorbehalt",
        "Zusage unter Vorbehalt",
        "vielleicht",
        "evtl.",
    ),
    *(
        "vielleicht, wenn der Zug fährt",
        "offen",
        "noch offen",
        "keine Rückmeldung",
        "noch keine Antwort",
        "no response",
        "pending",
        "maybe",
        "ausstehend",
        "?",
    ),
]


@pytest.mark.parametrize("value", CAME)
def test_a_word_of_coming(value: str) -> None:
    assert presence(value) is Presence.CAME


@pytest.mark.parametrize("value", AWAY)
def test_a_word_of_not_coming(value: str) -> None:
    assert presence(value) is Presence.AWAY


@pytest.mark.parametrize("value", OPEN[:-1])
def test_a_word_of_an_open_answer(value: str) -> None:
    assert presence(value) is Presence.OPEN


@pytest.mark.parametrize("value", [*AWAY, *OPEN[:-1]])
@pytest.mark.parametrize("title", ["Status", "Teilnahme"])
def test_who_did_not_come_was_only_invited(put: Put, title: str, value: str) -> None:
    assert column(put, title, ["ja", value]) == [True, False]


@pytest.mark.parametrize(
    "value", ["blau", "siehe Mail", "nicht abgesagt", "keine Absage", "Rechnung folgt", "17", "Herr Maier weiß es"]
)
def test_an_unknown_word_is_asked_about_and_nothing_is_taken(put: Put, value: str) -> None:
    with pytest.raises(InputError) as raised:
        column(put, "Zusage", ["ja", value, "nein", value])
    error = raised.value
    assert (error.key, error.context["column"], error.context["count"]) == ("attendance_unknown", "Zusage", 1)
    assert f"„{value}“ (2×)" in error.message("de")
    assert value in error.message("en")


def test_sixty_unknown_words_are_one_question(put: Put) -> None:
    words = [f"Wort{a}{b}" for a in "abcdef" for b in "ghijklmnop"]
    lines = "\n".join(f"Anna Lang{word[-2:]};Werk;{word}" for word in words)
    with pytest.raises(InputError) as raised:
        read(put("liste.csv", f"Name;Organisation;Anwesend\n{lines}"))
    assert raised.value.context["count"] == 60
    assert all(f"„{word}“" in raised.value.message("de") for word in words)


def test_a_mapping_says_once_what_unknown_words_mean(put: Put) -> None:
    path = put("liste.csv", "Name;Organisation;Zusage\nAnna Lang;Werk;grün\nBo Weiß;Werk;rot\nCem Ott;Werk;weiß\n")
    mapping = put("z.yaml", "attendance:\n  grün: came\n  Rot: invited\n  weiß: nothing\n")
    assert roles(read(path, mapping)) == {"Anna Lang": "participant", "Bo Weiß": "invited", "Cem Ott": "participant"}


def test_the_user_says_what_unknown_words_mean_and_goes_before_the_mapping(put: Put) -> None:
    path = put("liste.csv", f"Name;Organisation;Zusage\nAnna Lang;Werk;grün\nBo Weiß;Werk;{'lange ' * 20}\n")
    options = Options(event="Forum", date="2024-02-20", mapping=put("z.yaml", "attendance:\n  grün: invited\n"))
    question = open_attendance(path, options)
    assert question is not None
    assert [count for _, count in question.unknown] == [1]
    said = replace(options, attendance=((question.unknown[0][0], "invited"), ("Grün", "came")))
    assert open_attendance(path, said) is None
    assert roles(prepare(path, said)) == {"Anna Lang": "participant", "Bo Weiß": "invited"}


def test_nobody_is_asked_about_words_where_no_one_has_met(put: Put) -> None:
    path = put("Verteiler.csv", "Name;Organisation;Zusage\nAnna Lang;Werk;grün\nBo Weiß (abgesagt);Werk;rot\n")
    options = Options(list_kind="mailing")
    assert open_attendance(path, options) is None
    prepared = prepare(path, options)
    assert roles(prepared) == {}
    assert [e.name for r in prepared.records() for e in r.entities if e.label == "Person"] == ["Anna Lang", "Bo Weiß"]


def test_a_mapping_with_a_meaning_that_does_not_exist_is_refused(put: Put) -> None:
    path = put("liste.csv", "Name;Organisation;Zusage\nAnna Lang;Werk;grün\n")
    with pytest.raises(InputError, match="came, invited, nothing") as raised:
        read(path, put("z.yaml", "attendance:\n  grün: dabei\n"))
    assert (raised.value.key, raised.value.context["row"]) == ("mapping_attendance", 2)


@pytest.mark.parametrize(
    ("title", "values", "expected"),
    [
        ("Anwesend", ["x", "", "x"], [True, False, True]),
        ("Anwesend", ["x", "-", "x"], [True, False, True]),
        ("Anwesend", ["", "", ""], [True, True, True]),
        ("Teilnahme", ["x", ""], [True, False]),
        ("Teilnahme", ["x", "–"], [True, False]),
        ("Status", ["abgesagt", "", "-"], [False, True, True]),
        ("Zusage", ["ja", "nein", ""], [True, False, True]),
        ("Erschienen", ["ja", ""], [True, False]),
        ("Bemerkung", ["abgesagt", "", "Vegetarierin"], [False, True, True]),
        ("Bemerkung", ["kurzfristig erkrankt", "kommt mit dem Rad", "0"], [False, True, True]),
        ("Vermerk", ["Warteliste", "abgesagt (3.5.)", "nein"], [False, False, True]),
    ],
)
def test_what_a_blank_says_depends_on_the_others(
    put: Put, title: str, values: Sequence[str], expected: Sequence[bool]
) -> None:
    assert column(put, title, values) == expected


def test_of_two_days_one_is_enough(put: Put) -> None:
    lines = (
        "Name;Firma;Anwesend Tag 1;Anwesend Tag 2",
        "Anna Lang;W;x;",
        "Bo Weiß;W;;x",
        "Cem Ott;W;;",
        "Dana Kern;W;x;x",
    )
    found = roles(read(put("liste.csv", "\n".join(lines))))
    assert [name for name, role in found.items() if role == "invited"] == ["Cem Ott"]


def test_columns_of_days_alone_are_about_coming(put: Put) -> None:
    found = roles(read(put("liste.csv", "Name;Firma;Tag 1;Tag 2\nAnna Lang;W;x;\nBo Weiß;W;;x\nCem Ott;W;;\n")))
    assert [name for name, role in found.items() if role == "invited"] == ["Cem Ott"]


def test_a_cancellation_goes_before_the_promise_and_the_day_before_both(put: Put) -> None:
    lines = (
        "Name;Zusage;Abgesagt;Erschienen",
        "Anna Lang;ja;;ja",
        "Bo Weiß;ja;3.5.;",
        "Cem Ott;ja;x;ja",
        "Dana Kern;ja;;nein",
    )
    assert list(roles(read(put("liste.csv", "\n".join(lines)))).values()) == [
        *("participant", "invited", "participant", "invited")
    ]


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Teilnahmegebühr",
            "Anmeldedatum",
            "Teilnahmebedingungen akzeptiert",
            "Anmeldung am",
            "Abendessen",
            "Teilnahme Abendessen",
        ),
        *(
            "Anmeldenummer",
            "Anwesend von",
            "Anwesend bis",
            "Attendance Duration",
            "Komme aus",
            "Dabei seit",
            "Statuscode",
            "Antwort ID",
            "Organisation",
        ),
        *(
            "Teilnahmebescheinigung",
            "Name",
            "Funktion",
            "Kommentar",
            "Absender",
            "Zusatz",
            "Kommune",
            "Kommission",
            "Presentation",
            "Präsentation",
        ),
    ],
)
def test_a_title_that_is_about_something_else(title: str) -> None:
    assert about(title) is None


def test_what_a_title_is_about() -> None:
    assert {about(title) for title in PROMISED} == {About.PROMISED}
    assert {about(title) for title in SEEN} == {About.SEEN}
    assert {about(title) for title in ABSENT} == {About.ABSENT}


@pytest.mark.parametrize(
    "remark",
    [
        "Moderation",
        "nein",
        "0",
        "Geschäftsführerin",
        "sie/ihr",
        "IHK Nord",
        "krankenhaus nord",
        "Absageverband Nord und Süd",
    ],
)
def test_another_remark_is_no_absence(remark: str) -> None:
    assert not missed(remark)
