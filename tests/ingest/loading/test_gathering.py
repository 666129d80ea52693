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
from ingest.readers.archive import LONGEST_DIRECTORY

Put = Callable[[str, str | bytes], Path]


def packed(path: Path, files: dict[str, bytes]) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                info = zipfile.ZipInfo("x")
                info.filename, info.compress_type = name, zipfile.ZIP_DEFLATED
                with archive.open(info, "w") as entry:
                    entry.write(content)
        return path
    with tarfile.open(path, "w:gz") as tarred:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tarred.addfile(member, io.BytesIO(content))
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


NAMELESS = ["", ".", "..", "/", "./.", " ", "\\", "a/..", ".\\.", "//", "C:", "c:\\", "\\\\host\\x.csv"]


@pytest.mark.parametrize("name", NAMELESS)
@pytest.mark.parametrize("ending", [".zip", ".tar.gz"])
def test_an_archive_with_an_entry_that_names_no_file_is_refused_in_a_sentence(
    tmp_path: Path, ending: str, name: str
) -> None:
    error = refusal(packed(tmp_path / f"paket{ending}", {"gut.csv": b"x", name: b"x"}))
    assert error.key == "package_path", name
    assert error.file == f"paket{ending}"


@pytest.mark.parametrize("name", ["./", "2022/", "2022\\", "liste.csv/"])
@pytest.mark.parametrize("ending", [".zip", ".tar.gz"])
def test_folders_in_an_archive_are_no_files_whatever_made_them(tmp_path: Path, ending: str, name: str) -> None:
    with gather([packed(tmp_path / f"paket{ending}", {name: b"", "gut.csv": b"x"})]) as found:
        assert [file.file for file in found.files] == ["gut.csv"]


def test_a_tar_of_a_whole_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text("x")
    with tarfile.open(tmp_path / "paket.tgz", "w:gz") as archive:
        archive.add(tmp_path / "liste.csv", "./liste.csv")
        archive.add(tmp_path, ".", recursive=False)
    with gather([tmp_path / "paket.tgz"]) as found:
        assert [file.file for file in found.files] == ["./liste.csv"]


def test_a_folder_named_like_a_file_beside_it_does_no_harm(tmp_path: Path) -> None:
    with gather([packed(tmp_path / "paket.zip", {"a.csv": b"x", "a.csv/b.csv": b"y", "A.csv": b"z"})]) as found:
        assert {file.file: file.path.read_bytes() for file in found.files} == {
            "a.csv": b"x",
            "a.csv/b.csv": b"y",
            "A.csv": b"z",
        }


@pytest.mark.parametrize("other", ["a.csv", "./a.csv", "x/../a.csv"])
@pytest.mark.parametrize("ending", [".zip", ".tar.gz"])
def test_an_archive_that_holds_a_file_twice_is_refused(tmp_path: Path, ending: str, other: str) -> None:
    path = tmp_path / f"paket{ending}"
    packed(path, {"a.csv": b"x", "b.csv" if other == "a.csv" else other: b"y"})
    if other == "a.csv" and ending == ".zip":
        path.write_bytes(path.read_bytes().replace(b"b.csv", b"a.csv"))
    elif other == "a.csv":
        with tarfile.open(path, "w:gz") as archive:
            for content in (b"x", b"y"):
                twice = tarfile.TarInfo("a.csv")
                twice.size = 1
                archive.addfile(twice, io.BytesIO(content))
    assert refusal(path).key == ("package_path" if ".." in other else "package_double")


@pytest.mark.parametrize("name", ["\x1b[31mliste.csv", "liste\u202efdp.csv", "zeile\nzwei.csv", "a\u200b.csv"])
def test_signs_nobody_sees_in_a_name_are_shown_as_such(tmp_path: Path, name: str) -> None:
    with gather([packed(tmp_path / "paket.zip", {name: b"x"})]) as found:
        (file,) = found.files
        assert file.name.isprintable()
        assert file.path.name.isprintable()
        assert file.file.endswith(".csv")


def test_a_name_in_a_tar_that_is_no_text_can_be_stored(tmp_path: Path) -> None:
    path = packed(tmp_path / "paket.tar.gz", {"M\udcfcller.csv": b"x"})
    with gather([path]) as found:
        assert [file.file.encode() for file in found.files] == [b"M?ller.csv"]


def test_an_archive_with_an_endless_list_of_entries_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "viele.zip", {"a.csv": b"x"})
    content = path.read_bytes()
    begin, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entry = content[begin:end]
    count = (LONGEST_DIRECTORY // len(entry)) + 2
    head, tail = content[:begin], bytearray(content[end:])
    tail[8:12] = b"\xff\xff\xff\xff"
    tail[12:16] = (count * len(entry)).to_bytes(4, "little")
    path.write_bytes(head + entry * count + bytes(tail))
    error = refusal(path)
    assert error.key == "package_unsafe"
    assert "MB" in error.message("de")


def test_a_size_in_an_archive_that_is_not_true_ends_in_a_sentence(tmp_path: Path) -> None:
    path = packed(tmp_path / "luege.zip", {"liste.csv": b"x" * 5_000})
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        begin = content.index(mark) + at
        content[begin : begin + 4] = (10).to_bytes(4, "little")
    path.write_bytes(content)
    assert refusal(path).key == "package_broken"


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
