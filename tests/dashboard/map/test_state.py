"""What is done on the map, as actions on one state; run by node out of the bundle."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

BUNDLE = Path(__file__).resolve().parents[3] / "dashboard" / "map" / "bundle" / "map.js"


def run(script: str) -> Any:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node on the path")
    code = (
        f"const m = await import({json.dumps(BUNDLE.as_uri())}); console.log(JSON.stringify((() => {{ {script} }})()))"
    )
    done = subprocess.run(
        [node, "--input-type=module", "-e", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_all_that_is_done_is_undone_and_done_again() -> None:
    acts = """
    const acts = [{do: "pin", places: {a: [1, 2]}}, {do: "hide", ids: ["b"]}, {do: "fold", ids: ["a"]},
      {do: "legend", entry: "kind:Person"}, {do: "see", what: {colour: "region"}}];
    let h = m.begin(); for (const a of acts) h = m.act(h, a);
    const last = JSON.stringify(h.now);
    for (const _ of acts) h = m.undo(h);
    const first = JSON.stringify(h.now) === JSON.stringify(m.start());
    for (const _ of acts) h = m.redo(h);
    return [first, JSON.stringify(h.now) === last, h.now.pins, h.now.hidden, h.now.folded, h.now.off];
    """
    assert run(acts) == [True, True, {"a": [1, 2]}, ["b"], {"a": ["*"]}, ["kind:Person"]]


def test_what_is_hidden_is_not_selected_and_a_toggle_takes_back() -> None:
    script = """
    let s = m.reduce(m.start(), {do: "select", ids: ["a", "b"]});
    s = m.reduce(s, {do: "hide", ids: ["a"]});
    const t = m.reduce(s, {do: "select", ids: ["b", "c"], how: "toggle"});
    return [s.selection, t.selection];
    """
    assert run(script) == [["b"], ["c"]]


def test_a_state_out_of_anything_is_a_state() -> None:
    script = """const given = {pins: {a: [1, "x"], b: [1, 2]}, hidden: [1, "c", "c"],
      strength: [9, -4], until: "x", tie: ["a"]};
    return [null, 7, [], given]
      .map((v) => m.readState(v)).map((s) => [s.pins, s.hidden, s.strength, s.until, s.tie]);"""
    plain = [{}, [], None, None, None]
    assert run(script) == [plain, plain, plain, [{"b": [1, 2]}, ["c"], [3, 0], None, None]]


def test_a_cell_is_never_a_formula() -> None:
    assert run('return ["=1+1", "a;b", "x"].map(m.cell)') == ["'=1+1", '"a;b"', "x"]


GROUPS = """
    const node = (id, x, group, inside, type = "Person") => ({id, label: id, type, x, y: 0, size: 5, kind: "",
      tooltip: "", invented: false, emphasis: false, land: null, group, inside});
    const edge = (source, target, strength) => ({source, target, label: "", weight: 1, line: "firm",
      invented: false,
      strength, tooltip: "", begin: 0, change: ""});
    const columns = (rows) => Object.fromEntries(Object.keys(rows[0]).map((k) => [k, rows.map((row) => row[k])]));
    const nodes = [node("group:a", 0, "a", 2), node("group:x", 9, "x", 3), node("a", 1, "a", 0), node("b", 2, "a", 0)];
    const edges = [edge(0, 1, 0), edge(2, 3, 1), edge(2, 1, 0)];
    const looks = {types: {Person: {colour: "#112233", tint: "#ffffff", shape: "circle"}}};
    const circle = (id) => ({id, name: id, x: 0, y: 0, radius: 2});
    const work = {groups: [circle("a"), circle("x")], opened: ["a"], colourings: {}, sizings: {}, tiles: [], least: 0};
    const model = new m.Model({nodes: columns(nodes), edges: columns(edges)}, looks, work);
    const shown = (state) => { const s = new m.Shown(model, state); return [[...s.nodes], [...s.edges]]; };
