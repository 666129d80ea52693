"""A measurement writes its own section of bench/README.md and leaves those of the others alone."""

from pathlib import Path

from bench.groups import TITLE
from bench.loading import INTRODUCTION
from bench.sections import README, with_section, write_section

THREE = "# Loading\n\nslow\n\n### Neo4j\n\n| s |\n\n# Groups\n\nold\n\n# Paths\n\nmore\n"


def test_a_section_takes_the_place_of_the_earlier_one_and_leaves_the_others() -> None:
    assert with_section(THREE, "# Groups\n\nnew\n") == THREE.replace("old", "new")
    assert with_section(THREE, "# Paths\n\nless\n\n") == THREE.replace("more", "less")
    expected = "# Loading\n\nfast\n\n# Groups\n\nold\n\n# Paths\n\nmore\n"
    assert with_section(THREE, "# Loading\n\nfast\n") == expected


def test_a_section_nobody_wrote_before_comes_last() -> None:
    assert with_section(THREE, "# Growth\n\nnew\n") == f"{THREE}\n# Growth\n\nnew\n"


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    write_section("# Loading\n\nfast", tmp_path / "new.md")
    assert (tmp_path / "new.md").read_text(encoding="utf-8") == "# Loading\n\nfast\n"


def test_what_measures_anew_finds_its_section_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    for title in (INTRODUCTION.partition("\n")[0], TITLE):
        assert text.count(f"{title}\n") == 1
        assert with_section(text, f"{title}\n").count("\n# ") == text.count("\n# ")


def test_the_first_section_names_every_measurement() -> None:
    runnable = {p.stem for p in README.parent.glob("*.py") if "__main__" in p.read_text(encoding="utf-8")}
    contents = README.read_text(encoding="utf-8").partition("\n# ")[0]
    named = {name for name in runnable if f"`python -m bench.{name}" in contents}
    assert named == runnable - {"__main__", "splink_run"}
