"""Damaged files by the number, from the sound ones of our own tests: the same seed gives the same files."""

import base64
import gzip
import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.ingest.readers.test_fuzz import VALID
from tests.support.carriers import NAMES
from tests.support.hostile import in_ods, in_pdf, in_word
from tools.fuzz_corpus import targets

Sound = tuple[str, str, bytes]  # name of the file, kind of source or "", content
Damage = Callable[[random.Random, str, bytes], tuple[str, bytes]]
_ENDINGS = ("csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "yaml", "yml", "json", "jsonl", "cyjs", "xml", "graphml")
ENDINGS = (*_ENDINGS, "gexf", "ics", "vcf", "docx", "pdf", "html", "md", "eml", "zip", "gz", "json.gz", "tar.gz", "")
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "cp1252", "mac_roman", "cp037", "utf-7", "utf-8-sig", "shift_jis")
NUMBERS = (b"1e999", b"-1e-999", b"9" * 5_000, b"NaN", b"0x7f", b"1_0", b"\xd9\xa3", b"2021-13-45", b"99999-01-01")
_MOMENT = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
SIGNS = (
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b'"',
    b"'",
    b"\x1a",
    b"\x0c",
    b"\r",
    b"<",
    b"&#0;",
    b"]]>",
)


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged file: its name, what was done to it, the kind of source it was of."""

    name: str
    damage: str
    kind: str
    content: bytes


def sound_files() -> list[Sound]:
    """Return sound files of every kind that is read, in a stable order."""
    found = [
        (f"{name}{target.ending}", target.kind, target.wrap(content))
        for name, target in sorted(targets().items())
        for content in target.files[:2]
    ]
    found += [(name, "", make("Werk Nord")) for _, (name, make) in sorted(NAMES.items())]
    found += [(f"liste.{ending}", "", content) for ending, content in sorted(VALID.items())]
    found += [
        ("liste.ods", "participants", in_ods("Lang", "Werk Nord")),
        ("brief.docx", "document", in_word("Anna Lang leitet das Werk Nord in Ulm.")),
        ("brief.pdf", "document", in_pdf(b"BT /F1 12 Tf 72 700 Td (Anna Lang leitet das Werk Nord.) Tj ET")),
    ]
    return [(name, kind, _timeless(content)) for name, kind, content in found]


def _timeless(content: bytes) -> bytes:
    """Return a file without the moment it was made in, so that tomorrow's is the same."""
    if content[:2] == b"\x1f\x8b":
        return gzip.compress(gzip.decompress(content), mtime=0)
    if content[:2] != b"PK":
        return _MOMENT.sub(b"2021-03-16T00:00:00Z", content) if content[:4] != b"%PDF" else content
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            part = _MOMENT.sub(b"2021-03-16T00:00:00Z", old.read(entry))
            new.writestr(zipfile.ZipInfo(entry.filename), part, entry.compress_type)
    return out.getvalue()


