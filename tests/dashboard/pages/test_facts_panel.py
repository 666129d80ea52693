from dataclasses import replace

from dashboard.parts.facts_panel import citation, fact_item, heading, verb
from dashboard.parts.frame import Context


def test_the_heading_has_title_type_and_badge(context: Context) -> None:
    real, invented = (heading(context, context.network.nodes[n]) for n in ("mueller", "werk"))
    assert "Dr. Jürgen Müller" in real
    assert "erfunden" not in real
    assert "Organisation · Unternehmen" in invented
    assert "erfunden" in invented


def test_a_source_is_cited_with_place_and_date(context: Context) -> None:
    assert "Quelle: Bericht, Zeile 7, 20.03.2021" in citation(context, "src-1#row 7")
    assert "Quelle: Beispiel, Zeile 3, 01.01.2022" in citation(context, "invented-2#row 3")
    assert "erfunden" in citation(context, "invented-2#row 3")


def test_evidence_of_a_vanished_source_is_still_cited(context: Context) -> None:
    assert "Quelle: src-9, Zeile 1" in citation(context, "src-9#row 1")


def test_a_fact_names_the_other_end_role_and_period(context: Context) -> None:
    fact = next(r for r in context.network.relations if r.id == "WORKS_FOR-mueller-amt")
    item = fact_item(context, fact, "mueller")
    assert "Amt für Industrie" in item
    assert "Referent, seit 2019" in item
    assert [verb(context, fact, end) for end in ("mueller", "amt")] == ["arbeitet für", "Hier arbeiten"]


def test_an_invented_fact_carries_the_badge_before_its_sources(context: Context) -> None:
    fact = next(r for r in context.network.relations if r.id == "WORKS_FOR-anna-werk")
    before_the_source = fact_item(context, fact, "anna").partition("an-source")[0]
    assert "an-badge" in before_the_source


def test_many_sources_are_folded_away_but_all_are_there(context: Context) -> None:
    fact = replace(context.network.relations[0], evidence=tuple(f"src-1#row {n}" for n in range(1, 6)))
    item = fact_item(context, fact, "mueller")
    assert "3 weitere Stellen derselben Quelle" in item
    assert [f"Zeile {n}," in item for n in range(1, 6)] == [True] * 5
