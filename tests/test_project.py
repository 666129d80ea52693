"""What holds the project together: versions, compose file, proxy, Makefile, what may be in the repository."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.neo4j_server import DOCKER_IMAGE

ROOT = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# Put together from halves, so that this file does not trip over itself.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("py" + "pi", "org"),
        ("files", "python" + "hosted", "org"),
        ("registry", "npm" + "js", "org"),
        ("repo", "maven", "apache", "org"),
        ("repo1", "maven", "org"),
        ("deb", "debian", "org"),
        ("proxy", "golang", "org"),
        ("static", "crates", "io"),
    )
]
FOLDERS = "|".join(("ho" + "me/[a-z]", "ro" + "ot/", "wo" + "rk/", "Us" + "ers/"))
MACHINE_PATH = re.compile(rf"(?<![\w.$}}/-])/(?:{FOLDERS})")
TARGETS = {
    "help",
    "demo",
    "test",
    "quick",
    "coverage",
    "test-thorough",
    "check",
    "audit",
    "bench",
    "bench-full",
    "format",
    "clean",
}
TARGETS |= {"bundle", "pictures"}


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(pin.name): str(pin.specifier) for pin in wanted}


def direct_dependencies() -> list[Requirement]:
    project = PROJECT["project"]
    groups = [project["dependencies"], PROJECT["build-system"]["requires"]]
    groups += project["optional-dependencies"].values()
    found = [Requirement(text) for group in groups for text in group]
    return [requirement for requirement in found if requirement.name != project["name"]]


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return loaded


def repository_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    return [path for name in listed.split(b"\0") if name and (path := ROOT / os.fsdecode(name)).is_file()]


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    # Else the make around this run would hand its own options down.
    environment = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL"}}
    return run(["make", *arguments], environment)


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_every_direct_dependency_is_pinned_within_its_bounds() -> None:
    pinned = pins()
    for requirement in direct_dependencies():
        version = pinned[canonicalize_name(requirement.name)].removeprefix("==")
        assert requirement.specifier.contains(version), requirement


def test_every_transitive_dependency_is_pinned() -> None:
    pinned = pins()
    todo = direct_dependencies()
    seen: set[str] = set()
    while todo:
        wanted = todo.pop()
        key = f"{canonicalize_name(wanted.name)}[{','.join(sorted(wanted.extras))}]"
        if key in seen or not _wanted_here(wanted, {""}):
            continue
        seen.add(key)
        assert canonicalize_name(wanted.name) in pinned, wanted
        if (needs := _requires(wanted.name)) is not None:
            todo += [need for text in needs if _wanted_here(need := Requirement(text), wanted.extras | {""})]
    assert len(seen) > 50


def _requires(name: str) -> list[str] | None:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return None  # belongs to an extra that is not installed here


def _wanted_here(requirement: Requirement, extras: set[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in extras)


def test_constraints_hold_exact_versions_and_nothing_else() -> None:
    line_form = re.compile(r'[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+(; [a-z_]+ [=<>!]+ "[\w.]+")?')
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or line_form.fullmatch(line), line


def test_no_gpl_library_is_pinned() -> None:
    assert not {"igraph", "python-igraph", "leidenalg", "netgraph", "neo4j-viz", "unidecode"} & set(pins())


def test_compose_has_the_three_services_with_pinned_images() -> None:
    services = compose()["services"]
    assert set(services) == {"neo4j", "dashboard", "proxy"}
    assert services["neo4j"]["image"] == DOCKER_IMAGE
    for name in ("neo4j", "proxy"):
        assert re.search(r":\d+\.\d+\.\d+", services[name]["image"])
    dockerfile = (ROOT / "docker/Dockerfile").read_text(encoding="utf-8")
    for base in re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE):
        assert re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", base)


def test_compose_has_passwords_in_files_alone_and_no_default_for_any() -> None:
    loaded = compose()
    assert set(loaded["secrets"]) == {"neo4j_auth", "sign_in"}
    assert all(secret["file"].startswith("./secrets/") for secret in loaded["secrets"].values())
    for service in loaded["services"].values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|AUTH", name) and "minimum" not in name:
                assert value.startswith("/run/secrets/"), name
    assert "secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_compose_starts_no_dashboard_without_sign_in() -> None:
    environment = compose()["services"]["dashboard"]["environment"]
    for name in ("URL", "CLIENT", "ADDRESS"):
        assert environment[f"AKTEURSNETZ_SIGN_IN_{name}"].startswith(f"${{AKTEURSNETZ_SIGN_IN_{name}:?")
    assert environment["AKTEURSNETZ_GROUPS"].startswith("${AKTEURSNETZ_GROUPS:?")


def test_compose_publishes_the_proxy_alone() -> None:
    services = compose()["services"]
    assert "ports" not in services["dashboard"]
    assert "ports" not in services["neo4j"]
    assert services["proxy"]["ports"] == ["${AKTEURSNETZ_BIND:-127.0.0.1}:${AKTEURSNETZ_PORT:-8443}:8443"]
    assert services["neo4j"]["networks"] == ["database"]


def test_the_settings_of_the_compose_file_start_the_dashboard(tmp_path: Path) -> None:
    """The same settings as a process: what compose fills in, with the example of the office, passes the check."""
    from dashboard.server.safe import check
    from graph.settings import Settings
    from graph.settings_files import read_files

    (tmp_path / "auth").write_text("neo4j/a-long-password-of-the-office\n", encoding="utf-8")
    (tmp_path / "sign_in").write_text("a secret\n", encoding="utf-8")
    environment = {
        name: value
        for name, value in compose()["services"]["dashboard"]["environment"].items()
        if not value.startswith("${")
    }
    environment |= {"NEO4J_AUTH_FILE": str(tmp_path / "auth")}
    environment |= {"AKTEURSNETZ_SIGN_IN_SECRET_FILE": str(tmp_path / "sign_in")}
    environment |= {"AKTEURSNETZ_ENV_FILE": str(ROOT / "deploy/akteursnetz.env.example")}
    read_files(environment)
    settings = Settings.model_validate({"AKTEURSNETZ_DATA": str(tmp_path), **environment})
    check(settings, "0.0.0.0")
    assert settings.neo4j_password.get_secret_value() == "a-long-password-of-the-office"
    assert settings.sign_in_secret.get_secret_value() == "a secret"


def test_the_image_has_every_package_of_the_program() -> None:
    from tests.test_architecture import PACKAGES

    dockerfile = (ROOT / "docker/Dockerfile").read_text(encoding="utf-8")
    ignored = (ROOT / "docker/Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    for package in PACKAGES:
        assert f"COPY {package} {package}" in dockerfile
        assert f"!{package}" in ignored


def test_the_image_takes_what_is_pinned_with_the_hash_of_each_wheel() -> None:
    text = (ROOT / "docker/requirements.txt").read_text(encoding="utf-8")
    assert not any(host in text for host in HOSTS)
    found = [re.fullmatch(r"(\S+)==(\S+) --hash=sha256:[0-9a-f]{64}", line) for line in text.splitlines()[1:]]
    assert all(found)
    image = {canonicalize_name(one[1]): f"=={one[2]}" for one in found if one}
    pinned = pins()
    assert {name: pinned.get(name) for name in image} == image
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    assert {canonicalize_name(Requirement(text).name) for text in wanted} <= set(image)
    dockerfile = (ROOT / "docker/Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes --only-binary :all: -r docker/requirements.txt" in dockerfile
    assert dockerfile.count("pip install") == 2  # the other one is the program itself, without an index
    assert "pip install --no-deps --no-index" in dockerfile


def test_the_unit_starts_a_command_there_is_and_takes_rights_away() -> None:
    unit = (ROOT / "deploy/akteursnetz.service").read_text(encoding="utf-8")
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "UMask=0077"):
        assert f"\n{line}\n" in unit
    command = re.search(r"^ExecStart=/opt/akteursnetz/bin/akteursnetz (\w+) (.*)$", unit, re.MULTILINE)
    assert command is not None
    program = str(Path(sys.executable).with_name("akteursnetz"))
    shown = run([program, command[1], "--help"], os.environ | {"COLUMNS": "200", "TERM": "dumb"})
    assert set(re.findall(r"--[\w-]+", command[2])) <= set(re.findall(r"--[\w-]+", shown.stdout))


def test_the_backup_of_the_night_runs_as_the_dashboard_does() -> None:
    units = {path.suffix: path.read_text(encoding="utf-8") for path in (ROOT / "deploy").glob("akteursnetz-backup.*")}
    dashboard = (ROOT / "deploy/akteursnetz.service").read_text(encoding="utf-8")
    assert "\nExecStart=/opt/akteursnetz/bin/akteursnetz backup --nightly\n" in units[".service"]
    taken_away = re.compile(r"^(?:User|NoNew|Protect|Private|Restrict|System|Capab|Lock|UMask).*$", re.MULTILINE)
    assert taken_away.findall(units[".service"]) == taken_away.findall(dashboard)
    assert {"Persistent=true", "WantedBy=timers.target"} <= set(units[".timer"].splitlines())


@pytest.mark.parametrize("name", ["neo4j", "dashboard", "proxy"])
def test_compose_takes_rights_away(name: str) -> None:
    service = compose()["services"][name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert name == "neo4j" or service["read_only"] is True
    assert {"mem_limit", "cpus", "pids_limit"} <= set(service)
    assert not {"privileged", "network_mode", "pid", "devices"} & set(service)


def test_compose_waits_for_health_and_keeps_data_in_volumes() -> None:
    loaded = compose()
    for name in ("neo4j", "dashboard"):
        assert loaded["services"][name]["healthcheck"]["test"]
    assert loaded["services"]["dashboard"]["depends_on"]["neo4j"]["condition"] == "service_healthy"
    mounts = [mount for service in loaded["services"].values() for mount in service["volumes"]]
    used = {mount.partition(":")[0] for mount in mounts if not mount.startswith("./")}
    assert used == set(loaded["volumes"])
    assert loaded["networks"]["web"]["internal"] is loaded["networks"]["database"]["internal"] is True


def test_the_dashboard_image_runs_as_nobody_special() -> None:
    lines = (ROOT / "docker/Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER 10001"]


def test_the_dashboard_image_calls_a_command_with_options_it_has() -> None:
    dockerfile = (ROOT / "docker/Dockerfile").read_text(encoding="utf-8")
    command = re.search(r"^CMD (\[.*\])$", dockerfile, re.MULTILINE)
    assert command is not None
    name, *arguments = json.loads(command[1])
    program = str(Path(sys.executable).with_name("akteursnetz"))
    shown = run([program, name, "--help"], os.environ | {"COLUMNS": "200", "TERM": "dumb"})
    assert shown.returncode == 0, shown.stderr
    assert {option for option in arguments if option.startswith("--")} <= set(re.findall(r"--[\w-]+", shown.stdout))


def policy() -> dict[str, list[str]]:
    caddyfile = (ROOT / "docker/Caddyfile").read_text(encoding="utf-8")
    header = re.search(r'Content-Security-Policy "([^"]+)"', caddyfile)
    assert header is not None
    return {name: sources for name, *sources in (part.split() for part in header[1].split(";"))}


def test_the_proxy_sets_the_headers_streamlit_does_not() -> None:
    caddyfile = (ROOT / "docker/Caddyfile").read_text(encoding="utf-8")
    for header in (
        'Strict-Transport-Security "max-age=31536000; includeSubDomains"',
        'X-Frame-Options "DENY"',
        'X-Content-Type-Options "nosniff"',
        'Referrer-Policy "no-referrer"',
    ):
        assert header in caddyfile


def test_the_policy_allows_no_other_server_no_inline_script_and_no_eval() -> None:
    sources = policy()
    for name in ("default-src", "frame-ancestors", "object-src", "base-uri"):
        assert sources[name] == ["'none'"]
    assert sources["connect-src"] == sources["form-action"] == ["'self'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "data:", "*"} & set(sources["script-src"])
    allowed = {"'none'", "'self'", "'unsafe-inline'", "data:", "blob:"}
    assert {source for values in sources.values() for source in values if "sha256" not in source} <= allowed


def test_the_policy_knows_the_inline_script_of_this_streamlit() -> None:
    import streamlit

    page = Path(streamlit.__file__).with_name("static").joinpath("index.html").read_text(encoding="utf-8")
    digests = {
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    }
    assert digests == {source for source in policy()["script-src"] if "sha256" in source}


def test_make_alone_lists_every_target() -> None:
    listed = re.findall(r"^ {2}make ([\w-]+) {2,}\S", make().stdout, re.MULTILINE)
    assert set(listed) == TARGETS
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == TARGETS


def test_an_old_python_is_refused_in_one_sentence(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\ncase "$1" in -V) echo "Python 3.9.1";; *) exit 1;; esac\n', encoding="utf-8")
    old.chmod(0o755)
    answer = make(f"PYTHON={old}", f"VENV={tmp_path / 'venv'}", "demo")
    assert answer.returncode != 0
    assert f"Python 3.11 or newer is needed; {old} is Python 3.9.1." in answer.stderr


def test_no_machine_path_and_no_registry_address_in_the_repository() -> None:
    traces = []
    for path in repository_files():
        text = path.read_bytes().decode("utf-8", errors="replace")
        traces += [f"{path.relative_to(ROOT)}: {host}" for host in HOSTS if host in text]
        traces += [f"{path.relative_to(ROOT)}: {trace[0]}" for trace in MACHINE_PATH.finditer(text)]
    assert traces == []


@pytest.mark.parametrize(("ci", "status", "word"), [("", 0, "1 skipped"), ("true", 1, "1 error")])
def test_what_is_missing_is_counted_and_fails_in_ci(ci: str, status: int, word: str, tmp_path: Path) -> None:
    case = tmp_path / "test_case.py"
    case.write_text("def test_reads(shared_data): ...\ndef test_free(): ...\n", encoding="utf-8")
    environment = os.environ | {"CI": ci, "AKTEURSNETZ_SHARED_DATA": str(tmp_path / "nowhere")}
    settings = [f"--rootdir={ROOT}", f"--config-file={ROOT / 'pyproject.toml'}", "-p", "tests.conftest"]
    answer = run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *settings, str(case)], environment)
    assert answer.returncode == status, answer.stdout
    assert f"1 passed, {word}" in answer.stdout
    assert "not tested here: 1 test needs the shared data: AKTEURSNETZ_SHARED_DATA names" in answer.stdout
