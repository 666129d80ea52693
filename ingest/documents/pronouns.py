"""Whom "er" and "sie" mean, and whether a name fits "Herr" or "Frau"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.documents.functions import is_female
from ingest.documents.lexicon import is_function
from ingest.documents.mentions import PERSON, Mention
from ingest.documents.persons import is_given
from ingest.documents.tokens import Sentence

_VERBS = (
    r"(?:ist|war|wird|wurde|hat|leitet|kennt|kannte|arbeitet|wechselt|übernimmt|übernahm|folgt|löst|kommt|geht|steht|"
    r"vertritt|gehört|führt|sitzt|bleibt|fungiert|berät|duzt)"
)
_WOMAN = r"Die (?:[a-zäöü]+e )?(?:\d\d-[Jj]ährige|[A-ZÄÖÜ][a-zäöüß-]+in)"
_MAN = r"Der (?:[a-zäöü]+e )?(?:\d\d-[Jj]ährige|[A-ZÄÖÜ][a-zäöüß-]+(?:er|or|ent|ist|ant|oge|wirt|mann))"
_SUBJECT = re.compile(rf"(?:\d+\.\s)?(?P<word>Er|Sie|{_WOMAN}|{_MAN})(?= {_VERBS}\b)")
_ADDRESS = re.compile(r"(?<!\w)(Frau|Herrn?) (?:(?:Prof|Dr|Dipl|Ing)\.?[ -]?)*$")
_MALE_END = re.compile(r"(?:o|us|er|nd|ld|rk|rt|f|ch|an|as|ens|ian|ert)$")
_ER_WOMEN = frozenset({"Esther", "Ester", "Jennifer"})
PRONOUN = 0.6  # confidence of what is said of somebody by a pronoun


@dataclass(slots=True)
class Spoken:
    """Who the sentences so far speak of, the likeliest antecedent first."""

    text: str
    names: Sequence[str] = ()
    above: Mention | None = None  # whose name alone is the line before
    led: bool = False  # the first of them is whom the sentence is about
    addressed: dict[str, str] = field(default_factory=dict)

    def listen(self, sentence: Sentence, mentions: Iterable[Mention]) -> None:
        """Take in a sentence; one that names nobody leaves those of the sentence before."""
        people = [m for m in mentions if m.sort == PERSON and m.name]
        for m in people:
            if said := address(self.text, m):
                self.addressed[m.name] = said
        if not people:
            return
        names = list(dict.fromkeys(m.name for m in people))
        before = self.text[sentence.start : people[0].start].split()
        behind = self.text[people[0].end : people[1].start] if len(people) > 1 else ""
        several = re.fullmatch(r"(?: ?\([^()]*\))?(?:,| und| sowie) (?:(?:Frau|Herrn?) )?", behind)
        self.led = several is None and all(
            word in ("Frau", "Herr", "1.", "2.", "3.", "4.", "5.") or is_function(word) for word in before
        )
        self.names = names

    def meant(self, word: str) -> str:
        """Return the name that a pronoun of the singular means, "" where that is not clear."""
        wanted = "m" if word.lower() in ("er", "ihn", "ihm") else "f"
        fitting = [name for name in self.names if self.gender(name) in (wanted, "")]
        sure = [name for name in fitting if self.gender(name) == wanted]
        chosen = sure or fitting
        return chosen[0] if len(chosen) == 1 or (self.led and chosen[:1] == list(self.names[:1])) else ""

    def gender(self, name: str) -> str:
        """Return "f" or "m", "" where neither the text nor the given name tells it."""
        return self.addressed.get(name) or gender(name)


def subject(text: str, sentence: Sentence, spoken: Spoken) -> list[Mention]:
    """Return the pronoun a sentence begins with, or "Die Chemikerin", "Der 44-Jährige", as a mention of whom it means; none
    where that is not clear."""
    found = _SUBJECT.match(text, sentence.start, sentence.end)
    name = spoken.meant("er" if found["word"].startswith(("Er", "Der")) else "sie") if found else ""
    return [Mention(PERSON, *found.span("word"), PRONOUN, name)] if found and name else []


def alone(text: str, sentence: Sentence, mentions: Sequence[Mention]) -> Mention | None:
    """Return the person whose name is all that a line says, as above a signature; else None."""
    people = [m for m in mentions if m.sort == PERSON and m.name]
    shown = text[sentence.start : sentence.end].strip(" ,")
    return people[0] if len(people) == 1 and shown == text[people[0].start : people[0].end] else None


def address(text: str, mention: Mention) -> str:
    """Return "f" behind "Frau", "m" behind "Herr" or "Herrn", else ""."""
    found = _ADDRESS.search(text, max(0, mention.start - 40), mention.start)
    inside = text[mention.start : mention.end].split(" ", 1)[0]
    word = found[1] if found else inside
    return {"Frau": "f", "Herr": "m", "Herrn": "m"}.get(word, "")


def gender(name: str) -> str:
    """Return what the given name tells: "f", "m" or "".

    >>> gender("Anna Kern"), gender("Udo Kern"), gender("Xyz Kern")
    ('f', 'm', '')
    """
    given = name.split(" ", maxsplit=1)[0]
    if not is_given(given):
        return ""
    if given in _ER_WOMEN or is_female(name):
        return "f"
    return "m" if _MALE_END.search(given.rsplit("-", 1)[-1]) else ""


def fits(text: str, mention: Mention, name: str) -> bool:
    """Return whether a full name may be that of somebody addressed so: no "Frau Kern" is Udo Kern."""
    return not {address(text, mention), gender(name)} >= {"f", "m"}
