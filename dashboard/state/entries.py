"""What was entered by hand, read when a page asks: notes in the ledger change without a new version of the data."""

from dashboard.state import findings
from dashboard.state.current import Data
from graph.curation import entry_history
from graph.curation.conversations import Conversation, Promise, read_conversations, read_promises
from graph.curation.entry_history import PastChange
from graph.network import Node

Conversations = list[tuple[Conversation, list[Promise]]]


def history(data: Data, node: Node) -> list[PastChange]:
    """Return what was done to an actor, the latest first."""
    return entry_history.history(findings.notes(), data.network, node)


def conversations_with(node: str) -> Conversations:
    """Return the conversations and notes on an actor, the latest first, each with what was promised in it."""
    view = findings.notes()
    found = [said for said in read_conversations(view) if node in (*said.people, *said.topics, said.event)]
    promises: dict[str, list[Promise]] = {}
    for promise in read_promises(view) if found else ():
        promises.setdefault(promise.conversation, []).append(promise)
    return [(said, promises.get(said.id, [])) for said in found]
