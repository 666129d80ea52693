import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.model.fold import visible
from graph.names.person import PersonName, compatible, parse_person, person_from_parts

WORD = st.sampled_from(
    ["Anna", "Karl", "Jürgen", "Weiß", "Krause", "Lang", "Otto-Heinrich", "O’Neill", "McDonald", "Ødegård"]
)
TITLES = st.lists(
    st.sampled_from(["Prof.", "Dr.", "Dr.-Ing.", "Dr. h. c.", "PD", "Dipl.-Ing.", "StS a. D.", "RA"]),
    max_size=3,
)
PARTICLES = st.sampled_from(["", "von ", "von der ", "van ", "zu ", "de ", "Graf ", "Freiherr von "])


@pytest.mark.parametrize(
    ("text", "given_name", "family", "title"),
    [
        ("Joachim Lang", "Joachim", "Lang", ""),
        ("Lang, Joachim", "Joachim", "Lang", ""),
        ("Lang ,Joachim", "Joachim", "Lang", ""),
        ("Dr. Joachim Lang", "Joachim", "Lang", "Dr."),
        ("Dr Joachim Lang", "Joachim", "Lang", "Dr."),
        ("DR. JOACHIM LANG", "Joachim", "Lang", "Dr."),
        ("Lang, Dr. Joachim", "Joachim", "Lang", "Dr."),
        ("Lang, Joachim, Dr.", "Joachim", "Lang", "Dr."),
        ("Dr. Lang, Joachim", "Joachim", "Lang", "Dr."),
        ("Dr, Joachim Lang", "Joachim", "Lang", "Dr."),
        ("Lang, Dr: Joachim", "Joachim", "Lang", "Dr."),
        ("LANG Joachim", "Joachim", "Lang", ""),
        ("Joachim LANG", "Joachim", "Lang", ""),
        ("Prof.Dr.med. Anna Weber", "Anna", "Weber", "Prof. Dr. med."),
        ("Professor Doktor Anna Weber", "Anna", "Weber", "Prof. Dr."),
        ("Prof. em. Dr. Dr. h.c. mult. Anna Weber", "Anna", "Weber", "Prof. em. Dr. Dr. h. c. mult."),
        ("PD Dr. rer. nat. habil. Anna Weber", "Anna", "Weber", "PD Dr. rer. nat. habil."),
        ("Dipl.-Ing. (FH) Anna Weber", "Anna", "Weber", "Dipl.-Ing. (FH)"),
        ("Dipl. Ing. Anna Weber", "Anna", "Weber", "Dipl.-Ing."),
        ("Diplom Volkswirt Karl Weber", "Karl", "Weber", "Diplom-Volkswirt"),
        ("RA Karl Weber", "Karl", "Weber", "RA"),
        ("Min.-Dir. Karl Weber", "Karl", "Weber", "Min.-Dir."),
        ("StS a. D. Dr. Karl Weber", "Karl", "Weber", "StS a. D. Dr."),
        ("Parl. Staatssekretärin Anna Weber", "Anna", "Weber", "Parlamentarische Staatssekretärin"),
        ("Karl Weber, Dr. rer. nat.", "Karl", "Weber", "Dr. rer. nat."),
        ("Otto Graf Lambsdorff", "Otto", "Graf Lambsdorff", ""),
        ("Lambsdorff, Otto Graf", "Otto", "Graf Lambsdorff", ""),
        ("Lambsdorff, Graf, Otto", "Otto", "Graf Lambsdorff", ""),
        ("Graf Lambsdorff", "", "Graf Lambsdorff", ""),
        ("Steffi Graf", "Steffi", "Graf", ""),
        ("Graf, Steffi", "Steffi", "Graf", ""),
        ("Ursula von der Leyen", "Ursula", "von der Leyen", ""),
        ("Leyen, Ursula von der", "Ursula", "von der Leyen", ""),
        ("Ursula VON DER LEYEN", "Ursula", "von der Leyen", ""),
        ("von der Leyen", "", "von der Leyen", ""),
        ("Freiherr vom Stein", "", "Freiherr vom Stein", ""),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven", ""),
        ("Mohamed al Fayed", "Mohamed", "al Fayed", ""),
        ("Al Gore", "Al", "Gore", ""),
        ("Anna Große Wilde", "Anna", "Große Wilde", ""),
        ("Hans Müller gen. Schmitz", "Hans", "Müller gen. Schmitz", ""),
        ("Anna Weber geb. Krause", "Anna", "Weber", ""),
        ("Anna Weber (BDI)", "Anna", "Weber", ""),
        ("Ronald McDonald", "Ronald", "McDonald", ""),
        ("MÜLLER-LÜDENSCHEIDT Karl", "Karl", "Müller-Lüdenscheidt", ""),
        ("O'BRIEN Mary", "Mary", "O'Brien", ""),
        ("Weber", "", "Weber", ""),
        ("Dr. Weber", "", "Weber", "Dr."),
        ("M. A. Weber", "M. A.", "Weber", ""),
        ("Weber, M. A.", "M. A.", "Weber", ""),
        ("K.H. Weber", "K.H.", "Weber", ""),
        ("Jack Ma", "Jack", "Ma", ""),
        ("Amartya Sen", "Amartya", "Sen", ""),
        ("Jun Li", "Jun", "Li", ""),
        ("Anna Wei Ma", "Anna Wei", "Ma", ""),
        ("Ra Weber", "Ra", "Weber", ""),
        ("Karl Ing", "Karl", "Ing", ""),
        ("Weber jun.", "", "Weber", ""),
        ("MCDONALD Ronald", "Ronald", "McDonald", ""),
        ("Guttenberg, Freiherr Karl zu", "Karl", "Freiherr zu Guttenberg", ""),
        ("Anna\N{ZERO WIDTH SPACE} Weber\t", "Anna", "Weber", ""),
    ],
)
def test_a_name_comes_apart_in_every_usual_spelling(text: str, given_name: str, family: str, title: str) -> None:
    name = parse_person(text)
    assert (name.given, name.family, name.title) == (given_name, family, title)


