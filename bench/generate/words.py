"""What invented names are put together from: syllables, frequent German names, offices, occasions, topics."""

WOMEN = (
    *("Anke", "Britta", "Carla", "Doris", "Elif", "Frauke", "Gesa", "Hanna", "Ines", "Jana", "Katja", "Lena"),
    *("Meike", "Nina", "Özlem", "Petra", "Renate", "Sabine", "Tanja", "Ulrike", "Vera", "Wiebke", "Yvonne", "Zoë"),
    *("Anna-Lena", "Marie-Luise", "Käthe", "Bärbel"),
)
MEN = (
    *("Arne", "Boris", "Claas", "Dirk", "Emre", "Falk", "Gero", "Henning", "Ivo", "Jens", "Kai", "Lars", "Malte"),
    *("Niklas", "Olaf", "Peter", "Rolf", "Stefan", "Torsten", "Uwe", "Volker", "Wolf", "Jörg", "Jürgen", "Günther"),
    *("Hans-Peter", "Karl-Heinz", "Björn"),
)
# Frequent names make namesakes, as they do in a real register; the rest are put together from syllables.
FREQUENT = (
    *("Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Meyer", "Wagner", "Becker", "Schulz", "Hoffmann"),
    *("Schäfer", "Koch", "Bauer", "Richter", "Klein", "Wolf", "Schröder", "Neumann", "Schwarz", "Zimmermann"),
    *("Krüger", "Köhler", "Groß", "Weiß", "Yılmaz", "Nowak", "Jäger", "Böhm", "Günther", "Voß"),
)
FRONT = (
    *("Ahl", "Bern", "Dorn", "Eich", "Fahr", "Gell", "Hart", "Kest", "Lind", "Mohr", "Nord", "Rab", "Sand", "Tann"),
    *("Brück", "Düster", "Föhren", "Grün", "Höll", "Küster", "Mönch", "Röd", "Sülz", "Wüst", "Ober", "Nieder"),
)
MIDDLE = ("", "el", "en", "er", "ing", "ens", "ow", "ik", "und")
BACK = (
    *("bach", "berg", "brink", "dorf", "feld", "hagen", "heim", "hoff", "horst", "kamp", "wisch", "mühl", "büttel"),
    *("förde", "brück", "stein", "tal", "rode"),
)
NOBILITY = ("von", "von der", "zu")
TITLES = ("Dr.", "Dr.", "Dr.", "Prof. Dr.", "Dipl.-Ing.", "Dr.-Ing.", "Prof. Dr. h. c.")
JOBS = (
    *(
        "Referat Klima",
        "Referat Energie",
        "Projektleitung",
        "Geschäftsführung",
        "Leitung Technik",
        "Leitung Energie",
        "Vorstand",
    ),
    *("Betriebsrat", "Fachbereichsleitung", "Pressesprecherin", "Sachbearbeitung", "Professur", "Abteilungsleitung"),
)
SEATS = (
    *("Vorstand", "Vorstand", "Geschäftsführung", "Geschäftsführung", "Vorsitz", "Stellvertretender Vorsitz"),
    *("Aufsichtsrat", "Beirat", "Präsidium", "Schatzmeisterin", "Prokura"),
)
BRANCHES = (
    *("Metallwerk", "Glashütte", "Chemiepark", "Gießerei", "Stahlbau", "Papierfabrik", "Zementwerk", "Maschinenbau"),
    *("Energieversorgung", "Wasserstofftechnik", "Softwarehaus", "Logistik", "Anlagenbau", "Keramik", "Druckerei"),
)
FIELDS = (
    *("Glas", "Stahl", "Energie", "Klimaschutz", "Wasserstoff", "Handwerk", "Pflege", "Verkehr", "Umwelt", "Bildung"),
    *("Digitalisierung", "Landwirtschaft", "Wohnen", "Kultur", "Gesundheit", "Handel", "Tourismus", "Sport"),
)
# Kinds of organisation with their share in 1,000, patterns of their names and their legal forms. The forms are
# those of the Lobbyregister (2,277 entries: 47 % e. V., 23 % GmbH, 4 % AG, 2 % foundations, 1.5 % KG, 1 % SE).
KINDS: tuple[tuple[str, int, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "company",
        420,
        ("{branch} {place} {owner}", "{owner} {branch} {place}", "{place}er {branch} {owner}"),
        ("GmbH", "GmbH", "GmbH", "GmbH", "AG", "GmbH & Co. KG", "KG", "SE"),
    ),
    (
        "association",
        180,
        ("Verband {field} {place} {owner}", "Bundesverband der {field}wirtschaft {place} {owner}"),
        ("e. V.",),
    ),
    ("initiative", 100, ("Bündnis {field} {place} {owner}", "Initiative {owner} für {field} {place}"), ("e. V.", "")),
    (
        "research",
        80,
        ("Institut für {field} {place} {owner}", "Gesellschaft für {field}forschung {place} {owner}"),
        ("e. V.", "gGmbH", "Stiftung"),
    ),
    ("municipality", 70, ("Stadt {place} {owner}", "Gemeinde {place}-{owner}", "Landkreis {place}-{owner}"), ("",)),
    ("agency", 50, ("Landesagentur {field} {place} {owner}", "Amt für {field} {place} {owner}"), ("", "GmbH")),
    ("chamber", 40, ("Kammer für {field} {place} {owner}",), ("KdöR",)),
    ("media", 20, ("{place}er Anzeiger {owner}",), ("GmbH", "KG")),
    ("union", 20, ("Gewerkschaft {field} {place} {owner}",), ("",)),
    ("other", 20, ("Forum {field} {place} {owner}",), ("", "Stiftung")),
)
OCCASIONS = {
    "meeting": ("Gespräch", "Fachgespräch", "Arbeitstreffen"),
    "panel": ("Podium", "Talk"),
    "workshop": ("Workshop", "Werkstatt"),
    "conference": ("Konferenz", "Kongress", "Fachtag"),
}
FUNCTIONS_AT = ("participant",) * 14 + ("speaker", "speaker", "panellist", "moderator", "invited", "host")
TOPIC_HEADS = (*FIELDS, "Abwärme", "Netze", "Speicher", "Förderung", "Recycling", "Normung", "Fachkräfte", "Häfen")
TOPIC_TAILS = ("", "in der Industrie", "im ländlichen Raum", "und Recht", "und Arbeit", "in Europa", "und Forschung")
LAENDER = (
    *("Baden-Württemberg", "Bayern", "Berlin", "Brandenburg", "Bremen", "Hamburg", "Hessen"),
    *("Mecklenburg-Vorpommern", "Niedersachsen", "Nordrhein-Westfalen", "Rheinland-Pfalz", "Saarland", "Sachsen"),
    *("Sachsen-Anhalt", "Schleswig-Holstein", "Thüringen"),
)
PLACES = len(FRONT) * len(MIDDLE) * len(BACK)


def made_name(number: int) -> str:
    """Return the made name with this number; there are `PLACES` different ones."""
    rest, back = divmod(number % PLACES, len(BACK))
    front, middle = divmod(rest, len(MIDDLE))
    return f"{FRONT[front]}{MIDDLE[middle]}{BACK[back]}"
