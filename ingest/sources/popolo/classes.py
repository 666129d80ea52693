"""The classes of Popolo as nodes and edges."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import InputError
from graph.model.fold import fold
from graph.model.keys import OWN_SCHEMES
from ingest.exchange.graph import Fields, GraphEdge, GraphNode
from ingest.exchange.objects import fields_of, text_of
from ingest.readers.marked import Marked, read_marked
from ingest.readers.probe import Probe

NODES = {"persons": "Person", "organizations": "Organisation", "areas": "Region", "events": "Event"}
READ = (*NODES, "memberships", "posts", "meta")
# An id that is the same in every file; any other one is a number of this file alone.
_UUID = re.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_EVERYWHERE = re.compile(r"https?://\S{4,200}|ocd-\w+/\S{2,200}")
_SCHEME = re.compile(r"[a-z][a-z0-9_.-]{1,30}")
_PERIODS = ("legislative period", "general election")
_REFERS = ("parent_id", "organization_id", "area_id", "identifiers", "memberships", "other_names", "posts", "area")

Said = Mapping[str, Marked]


@dataclass(slots=True)
class Popolo:
    """A file of Popolo; `unread` counts what has no counterpart."""

    file: str
    items: Mapping[str, list[Marked]]
    title: str = ""
    unread: dict[str, int] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)

    def nodes(self) -> Iterator[GraphNode | InputError]:
        """Yield persons, organizations, areas and events."""
        for what, label in NODES.items():
            for item in self.items[what]:
                said = item.value if isinstance(item.value, dict) else {}
                if what == "events" and fold(text_of(said.get("classification"))) in _PERIODS:
                    continue
                yield self._node(item, said, what, label)

    def _node(self, item: Marked, said: Said, what: str, label: str) -> GraphNode | InputError:
        number = text_of(said.get("id"))
        if not number:
            return InputError("missing_field", file=self.file, row=item.line, value="id")
        fields = {**fields_of(said, _REFERS), "_type": (label,)}
        fields.pop("id")
        names = tuple(text_of(name) for other in _list(said.get("other_names")) for name in _names(other))
        if names:
            fields["other_names"] = names
        site = [text_of(_fields(link).get("url")) for link in _list(said.get("links")) if "website" in _note(link)]
        if site and site[0]:
            fields["website"] = (site[0],)
        external = tuple(self._external(said, number)) if what in ("persons", "organizations") else ()
        return GraphNode(f"{what}/{number}", fields, self.file, f"{what} {number}", item.line, external)

    def _external(self, said: Said, number: str) -> Iterator[str]:
        for identifier in map(_fields, _list(said.get("identifiers"))):
            scheme = text_of(identifier.get("scheme")).lower().replace(" ", "-")
            value = text_of(identifier.get("identifier"))
            if _SCHEME.fullmatch(scheme) and value and scheme not in {*OWN_SCHEMES, "source"}:
                yield f"{scheme}:{value}"
        if _UUID.fullmatch(number) or _EVERYWHERE.fullmatch(number):
            yield f"popolo:{number}"

    def edges(self) -> Iterator[GraphEdge | InputError]:
        """Yield memberships, and what belongs to what."""
        posts = {text_of(_fields(post).get("id")): _fields(post) for post in self.items["posts"]}
        for item in self._memberships():
            yield from self._membership(item, posts)
        for what in ("organizations", "areas"):
            for item in self.items[what]:
                yield from self._refers(item, what, "parent_id", what, "PART_OF")
        for item in self.items["organizations"]:
            yield from self._refers(item, "organizations", "area_id", "areas", "ACTIVE_IN")
        known = {n.id for n in self.nodes() if isinstance(n, GraphNode) and n.id.startswith("events/")}
        for item in self.items["events"]:
            if f"events/{text_of(_fields(item).get('id'))}" in known:
                yield from self._event(item)

    def _memberships(self) -> Iterator[Marked]:
        """Yield memberships, also those within persons and organizations, with the id of these."""
        yield from self.items["memberships"]
        for what, reference in (("persons", "person_id"), ("organizations", "organization_id")):
            for outer in self.items[what]:
                for item in _list(_fields(outer).get("memberships")):
                    if isinstance(item.value, dict) and "id" in _fields(outer):
                        yield Marked({reference: _fields(outer)["id"], **item.value}, item.line)

    def _membership(self, item: Marked, posts: Mapping[str, Said]) -> Iterator[GraphEdge | InputError]:
        said = _fields(item)
        person, body = (text_of(said.get(name)) for name in ("person_id", "organization_id"))
        post = posts.get(text_of(said.get("post_id")), {})
        body = body or text_of(post.get("organization_id"))
        behind = text_of(said.get("on_behalf_of_id"))
        if not person or not (body or behind):
            missing = "organization_id" if person else "person_id"
            yield InputError("missing_field", file=self.file, row=item.line, value=missing)
            return
        dated = {name: fs for name, fs in fields_of(said).items() if name in ("start_date", "end_date")}
        role = text_of(said.get("role")) or text_of(post.get("role")) or text_of(post.get("label"))
        fields = {**dated, "_type": ("MEMBER_OF",), "type": ("MEMBER_OF",)}
        label = text_of(said.get("label"))
        place = f"membership {text_of(said.get('id')) or person}, line {item.line}"
        for end, name in ((body, role or label), (behind, "")):
            if end:
                more = {"role": (name,)} if name else {}
                ends = (f"persons/{person}", f"organizations/{end}")
                yield GraphEdge(*ends, {**fields, **more}, self.file, place, item.line)
        area = text_of(said.get("area_id")) or text_of(post.get("area_id"))
        if area and self._has("areas", area):
            where = {**dated, "type": ("ACTIVE_IN",), "_type": ("ACTIVE_IN",)}
            yield GraphEdge(f"persons/{person}", f"areas/{area}", where, self.file, place, item.line)

    def _has(self, what: str, number: str) -> bool:
        if what not in self.ids:
            self.ids[what] = {text_of(_fields(item).get("id")) for item in self.items[what]}
        return number in self.ids[what]

    def _refers(self, item: Marked, what: str, name: str, other: str, kind: str) -> Iterator[GraphEdge]:
        said = _fields(item)
        number, end = text_of(said.get("id")), text_of(said.get(name))
        if number and end and self._has(other, end):
            fields: Fields = {"type": (kind,), "_type": (kind,)}
            place = f"{what} {number}"
            yield GraphEdge(f"{what}/{number}", f"{other}/{end}", fields, self.file, place, item.line)

    def _event(self, item: Marked) -> Iterator[GraphEdge]:
        said = _fields(item)
        number = text_of(said.get("id"))
        place = f"events {number}"
        organiser = text_of(said.get("organization_id"))
        ends = [(f"organizations/{organiser}", "host")] if organiser else []
        for who in (*_list(said.get("attendees")), *_list(said.get("attendee_ids"))):
            person = text_of(_fields(who).get("person_id")) or text_of(who)
            ends += [(f"persons/{person}", "participant")] if person else []
        for start, role in ends:
            fields: Fields = {"type": ("TOOK_PART_IN",), "_type": ("TOOK_PART_IN",), "role": (role,)}
            yield GraphEdge(start, f"events/{number}", fields, self.file, place, item.line)
        if (parent := text_of(said.get("parent_id"))) and self._has("events", parent):
            yield from self._refers(item, "events", "parent_id", "events", "PART_OF")


def recognises(probe: Probe) -> bool:
    """Return whether JSON has at least two of Popolo's lists, and ids in them."""
    head = probe.head
    names = ("persons", "people", "organizations", "memberships", "posts", "areas")
    found = [name for name in names if re.search(rf'"{name}"\s*:\s*\[', head)]
    if not head.lstrip().startswith("{") or not found or '"id"' not in head:
        return False
    signs = ('"classification"', '"person_id"', '"organization_id"', '"other_names"', '"sort_name"', '"identifiers"')
    return len(found) > 1 or any(sign in head for sign in signs)


