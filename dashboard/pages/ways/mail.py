"""The text of an introduction mail: names and reasons of one way in sentences of a template, and nothing else."""

from collections.abc import Iterator

from briefing.wording.language import Words
from briefing.wording.sentences import Sentences
from graph.analysis.ways import Way
from graph.network import Node


def addressee(way: Way) -> str:
    """Return who is asked: the first go-between, or the last person where there is none."""
    people = way.path.people
    return people[1] if len(people) > 2 else people[-1]


def mail(says: Sentences, way: Way, start: Node, goal: Node) -> str:
    """Return the text of the mail in the language of `says`."""
    return "\n\n".join(_paragraphs(says, way, start, goal)) + "\n"


def _paragraphs(says: Sentences, way: Way, start: Node, goal: Node) -> Iterator[str]:
    words, people = Words(says.language), way.path.people
    names = {"start": says.name(start), "goal": says.name(goal)}
    yield words("mail_subject", **names)
    yield words("mail_greeting", name=says.name_of(addressee(way)))
    if len(people) == 2:
        yield words("mail_wish_direct", start=says.name_of(people[0]))
        yield _reasons(says, way, words("mail_because_direct"))
        yield words("mail_ask_direct")
    else:
        yield words("mail_wish", **names)
        yield _reasons(says, way, words("mail_because"))
        yield _ask(says, words, way)
    yield words("mail_close")


def _ask(says: Sentences, words: Words, way: Way) -> str:
    people = way.path.people
    if len(people) == 1:
        return words("mail_ask_both")
    return words("mail_ask_goal") if len(people) == 3 else words("mail_ask_next", next=says.name_of(people[2]))


def _reasons(says: Sentences, way: Way, opening: str) -> str:
    """Return the sentences of the way; who could stand in for whom is nobody else's business."""
    lines = [says.belongs(way.start), *map(says.step, way.path.steps), says.belongs(way.end)]
    return "\n".join([opening, *(f"- {line}" for line in lines if line)])
