"""What a document says about each of its words in all the places where it stands."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.documents.lexicon import given_names, word_set
from ingest.documents.tokens import Token

MOST_NEIGHBOURS = 12  # different words beside one word that are kept
Neighbours = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class WordSurroundings:
    """Words of a document by where they also stand: behind a given name, before a legal form, in a bracket, in small letters.

    `counts`, `before` and `behind` say how often a word with a capital stands in the document, and beside which words.
    """

    after_given: frozenset[str]
    beside_form: frozenset[str]
    bracketed: frozenset[str]
    small: frozenset[str]
    counts: dict[str, int]
    before: Neighbours
    behind: Neighbours
    known_persons: frozenset[str] = field(default=frozenset())
    known_organisations: frozenset[str] = field(default=frozenset())


def around(
    tokens: Sequence[Token],
    persons: frozenset[str] = frozenset(),
    organisations: frozenset[str] = frozenset(),
) -> WordSurroundings:
    """Return what a document's words say about each other; the names given are those the graph knows, word by word."""
    words = [token.text for token in tokens]
    given, forms = given_names(), word_set("context", "forms")
    triples = list(zip(["", *words[:-1]], words, [*words[1:], ""], strict=True)) if words else []
    large = [(left, word, right) for left, word, right in triples if word[0].isupper()]
    before: dict[str, set[str]] = defaultdict(set)
    behind: dict[str, set[str]] = defaultdict(set)
    for left, word, right in large:
        for side, other in ((before, left), (behind, right)):
            if len(side[word]) < MOST_NEIGHBOURS:
                side[word].add(other.lower())
    return WordSurroundings(
        after_given=frozenset(word for left, word, _ in large if left in given and word not in given),
        beside_form=frozenset(word for _, word, right in large if right in forms),
        bracketed=frozenset(word for left, word, right in large if left == "(" and right == ")"),
        small=frozenset(word for word in words if word[0].islower()),
        counts=dict(Counter(word for _, word, _ in large)),
        before={word: frozenset(others) for word, others in before.items()},
        behind={word: frozenset(others) for word, others in behind.items()},
        known_persons=persons,
        known_organisations=organisations,
    )