def read_popolo(path: Path) -> Popolo:
    """Return the content of a Popolo file.

    Raises:
        InputError: not JSON, or without persons and organizations.
    """
    content = read_marked(path)
    said = content.value if isinstance(content.value, dict) else {}
    items = {name: _list(said.get(name)) for name in (*NODES, "memberships", "posts")}
    items["persons"] += _list(said.get("people"))
    if not (items["persons"] or items["organizations"]):
        raise InputError("not_a_network", file=path.name, row=content.line, value="persons, organizations")
    unread = {name: len(_list(part)) or 1 for name, part in said.items() if name not in (*READ, "people")}
    events = [_fields(item) for item in items["events"]]
    for period in _PERIODS:
        if count := sum(fold(text_of(event.get("classification"))) == period for event in events):
            unread[f"events: {period}"] = count
    return Popolo(path.name, items, unread=unread)


def _fields(item: Marked) -> Said:
    return item.value if isinstance(item.value, dict) else {}


def _list(marked: Marked | None) -> list[Marked]:
    return list(marked.value) if marked and isinstance(marked.value, list) else []


def _names(other: Marked) -> list[Marked]:
    return [_fields(other)["name"]] if "name" in _fields(other) else [other]


def _note(link: Marked) -> str:
    return text_of(_fields(link).get("note")).lower()
