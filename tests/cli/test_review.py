"""Deciding what waits as a person types it: by ids, as a list in a pipe, key by key in a real terminal."""

import json
import os
import pty
import select
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any

import pytest

from cli.output.review_keys import letters
from graph.network import Network
from graph.store import Store
from graph.store.export import lines
from tests.support.typed import Run

pytestmark = pytest.mark.embedded
LIST = "Vorname;Nachname;Organisation\nÄnne;Groß;Werk Nord GmbH\nBert;Kohl;Kammer Süd\n"
LATER = "Vorname;Nachname;Organisation\nÄ.;Groß;Werk Nord GmbH\n"
TEXT = "Dr. Anna Kern, Geschäftsführerin der Beispiel Werke GmbH, sprach gestern. Sie dankte der Kammer Chemie Nord.\n"
SECONDS = 60
OWN_TERMINAL = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C reaches it
from cli.main import main
main(sys.argv[1:])
"""


@pytest.fixture
def run(emptied: None, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("AKTEURSNETZ_NAME", "anna")
    files = {"Nordtreffen_2021-06-10.csv": LIST, "Südtreffen_2021-09-23.csv": LATER, "bericht.txt": TEXT}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert run("ingest", str(tmp_path / name))[0] == 0
    return run


def exported(store: Store) -> list[str]:
    return list(lines(store.view(), store.schema))


def waiting(run: Run, *options: str) -> dict[str, list[dict[str, Any]]]:
    code, out, _ = run("review", "--json", *options)
    assert code == 0
    found: dict[str, list[dict[str, Any]]] = json.loads(out)
    return found


def proposal(run: Run, kind: str) -> dict[str, Any]:
    return next(p for p in waiting(run)["proposals"] if p["kind"] == kind)


def test_in_a_pipe_what_waits_is_listed(run: Run) -> None:
    code, out, _ = run("review")
    assert code == 0
    assert "Anna Kern, Geschäftsführerin, Beispiel Werke GmbH" in out
    assert "Änne Groß" in out
    assert "pro-" in out


def test_the_list_tells_reasons_the_sentence_and_where_the_mention_stands_in_it(run: Run) -> None:
    (pair,) = waiting(run)["pairs"]
    assert {pair["a"]["name"], pair["b"]["name"]} == {"Änne Groß", "Ä. Groß"}
    assert any("Werk Nord" in reason for reason in pair["reasons"])
    function = proposal(run, "function")
    assert function["sentence"][function["mention_start"] : function["mention_end"]] == "Dr. Anna Kern"


def test_a_proposal_is_accepted_corrected_and_undone_by_its_id(run: Run, kept_store: Store) -> None:
    before = exported(kept_store)
    function = proposal(run, "function")
    code, out, _ = run("review", function["id"], "--accept", "--correct", "role=Vorständin", "--json")
    told = json.loads(out)
    assert (code, told["facts"]) == (0, 1)
    assert [p["role"] for p in told["proposals"]] == ["Vorständin"]
    assert {p["name"] for p in told["implied"]} == {"Anna Kern", "Beispiel Werke GmbH"}
    (works,) = [r for r in Network.read(kept_store.view()).relations if r.role == "Vorständin"]
    assert works.type == "WORKS_FOR"
    run("review", "--undo", *(p["id"] for p in (*told["proposals"], *told["implied"])))
    assert exported(kept_store) == before


def test_a_refused_proposal_is_not_asked_again(run: Run) -> None:
    function = proposal(run, "function")
    assert run("review", "--refuse", function["id"])[0] == 0
    assert function["id"] not in {p["id"] for p in waiting(run)["proposals"]}


def test_a_pair_called_different_is_never_asked_again_until_that_is_undone(run: Run) -> None:
    (pair,) = waiting(run)["pairs"]
    (made,) = json.loads(run("review", pair["id"], "--refuse", "--why", "Schwestern", "--json")[1])["decisions"]
    assert (made["judgement"], made["who"], made["why"]) == ("different", "anna", "Schwestern")
    assert waiting(run)["pairs"] == []
    run("review", "--undo", made["id"])
    assert [p["id"] for p in waiting(run)["pairs"]] == [pair["id"]]


def test_a_pair_is_merged_and_undone_exactly(run: Run, kept_store: Store) -> None:
    before = exported(kept_store)
    (pair,) = waiting(run)["pairs"]
    (made,) = json.loads(run("review", pair["id"], "--accept", "--json")[1])["decisions"]
    assert exported(kept_store) != before
    run("review", "--undo", made["id"])
    assert exported(kept_store) == before


def test_answers_teach_the_order_and_that_is_shown_forgotten_and_remembered(run: Run) -> None:
    (pair,) = waiting(run)["pairs"]
    supplied = json.loads(run("review", "--weights", "--json")[1])
    assert (supplied["answers"], supplied["since"]) == (0, "")
    run("review", pair["id"], "--refuse")
    learned = json.loads(run("review", "--weights", "--json")[1])
    assert learned["answers"] == 1
    before, after = ({w["name"]: w["weight"] for w in told["weights"]} for told in (supplied, learned))
    assert after["name_initial"] < before["name_initial"]
    assert "abgekürzter Vorname" in run("review", "--weights")[1]
    assert json.loads(run("review", "--forget", "--json")[1])["weights"] == supplied["weights"]
    assert waiting(run)["pairs"] == []  # the answer itself stands
    assert json.loads(run("review", "--remember", "--json")[1])["weights"] == learned["weights"]
    assert run("review", "--forget", "--remember")[0] == 2


def test_what_waits_is_narrowed_to_a_kind_and_a_source(run: Run) -> None:
    assert waiting(run, "--kind", "proposals")["pairs"] == []
    assert waiting(run, "--kind", "pairs")["proposals"] == []
    only = waiting(run, "--source", "bericht.txt")
    assert (only["pairs"], bool(only["proposals"])) == ([], True)
    assert waiting(run, "--source", "Südtreffen_2021-09-23.csv")["proposals"] == []
    assert run("review", "--list", "--source", "nichts.txt")[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("--accept",),
        ("pro-1",),
        ("pro-1", "--accept", "--refuse"),
        ("pro-1", "--accept"),
        ("per-1+per-2", "--accept"),
        ("per-1", "--accept"),
        ("dec-1", "--undo"),
        ("pro-1", "--refuse", "--correct", "name=x"),
        ("pro-1", "--accept", "--correct", "name"),
        ("--kind", "all"),
    ],
)
def test_wrong_usage_is_said_and_decides_nothing(run: Run, kept_store: Store, arguments: tuple[str, ...]) -> None:
    before = kept_store.view().writes()
    code, out, error = run("review", *arguments)
    assert (code, out, "Traceback" in error) == (2, "", False)
    assert error.strip()
    assert kept_store.view().writes() == before


def test_sure_proposals_are_accepted_on_purpose_while_loading(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("ingest", str(tmp_path / "bericht.txt"), "--accept-above", "0.8", "--json")
    (told,) = json.loads(out)
    assert code == 0
    left = waiting(run)["proposals"]
    assert all(p["confidence"] < 0.8 for p in left)
    assert told["proposals"] == {"new": 0, "open": len(left), "decided": told["proposals"]["decided"]}
    assert told["proposals"]["decided"] > 0


def test_asking_right_after_a_load_needs_a_terminal(run: Run, tmp_path: Path) -> None:
    code, _, error = run("ingest", str(tmp_path / "bericht.txt"), "--review")
    assert (code, "Terminal" in error) == (2, True)


class Terminal:
    """A command in a pseudo terminal, as a person has it: what it shows is read, keys are pressed."""

    def __init__(self, *arguments: str) -> None:
        self.master, slave = pty.openpty()
        environment = os.environ | {"TERM": "xterm", "COLUMNS": "200", "AKTEURSNETZ_NAME": "anna"}
        program = [sys.executable, "-c", OWN_TERMINAL, *arguments]
        self.process = subprocess.Popen(
            program, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        self.shown = ""

    def waits_for(self, text: str, times: int = 1) -> None:
        end = time.monotonic() + SECONDS
        while self.shown.count(text) < times:
            assert time.monotonic() < end, self.shown
            if select.select([self.master], [], [], 0.1)[0]:
                self.shown += os.read(self.master, 65536).decode(errors="replace")

    def press(self, key: str) -> None:
        os.write(self.master, key.encode())

    def ends(self) -> int:
        return self.process.wait(SECONDS)


def test_right_after_a_load_the_proposals_of_the_file_are_asked(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "zweiter.txt").write_text("Gestern sprach Dr. Carla Maiwald, Chefin der Kohl AG.\n", encoding="utf-8")
    terminal = Terminal("ingest", str(tmp_path / "zweiter.txt"), "--review", "--data", str(folder))
    terminal.waits_for("[a] annehmen")
    assert "Anna Kern" not in terminal.shown
    terminal.press("q")
    assert terminal.ends() == 0


def test_in_a_terminal_cases_are_decided_key_by_key_and_the_last_answer_is_undone(
    run: Run, kept_store: Store, folder: Path
) -> None:
    total = sum(map(len, waiting(run).values()))
    terminal = Terminal("review", "--data", str(folder))
    terminal.waits_for(f"1 von {total}")
    terminal.waits_for("[a] dasselbe")
    assert "Änne Groß" in terminal.shown
    terminal.press("r")
    terminal.waits_for("[a] annehmen")
    assert "\x1b[1;7mDr. Anna Kern\x1b[0m" in terminal.shown  # the mention is marked in its sentence
    terminal.press("u")
    terminal.waits_for("Zurückgenommen.")
    terminal.waits_for("[a] dasselbe", times=2)
    terminal.press("\x1b[A")  # the arrow up is no "a"
    terminal.waits_for("[a] dasselbe", times=2)
    terminal.press("xa")  # quick typing; x is no key of ours
    terminal.waits_for("[a] annehmen", times=2)
    terminal.press("a")
    terminal.waits_for(f"{total} von {total}")  # the person and the organisation went with the function
    terminal.press("q")
    terminal.waits_for("Angenommen: 2. Verworfen: 0. Später: 0.")
    assert terminal.ends() == 0
    (decision,) = [d for d in kept_store.view().decisions() if d.stands]
    assert (decision.judgement, decision.who) == ("same", "anna")
    assert "accepted" in {p.state for p in kept_store.view().proposals()}


@pytest.mark.parametrize("key", ["q", "\x03", "\x04"])
def test_the_terminal_is_as_before_however_the_session_ends(run: Run, folder: Path, key: str) -> None:
    terminal = Terminal("review", "--data", str(folder))
    before = termios.tcgetattr(terminal.master)
    terminal.waits_for("[a] dasselbe")
    assert not termios.tcgetattr(terminal.master)[3] & (termios.ECHO | termios.ICANON)
    terminal.press(key)
    terminal.waits_for("Angenommen: 0.")
    assert terminal.ends() == 0
    assert termios.tcgetattr(terminal.master) == before


def test_the_terminal_is_as_before_after_an_error() -> None:
    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    program = "from cli.output.review_keys import keyboard\nwith keyboard() as keys:\n    keys()\n    1 / 0"
    process = subprocess.Popen([sys.executable, "-c", program], stdin=slave, stderr=subprocess.DEVNULL)
    while termios.tcgetattr(slave)[3] & termios.ECHO:
        assert process.poll() is None
    os.write(master, b"x")
    assert process.wait(SECONDS) == 1
    assert termios.tcgetattr(slave) == before


def test_arrow_keys_are_no_letters() -> None:
    assert letters("\x1b[AxA\x1bOB\x1b[1;5Dr\x1b") == "xar"
