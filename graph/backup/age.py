"""Files locked with a passphrase, in the format of `age` (age-encryption.org/v1), which other programs open as well.

A key made of the passphrase (scrypt) wraps the key of the file; the content follows in pieces of 64 KiB, each sealed
with ChaCha20-Poly1305 under its number, the last one marked. So a file that was cut, changed or put together anew is
refused, nothing is ever on the disk unlocked, and a piece is read without those before it.
"""

import base64
import hmac
import io
import os
import re
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"age-encryption.org/v1\n"
PIECE = 64 << 10
_TAG = 16
_SEALED = PIECE + _TAG
_WORK = 18  # 2**18: a second of work and 256 MB for each passphrase that is tried
_MOST_WORK = 20
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n"
    rb"([A-Za-z0-9+/]{43})\n--- ([A-Za-z0-9+/]{43})\n"
)
_LONGEST_HEADER = 256


class Locked(ValueError):
    """The passphrase is another one, or the file is not whole."""


def _wrapping(passphrase: str, salt: bytes, work: int) -> ChaCha20Poly1305:
    key = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << work, r=8, p=1)
    return ChaCha20Poly1305(key.derive(passphrase.encode()))


def _derived(key: bytes, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)


def _mac(file_key: bytes, header: bytes) -> bytes:
    mac = HMAC(_derived(file_key, None, b"header"), SHA256())
    mac.update(header)
    return mac.finalize()


def _text(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")


def _raw(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


class LockingWriter(io.RawIOBase):
    """Writes into a file what only the passphrase opens again; `close` seals the last piece."""

    def __init__(self, file: IO[bytes], passphrase: str, work: int = _WORK) -> None:
        file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
        body = _wrapping(passphrase, salt, work).encrypt(bytes(12), file_key, None)
        header = MAGIC + b"-> scrypt %b %d\n%b\n---" % (_text(salt), work, _text(body))
        file.write(header + b" " + _text(_mac(file_key, header)) + b"\n" + nonce)
        self._file, self._sealing = file, ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
        self._waiting, self._number = bytearray(), 0

    def writable(self) -> bool:
        """Return that it can be written, and not be sought in."""
        return True

    def write(self, data: Any) -> int:
        """Take some bytes and return how many."""
        self._waiting += data
        while len(self._waiting) > PIECE:  # the last piece is never empty
            self._seal(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(memoryview(data).cast("B"))

    def close(self) -> None:
        """Seal the last piece; the file below stays open."""
        if not self.closed:
            self._seal(bytes(self._waiting), is_last=True)
        super().close()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        self._file.write(self._sealing.encrypt(_nonce(self._number, is_last=is_last), piece, None))
        self._number += 1


class UnlockingReader(io.RawIOBase):
    """Reads such a file from any place.

    Raises:
        Locked: the passphrase is another one, or a piece was changed, cut off or moved.
    """

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        file.seek(0)
        found = _HEADER.match(file.read(_LONGEST_HEADER))
        if found is None or int(found[2]) > _MOST_WORK:
            raise Locked
        file_key = self._opened(_wrapping(passphrase, _raw(found[1]), int(found[2])), bytes(12), _raw(found[3]))
        said = found[0][: -len(found[4]) - 2]
        if not hmac.compare_digest(_mac(file_key, said), _raw(found[4])):
            raise Locked
        file.seek(found.end())
        self._sealing = ChaCha20Poly1305(_derived(file_key, file.read(16), b"payload"))
        self._file, self._start = file, found.end() + 16
        sealed = file.seek(0, os.SEEK_END) - self._start
        if sealed < _TAG:
            raise Locked
        self._pieces = max(-(-sealed // _SEALED), 1)
        self.size = sealed - self._pieces * _TAG
        self._place, self._known = 0, (-1, b"")
        self._piece(self._pieces - 1)  # a file that was cut off has another last piece

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def seekable(self) -> bool:
        """Return that any place can be read."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place and return it."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self.size}[whence]
        self._place = max(base + offset, 0)
        return self._place

    def tell(self) -> int:
        """Return the place."""
        return self._place

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer out of the piece the place is in, and return how many bytes that were."""
        if self._place >= self.size:
            return 0
        number, inside = divmod(self._place, PIECE)
        part = self._piece(number)[inside : inside + len(buffer)]
        buffer[: len(part)] = part
        self._place += len(part)
        return len(part)

    def _piece(self, number: int) -> bytes:
        if self._known[0] != number:
            self._file.seek(self._start + number * _SEALED)
            nonce = _nonce(number, is_last=number == self._pieces - 1)
            self._known = number, self._opened(self._sealing, nonce, self._file.read(_SEALED))
        return self._known[1]

    @staticmethod
    def _opened(sealing: ChaCha20Poly1305, nonce: bytes, sealed: bytes) -> bytes:
        try:
            return sealing.decrypt(nonce, sealed, None)
        except InvalidTag as error:
            raise Locked from error
