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
