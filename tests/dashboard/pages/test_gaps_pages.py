"""Lücken and Vergleich as whole pages without a browser: what is noted is kept, what is asked stands in the address."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.state import current as store
from dashboard.state import findings
from graph.analysis.goals import load_goals
from graph.model.facts import Entity, Fact, Record, Source
from graph.network import Network
from graph.store import Store
from tests.dashboard.pages.small_network import data_of
from tests.support.kept import forget_ties

NASTY = '<img src=x onerror="alert(1)"> **b** :red[r] =1+1'
LIST = Source(title="Liste", sha256="a" * 64, kind="list", date="2022-01-01")


def entity(label: str, name: str, **values: str) -> Entity:
    return Entity(label, (f"{label}:{name}",), name, "row 1", values)


@pytest.fixture
def shown(kept_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Network]:
    """Two initiatives that should know each other; somebody who left, and an event."""
    kept_store.erase_everything()
    kept_store.migrate()
    one, other = (entity("Organisation", f"{n} {NASTY}", kind="initiative") for n in ("Küstenbund", "Glaskreis"))
    topic, land = entity("Topic", "Wasserstoff"), entity("Region", "Saarland")
    jo, ana = entity("Person", f"Jo {NASTY}"), entity("Person", "Ana Berg")
    event = entity("Event", "Auftakt", start="2021-03-16", format="workshop")
    facts = [
        Fact(kind, o.key, end.key, "row 1")
        for o in (one, other)
        for kind, end in (("DEALS_WITH", topic), ("ACTIVE_IN", land))
    ]
    facts += [
        Fact("WORKS_FOR", jo.key, one.key, "row 2", "", "2019", "2021"),
        Fact("KNOWS", jo.key, ana.key, "row 2", "", "2020"),
        Fact("WORKS_FOR", ana.key, other.key, "row 3", "", "2019"),
        *(Fact("TOOK_PART_IN", p.key, event.key, "row 4", "participant") for p in (jo, ana)),
    ]
    kept_store.writer().load(LIST, [Record((one, other, topic, land, jo, ana, event), tuple(facts))])
    network = Network.read(kept_store.view())
    monkeypatch.setattr(store, "database", lambda: kept_store)
    monkeypatch.setattr(store, "current", lambda _=None: data_of(network))
    yield network
    for cached in (findings._asked, findings._checked, findings._known, findings._sides, findings._effect):
        cached.clear()
    forget_ties()


def opened(page: str, **address: str) -> AppTest:
    app = AppTest.from_string(f"from dashboard.menu import PAGES\nPAGES[{page!r}].show()", default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "".join(block.value for block in app.html)


def press(app: AppTest, label: str) -> AppTest:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception
    return app


def test_a_finding_is_dismissed_with_a_reason_and_not_shown_again(shown: Network) -> None:
    app = opened("gaps", question="missing_ties")
    assert "1 Befund," in html(app)
    press(app, "Verwerfen")
    assert "nennt einen Grund" in html(app)
    app.text_input[1].set_value("kennen sich privat")
    press(app, "Verwerfen")
    assert "Dazu gibt es keinen Befund" in html(app)
    again = opened("gaps", question="missing_ties", state="dismissed")
    assert "verworfen" in html(again)
    assert "kennen sich privat" in html(again)
    press(again, "Wieder öffnen")
    assert "1 Befund," in html(opened("gaps", question="missing_ties"))


def test_a_finding_is_given_to_somebody_accepted_and_done(shown: Network) -> None:
    app = opened("gaps", question="missing_ties")
    app.text_input[2].set_value("Ben")
    press(app, "Zuweisen")
    assert "zugewiesen an Ben" in html(app)
    assert "1 Befund," in html(opened("gaps", question="missing_ties", assigned="Ben"))
    press(app, "Erledigt")
    assert "Dazu gibt es keinen Befund" in html(app)
    (finding,) = (f for f in findings.standings().by_finding.values())
    assert (finding.state, finding.assigned_to) == ("done", "Ben")


def test_a_goal_is_written_in_the_form_checked_and_deleted(shown: Network) -> None:
    app = opened("gaps", view="goals")
    assert len(app.dataframe[0].value) == len(load_goals())
    app.text_input(key="de_-").set_value("Jede Initiative kennt zwei Kammern")
    app.number_input(key="least_-_0").set_value(2)
    app.selectbox(key="whokind_-_0").set_value("chamber")
    press(app, "Ziel speichern")
    made = findings.goals()[-1]
    assert (made.id, made.needs[0].at_least, made.needs[0].who.kind) == (
        "jede_initiative_kennt_zwei_kammern",
        2,
        "chamber",
    )
    assert [row["fehlt"] for row in app.dataframe[0].value.to_dict("records")][-1] == 2
    app.selectbox(key="goals_chosen").set_value(made.id).run()
    press(app, "Ziel löschen")
    assert findings.goals() == load_goals()


def test_a_goal_without_a_title_is_not_kept(shown: Network) -> None:
    app = press(opened("gaps", view="goals"), "Ziel speichern")
    assert "braucht einen Titel" in html(app)
    assert findings.goals() == load_goals()


def test_two_days_show_who_left_with_what_to_hand_over(shown: Network) -> None:
    app = opened("compare", before="2021-06-30", after="2022-06-30")
    tables = {name: table.value for table in app.dataframe if (name := next(iter(table.value.columns)))}
    assert "Vom 30.06.2021 bis zum 30.06.2022" in html(app)
    handover = [row for table in tables.values() for row in table.to_dict("records") if "Zu übergeben" in row]
    assert [row["Zu übergeben"].startswith("Glaskreis") for row in handover] == [True]


def test_days_the_wrong_way_round_are_said_to_be(shown: Network) -> None:
    assert "Bitte die Tage tauschen" in html(opened("compare", before="2022-06-30", after="2021-06-30"))


def test_what_was_not_yet_known_changes_nothing(shown: Network) -> None:
    app = opened("compare", before="2021-06-30", after="2022-06-30", known_at="2000-01-01")
    assert "hat sich nach unseren Quellen nichts geändert" in html(app)


def test_after_an_event_nothing_is_claimed_to_be_its_cause(shown: Network) -> None:
    event = next(n.id for n in shown.nodes.values() if n.label == "Event")
    app = opened("compare", before="2021-01-01", after="2022-06-30", event=event)
    assert "3 Monate nach der Veranstaltung: Alle Teilnehmenden kannten einander schon vorher" in html(app)
    assert "nicht, woran es lag" in html(app)


@pytest.mark.parametrize("page", ["gaps", "compare"])
def test_names_that_look_like_markup_stay_text(shown: Network, page: str) -> None:
    assert "<img" not in html(opened(page))


@pytest.mark.parametrize("bad", ["x", "<b>", ""])
def test_what_no_finding_is_in_the_address_is_passed_over(shown: Network, bad: str) -> None:
    assert "Befund" in html(opened("gaps", finding=bad, question=bad, region=bad, state=bad, view=bad))
