"""What a provider may answer and be believed: forged, old, foreign and repeated answers let nobody in.

Each goes the whole way through the dashboard as it is served, only without a page: the same addresses, the same
cookies, the same Authlib client of Streamlit. The dashboard is reached as behind a proxy with TLS.
"""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from briefing.wording.language import Words
from dashboard.menu import PAGES
from graph.audit import AuditLog, LogLine, entries, verify
from graph.settings import Settings
from graph.store import Store
from tests.support.provider import SPOILED, Provider, provided
from tests.support.site import load_texts, served
from tests.support.walker import Answer, Walker

pytestmark = pytest.mark.embedded
ADDRESS, LEA, EVA = "https://netz.example", "Lea Lesen", "Eva Bearbeiten"
LIST = {"Nordtreffen_2021-06-10.csv": "Vorname;Nachname;Organisation\nÄnne;Groß;Werk Nord GmbH\n"}
FOR_ALL_ALGORITHMS = {"id_token_signing_alg_values_supported": ["RS256", "none", "HS256"]}


@dataclass
class Gate:
    """A dashboard with sign-in behind TLS, and its provider."""

    place: str
    provider: Provider
    store: Store
    data: Path
    settings: Settings

    def walker(self) -> Walker:
        return Walker(ADDRESS, self.place)

    def refusals(self) -> list[LogLine]:
        return [entry for entry in entries(AuditLog(self.data)) if entry.act == "sign_in_refused"]


