"""The sections of bench/README.md: each begins with a title of the first level and has a measurement of its own."""

from pathlib import Path

README = Path(__file__).with_name("README.md")


def with_section(text: str, section: str) -> str:
    """Return a text with a section in place of the one of its title, or at the end; the others stay as they are."""
    title = section.partition("\n")[0]
    sections = ["# " + part.strip("\n") for part in f"\n{text}".split("\n# ")[1:]]
    titles = [part.partition("\n")[0] for part in sections]
    if title in titles:
        sections[titles.index(title)] = section.strip("\n")
    else:
        sections.append(section.strip("\n"))
    return "\n\n".join(sections) + "\n"


def write_section(section: str, out: Path = README) -> None:
    """Put a section into a file of sections, which is made where it is missing."""
    text = out.read_text(encoding="utf-8") if out.exists() else ""
    out.write_text(with_section(text, section), encoding="utf-8")
