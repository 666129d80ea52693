from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.claims import Claims
from graph.model.facts import Entity, Source
from graph.model.schema import load
from graph.store.identity import Identities, NodeState

SOURCE = Source(title="Liste", sha256="a" * 64)


def identities(**people: tuple[str, ...]) -> Identities:
    """Known people by name (underscores for blanks) with their keys."""
    known = Identities(load())
    for name, keys in people.items():
        node = NodeState(f"per-{name}", "Person", set(keys), Claims())
        shown = name.replace("_", " ").title()
        node.claims.add(Entity("Person", keys, shown, "row 1"), keys[0], SOURCE)
        known.nodes[node.id] = node
        known.owners |= dict.fromkeys(keys, node.id)
    return known


def person(name: str, *keys: str) -> Entity:
    return Entity("Person", keys, name, "row 2")


def test_the_strongest_known_key_decides() -> None:
    known = identities(anna_weiss=("mail:a@x.example",), bert_kohl=("name:anna weiss@bdi",))
    node, key = known.assign(person("Anna Weiss", "mail:a@x.example", "name:anna weiss@bdi"))
    assert (node.id, key) == ("per-anna_weiss", "mail:a@x.example")


def test_a_new_address_elsewhere_is_a_second_address_of_the_same_person() -> None:
    known = identities(anna_weiss=("mail:a@x.example", "name:anna weiss@bdi"))
    node, _ = known.assign(person("Anna Weiss", "mail:anna@privat.example", "name:anna weiss@bdi"))
    assert node.id == "per-anna_weiss"
    assert node.keys == {"mail:a@x.example", "mail:anna@privat.example", "name:anna weiss@bdi"}


def test_a_new_address_in_the_same_house_is_a_namesake() -> None:
    known = identities(anna_weiss=("mail:a@x.example", "name:anna weiss@bdi"))
    node, key = known.assign(person("Anna Weiss", "mail:a2@x.example", "name:anna weiss@bdi"))
    assert node.new
    assert (node.keys, key) == ({"mail:a2@x.example"}, "mail:a2@x.example")


def test_an_address_with_a_quite_different_name_names_nobody() -> None:
    known = identities(anna_weiss=("mail:team@x.example",))
    node, key = known.assign(person("Bert Kohl", "mail:team@x.example", "name:bert kohl@bdi"))
    assert node.new
    assert (node.keys, key) == ({"name:bert kohl@bdi"}, "name:bert kohl@bdi")


def test_the_id_of_a_node_follows_from_its_strongest_free_key() -> None:
    one, _ = identities().assign(person("Anna Weiss", "mail:a@x.example", "name:anna weiss@bdi"))
    two, _ = identities().assign(person("Anna Weiß", "mail:a@x.example", "name:anna weiss@vdma"))
    assert one.id == two.id


def test_three_of_one_name_in_one_place_are_three_and_stay_so() -> None:
    known, entity = identities(anna_weiss=("name:anna weiss@bdi",)), person("Anna Weiss", "name:anna weiss@bdi")
    for _ in range(2):
        others: list[str] = []
        for _ in range(3):
            others.append(known.assign(entity, (), others)[0].id)
        assert len(set(others)) == 3
        assert others[0] == "per-anna_weiss"
    assert len(known.nodes) == 3


def test_who_was_told_by_the_place_stays_so_when_another_node_gets_a_name_that_fits() -> None:
    """All keys of the entity are Bert's; the second time its name leads to Carla by another name of the house."""
    known = identities(bert_kohl=("name:anna weiss@vda", "mail:b@vda.example"))
    entity = person("Anna Weiss", "mail:a@vda.example", "name:anna weiss@vda")
    known.owners["mail:a@vda.example"] = "per-bert_kohl"
    first, key = known.assign(entity, (), ("per-bert_kohl",))
    assert first.new
    assert known.assign(entity, (), ("per-bert_kohl",)) == (first, key)
    house = NodeState("org-vda", "Organisation", {"org:vda", "org:autoverband"}, Claims())
    carla = NodeState("per-carla", "Person", {"name:anna weiss@autoverband"}, Claims())
    known.nodes |= {house.id: house, carla.id: carla}
    known.owners |= {"org:vda": house.id, "org:autoverband": house.id, "name:anna weiss@autoverband": carla.id}
    assert known.assign(entity, (), ("per-bert_kohl",)) == (first, key)


KEYS = [f"{scheme}:{name}" for scheme in ("mail", "name", "lobbyregister") for name in ("a@x.example", "b@x.example")]