@pytest.fixture(scope="module")
def served_gate(kept_store: Store, engine_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    with provided({LEA: ["lesen"], EVA: ["bearbeiten"]}) as provider:
        settings = provider.settings(engine_folder, ADDRESS, "lesen=read; bearbeiten=edit")
        load_texts(kept_store, tmp_path_factory.mktemp("lists"), LIST)
        with served(settings, tmp_path_factory.mktemp("gate")) as url:
            Walker(ADDRESS, urlsplit(url).netloc).signs_in(LEA)  # so that there is a nonce of before
            yield Gate(urlsplit(url).netloc, provider, kept_store, engine_folder, settings)


@pytest.fixture
def gate(served_gate: Gate) -> Iterator[Gate]:
    yield served_gate
    served_gate.provider.spoiled, served_gate.provider.described = "", {}


def is_refused(gate: Gate, walker: Walker, answer: Answer, before: int) -> None:
    assert (answer.status, answer.where) == (303, f"{ADDRESS}/_akteursnetz/sign-in?why=refused")
    assert "Die Anmeldung wurde nicht angenommen" in walker.asks(answer.where).body
    assert [name for name in walker.cookies if "streamlit_user" in name] == []
    assert walker.asks("/netz").status == 303
    assert len(gate.refusals()) == before + 1
    assert verify(AuditLog(gate.data)) == []


def test_an_answer_as_it_should_be_lets_somebody_in(gate: Gate) -> None:
    walker, before = gate.walker(), len(gate.refusals())
    answer = walker.signs_in(LEA)
    assert (answer.status, answer.where) == (302, f"{ADDRESS}/")
    assert walker.is_in()
    assert len(gate.refusals()) == before


@pytest.mark.parametrize("said", [{}, FOR_ALL_ALGORITHMS], ids=["usual", "all algorithms"])
@pytest.mark.parametrize("spoiled", SPOILED)
def test_a_token_that_is_not_right_lets_nobody_in(spoiled: str, said: dict[str, list[str]], gate: Gate) -> None:
    walker, before = gate.walker(), len(gate.refusals())
    gate.provider.spoiled, gate.provider.described = spoiled, said
    is_refused(gate, walker, walker.signs_in(LEA), before)


def test_a_provider_that_calls_itself_otherwise_is_not_the_one_that_was_set(gate: Gate) -> None:
    walker, before = gate.walker(), len(gate.refusals())
    gate.provider.described, gate.provider.spoiled = {"issuer": "https://elsewhere.example"}, "by another issuer"
    is_refused(gate, walker, walker.signs_in(LEA), before)


def test_an_answer_nobody_asked_for_or_with_another_state_lets_nobody_in(gate: Gate) -> None:
    for spoil in (
        lambda answer: answer,  # of another browser
        lambda answer: answer.partition("state=")[0] + "state=anders",
        lambda answer: answer.partition("&state=")[0],
        lambda _: "/oauth2callback?code=geraten&state=geraten",
        lambda _: "/oauth2callback?error=access_denied&error_description=nein",
    ):
        walker, other, before = gate.walker(), gate.walker(), len(gate.refusals())
        walker.to_the_provider()  # she has begun a sign-in of her own
        is_refused(gate, walker, walker.asks(spoil(other.answer_for(EVA))), before)


def test_an_answer_counts_once(gate: Gate) -> None:
    walker = gate.walker()
    where = walker.answer_for(LEA)
    began = dict(walker.cookies)
    assert walker.asks(where).status == 302
    assert walker.is_in()
    thief, before = Walker(ADDRESS, gate.place, began), len(gate.refusals())
    is_refused(gate, thief, thief.asks(where), before)  # even with what the browser held before


def test_signing_in_makes_a_new_session_and_ends_the_one_before(gate: Gate) -> None:
    walker = gate.walker()
    walker.signs_in(LEA)
    old = dict(walker.cookies)
    walker.signs_in(LEA)
    assert walker.is_in()
    assert walker.cookies["__Host-_streamlit_user"] != old["__Host-_streamlit_user"]
    former = Walker(ADDRESS, gate.place, old)
    assert former.asks("/").where.endswith("why=signed_out")


def test_cookies_are_for_this_host_over_tls_alone_and_others_are_none_of_ours(gate: Gate) -> None:
    walker = gate.walker()
    answers = [walker.signs_in(LEA), walker.asks("/"), walker.asks("/_stcore/health")]
    told = [one for answer in answers for one in answer.cookies_set()]
    assert {name for name, _ in told} >= {"__Host-_streamlit_user", "__Host-akteursnetz_browser", "_streamlit_xsrf"}
    for name, said in told:
        assert name.startswith("__Host-") or name == "_streamlit_xsrf"
        assert "; secure" in said.lower()
        assert "path=/" in said.lower()
        assert "domain" not in said.lower()
    planted = {name.removeprefix("__Host-"): value for name, value in walker.cookies.items()}
    assert not Walker(ADDRESS, gate.place, planted).is_in()


def test_signing_out_clears_what_the_browser_kept(gate: Gate) -> None:
    walker = gate.walker()
    walker.signs_in(LEA)
    kept = Walker(ADDRESS, gate.place, dict(walker.cookies))
    out = walker.asks("/auth/logout")
    assert out.header("Clear-Site-Data") == '"cache", "storage"'
    assert out.where.startswith(gate.provider.url)
    back = walker.asks(walker.asks(out.where).where)
    assert back.where.endswith("sign-in?why=signed_out")
    ended = walker.asks(back.where)
    assert "Sie sind abgemeldet" in ended.body
    assert ended.header("Clear-Site-Data") == '"cache", "storage"'
    assert [name for name in walker.cookies if "streamlit_user" in name] == []
    assert kept.asks("/").where.endswith("why=signed_out")  # a copy of the cookie is worth nothing


def test_files_are_kept_by_no_browser(gate: Gate) -> None:
    walker = gate.walker()
    walker.signs_in(LEA)
    assert walker.asks("/media/0123456789abcdef.pdf").header("Cache-Control") == "no-store"


def test_very_many_refusals_do_not_fill_the_log(gate: Gate) -> None:
    for _ in range(70):
        gate.walker().asks("/oauth2callback?code=geraten&state=geraten")
    assert len(gate.refusals()) <= 60


ROUTES = """
import json
from dashboard.server.web_app import app
print(json.dumps([[type(one).__name__, getattr(one, "path", ""), sorted(getattr(one, "methods", None) or [])]
                  for one in app._build_starlette_app().routes]))
"""
#: What it takes to sign in, and to be asked whether one is well; all else is behind the door.
OPEN = {"/_stcore/health", "/auth/login", "/auth/logout", "/oauth2callback", "/_akteursnetz/browser.js"}
OPEN |= {"/_akteursnetz/sign-in", "/_akteursnetz/sign-in/go", "/_akteursnetz/health", "/_akteursnetz/metrics"}


def test_every_way_into_the_server_is_shut_without_a_session(gate: Gate) -> None:
    """The ways are those the server itself has, whatever Streamlit adds."""
    environment = gate.settings.environment()
    told = subprocess.run([sys.executable, "-c", ROUTES], env=environment, capture_output=True, text=True, check=True)
    routes = json.loads(told.stdout.splitlines()[-1])
    assert len(routes) > 20
    assert {path for kind, path, _ in routes if kind == "WebSocketRoute"} == {"/_stcore/stream"}
    pages = [["Page", f"/{page.path}", ["GET", "HEAD", "POST"]] for page in PAGES.values()]
    for kind, path, methods in [*routes, *pages]:
        if path in OPEN or kind in ("Mount", "WebSocketRoute"):
            continue
        for method in methods:
            there = path.replace(":path}", "}").replace("{", "").replace("}", "")
            for cookies in ({}, {"__Host-_streamlit_user": "forged.value.x"}):
                answer = Walker(ADDRESS, gate.place, cookies).asks(there, method)
                led = kind == "Page" and method != "POST"
                assert answer.status == (303 if led else 401), (method, there, answer.status)
                assert "Groß" not in answer.body
    assert gate.walker().asks("/_akteursnetz/metrics").status == 401
    with pytest.raises(InvalidStatus, match="403"), talking(gate, gate.walker()):
        pass


@contextmanager
def talking(gate: Gate, walker: Walker) -> Iterator["Messages"]:
    """A websocket as a browser opens one."""
    host, port = gate.place.split(":")
    with connect(
        f"ws://{urlsplit(ADDRESS).netloc}/_stcore/stream",
        sock=socket.create_connection((host, int(port)), timeout=60),
        origin=Origin(ADDRESS),
        additional_headers={"Cookie": walker.cookie()} if walker.cookies else {},
        subprotocols=[Subprotocol("streamlit"), Subprotocol(walker.cookies.get("_streamlit_xsrf", "none"))],
        max_size=None,
    ) as there:
        yield Messages(there)


@dataclass
class Messages:
    """What a browser and the dashboard say to each other over the websocket, without a page."""

    socket: ClientConnection
    widgets: dict[str, str] = field(default_factory=dict)  # kind of each widget that was drawn, by id
    said: str = ""

    def runs(
        self, page: str, query: str = "", pressed: list[str] | None = None, texts: dict[str, str] | None = None
    ) -> None:
        """Asks for a page, with buttons pressed and texts typed, and takes what is drawn."""
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = page, query
        for widget in pressed or []:
            message.rerun_script.widget_states.widgets.add(id=widget, trigger_value=True)
        for widget, text in (texts or {}).items():
            message.rerun_script.widget_states.widgets.add(id=widget, string_value=text)
        self.sends(message)
        self.said = ""
        while True:
            told = ForwardMsg.FromString(self.socket.recv(timeout=60))  # type: ignore[arg-type]
            self.said += str(told)
            if told.WhichOneof("type") == "delta":
                self._note(told.delta.new_element)
            if told.WhichOneof("type") == "script_finished" and told.script_finished != 2:
                return

    def sends(self, message: BackMsg) -> None:
        self.socket.send(message.SerializeToString())

    def _note(self, element: Message) -> None:
        kind = element.WhichOneof("type")
        widget = getattr(getattr(element, kind), "id", "") if kind else ""
        if widget:
            self.widgets[widget] = str(kind)


def lead(page: str) -> str:
    """What only that page says, as it stands in a message."""
    return json.dumps(Words("de")(f"{page}_lead"), ensure_ascii=True)[1:30].split("\\")[0]


def test_raw_messages_reach_no_page_and_no_button_that_is_not_hers(gate: Gate) -> None:
    eva, lea = gate.walker(), gate.walker()
    for walker, name in ((eva, EVA), (lea, LEA)):
        walker.signs_in(name)
        walker.asks("/_stcore/health")  # brings the cookie against forged requests
    with talking(gate, eva) as editor, talking(gate, lea) as reader:
        editor.runs("quellen")
        assert lead("sources") in editor.said
        editor.runs("import")
        assert lead("intake") in editor.said
        editor.runs("heute")
        button = next(widget for widget in editor.widgets if widget.endswith("-entry_button"))
        shown = set(editor.widgets)
        editor.runs("heute", pressed=[button])
        dialog = set(editor.widgets) - shown
        assert len(dialog) > 3
        before = gate.store.view().data_version()
        reader.runs("quellen")
        assert lead("sources") in reader.said
        for hidden in ("intake", "briefing", "review", "privacy", "log"):
            for page, query in ((PAGES[hidden].path, ""), ("quellen", f"page={PAGES[hidden].path}")):
                reader.runs(page, query)
                assert lead(hidden) not in reader.said, hidden
        drawn = {widget: kind for widget, kind in editor.widgets.items() if "sign_out" not in widget}
        buttons = [widget for widget, kind in drawn.items() if kind == "button"]
        reader.runs("heute")
        own = set(reader.widgets)  # the box to search in is hers as well, and says again what was typed
        texts = [widget for widget, kind in drawn.items() if kind in ("text_input", "text_area") and widget not in own]
        assert texts
        reader.runs("heute", pressed=buttons, texts=dict.fromkeys(texts, "Getippt"))
        assert not {button, *dialog} & set(reader.widgets)
        assert "Getippt" not in reader.said
    assert gate.store.view().data_version() == before


def test_a_browser_can_not_empty_the_caches_of_all_or_end_the_server(gate: Gate) -> None:
    walker = gate.walker()
    walker.signs_in(LEA)
    walker.asks("/_stcore/health")
    with talking(gate, walker) as talk:
        for message in (
            BackMsg(clear_cache=True),
            BackMsg(load_git_info=True),
            BackMsg(set_run_on_save=True),
            BackMsg(debug_shutdown_runtime=True),
            BackMsg(debug_disconnect_websocket=True),
        ):
            talk.sends(message)
        talk.runs("quellen")
        assert "git_info_changed" not in talk.said
        assert lead("sources") in talk.said
