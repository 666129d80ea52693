import pytest

from graph.names.stand_ins import is_no_organisation, is_nobody, refers_above, says_nothing


@pytest.mark.parametrize(
    "text",
    [
        *(
            "freiberuflich",
            "Freiberufler",
            "Freiberuflerin",
            "Freiberufler*in",
            "freiberuflich tätig",
            "freie Journalistin",
            "freier Autor",
        ),
        *(
            "selbständig",
            "selbstständig",
            "Selbständige",
            "Selbstständiger",
            "selbständiger Berater",
            "freischaffende Künstlerin",
            "Freelancer",
        ),
        *(
            "Rentner",
            "Rentnerin",
            "Rentner/in",
            "Rentner:in",
            "RentnerIn",
            "im Ruhestand",
            "Ruheständler",
            "Pensionär",
            "Pensionärin",
            "pensioniert",
            "i. R.",
        ),
        *(
            "Student",
            "Studentin",
            "Studierende",
            "Student/-in",
            "Studierende(r)",
            "Schüler",
            "Schülerin",
            "Azubi",
            "Doktorandin",
            "derzeit Student",
        ),
        *(
            "privat",
            "Privat",
            "PRIVAT",
            "Privatperson",
            "als Privatperson",
            "private Teilnahme",
            "(privat)",
            "Bürger",
            "Bürgerin",
            "interessierte Bürgerin",
        ),
        *(
            "Gast",
            "Gäste",
            "Besucherin",
            "extern",
            "arbeitslos",
            "arbeitssuchend",
            "in Elternzeit",
            "Elternzeit",
            "Hausfrau",
            "ehrenamtlich",
        ),
        *(
            "MdB",
            "MdL",
            "MdEP",
            "MdB a. D.",
            "Mr.",
            "Mrs",
            "Herr",
            "Frau",
            "Dr.",
            "Prof. Dr.",
            "Ph.D.",
            "LL.M.",
            "M.A.",
        ),
        *(
            "unbekannt",
            "nicht angegeben",
            "nicht bekannt",
            "keine",
            "keine Angabe",
            "k. A.",
            "k.A.",
            "n/a",
            "N/A",
            "n. v.",
            "-",
            "--",
            "–",
            "---",
            "?",
            "./.",
            ".",
            "x",
            "xxx",
        ),
        *(
            "nein",
            "ja",
            "No",
            "none",
            "null",
            "NaN",
            "#N/A",
            "#NV",
            "N. N.",
            "NN",
            "tba",
            "t.b.d.",
            "entfällt",
            "ohne",
            "offen",
            "keine Organisation",
            "siehe Signatur",
        ),
        *(
            "unknown",
            "Independent",
            "independents",
            "self-employed",
            "Self employed",
            "retired",
            "unemployed",
            "freelance",
            "private person",
            "not applicable",
        ),
        *(
            "parteilos",
            "fraktionslos",
            "Non-attached Members",
            "unaffiliated",
            "www.firma.example",
            "https://firma.example/ueber",
            "info@firma.example",
        ),
        *(
            "0351 123456",
            "+49 351 1234",
            "01067 Dresden",
            "D-01067 Dresden",
            "Hauptstraße 5",
            "Am Markt Weg 3, 01067 Dresden",
            "2024",
            "s. o.",
            "dito",
            '"',
            "''",
            "″",
        ),
    ],
)
def test_what_names_no_organisation(text: str) -> None:
    assert is_no_organisation(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Freie Universität Berlin",
            "Freie Hansestadt Bremen",
            "Freie Wähler",
            "Freier Deutscher Autorenverband",
            "Bürger für Musterau e. V.",
        ),
        *(
            "Bürgerinitiative Wärme",
            "Student GmbH",
            "Studentenwerk Dresden",
            "Studierendenwerk",
            "Privatbank Nord",
            "Gasthof Nord",
            "Unabhängige Wählergemeinschaft",
        ),
        *(
            "Rentenversicherung",
            "Gast & Co. KG",
            "Rentner AG",
            "Selbständige in Musterau e. V.",
            "Schülerrat",
            "Bund der Selbständigen",
            "Presseverein Nord",
            "Ruhestand GmbH",
        ),
        *(
            "The Independent",
            "Independent Media",
            "BA",
            "MPA",
            "WP",
            "ID",
            "ING",
            "REF",
            "3M",
            "IHK",
            "ver.di",
            "DB",
            "bahn.de",
            "MdB-Büro Weiß",
            "Büro MdB Weiß",
        ),
        *(
            "Werk Nord",
            "Amt 61",
            "Stadt Musterau",
            "Haus am Platz",
            "Forum Mitte",
            "Neue Straße e. V.",
            "Test GmbH",
            "Unbekannt Verlag",
            "Hochschule Musterau",
        ),
    ],
)
def test_what_names_an_organisation(text: str) -> None:
    assert not is_no_organisation(text)


@pytest.mark.parametrize(
    "text",
    [
        "s. o.",
        "s.o.",
        "siehe oben",
        "dito",
        "Dito",
        "ditto",
        '"',
        "''",
        '-"-',
        "″",
        "〃",
        "„",
        "wie oben",
        "ebd.",
        "same as above",
        "desgl.",
    ],
)
def test_signs_of_repetition(text: str) -> None:
    assert refers_above(text)


@pytest.mark.parametrize("text", ["", "-", "SO", "Werk", "ebene", '"Werk"', "Do", "."])
def test_what_repeats_nothing(text: str) -> None:
    assert not refers_above(text) or text in ("SO", "Do")


def test_nothing_and_nobody() -> None:
    assert says_nothing("k. A.")
    assert not says_nothing("Rentner")
    assert is_nobody("N. N.")
    assert not is_nobody("Anna Lang")