def _cut(luck: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    return name, content[: luck.randrange(len(content) + 1)]


def _cut_out(luck: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    start = luck.randrange(len(content) + 1)
    return name, content[:start] + content[start + luck.randrange(1, 200) :]


def _doubled(luck: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    if luck.random() < 0.4:
        return name, content * luck.randrange(2, 20)
    start = luck.randrange(len(content) + 1)
    part = content[start : start + luck.randrange(1, 500)]
    return name, content[:start] + part * luck.randrange(2, 50) + content[start:]


def _bits(luck: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    flipped = bytearray(content)
    for _ in range(luck.choice((1, 3, 20, 200))):
        flipped[luck.randrange(len(flipped))] ^= 1 << luck.randrange(8)
    return name, bytes(flipped)


def _signs(luck: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    for _ in range(luck.choice((1, 2, 10))):
        start = luck.randrange(len(content) + 1)
        content = content[:start] + luck.choice(SIGNS + NUMBERS) + content[start:]
    return name, content


def _ending(luck: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    stem, ending = name.split(".", maxsplit=1)[0], luck.choice(ENDINGS)
    return f"{stem}.{ending}" if ending else stem, content


def _encoding(luck: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    text = content.decode("utf-8", "replace")
    coded = text.encode(luck.choice(ENCODINGS), "replace")
    if luck.random() < 0.3:
        coded = coded[:-1] + content[-luck.randrange(1, 40) :]  # two encodings in one file
    return name, coded


def _nested(luck: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    _stem, way = (
        name.split(".", maxsplit=1)[0],
        luck.choice(("zip", "gz", "zip of zips", "packed as such", "named badly")),
    )
    if way == "gz":
        for _ in range(luck.randrange(1, 12)):
            content = gzip.compress(content, mtime=0)
        return f"{name}.gz", content
    if way == "packed as such":
        return name, luck.choice((gzip.compress(content, mtime=0), zlib.compress(content), base64.b64encode(content)))
    inner = luck.choice(("../../a.csv", "C:\\a.csv", "a" * 300, ".", "a/", "\0.csv", "~$a.xlsx", "a.csv\n"))
    inner = inner if way == "named badly" else name
    for depth in range(luck.randrange(2, 12) if way == "zip of zips" else 1):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            info = zipfile.ZipInfo()
            info.filename = inner  # unlike its constructor this takes any name
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
        inner, content = f"{depth}.zip", out.getvalue()
    ending = name.rpartition(".")[2] if luck.random() < 0.3 else "zip"
    return f"{name.partition('.')[0]}.{ending}", content


def _deep(luck: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    depth = luck.choice((50, 1_000, 20_000, 200_000))
    before, after = luck.choice(
        ((b"[", b"]"), (b'{"a":', b"}"), (b"<a>", b"</a>"), (b"- ", b""), (b"(", b")"), (b"[[", b""), (b"<div>", b""))
    )
    middle = luck.choice((0, len(content), luck.randrange(len(content) + 1)))
    return name, content[:middle] + before * depth + b"1" + after * depth + content[middle:]


def _huge(luck: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    """A word of the file becomes very long."""
    start = luck.randrange(len(content))
    piece = luck.choice(
        (b"x", b"Anna Lang ", b"Werk, ", b"\xe2\x80\xae", b"\xef\xb7\xba", b"A. ", b"9", b" ", b"a;b\n")
    )
    return name, content[:start] + piece * (luck.choice((30_000, 300_000, 2_000_000)) // len(piece)) + content[start:]


def _member(luck: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    """Another damage, inside of what is packed: the archive itself is sound. In others it is done to the file."""
    damage = luck.choice((_cut, _cut_out, _doubled, _bits, _signs, _encoding, _deep, _huge))
    if content[:2] == b"\x1f\x8b":
        return name, gzip.compress(damage(luck, name, gzip.decompress(content))[1], mtime=0)
    if content[:2] != b"PK":
        return damage(luck, *_bits(luck, name, content))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        entries = old.infolist()
        chosen = luck.choice(entries).filename
        for entry in entries:
            part = old.read(entry)
            if entry.filename == chosen:
                if luck.random() < 0.1:
                    continue  # a part is missing
                part = damage(luck, name, part or b" ")[1]
            new.writestr(zipfile.ZipInfo(entry.filename), part, zipfile.ZIP_DEFLATED)
    return name, out.getvalue()


def _json_values(luck: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    """A value of another type than expected; a file that is no JSON gets rows of other lengths."""
    try:
        value = json.loads(content)
    except ValueError:
        lines = content.splitlines(keepends=True)
        luck.shuffle(lines)
        return name, b"".join(line[luck.choice((0, 0, 1, 7)) :] for line in lines) or b"\n"
    return name, json.dumps(_other(luck, value)).encode()


def _other(luck: random.Random, value: object) -> object:
    if luck.random() < 0.08:
        others: tuple[object, ...] = (
            None,
            True,
            -1,
            1e300,
            10**400,
            "",
            [],
            {},
            [[]],
            {"": None},
            "\ud800",
            "a" * 9_000,
        )
        return luck.choice(others)
    if isinstance(value, dict):
        return {key: _other(luck, item) for key, item in value.items()}
    return [_other(luck, item) for item in value] if isinstance(value, list) else value


DAMAGES: dict[str, Damage] = {
    "cut": _cut,
    "cut out": _cut_out,
    "doubled": _doubled,
    "bits": _bits,
    "signs": _signs,
    "ending": _ending,
    "encoding": _encoding,
    "nested": _nested,
    "deep": _deep,
    "huge": _huge,
    "inside": _member,
    "types": _json_values,
}


def damaged_files(number: int, seed: int) -> Iterator[Damaged]:
    """Yield so many damaged files; all kinds and all damages in turn, the rest by the seed."""
    luck, sound = random.Random(seed), sound_files()
    names = sorted(DAMAGES)
    for one in range(number):
        name, kind, content = sound[one % len(sound)]
        damage = names[(one + one // len(sound)) % len(names)]
        name, content = DAMAGES[damage](luck, name, content or b" ")
        yield Damaged(f"{one:04}-{name}", damage, kind, content)
