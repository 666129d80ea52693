from hypothesis import given
from hypothesis import strategies as st

from graph.model.claims import Claims
from graph.model.facts import Entity, Source
from graph.model.schema import load

PERSON = load().nodes["Person"]
ORGANISATION = load().nodes["Organisation"]


def source(number: int, *, invented: bool = False) -> Source:
    return Source(title=f"Quelle {number}", sha256=str(number), invented=invented)


def organisation(name: str, *, in_passing: bool = False, **values: str | tuple[str, ...]) -> Entity:
    return Entity("Organisation", ("org:x",), name, "row 1", values, in_passing)


def test_the_name_most_sources_give_is_the_name_and_the_others_are_kept() -> None:
    claims = Claims()
    for number, name in enumerate(["Werk Nord GmbH", "Werk Nord", "Werk Nord"]):
        claims.add(organisation(name), "org:x", source(number))
    properties = claims.properties(ORGANISATION)
    assert (properties["name"], properties["aliases"]) == ("Werk Nord", ["Werk Nord GmbH"])


def test_what_is_said_with_care_goes_before_what_is_typed_in_passing() -> None:
    claims = Claims()
    for number in range(3):
        claims.add(organisation("werk nord", in_passing=True, kind="company"), "org:x", source(number))
    claims.add(organisation("Werk Nord GmbH", kind="initiative"), "org:x", source(9))
    properties = claims.properties(ORGANISATION)
    assert (properties["name"], properties["kind"]) == ("Werk Nord GmbH", "initiative")


def test_one_source_is_one_piece_of_evidence_however_often_it_says_so() -> None:
    claims = Claims()
    assert claims.add(organisation("Werk"), "org:x", source(1))
    assert not claims.add(Entity("Organisation", ("org:x",), "Werk", "row 99"), "org:x", source(1))
    assert list(claims.items.values()) == [[source(1).evidence("row 1")]]


def test_search_text_finds_all_spellings_folded() -> None:
    claims = Claims()
    claims.add(organisation("Müller & Söhne", short_name="MS"), "org:x", source(1))
    claims.add(organisation("Mueller und Soehne KG"), "org:x", source(2))
    text = str(claims.properties(ORGANISATION)["search_text"])
    assert "mueller und soehne" in text
    assert "ms" in text.split()


said = st.tuples(st.sampled_from(["Anna Weiß", "A. Weiß", "Weiss"]), st.integers(1, 4), st.booleans())


@given(st.lists(said, min_size=1, max_size=8), st.randoms())
def test_properties_do_not_depend_on_the_order_of_loading(
    statements: list[tuple[str, int, bool]], random: object
) -> None:
    shuffled = sorted(statements, key=lambda _: random.random())  # type: ignore[attr-defined]
    results = []
    for order in (statements, shuffled):
        claims = Claims()
        for name, number, in_passing in order:
            claims.add(Entity("Person", ("name:x@",), name, "row 1", {}, in_passing), "name:x@", source(number))
        results.append((claims.stored(), claims.properties(PERSON)))
    assert results[0] == results[1]


@given(st.lists(said, min_size=1, max_size=5))
def test_claims_survive_being_stored(statements: list[tuple[str, int, bool]]) -> None:
    claims = Claims()
    for name, number, in_passing in statements:
        claims.add(Entity("Person", ("name:x@",), name, "row 1", {}, in_passing), "name:x@", source(number))
    assert Claims.parse(claims.stored()).stored() == claims.stored()


def test_of_equally_supported_spellings_the_one_with_accents_and_without_brackets_is_the_name() -> None:
    claims = Claims()
    names = ["Seyma Oeztuerk-Hahn", "Şeyma Öztürk-Hahn", "Şeyma Öztürk-Hahn | Härterei"]
    for number, name in enumerate(names):
        claims.add(Entity("Person", ("name:x@",), name, "row 1"), "name:x@", source(number))
    assert claims.properties(PERSON)["name"] == "Şeyma Öztürk-Hahn"


def test_what_is_said_in_passing_is_told_under_its_own_field() -> None:
    claims = Claims()
    claims.add(organisation("Werk", in_passing=True, kind="company"), "org:x", source(1))
    assert {(name, value) for name, value, _ in claims.said()} == {("name", "Werk"), ("kind", "company")}
