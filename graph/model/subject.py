"""A person as she is stored, with all names, addresses and keys that she was ever known by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.model.claims import Claims
from graph.model.keys import OWN_SCHEMES, split_name_key


@dataclass(frozen=True, slots=True)
class Subject:
    """A person of the store: her node, and what names her in texts."""

    id: str
    properties: Mapping[str, Any]
    names: tuple[str, ...]
    mails: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name she is listed under."""
        return str(self.properties["name"])

    @property
    def numbers(self) -> list[str]:
        """Her numbers in registers."""
        return [key.partition(":")[2] for key in self.keys if key.partition(":")[0] not in OWN_SCHEMES]

    @property
    def claims(self) -> Claims:
        """All that sources say, or said, of her."""
        return Claims.parse([*self.properties["claims"], *(self.properties.get("former_claims") or ())])


def subject_of(properties: Mapping[str, Any]) -> Subject:
    """Return the person that a node is."""
    claims = Claims.parse([*properties["claims"], *(properties.get("former_claims") or ())])
    said = [(name, value) for name, value, _ in claims.said()]
    names = [str(properties["name"]), *(properties.get("variants") or ())]
    names += [value for name, value in said if name in ("name", "variants")]
    names += [value for (name, value, _) in claims.items if name.startswith("name") and value]
    mails = {value.lower() for name, value in said if name == "emails"} | {*(properties.get("emails") or ())}
    keys = tuple(sorted(properties["keys"]))
    mails |= {key.removeprefix("mail:") for key in keys if key.startswith("mail:")}
    folded = [split[0] for key in keys if (split := split_name_key(key))]
    return Subject(
        str(properties["id"]), properties, tuple(dict.fromkeys([*names, *folded])), tuple(sorted(mails)), keys
    )