def test_the_longest_of_names_comes_apart() -> None:
    name = parse_person("Herr Prof. Dr.-Ing. habil. Dr. h. c. mult. Karl-Heinz von der Müller-Lüdenscheidt MdB")
    assert name == PersonName(
        "Karl-Heinz", "von der Müller-Lüdenscheidt", "Prof. Dr.-Ing. habil. Dr. h. c. mult.", "Herr", "MdB"
    )
    assert name.full == "Karl-Heinz von der Müller-Lüdenscheidt"
    assert name.key == "karl heinz von der mueller luedenscheidt"


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("Anna Weber, M.A.", "M.A."),
        ("Anna Weber M. A.", "M.A."),
        ("M.A. Anna Weber", "M.A."),
        ("Anna Weber MBA", "MBA"),
        ("Anna Weber, LL.M. (Duke)", "LL.M. (Duke)"),
        ("Anna Weber, MdL", "MdL"),
        ("Weber, Anna MdEP", "MdEP"),
        ("Weber, Anna, MdB", "MdB"),
        ("Anna Weber a. D.", "a. D."),
        ("Anna Weber a.D.", "a. D."),
    ],
)
def test_degrees_and_mandates_stand_behind_the_name(text: str, suffix: str) -> None:
    name = parse_person(text)
    assert (name.given, name.family, name.suffix) == ("Anna", "Weber", suffix)
    assert name.key == "anna weber"


@pytest.mark.parametrize(
    ("text", "salutation"),
    [
        ("Herrn Weber", "Herr"),
        ("Hr. Weber", "Herr"),
        ("Frau Weber", "Frau"),
        ("Fr. Weber", "Frau"),
        ("Herr/Frau Weber", ""),
    ],
)
def test_a_salutation_is_no_part_of_the_name(text: str, salutation: str) -> None:
    assert (parse_person(text).family, parse_person(text).salutation) == ("Weber", salutation)


def test_father_and_son_have_two_keys() -> None:
    father, son = parse_person("Karl Weber sen."), parse_person("Weber, Karl jr.")
    assert (father.key, son.key) == ("karl weber sen", "karl weber jun")
    assert son.display == "Karl Weber jun."
    assert not compatible(father, son)


@pytest.mark.parametrize("text", ["Dr.", "Herr", "Prof. Dr.", ",", "(BDI)", "...", "🙂", "-", "Graf", "von"])
def test_text_without_a_name_stays_as_a_family_name(text: str) -> None:
    name = parse_person(text)
    assert name.family
    assert name.key


