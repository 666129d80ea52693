"""What stands beside a name in a cell of memberships: numbers, bullets, the kind of membership, whole sentences."""

import re

_MARK = re.compile(r"^[\s\-–—*•>►▪■o·.,:]+(?=\s|[^\W\d_])|^[\s\-–—*•>►▪■·,:]+")
_NUMBER = re.compile(r"(?:^|\s)\(?(\d{1,2})[.)]\s+(?=\S)")
_SEPARATOR = re.compile(r"[\n\r;•●▪■►]|\s[*]\s")
_MEMBER = r"\w*[Mm]itglied(?:er|s|schaft|schaften|sverband|s- und Fachverband)?"
_IN = r"(?:im|in der|in dem|in den|in|beim|bei der|bei dem|bei|des|der|von der|von dem|vom|von)"
_SENTENCE = re.compile(
    rf"(?:.*?\s(?:ist|sind|bin)\s|^)(?P<kind>(?:[\w.-]+\s){{0,4}}{_MEMBER})\s*:?\s+(?:{_IN}\s+)(?P<name>\S.*)$"
)
_LABEL = re.compile(rf"^(?P<kind>(?:[\w.-]+\s){{0,2}}{_MEMBER})\s*(?::|-|–)\s*(?P<name>\S.*)$")
_OF_BRACKETS = r"[Kk]ooptiert|[Aa]ssoziiert|[Ff]ördernd|[Pp]assiv|[Rr]uhend|[Ss]eit \d|[Bb]is \d|[Ss]tand"
_BRACKET = re.compile(rf"\s*\((?P<kind>[^()]*(?:{_MEMBER}|{_OF_BRACKETS})[^()]*)\)")
_BEHIND = re.compile(rf"\s*[,–-]\s+(?P<kind>(?:als\s)?(?:[\w.-]+\s){{0,2}}{_MEMBER}\.?)$")
_VERB = re.compile(r"\s(?:ist|sind|hat|haben|wird|werden|wurde|wurden|bestehen|besteht|organisiert|gibt)\s")
_PLAIN = ("mitglied", "mitglieder", "mitgliedschaft", "mitgliedschaften", "mitglieds- und fachverband")
_QUOTED = re.compile(r"[\"„“][^\"„“”]*[\"“”]")
_LONG_SENTENCE = 60


def lines_of(cell: str) -> list[str]:
    r"""Return the parts of a cell that stand on lines of their own, behind bullets, numbers or semicolons.

    >>> lines_of("1. Verband A 2. Verband B"), lines_of("- Verband A\n- Verband B;Verband C")
    (['Verband A', 'Verband B'], ['Verband A', 'Verband B', 'Verband C'])
    """
    lines = _SEPARATOR.split(cell)
    numbers = _NUMBER.findall(cell)
    if len(numbers) > 1 and numbers == [str(number + int(numbers[0])) for number in range(len(numbers))]:
        lines = [part for line in lines for part in _NUMBER.sub("\n", line).split("\n")]
    bare = (_MARK.sub("", line).strip() for line in lines)
    return [" ".join(line.split()) for line in bare if any(map(str.isalnum, line))]


def take_remark(text: str) -> tuple[str, str]:
    """Return a name without what is said of the membership, and that: "Fördermitglied"; "" where nothing is said.

    >>> take_remark("Verband X e.V. (Fördermitglied)"), take_remark("Y ist assoziiertes Mitglied im Verband X e.V.")
    (('Verband X e.V.', 'Fördermitglied'), ('Verband X e.V.', 'assoziiertes Mitglied'))
    """
    if found := _BRACKET.search(text):
        rest = f"{text[: found.start()]} {text[found.end() :]}"
    elif found := _LABEL.match(text) or _SENTENCE.match(text):
        rest = found["name"]
    elif found := _BEHIND.search(text):
        rest = text[: found.start()]
    else:
        return text, ""
    rest = " ".join(rest.split()).strip(" ,;:-–")
    return (rest, _role(found["kind"])) if any(map(str.isalnum, rest)) else (text, "")


def _role(kind: str) -> str:
    """Return a kind of membership, "" where that is no more than being a member."""
    role = kind.removeprefix("als ").strip(" .")
    return "" if role.lower() in _PLAIN else role


def is_sentence(text: str) -> bool:
    """Return whether a text tells something, and so names nobody one could be a member of.

    >>> is_sentence("Gemeinsam mit anderen Netzwerken organisiert das Forum gelegentlich Veranstaltungen.")
    True
    """
    return len(text) > _LONG_SENTENCE and bool(_VERB.search(_QUOTED.sub("", text)))
