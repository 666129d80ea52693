"""Taking a person out of what is stored about others: her ids go from lists and tables, her name out of texts.

What looks like JSON inside a text (claims, bodies of notes, payloads of proposals) is taken apart and put together the
same way again, so that it stays what it is.
"""

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from graph.privacy.fingerprints import Matcher

_GONE = object()
_CLAIMS = ("claims", "former_claims")
_COMPACT = (",", ":")


@dataclass
class Scrubber:
    """Takes out whom a matcher knows, and `gone`: the ids of her node and of her relationships, and her keys."""

    matcher: Matcher
    gone: Collection[str] = frozenset()
    _remembered: dict[str, str] = field(default_factory=dict)

    def scrubbed(self, properties: Mapping[str, Any]) -> dict[str, Any]:
        """Return properties without her; where nothing of her stands in them they are equal to what they were."""
        found = {name: self._claims(v) if name in _CLAIMS and v else self._value(v) for name, v in properties.items()}
        return {name: value for name, value in found.items() if value is not _GONE}

    def _claims(self, claims: Collection[str]) -> list[str]:
        """Return claims without those about her: a claim is a list of fixed length, of which no part can go."""
        return [self.text(claim) for claim in claims if not self._names_her(json.loads(claim))]

    def _names_her(self, value: Any) -> bool:
        if isinstance(value, str) and value[:1] in "[{" and value[-1:] in "]}":
            with suppress(ValueError):
                return self._names_her(json.loads(value))
        if isinstance(value, list | dict):
            return any(map(self._names_her, value.values() if isinstance(value, dict) else value))
        return value in self.gone if isinstance(value, str) else False

    def text(self, text: str) -> str:
        """Return a text, or the JSON in it, without her."""
        if text not in self._remembered:
            if len(self._remembered) > 200_000:
                self._remembered.clear()
            self._remembered[text] = self._in_text(text)
        return self._remembered[text]

    def _in_text(self, text: str) -> str:
        if text[:1] in "[{" and text[-1:] in "]}":
            try:
                said = json.loads(text)
            except ValueError:
                return self.matcher.redacted(text)
            found = self._value(said)
            return text if found == said else _as_before(text, said, found)
        return self.matcher.redacted(text)

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return _GONE if value in self.gone else self.text(value)
        if isinstance(value, list | tuple):
            return [found for item in value if (found := self._value(item)) is not _GONE]
        if isinstance(value, Mapping):
            named = ((name, self._value(v)) for name, v in value.items() if name not in self.gone)
            return {self.text(str(name)): found for name, found in named if found is not _GONE}
        return value


def _as_before(text: str, said: Any, found: Any) -> str:
    """Return JSON in the form in which it was written."""
    for separators in (_COMPACT, None):
        for ordered in (False, True):
            if json.dumps(said, ensure_ascii=False, separators=separators, sort_keys=ordered) == text:
                return json.dumps(found, ensure_ascii=False, separators=separators, sort_keys=ordered)
    return json.dumps(found, ensure_ascii=False)
