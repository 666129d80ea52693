"""The kind of an organisation as far as its name tells: the rules of `kinds.yaml`."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from graph.model.fold import fold
from graph.names.legal_form import company_forms
from graph.names.lexicon import read_names


@dataclass(frozen=True, slots=True)
class Hint:
    """A kind, and whether a company can be of that kind."""

    kind: str
    company_too: bool


@dataclass(frozen=True, slots=True)
class _Rules:
    stops: frozenset[str]
    phrases: dict[str, list[tuple[str, Hint]]]  # by their first words, each with a blank behind
    words: dict[str, Hint]
    first: dict[str, Hint]
    pairs: dict[str, Hint]
    endings: dict[str, Hint]
    exceptions: frozenset[str]
    lengths: tuple[int, ...]
    any_ending: tuple[str, ...]


@cache
def _rules() -> _Rules:
    groups = read_names("kinds.yaml")

    def table(name: str) -> dict[str, Hint]:
        return {
            fold(word): Hint(rule["kind"], rule["company_too"])
            for rule in groups["rules"]
            for word in rule.get(name, ())
        }

    endings = table("endings")
    phrases = defaultdict[str, list[tuple[str, Hint]]](list)
    for phrase, hint in table("phrases").items():
        phrases[phrase.split()[0]].append((f"{phrase} ", hint))
    return _Rules(
        stops=frozenset(map(fold, groups["stops"])),
        phrases=dict(phrases),
        words=table("words"),
        first=table("first"),
        pairs=table("pairs"),
        endings=endings,
        exceptions=frozenset(map(fold, groups["exceptions"])),
        lengths=tuple(sorted(set(map(len, endings)), reverse=True)),
        any_ending=tuple(endings),
    )


def kind_of(core: str, legal_form: str = "", abbreviation: str = "") -> str:
    """Return the kind a folded name, or its abbreviation, points to; "" where that leaves doubt.

    >>> kind_of("bundesverband der deutschen industrie", "e. V."), kind_of("freunde der universitaet koeln")
    ('association', '')
    """
    company = legal_form in company_forms()
    hint = _hint(core) or _rules().words.get(abbreviation)
    if hint and (hint.company_too or not company):
        return hint.kind
    if company:
        return "company"
    return "association" if legal_form == "e. V." else ""


def _hint(core: str) -> Hint | None:
    rules = _rules()
    words = core.split()
    for phrase, hint in rules.phrases.get(words[0], ()):
        if f"{core} ".startswith(phrase):
            return hint
    if words[0] in rules.first and len(words) > 1:
        return rules.first[words[0]]
    if words[0] in rules.pairs and len(words) == 2:
        return rules.pairs[words[0]]
    head = takewhile(lambda word: word not in rules.stops, words)
    return next(filter(None, (_word_hint(word, rules) for word in head)), None)


@lru_cache(maxsize=100_000)
def says_kind(word: str) -> str:
    """Return the kind a folded word names, "" where it names none.

    >>> says_kind("glasverband"), says_kind("glas")
    ('association', '')
    """
    hint = _word_hint(word, _rules())
    return hint.kind if hint else ""


def _word_hint(word: str, rules: _Rules) -> Hint | None:
    if word in rules.exceptions:
        return None
    if hint := rules.words.get(word):
        return hint
    if not word.endswith(rules.any_ending):
        return None
    return next(rules.endings[word[-n:]] for n in rules.lengths if word[-n:] in rules.endings)
