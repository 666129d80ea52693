"""Folders and archives: what is taken out of them, what is left out and said, what is refused."""

import io
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import InputError, UsageError
from ingest.loading import gathering
from ingest.loading.gathering import gather

Put = Callable[[str, str | bytes], Path]


def packed(path: Path, files: dict[str, bytes]) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return path
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


def refusal(path: Path) -> InputError:
    with pytest.raises(InputError) as caught, gather([path]):
        pass
    return caught.value


def test_a_folder_is_read_with_all_below_it_in_order_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    for name in (
        "z.csv",
        "a.csv",
        "b/c/d.csv",
        ".versteckt.csv",
        "~$a.xlsx",
        ".~lock.a.csv#",
        "b/x.part",
        ".git/e.csv",
    ):
        (tmp_path / name).write_text("x")
    (tmp_path / "verweis.csv").symlink_to("/etc/hosts")
    with gather([tmp_path]) as found:
        assert [file.name for file in found.files] == ["a.csv", "z.csv", "b/c/d.csv"]
        assert {(note.key, note.place) for note in found.skipped} == {
            *(("skipped_hidden", name) for name in (".versteckt.csv", ".git")),
            *(("skipped_lock", name) for name in ("~$a.xlsx", ".~lock.a.csv#", "b/x.part")),
            ("skipped_link", "verweis.csv"),
        }


@pytest.mark.parametrize("ending", [".zip", ".tar.gz", ".tgz"])
def test_an_archive_gives_its_files_with_their_names_and_leaves_nothing_behind(tmp_path: Path, ending: str) -> None:
    files = {"2022/liste.csv": b"eins", "2022/.x": b"", "innen.zip": b"PK", "liste.csv": b"zwei"}
    path = packed(tmp_path / f"paket{ending}", files)
    with gather([path]) as found:
        assert [(f.name, f.file, f.path.name, f.path.read_bytes()) for f in found.files] == [
            (f"paket{ending}/2022/liste.csv", "2022/liste.csv", "liste.csv", b"eins"),
            (f"paket{ending}/liste.csv", "liste.csv", "liste.csv", b"zwei"),
        ]
        assert {(note.key, note.place) for note in found.skipped} == {
            ("skipped_hidden", f"paket{ending}/2022/.x"),
            ("skipped_nested", f"paket{ending}/innen.zip"),
        }
        places = [f.path for f in found.files]
    assert not any(place.exists() for place in places)


@pytest.mark.parametrize("name", ["../x.csv", "a/../../x.csv", "/etc/x.csv", "C:/x.csv", "..\\x.csv"])
@pytest.mark.parametrize("ending", [".zip", ".tar.gz"])
def test_an_archive_that_names_places_outside_is_refused(tmp_path: Path, ending: str, name: str) -> None:
    assert refusal(packed(tmp_path / f"paket{ending}", {"gut.csv": b"x", name: b"x"})).key == "package_path"
    assert not (tmp_path.parent / "x.csv").exists()


def test_links_in_archives_are_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo("liste.csv")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/hosts"
        archive.addfile(entry)
    linked = zipfile.ZipInfo("liste.csv")
    linked.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as zipped:
        zipped.writestr(linked, "/etc/hosts")
    assert refusal(tmp_path / "a.tar.gz").key == refusal(tmp_path / "a.zip").key == "package_path"


@pytest.mark.parametrize("ending", [".zip", ".tar.gz"])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, ending: str) -> None:
    path = packed(tmp_path / f"bombe{ending}", {"liste.csv": bytes(60 * 1024 * 1024)})
    assert refusal(path).key in {"package_unsafe", "packed_unsafe"}


def test_an_archive_of_very_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_ENTRIES", 2)
    for ending in (".zip", ".tar.gz"):
        path = packed(tmp_path / f"viele{ending}", {f"{n}.csv": b"x" for n in range(3)})
        assert refusal(path).key == "package_unsafe"


def test_an_encrypted_archive_is_refused_and_says_so(tmp_path: Path) -> None:
    path = packed(tmp_path / "geheim.zip", {"liste.csv": b"x"})
    content = bytearray(path.read_bytes())
    content[6] |= 1  # the mark in the file's own header
    content[content.index(b"PK\x01\x02") + 8] |= 1  # and in the directory
    path.write_bytes(content)
    assert refusal(path).key == "package_encrypted"


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tgz", "a.tar"])
@pytest.mark.parametrize("content", [b"", b"kein Archiv", b"PK\x03\x04abc", b"\x1f\x8b\x08\x00abc"])
def test_a_broken_archive_is_one_error(put: Put, name: str, content: bytes) -> None:
    with pytest.raises((InputError, UsageError)) as caught, gather([put(name, content)]):
        pass
    assert caught.value.key in {"package_broken", "packed_broken", "nothing_to_take"}


def test_a_name_with_nul_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"liste_.csv": b"x"})
    path.write_bytes(path.read_bytes().replace(b"liste_.csv", b"liste\0.csv"))
    assert refusal(path).key in {"package_path", "package_broken"}


def test_a_bad_archive_in_a_folder_is_left_out_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "kaputt.zip").write_bytes(b"x")
    (tmp_path / "liste.csv").write_text("x")
    with gather([tmp_path]) as found:
        assert [file.name for file in found.files] == ["liste.csv"]
        assert [note.key for note in found.skipped] == ["package_broken"]


def test_names_of_german_windows_are_read_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Anh_rung.csv", b"x")
    path.write_bytes(path.read_bytes().replace(b"Anh_rung", "Anhörung".encode("cp850")))
    with gather([path]) as found:
        assert [file.file for file in found.files] == ["Anhörung.csv"]


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught, gather([tmp_path]):
        pass
    assert caught.value.key == "nothing_to_take"
