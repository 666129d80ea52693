"""What the documents say exists: commands, options, settings, targets, pages, links, messages, numbers."""

import ast
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from briefing.wording.language import catalogue
from briefing.words import catalogue as briefing_words
from cli.main import app
from dashboard.menu import PAGES
from dashboard.parts.strength import BANDS
from graph.analysis.ties import load_weights
from graph.errors import catalogue as messages
from graph.model.facts import Record
from graph.settings import Settings
from ingest.loading.pipeline import prepare
from ingest.records import Options
from ingest.tables.header import meaning_of
from tests.test_architecture import ORDER

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
HANDBOOK, COMMANDS_PAGE, SETTINGS, ARCHITECTURE, GLOSSARY = (
    (ROOT / f"docs/{name}.md").read_text(encoding="utf-8")
    for name in ("handbuch", "commands", "settings", "architecture", "glossary")
)
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
DOCUMENTS += [ROOT / "ingest/sample/README.md", *sorted((ROOT / "bench").glob("*.md"))]
COMMANDS: dict[str, Any] = get_command(app).commands  # type: ignore[attr-defined]
GLOBAL = {name for parameter in get_command(app).params for name in parameter.opts}
# In halves, so that the search for such paths in the repository does not find this one.
MACHINE_PATH = re.compile("(?<![\\w.$}~/-])/(?:ho" + "me|ro" + "ot|wo" + "rk|Us" + "ers|tmp)/")


def options(command: str) -> set[str]:
    found = COMMANDS[command]
    parameters = [p for one in (found, *getattr(found, "commands", {}).values()) for p in one.params]
    long = {name for parameter in parameters for name in (*parameter.opts, *parameter.secondary_opts)}
    return {name for name in long if name.startswith("--")} - {"--help"}


def rows(document: str, heading: str) -> list[list[str]]:
    """The cells of all table rows below a heading, up to the next one."""
    section = re.split(r"^## ", document.partition(f"\n## {heading}\n")[2], flags=re.MULTILINE)[0]
    cells = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    assert cells, heading
    return cells


def code(document: str) -> Iterator[str]:
    """Lines of shell blocks, and inline code."""
    for block in re.findall(r"```sh\n(.*?)```", document, re.DOTALL):
        yield from block.splitlines()
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", document, flags=re.DOTALL))


def test_the_readme_is_short_and_leads_to_every_document() -> None:
    assert len(README.splitlines()) < 150
    led_to = {(ROOT / target.partition("#")[0]).resolve() for target in re.findall(r"\]\(([^)\s:]+)\)", README)}
    reached = {*led_to, ROOT / "README.md", ROOT / "docs/facts.md"}
    assert [path for path in DOCUMENTS if path.parent in {ROOT, ROOT / "docs"} and path not in reached] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_its_page_with_all_its_options(command: str) -> None:
    cells = [row[0] for row in rows(COMMANDS_PAGE, command)]
    assert {option for cell in cells for option in re.findall(r"(?<![\w-])--[a-z-]+", cell)} == options(command)


def test_the_page_of_commands_names_each_command_once() -> None:
    named = re.findall(r"^## (.+)$", COMMANDS_PAGE, re.MULTILINE)
    assert named == list(COMMANDS)
    listed = re.findall(r"^\| \[`(\w+)`\]", COMMANDS_PAGE, re.MULTILINE)
    assert listed == list(COMMANDS)


