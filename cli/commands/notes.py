"""The command `note`: a conversation, or a note on actors, with what was promised."""

import sys
from datetime import date
from typing import Annotated

import typer

from briefing.wording.sentences import Sentences
from briefing.wording.sentences.doubts import doubt_sentence
from cli.options import Data, Json, settings, words
from cli.output.entering import NOT_DONE, Anyway, Day, Level, level_of
from cli.output.terminal import clean_lines, messages, print_json, say
from cli.reading import changing, kept_network
from graph.account import me
from graph.curation.conversations import PromiseMade, Talk, note_conversation
from graph.curation.entries import DoubtedEntry
from graph.errors import UnknownName
from graph.network import Network
from graph.network.search import find_one
from ingest.documents.noted import NoteReader

Texts = list[str] | None


def note(
    text: Annotated[str, typer.Argument(metavar="TEXT", help=words("note.text"))],
    people: Annotated[Texts, typer.Option("--with", metavar="NAME", help=words("note.with"))] = None,
    about: Annotated[Texts, typer.Option("--about", metavar="NAME", help=words("note.about"))] = None,
    by: Annotated[str, typer.Option("--by", help=words("note.by"))] = "telephone",
    topics: Annotated[Texts, typer.Option("--topic", help=words("note.topic"))] = None,
    deals_with: Annotated[bool, typer.Option("--deals-with", help=words("note.deals_with"))] = False,
    promises: Annotated[Texts, typer.Option("--promise", help=words("note.promise"))] = None,
    sources: Annotated[Texts, typer.Option("--from", metavar="NAME", help=words("note.from"))] = None,
    receivers: Annotated[Texts, typer.Option("--to", metavar="NAME", help=words("note.to"))] = None,
    due: Annotated[Texts, typer.Option("--until", metavar="DAY", help=words("note.until"))] = None,
    us: Annotated[str, typer.Option("--us", metavar="NAME", help=words("note.us"))] = "",
    day: Day = "",
    confidentiality: Level = "internal",
    anyway: Anyway = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Write down a conversation, or a note on actors."""
    chosen, level = settings(data), level_of(confidentiality)
    with changing(chosen) as store:
        network = kept_network(store)
        says = Sentences(network, chosen.language)
        named = [find_one(network, name) for name in (*(people or ()), *(about or ()))]
        if not named:
            _offer(network, says, text, as_json=as_json)
        colleague = us or me()
        talk = Talk(
            day or date.today().isoformat(),
            tuple(dict.fromkeys(node.id for node in named)),
            text,
            by if people else "",
            tuple(find_one(network, name, labels=("Topic",)).id for name in topics or ()),
            deals_with,
            _promises(network, promises or [], sources or [], receivers or [], due or []),
            colleague,
            _colleague(network, colleague),
            reason=anyway,
            confidentiality=level,
        )
        try:
            said, done = note_conversation(store, network, talk, me(), date.today())
        except DoubtedEntry as error:
            told = [doubt_sentence(says, doubt) for doubt in error.doubts]
            for line in (*told, words("entry.doubted")):
                messages().print(clean_lines(line), soft_wrap=True)
            sys.exit(NOT_DONE)
    if as_json:
        print_json({"id": said.id, "people": list(said.people), "promises": len(talk.promises)})
    else:
        facts, promised = len(done.changes.facts_created), len(talk.promises)
        say(words("note.done", facts=facts, promises=promised, id=said.id))


def _offer(network: Network, says: Sentences, text: str, *, as_json: bool) -> None:
    """Tell whom the text may mean, since nobody is named, and end."""
    found = NoteReader(network).read(text).actors
    if as_json:
        print_json({"id": None, "named": [says.brief(network.nodes[actor.node]) for actor in found]})
    for actor in found:
        node = network.nodes[actor.node]
        messages().print(clean_lines(f"  {says.name(node)} ({says.type(node)}, {node.id})"), soft_wrap=True)
    messages().print(words("note.whom"), soft_wrap=True)
    sys.exit(NOT_DONE)


def _colleague(network: Network, name: str) -> str:
    """Return the node of the colleague, "" where there is no person of that name, or more than one."""
    try:
        return find_one(network, name, labels=("Person",)).id if " " in name else ""
    except UnknownName:
        return ""


def _promises(
    network: Network, texts: list[str], sources: list[str], receivers: list[str], due: list[str]
) -> tuple[PromiseMade, ...]:
    """Return the promises; the first of each option belongs to the first promise, and so on."""
    return tuple(
        PromiseMade(text, *(_end(network, names[i : i + 1]) for names in (sources, receivers)), *due[i : i + 1])
        for i, text in enumerate(texts)
    )


def _end(network: Network, names: list[str]) -> str:
    """Return the node of a name; a name the network does not know is that of a colleague."""
    if not names:
        return ""
    try:
        return find_one(network, names[0]).id
    except UnknownName as error:
        if error.candidates and error.key == "ambiguous_name":
            raise
        return names[0]
