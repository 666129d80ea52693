"""The slow reference: all actors read, all counted, every pair that shares a key compared."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from graph.matching.actor import LABELS, ComparedActor, Rarity, read_actor
from graph.matching.aliases import Aliases
from graph.matching.blocking import candidates
from graph.matching.gatherings import Gatherings
from graph.matching.pairs import Known, are_two, judge_organisations, judge_people, organisation_scores, with_names
from graph.matching.weights import Weights
from graph.model.fold import fold
from graph.network import Network

Told = tuple[str, str, str, float, tuple[tuple[str, str, str, float], ...]]


def told(pairs: Iterator[object]) -> list[Told]:
    """All that is said of pairs, in order."""
    found = []
    for pair in pairs:
        reasons = tuple((r.kind, r.left, r.right, r.weight) for r in pair.reasons)  # type: ignore[attr-defined]
        found.append((pair.a, pair.b, pair.judgement, pair.score, reasons))  # type: ignore[attr-defined]
    return sorted(found)


def all_pairs(network: Network) -> list[Told]:
    found: list[Told] = []
    nodes = sorted((n for n in network.nodes.values() if n.label in LABELS), key=lambda n: n.id)
    actors = [read_actor(network, node) for node in nodes if fold(node.name)]
    for label in LABELS:
        some = [actor for actor in actors if actor.node.label == label]
        found += _of_one_label(network, some)
    return sorted(found)


def _of_one_label(network: Network, actors: list[ComparedActor]) -> Iterator[Told]:
    known, rarity = _known(actors), _rarity(actors)
    keys = [list(known.keys(actor)) for actor in actors]
    for index, others in candidates(keys, [actor.forms[0].folded for actor in actors]):
        for other in others:
            a, b = actors[index], actors[other]
            if are_two(a, b):
                continue
            if a.node.label == "Person":
                pair = judge_people(a, b, known)
            else:
                ours, theirs = ([known.aliases.of(form) for form in actor.forms] for actor in (a, b))
                pair = judge_organisations(a, b, organisation_scores(ours, theirs, known.weights))
            if pair:
                (one,) = told(iter([with_names(network, pair)]))
                expected = f"{_namesakes(rarity, a):.2g}"
                reasons = tuple((k, left, expected if k == "rare_name" else r, w) for k, left, r, w in one[4])
                yield (*one[:4], reasons)


def _known(actors: list[ComparedActor]) -> Known:
    forms = [form for actor in actors for form in actor.forms]
    weights = Weights.learn(form.organisation for form in forms if form.organisation)
    present: dict[tuple[str, str], set[str]] = defaultdict(set)
    for actor in actors:
        for event in actor.events:
            for form in actor.forms:
                present[event, form.folded].add(actor.node.id)
    there: Mapping[tuple[str, str], frozenset[str]] = {place: frozenset(ids) for place, ids in present.items()}
    return Known(
        Counter(actor.forms[0].folded for actor in actors),
        Counter("\t".join(function) for actor in actors for function in actor.functions),
        weights,
        Aliases.learn(forms, weights),
        Gatherings(there),
    )


def _rarity(actors: list[ComparedActor]) -> Rarity:
    people = [actor.forms[0].person for actor in actors if actor.forms[0].person]
    given = Counter(p.given[0] for p in people if p.given)
    return Rarity(given, Counter(" ".join(p.family) for p in people), len(people))


def _namesakes(rarity: Rarity, actor: ComparedActor) -> float:
    person = actor.forms[0].person
    return rarity.expected(person.given[0], " ".join(person.family)) if person and person.given else 0.0