def test_the_page_of_commands_says_what_the_help_says() -> None:
    """In a process of its own: the language of the help is chosen when the commands are imported."""
    checked = [sys.executable, "-m", "tools.commands_page", "--check"]
    done = subprocess.run(checked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_examples_use_commands_and_options_that_exist(document: Path) -> None:
    for line in code(document.read_text(encoding="utf-8")):
        words = shlex.split(line.partition(" #")[0])
        while words and re.match(r"[A-Z0-9_]+=", words[0]):
            words.pop(0)
        if len(words) > 1 and words[1] in GLOBAL:
            words.pop(1)
        if len(words) < 2 or words[0] != "akteursnetz" or words[1] in {"--help", "COMMAND"}:
            continue
        assert words[1] in COMMANDS, line
        given = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert given <= options(words[1]) | {"--help"}, line


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_stands_in_its_page_with_its_default(name: str) -> None:
    field = Settings.model_fields[name]
    (row,) = [cells for cells in rows(SETTINGS, "Environment variables") if cells[0] == f"`{field.validation_alias}`"]
    if isinstance(field.default, str) and field.default:
        assert row[1] == f"`{field.default}`"


def environment() -> set[str]:
    """All variables of our own that code, compose file or proxy reads."""
    places = ["graph", "ingest", "briefing", "dashboard", "cli", "tests/support", "docker-compose.yml", "docker"]
    listed = ["git", "ls-files", "-co", "--exclude-standard", *places]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    found: set[str] = set()
    for path in map(ROOT.joinpath, names):
        if path.is_file() and path.suffix in {".py", ".yml", ""}:
            text = path.read_text(encoding="utf-8")
            found |= set(re.findall(r"[\"'{]\$?((?:AKTEURSNETZ|NEO4J)_[A-Z_]+)(?=[\"':}])", text))
            found |= set(re.findall(r"\$\{((?:AKTEURSNETZ|NEO4J)_[A-Z_]+)", text))
    return found


@pytest.mark.parametrize("name", sorted(environment()))
def test_every_variable_stands_in_the_page_of_settings(name: str) -> None:
    assert f"`{name}`" in SETTINGS


def test_variables_are_found_at_all() -> None:
    assert {"NEO4J_URI", "AKTEURSNETZ_BIND", "AKTEURSNETZ_TLS", "NEO4J_TEST_URI"} <= environment()


def targets() -> list[str]:
    return re.findall(r"^([\w-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("target", targets())
def test_every_make_target_stands_in_contributing(target: str) -> None:
    assert f"`make {target}`" in CONTRIBUTING


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_no_document_names_a_make_target_that_does_not_exist(document: Path) -> None:
    lines = code(document.read_text(encoding="utf-8"))
    assert {word for line in lines for word in re.findall(r"^make ([\w-]+)", line)} <= set(targets())


def test_the_readme_names_the_two_commands() -> None:
    assert [cells[0] for cells in rows(README, "Two commands")[1:]] == ["`make demo`", "`make test`"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_its_chapter_in_the_handbook(page: str) -> None:
    assert f"\n## Die Seite {catalogue('de')[f'{page}_nav']}\n" in HANDBOOK


def test_the_contents_of_the_handbook_name_every_chapter_in_its_order() -> None:
    contents, _, rest = HANDBOOK.partition("\n## ")
    assert re.findall(r"\[([^]]+)\]\(#", contents) == re.findall(r"^## (.+)$", f"## {rest}", re.MULTILINE)


def test_all_pages_are_known_here() -> None:
    assert {key.removesuffix("_nav") for key in catalogue("de") if key.endswith("_nav")} == set(PAGES)


def slugs(text: str) -> set[str]:
    """The anchors GitHub makes of the headings, and those set by hand."""
    bare = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)]
    return {heading.replace(" ", "-") for heading in bare} | set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_picture_leads_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        name, _, anchor = target.partition("#")
        if re.match(r"https?://", target):
            continue
        path = (document.parent / name).resolve() if name else document
        assert path.exists(), target
        assert path.is_relative_to(ROOT), target
        assert not anchor or anchor in slugs(path.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_document_names_a_path_of_one_machine(document: Path) -> None:
    assert MACHINE_PATH.findall(document.read_text(encoding="utf-8")) == []


def test_every_term_stands_in_the_glossary_once() -> None:
    terms = [cells[0] for cells in rows(GLOSSARY, "Terms")[1:]]
    assert [term for term, count in Counter(map(str.lower, terms)).items() if count > 1] == []
    assert all(len(cells) == 2 and cells[1].strip() for cells in rows(GLOSSARY, "Terms"))


def tree() -> Iterator[str]:
    """The paths of the folder tree in the architecture."""
    found = re.search(r"```text\n(.*?)```", ARCHITECTURE, re.DOTALL)
    assert found is not None
    folder = ""
    for line in found[1].splitlines():
        names = re.split(r"\s{2,}", line.strip())[0].split(", ")
        if not line.startswith(" "):
            folder = names[0]
            yield from names
        else:
            yield from (folder + name for name in names)


@pytest.mark.parametrize("path", list(tree()))
def test_the_folder_tree_shows_what_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_folder_tree_leaves_out_no_package() -> None:
    shown = set(tree())
    for package in ORDER:
        inside = {f"{package}/{p.parent.name}/" for p in (ROOT / package).glob("*/__init__.py")}
        assert {f"{package}/"} | inside <= shown


def test_the_folder_tree_has_the_packages_in_the_order_of_their_imports() -> None:
    assert [path.rstrip("/") for path in tree() if re.fullmatch(r"\w+/", path)][: len(ORDER)] == list(ORDER)


def test_each_room_is_said_in_one_sentence() -> None:
    for package in ORDER:
        for path in (ROOT / package).rglob("__init__.py"):
            if "node_modules" not in path.parts:
                said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
                assert re.fullmatch(r"[A-Z][^\n]+[.]", said.partition("\n\n")[0].replace("\n", " ")), path


def readme_list(tmp_path: Path) -> Path:
    found = re.search(r"```csv\n(.*?)```", README, re.DOTALL)
    assert found is not None
    path = tmp_path / "liste.csv"
    path.write_text(found[1], encoding="utf-8")
    return path


def test_the_list_in_the_readme_loads_without_a_remark(tmp_path: Path) -> None:
    prepared = prepare(readme_list(tmp_path), Options(event="Wasserstofftag Musterstadt", date="2022-05-10"))
    assert (prepared.row_log.rejected, prepared.row_log.notes) == ([], [])
    records: list[Record] = list(prepared.records())
    assert [record.entities[0].name for record in records] == ["Carla Bergkamp", "Ivo Tannhoff"]
    assert {fact.role for fact in records[0].facts if fact.type == "TOOK_PART_IN"} == {"speaker", "participant"}


def test_the_columns_in_the_handbook_are_known() -> None:
    for first, others, _ in rows(HANDBOOK, "Listen laden")[1:]:
        titles = [*first.split(", "), *others.replace("Name, Vorname", "Name Vorname").split(", ")]
        assert [title for title in titles if meaning_of(title) in {None, "ignored"}] == []


def test_messages_in_the_handbook_are_said_by_the_program() -> None:
    said = [*messages("de").values(), *yaml_words(), *catalogue("de").values()]
    many = (re.sub(r"\{\w+:[^{}]*\|([^{}]*)\}", lambda found: found[1].replace("#", "…"), text) for text in said)
    bare = " ".join(re.sub(r"„?\{\w+\}“?", "…", text) for text in many)
    for question, _ in rows(HANDBOOK, "Wenn etwas nicht geht")[1:]:
        for quoted in re.findall(r"^„(.+)“$", question):
            text = re.sub(r"\d+", "…", quoted)
            parts = [part.strip() for part in text.split("…") if part.strip()]
            assert all(part in bare for part in parts), quoted


def chapters_of_pages() -> list[str]:
    chapters = re.split(r"^## ", HANDBOOK, flags=re.MULTILINE)
    return [chapter for chapter in chapters if chapter.startswith("Die Seite ")]


@pytest.mark.parametrize("chapter", chapters_of_pages(), ids=lambda text: text.partition("\n")[0])
def test_what_the_handbook_quotes_of_a_page_stands_on_a_page(chapter: str) -> None:
    shown = " ".join([*catalogue("de").values(), *briefing_words("de").values()]).lower()
    quoted = [" ".join(words.split()).strip(" .…") for words in re.findall(r"„([^“]+)“", chapter)]
    assert [words for words in quoted if words.lower() not in shown] == []


def yaml_words() -> list[str]:
    words: dict[str, str] = yaml.safe_load((ROOT / "cli/help/de.yaml").read_text(encoding="utf-8"))
    return list(words.values())


def test_the_numbers_of_tie_strength_in_the_handbook_are_the_program_s() -> None:
    weights = load_weights()
    assert {weight.half_life for weight in weights.events.values()} == {3.0}
    assert {weight.half_life for weight in weights.organisations.values()} == {8.0}
    assert weights.acquaintance.half_life == 10.0
    assert "drei Jahre" in HANDBOOK
    assert "das acht" in HANDBOOK
    assert "zehn Jahre" in HANDBOOK
    for least, name in BANDS[:3]:
        assert f"„{catalogue('de')[f'strength_{name}']}“ (ab {least:g})".replace(".", ",") in HANDBOOK


def test_the_changelog_knows_this_version() -> None:
    import tomllib

    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"\n## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
