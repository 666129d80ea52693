"""Many names looked for in a text at once, in time that grows with the text and not with the number of names."""

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W_]+")


class NameIndex:
    """Names to be looked for, kept by their first word, the longest first."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for name in sorted({n for n in names if n.strip()}, key=lambda n: (-len(n), n)):
            first = _WORD.search(name)
            if first and name.startswith(first[0]):
                self._by_first.setdefault(first[0], []).append(name)

    def places(
        self, text: str, start: int = 0, end: int | None = None, ending: str = ""
    ) -> Iterator[tuple[int, int, str]]:
        """Return where names stand as whole words, the longest at each place; they may bear an `ending` ("s").

        >>> list(NameIndex(["Kern", "Werk Ulm", "Werk"]).places("Kerns Werk Ulm", ending="s"))
        [(0, 5, 'Kern'), (6, 14, 'Werk Ulm')]
        """
        done, stop = start, len(text) if end is None else end
        for word in _WORD.finditer(text, start, stop):
            if word.start() < done or text[max(0, word.start() - 1) : word.start()] in ("-", "_", "@", "#"):
                continue
            stem = word[0].removesuffix(ending) if ending else word[0]
            candidates = [*self._by_first.get(word[0], ()), *(self._by_first.get(stem, ()) if stem != word[0] else ())]
            for name in candidates:
                last = word.start() + len(name)
                if not text.startswith(name, word.start()):
                    continue
                for tail in dict.fromkeys(("", ending)):
                    whole = last + len(tail)
                    if whole <= stop and text[last:whole] == tail and not _goes_on(text, whole):
                        yield word.start(), whole, name
                        done = whole
                        break
                if done > word.start():
                    break


def _goes_on(text: str, place: int) -> bool:
    following = text[place : place + 1]
    return following.isalnum() or (following != "" and following in "_-")
