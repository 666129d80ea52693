"""Two regions side by side as rows of words and figures, for the page and the command."""

from collections.abc import Iterator

from briefing.wording.sentences import Sentences, question_title
from graph.analysis.questions import QUESTIONS, Case
from graph.analysis.regions import Regions, Side, Spanning

Row = dict[str, object]
TABLES = ("figures", "topics", "links", "linkers", "spanning", "gaps")
_MOST = 20  # findings and linkers that are looked for; where there are so many, there may be more


class RegionTables:
    """The tables of a comparison; columns are named in the language of the sentences."""

    def __init__(self, says: Sentences, case: Case, found: Regions) -> None:
        self._says, self._case, self._found = says, case, found
        self.one, self.other = (says.name_of(side.region) for side in (found.one, found.other))

    def word(self, key: str, **values: object) -> str:
        """Return a word of these tables."""
        return self._says.say(f"regions_{key}", **values)

    def summary(self) -> str:
        """Return in two or three sentences how the regions stand to each other."""
        found = self._found
        counts = {"n": len(found.one.organisations), "m": len(found.other.organisations), "both": len(found.both)}
        said = [self.word("summary", one=self.one, other=self.other, **counts)]
        if found.links:
            said.append(self.word("summary_links", count=len(found.links), possible=found.possible))
        elif found.possible:
            said.append(self.word("summary_no_links"))
        if found.linkers:
            said.append(self.word("summary_linker", name=self._says.name_of(found.linkers[0][0])))
        return " ".join(said)

    def rows(self, table: str) -> list[Row]:
        """Return the rows of one of TABLES."""
        made = {
            "figures": self._figures,
            "topics": self._topics,
            "links": self._links,
            "linkers": self._linkers,
            "spanning": self._spanning,
            "gaps": self._gaps,
        }
        return list(made[table]())

    def _figures(self) -> Iterator[Row]:
        one, other = self._found.one, self._found.other
        yield self._both("organisations", len(one.organisations), len(other.organisations))
        kinds = self._case.network.schema.nodes["Organisation"].kinds
        counted = sorted({*one.kinds, *other.kinds}, key=lambda k: (-one.kinds.get(k, 0) - other.kinds.get(k, 0), k))
        for kind in counted:
            name = self._says.text(kinds[kind]) if kind in kinds else self.word("other_kind")
            yield self._line(f"– {name}", one.kinds.get(kind, 0), other.kinds.get(kind, 0))
        yield self._both("people", len(one.people), len(other.people))
        yield self._both("ties", self._inside(one), self._inside(other))
        yield self._both("strength", round(one.strength), round(other.strength))

    def _inside(self, side: Side) -> str:
        return self.word("of", n=side.ties, possible=side.possible)

    def _both(self, key: str, one: object, other: object) -> Row:
        return self._line(self.word(key), one, other)

    def _line(self, what: str, one: object, other: object) -> Row:
        return {self.word("what"): what, self.one: str(one), f"{self.other} ": str(other)}

    def _topics(self) -> Iterator[Row]:
        one, other = self._found.one.topics, self._found.other.topics
        rank = {t: (min(one.get(t, 0), other.get(t, 0)), one.get(t, 0) + other.get(t, 0)) for t in {*one, *other}}
        for topic in sorted(rank, key=lambda t: (-rank[t][0], -rank[t][1], self._says.name_of(t))):
            yield {**self._line(self._says.name_of(topic), one.get(topic, 0), other.get(topic, 0))}

    def _links(self) -> Iterator[Row]:
        for link in self._found.links:
            tie = self._case.explainer.explain(link.a, link.b, limit=1)
            yield {
                self.one: self._says.name_of(link.a),
                f"{self.other} ": self._says.name_of(link.b),
                self.word("col_strength"): round(link.strength, 2),
                self.word("col_reason"): self._says.reason(tie.shares[0].reason),
            }

    def _linkers(self) -> Iterator[Row]:
        for node, pairs in self._found.linkers:
            yield {
                self.word("col_name"): self._says.name_of(node),
                self.word("col_kind"): self._says.type(self._case.network.nodes[node]),
                self.word("col_pairs"): pairs,
            }

    def _spanning(self) -> Iterator[Row]:
        for found in self._found.spanning:
            yield self._line(self._group(found), found.one, found.other)

    def _group(self, found: Spanning) -> str:
        group = found.community
        about = ", ".join(map(self._says.name_of, [*group.topics[:1], *group.regions[:1]]))
        return self.word("group", name=self._says.name_of(group.members[0]), about=f" ({about})" if about else "")

    def _gaps(self) -> Iterator[Row]:
        for name in QUESTIONS:
            for where, side in ((self.one, self._found.one), (self.other, self._found.other)):
                findings = side.gaps[name]
                if findings:
                    yield {
                        self.word("col_question"): question_title(name, self._says.language),
                        self.word("col_region"): where,
                        self.word("col_count"): f"{len(findings)}{'+' if len(findings) >= _MOST else ''}",
                        self.word("col_first"): self._says.phrase(findings[0].title),
                        self.word("col_advice"): self._says.phrase(findings[0].advice),
                    }
