"""What only a person can say about a file: asked before anything of it is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import InputError, sentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A kind of list that a table may be, and what it would mean in counts; `more` tells of further rows below.

    `about` is the event the people would have met at, or the organisation or body they would belong to.
    """

    kind: str
    people: int
    organisations: int
    more: bool = False
    about: str = ""

    def picture(self, language: str) -> str:
        """Return what the list would mean: "12 Personen, die einander begegnet sind (Forum Nord)"."""
        people, organisations = (self._counted(noun, language) for noun in ("people", "organisations"))
        key = f"list_means_{self.kind}" + ("" if self.about or self.kind not in _ABOUT else "_unnamed")
        return sentence(key, language, people=people, organisations=organisations, about=self.about)

    def _counted(self, noun: str, language: str) -> str:
        count = getattr(self, noun)
        said = sentence(f"list_{noun}", language, count=count)
        return sentence("list_at_least", language, counted=said) if self.more else said


_ABOUT = ("participants", "members", "body")


def with_answer(said: str, question: "KindQuestion", kind: str) -> str:
    """Return what `--list` said together with the answer to a question."""
    return ",".join(filter(None, (said, question.option(kind))))


class KindQuestion(InputError):
    """A list whose kind only the user can tell: `candidates`, the likeliest first; `sheet` where it is one of many."""

    def __init__(self, file: str, candidates: Sequence[Candidate], sheet: str = "") -> None:
        super().__init__("list_kind_open", file=f"{file}, {sheet}" if sheet else file, choices="")
        self.candidates, self.sheet = tuple(candidates), sheet

    def option(self, kind: str) -> str:
        """Return what `--list` is given for a kind."""
        return f"{self.sheet}={kind}" if self.sheet else kind

    def message(self, language: str = "de") -> str:
        """Return the question with its choices, the file before it."""
        self._list_choices(language)
        return super().message(language)

    def reason(self, language: str = "de") -> str:
        """Return the question with its choices."""
        self._list_choices(language)
        return super().reason(language)

    def _list_choices(self, language: str) -> None:
        said = ((self.option(c.kind), c.picture(language)) for c in self.candidates)
        lines = (
            f'  --list "{option}": {picture}' if " " in option else f"  --list {option}: {picture}"
            for option, picture in said
        )
        self.context["choices"] = "\n".join(lines)


class EventQuestion(InputError):
    """A list whose event looks like one that is known: `known` are names and days, the most alike first."""

    def __init__(self, file: str, event: str, known: Sequence[tuple[str, str]]) -> None:
        super().__init__("event_looks_known", file=file, value=event, choices="")
        self.event, self.known = event, tuple(known)

    def message(self, language: str = "de") -> str:
        """Return the question with its choices, the file before it."""
        self._list_choices(language)
        return super().message(language)

    def reason(self, language: str = "de") -> str:
        """Return the question with its choices."""
        self._list_choices(language)
        return super().reason(language)

    def _list_choices(self, language: str) -> None:
        lines = [sentence("event_is_known", language, name=name, day=day) for name, day in self.known]
        self.context["choices"] = "\n".join([*lines, sentence("event_is_new", language)])
