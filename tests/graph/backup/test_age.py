"""Locking a file with a passphrase: another program's file opens, and nothing that was changed does."""

import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.backup.age import PIECE, Locked, LockingWriter, UnlockingReader

QUICK = 4  # of work; the program takes 18


def locked(content: bytes, passphrase: str = "vier erfundene Wörter hier") -> bytes:
    file = io.BytesIO()
    with LockingWriter(file, passphrase, QUICK) as writer:
        writer.write(content)
    return file.getvalue()


def unlocked(file: bytes, passphrase: str = "vier erfundene Wörter hier") -> bytes:
    return io.BufferedReader(UnlockingReader(io.BytesIO(file), passphrase)).read()


def test_a_file_of_another_program_opens() -> None:
    """Two pieces, written by rage, the implementation in Rust."""
    with (Path(__file__).parent / "by-rage.age").open("rb") as file:
        opened = io.BufferedReader(UnlockingReader(file, "ein erfundenes Passwort"))
        assert opened.read() == b"Made by rage, the Rust implementation of age.\n" * 1430
        opened.seek(-20, os.SEEK_END)
        assert opened.read() == b"mplementation of age.\n"[-20:]


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_was_locked_opens_and_nothing_of_it_stands_there(size: int) -> None:
    content = (b"Anna Lang " * (size // 10 + 1))[:size]
    file = locked(content)
    assert unlocked(file) == content
    assert b"Anna" not in file


@pytest.mark.parametrize("size", [0, 1, PIECE, 2 * PIECE + 5])
def test_another_passphrase_a_cut_and_a_turned_bit_are_refused(size: int) -> None:
    file = locked(b"x" * size)
    with pytest.raises(Locked):
        unlocked(file, "ein anderer Satz")
    for cut in (1, 16, 17, PIECE + 16, len(file) - 10):
        with pytest.raises(Locked):
            unlocked(file[:-cut])
    for place in (3, 30, len(file) // 2, len(file) - 1):
        changed = bytearray(file)
        changed[place] ^= 1
        with pytest.raises(Locked):
            unlocked(bytes(changed))


def test_pieces_can_not_change_places() -> None:
    file = locked(b"a" * PIECE + b"b" * PIECE + b"c")
    start, piece = len(file) - 2 * (PIECE + 16) - 17, PIECE + 16
    first, second = file[start : start + piece], file[start + piece : start + 2 * piece]
    with pytest.raises(Locked):
        unlocked(file[:start] + second + first + file[start + 2 * piece :])


@settings(max_examples=40)
@given(st.lists(st.binary(max_size=PIECE), max_size=6), st.integers(0, 3 * PIECE), st.integers(0, 2 * PIECE))
def test_any_part_is_read_as_from_a_plain_file(parts: list[bytes], place: int, count: int) -> None:
    file = io.BytesIO()
    with LockingWriter(file, "p", QUICK) as writer:
        for part in parts:
            writer.write(part)
    plain = io.BytesIO(b"".join(parts))
    reader = io.BufferedReader(UnlockingReader(file, "p"))
    plain.seek(place)
    reader.seek(place)
    assert reader.read(count) == plain.read(count)