@pytest.mark.parametrize("text", ["", "   ", "\t\n", "\N{ZERO WIDTH SPACE}"])
def test_a_blank_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="blank"):
        parse_person(text)
    with pytest.raises(ValueError, match="blank"):
        person_from_parts(text, text)


@given(st.text().filter(lambda text: bool(visible(text))))
@example("(")
@example(", ,")
@example("Dr. (")
@example("(a) (b)")
@example("Dipl.")
@example("Graf von")
@example("geb. geb.")
def test_any_text_that_can_be_seen_has_a_family_name_and_a_key(text: str) -> None:
    name = parse_person(text)
    assert name.family
    assert name.key


@given(TITLES, WORD, PARTICLES, WORD, st.sampled_from(["", " MdB", " jun.", " jun. MBA"]))
def test_a_name_reads_back_from_how_it_is_shown(
    titles: list[str], first: str, particle: str, last: str, behind: str
) -> None:
    name = parse_person(" ".join([*titles, first, f"{particle}{last}{behind}"]))
    assert (name.given, name.family) == (first, f"{particle}{last}")
    assert parse_person(name.display) == name


@given(TITLES, WORD, PARTICLES, WORD)
def test_the_order_of_the_parts_does_not_change_the_key(
    titles: list[str], first: str, particle: str, last: str
) -> None:
    title = " ".join(titles)
    written = parse_person(f"{title} {first} {particle}{last}")
    assert parse_person(f"{particle}{last}, {title} {first}").key == written.key
    assert parse_person(f"{last}, {title} {first} {particle}").key == written.key
    assert person_from_parts(first, f"{particle}{last}", title).key == written.key
    assert parse_person(f"{title} {first} {particle}{last.upper()}").key == written.key


def test_columns_may_hold_titles_of_their_own() -> None:
    assert person_from_parts("Dr. Joachim", "LANG", "", "Herrn") == PersonName("Joachim", "Lang", "Dr.", "Herr")
    assert person_from_parts("Joachim", "Lang MdB", "Dr.").display == "Dr. Joachim Lang MdB"
    assert person_from_parts("Dr. Joachim", "Lang", "Dr.").title == "Dr."
    assert person_from_parts("Otto Graf", "Lambsdorff").family == "Graf Lambsdorff"
    assert person_from_parts("", "Lang", "Prof.Dr.").display == "Prof. Dr. Lang"
    assert person_from_parts("Anna", "Weber", salutation="Frau Dr.").title == "Dr."
    assert person_from_parts("", "Lang, Joachim") == PersonName("Joachim", "Lang")


def test_columns_keep_double_names_that_a_single_text_can_not_tell() -> None:
    assert person_from_parts("Marta", "Fernandez Suarez").family == "Fernandez Suarez"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Joachim Lang", "Lang, Dr. Joachim"),
        ("Joachim Lang", "J. Lang"),
        ("Joachim Lang", "Lang"),
        ("Joachim Lang", "Frau Lang"),
        ("Joachim Lang", "Jochen Lang"),
        ("Lang Joachim", "Joachim Lang"),
        ("Anna Müller", "Anna Mueller-Krause"),
        ("Anna Müller", "Anna Krause"),
        ("Karl-Heinz Weber", "Heinz Weber"),
        ("Chr. Weber", "Christian Weber"),
        ("A. Schmidt", "A. Schmitt"),
        ("Joachim", "Joachim Lang"),
        ("Ursula von der Leyen", "Ursula Leyen"),
        ("Karl Weber jun.", "Karl Weber"),
    ],
)
def test_spellings_of_one_person_are_compatible(one: str, other: str) -> None:
    assert compatible(parse_person(one), parse_person(other))
    assert compatible(parse_person(other), parse_person(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Joachim Lang", "Anna Weber"),
        ("Anna Lang", "Peter Lang"),
        ("Herr Lang", "Frau Lang"),
        ("J. Lang", "P. Lang"),
        ("J. Lang", "J. Weber"),
        ("Lang", "Weber"),
        ("K. von Weber", "K. von Krause"),
    ],
)
def test_two_persons_under_one_address_are_not_compatible(one: str, other: str) -> None:
    assert not compatible(parse_person(one), parse_person(other))
    assert not compatible(parse_person(other), parse_person(one))