"""


def test_of_an_open_community_its_members_are_shown_of_any_other_its_dot() -> None:
    script = """
    const open = m.reduce(m.start(), {do: "open", ids: ["a", "x"]});
    return [shown(m.start()), shown(open), shown(m.reduce(open, {do: "close", ids: ["a"]}))];
    """
    shut = [[1, 1, 0, 0], [1, 0, 0]]
    # Nobody of x was sent: its dot stays although it is to be open.
    assert run(GROUPS + script) == [shut, [[0, 1, 1, 1], [0, 1, 1]], shut]


def test_opening_is_undone_and_is_kept_in_a_state() -> None:
    script = """
    const h = m.act(m.begin(), {do: "open", ids: ["a", "a"]});
    return [h.now.open, m.undo(h).now.open, m.readState({open: ["a", 7, "a"]}).open];
    """
    assert run(script) == [["a"], [], ["a"]]


def test_dots_of_a_stored_view_are_dots_again() -> None:
    script = """
    const s = m.readState({selection: ["c"], dot_selection: ["a"], tie: ["b"], dot_tie: ["a"], dot_hidden: ["d"],
      pins: {c: [1, 2]}, dot_pins: {a: [3, 4]}});
    const arrangements = [{arrangement: "groups-people"}, {}].map(m.readArrangement);
    return [s.selection, s.tie, s.hidden, s.pins, ...arrangements];
    """
    assert run(script) == [
        ["c", "group:a"],
        ["b", "group:a"],
        ["group:d"],
        {"c": [1, 2], "group:a": [3, 4]},
        "groups-people",
        "net",
    ]


def test_who_is_opened_again_is_the_latest() -> None:
    script = """
    let s = m.start();
    for (const ids of [["a"], ["b"], ["a"]]) s = m.reduce(s, {do: "open", ids});
    return s.open;
    """
    assert run(script) == ["b", "a"]


def test_what_opens_by_itself_is_no_step() -> None:
    script = """
    const step = (h, a) => m.act(h, a), quiet = (h, a) => m.quietly(h, a);
    let h = step(m.begin(), {do: "hide", ids: ["x"]});
    h = quiet(h, {do: "open", ids: ["a"]});
    const undone = m.undo(h);
    const opened = step(m.begin(), {do: "open", ids: ["b"]});
    const shut = quiet(opened, {do: "close", ids: ["b"]});
    return [h.past.length, h.now.open, undone.now.hidden, undone.now.open, m.redo(undone).now.hidden,
      m.redo(undone).now.open, shut.past.length, shut.now.open];
    """
    assert run(script) == [1, ["a"], [], ["a"], ["x"], ["a"], 0, []]


def test_pins_and_steps_are_those_of_an_arrangement_and_what_is_chosen_stays() -> None:
    script = """
    let net = m.act(m.begin(), {do: "pin", places: {a: [1, 2]}});
    net = m.act(net, {do: "select", ids: ["a"]});
    const groups = m.rearranged(net);
    const pinned = m.act(m.act(groups, {do: "pin", places: {a: [7, 8]}}), {do: "see", what: {colour: "region"}});
    const back = m.rearranged(pinned, net);
    return [groups.now.pins, groups.past.length, groups.now.selection,
      back.now.pins, back.now.colour, back.past.length];
    """
    assert run(script) == [{}, 0, ["a"], {"a": [1, 2]}, "region", 2]


def test_lines_without_a_day_of_their_own_stay_where_there_is_no_slider() -> None:
    script = """
    model.edges[1].begin = 2020;
    const count = (span) => {
      model.work.span = span;
      return shown(m.reduce(m.reduce(m.start(), {do: "open", ids: ["a"]}), {do: "see", what: {until: 2000}}))[1];
    };
    return [count([1990, 2020]), count(null)];
    """
    assert run(GROUPS + script) == [[0, 0, 1], [0, 1, 1]]


def test_the_legend_puts_out_all_dots_and_kinds_only_actors() -> None:
    script = """
    const open = m.reduce(m.start(), {do: "open", ids: ["a"]});
    const off = (entry) => shown(m.reduce(open, {do: "legend", entry}))[0];
    return [off("group:community"), off("kind:Person")];
    """
    assert run(GROUPS + script) == [[0, 0, 1, 1], [0, 1, 0, 0]]


def test_thousands_are_chosen_added_and_hidden_without_delay() -> None:
    script = """
    const ids = Array.from({length: 5000}, (_, i) => `n${i}`);
    const begin = Date.now();
    let s = m.reduce(m.start(), {do: "select", ids});
    s = m.reduce(s, {do: "select", ids: ids.slice(2500), how: "toggle"});
    s = m.reduce(s, {do: "select", ids, how: "add"});
    s = m.reduce(s, {do: "hide", ids: ids.slice(10)});
    return [s.selection.length, s.hidden.length, Date.now() - begin < 1000];
    """
    assert run(script) == [10, 4990, True]


def test_what_is_taken_away_is_on_white_paper_also_in_a_dark_theme() -> None:
    script = """
    const dark = {ink: "#ffffff", paper: "#000000", border: "#333333", accent: "#ff0000", font: "x"};
    looks.letters = {text: "#1a1a1a", muted: "#555555", paper: "#ffffff"};
    const kept = new m.Shown(model, m.reduce(m.start(), {do: "open", ids: ["a"]}));
    const look = new m.Look(model, dark, kept).onPaper();
    return [look.theme.ink, look.theme.paper, look.shown === kept];
    """
    assert run(GROUPS + script) == ["#1a1a1a", "#ffffff", True]
