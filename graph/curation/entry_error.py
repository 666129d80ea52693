"""An entry that can not be written as it was typed."""

from graph.errors import UsageError, catalogue
from graph.model.schema import load


class EntryError(UsageError):
    """Something typed does not fit; the sentence names the field as pages do, and what to do next."""

    def message(self, language: str = "de") -> str:
        """Return what is wrong, in which field, and what to do next."""
        if "field" not in self.context:
            return super().message(language)
        named = UsageError(self.key, **{**self.context, "field": field_word(str(self.context["field"]), language)})
        return named.message(language)


def field_word(field: str, language: str) -> str:
    """Return what a field of an entry is called."""
    words = catalogue(language)
    if f"entry_field_{field}" in words:
        return words[f"entry_field_{field}"]
    found = (kind.fields[field].display for kind in load().nodes.values() if field in kind.fields)
    display = next(found, None) or getattr(load().relationships.get(field), "display", None)
    return str(getattr(display, language)) if display else field
