"""Saved web pages: the article's text without navigation; nothing the page links to is fetched."""

from pathlib import Path

from graph.errors import InputError
from ingest.readers.encoding import find_encoding

DEEPEST = 400  # elements inside each other


def read_page(path: Path) -> tuple[str, str]:
    """Return the text of a page's article and its title, "" where it has none.

    Raises:
        InputError: it is no page with text.
    """
    import trafilatura
    from lxml import html

    raw = path.read_bytes() if _declares(path) else path.read_text(encoding=find_encoding(path))
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(raw, parser=parser)
    except (ValueError, html.etree.LxmlError) as error:
        raise InputError("document_no_text", file=path.name) from error
    if _depth(tree) > DEEPEST:
        raise InputError("document_unsafe", file=path.name, detail=f"> {DEEPEST}")
    title = str(tree.findtext(".//title") or "").strip()
    text = trafilatura.extract(tree, include_comments=False, include_tables=True, favor_recall=True) or ""
    return text or _all_text(tree), title


def _declares(path: Path) -> bool:
    """Return whether the page says its encoding itself."""
    with path.open("rb") as file:
        return b"charset" in file.read(2048).lower()


def _depth(tree: "object") -> int:
    deepest, stack = 0, [(tree, 1)]
    while stack:
        element, depth = stack.pop()
        deepest = max(deepest, depth)
        if deepest > DEEPEST:
            break
        stack += [(child, depth + 1) for child in element]  # type: ignore[attr-defined]
    return deepest


def _all_text(tree: "object") -> str:
    from lxml import etree

    etree.strip_elements(tree, "script", "style", "nav", "header", "footer", with_tail=False)
    lines = (" ".join(str(line).split()) for line in tree.itertext())  # type: ignore[attr-defined]
    return "\n".join(filter(None, lines))