@settings(deadline=None)
@given(
    st.lists(st.sets(st.sampled_from(KEYS), min_size=1), max_size=4),
    st.lists(st.tuples(st.lists(st.sampled_from(KEYS), min_size=1, unique=True), st.integers(1, 2)), max_size=6),
)
def test_everybody_a_place_names_is_somebody_whoever_owns_the_keys(
    nodes: list[set[str]], named: list[tuple[list[str], int]]
) -> None:
    """However keys are taken: each entity gets a node of its own and a key of that node, the same ones again later."""
    known = Identities(load())
    for i, keys in enumerate(nodes):
        node = known.nodes.setdefault(f"per-{i}", NodeState(f"per-{i}", "Person", keys, Claims()))
        for key in sorted(keys):
            known.owners.setdefault(key, node.id)
    entities = [Entity("Person", tuple(keys), "Anna Weiss", f"row {place}") for keys, place in named]
    others: list[str] = []
    for entity in entities:
        node, key = known.assign(entity, (), others)
        assert known.owners[key] == node.id
        assert known.nodes[node.id] is node
        others.append(node.id)


def organisation(*names: str) -> Entity:
    return Entity("Organisation", tuple(f"org:{name}" for name in names), names[0], "row 1")


def test_two_associations_with_the_same_initials_stay_two() -> None:
    known = Identities(load())
    railway, _ = known.assign(organisation("verband der bahnindustrie in deutschland", "vdb"))
    brewers, key = known.assign(organisation("verein deutscher brunnenbauer", "vdb"))
    assert railway.id != brewers.id
    assert key == "org:verein deutscher brunnenbauer"
    assert brewers.keys == {"org:verein deutscher brunnenbauer"}


def test_an_abbreviation_leads_to_the_one_organisation_written_out() -> None:
    known = Identities(load())
    bdi, _ = known.assign(organisation("bundesverband der deutschen industrie", "bdi"))
    short, _ = known.assign(organisation("bdi"))
    spelled, _ = known.assign(organisation("bundesverband der deutschen industri", "bdi"))
    assert bdi.id == short.id == spelled.id


def test_an_external_id_of_another_type_of_node_is_not_believed() -> None:
    known = Identities(load())
    company, _ = known.assign(Entity("Organisation", ("wd:Q1", "org:weiss"), "Weiss", "row 1"))
    owner, key = known.assign(person("Anna Weiss", "wd:Q1", "name:anna weiss@weiss"))
    assert (owner.label, key) == ("Person", "name:anna weiss@weiss")
    assert owner.id != company.id


def test_people_of_two_associations_with_the_same_initials_stay_two() -> None:
    known = Identities(load())
    bakers, _ = known.assign(organisation("verband der baecker", "vdb"))
    brewers, _ = known.assign(organisation("verein deutscher brauer", "vdb"))
    one, _ = known.assign(
        person("Peter Müller", "name:peter mueller@verband der baecker", "name:peter mueller@vdb"), {bakers.id}
    )
    other, _ = known.assign(
        person("Peter Müller", "name:peter mueller@verein deutscher brauer", "name:peter mueller@vdb"), {brewers.id}
    )
    assert one.id != other.id


def test_two_numbers_of_one_register_are_two_nodes_whatever_the_name() -> None:
    known = Identities(load())
    one, _ = known.assign(Entity("Organisation", ("lobbyregister:R1", "org:werk"), "Werk", "row 1"))
    other, _ = known.assign(Entity("Organisation", ("lobbyregister:R2", "org:werk"), "Werk", "row 2"))
    again, _ = known.assign(Entity("Organisation", ("org:werk",), "Werk", "row 3"))
    assert one.id != other.id
    assert again.id == one.id


def test_people_a_source_tells_apart_stay_apart() -> None:
    known = Identities(load())
    one, _ = known.assign(person("Anna Lang", "mail:a@y.example", "name:anna lang@bdi"))
    other, _ = known.assign(person("Anna Lang", "mail:b@z.example", "name:anna lang@bdi"), (), {one.id})
    assert one.id != other.id


def test_a_namesake_without_a_free_key_gets_one_by_its_place_the_same_each_time() -> None:
    known = Identities(load())
    one, _ = known.assign(person("Anna Lang", "mail:a@y.example", "name:anna lang@bdi"))
    second = person("Anna Lang", "name:anna lang@bdi")
    other, key = known.assign(second, (), {one.id})
    assert other.id != one.id
    assert other.keys == {key}
    assert known.assign(second, (), {one.id}) == (other, key)


def test_an_entity_with_nothing_but_the_address_of_somebody_else_is_a_node_of_its_own() -> None:
    known = identities(anna_weiss=("mail:team@x.example",))
    node, key = known.assign(person("Bert Kohl", "mail:team@x.example"))
    assert node.id != "per-anna_weiss"
    assert node.keys == {key}
    assert known.owners["mail:team@x.example"] == "per-anna_weiss"
