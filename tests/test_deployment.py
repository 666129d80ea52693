"""Compose file, image, proxy, units, example and documents say the same of settings, ports, secrets and folders.

`docker compose config` would find the half of it; what one file says and another one denies nobody else finds.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.settings import Settings
from graph.settings_files import AUTH_FILE, SECRETS

ROOT = Path(__file__).resolve().parents[1]
OURS = r"(?:AKTEURSNETZ|NEO4J)_[A-Z_]*[A-Z]"
DASHBOARD_PORT, PROXY_PORT = "8501", "8443"
UNITS = ("akteursnetz.service", "akteursnetz-backup.service")
# Settings that make no sense in the container, and why.
NOT_IN_COMPOSE = {
    "AKTEURSNETZ_DATA": "the image says it",
    "AKTEURSNETZ_KEYS": "the image says it",
    "AKTEURSNETZ_ENGINE_HEAP": "there is no embedded database",
    "AKTEURSNETZ_NAME": "people sign in",
    "AKTEURSNETZ_ROLES": "people sign in",
    "AKTEURSNETZ_BACKUP_FOLDER": "the volume",
    "NEO4J_USERNAME": "in the file of user and password",
    "NEO4J_PASSWORD": "in the file of user and password",
    "AKTEURSNETZ_SIGN_IN_SECRET": "in its file",
    "AKTEURSNETZ_AUDIT_KEY": "in its file",
    "AKTEURSNETZ_BACKUP_PASSPHRASE": "in its file",
}


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


COMPOSE, CADDY, IMAGE = text("docker-compose.yml"), text("docker/Caddyfile"), text("docker/Dockerfile")
EXAMPLE, OPERATION, SETTINGS = (
    text("deploy/akteursnetz.env.example"),
    text("docs/operation.md"),
    text("docs/settings.md"),
)
KNOWN = {str(field.validation_alias): field for field in Settings.model_fields.values()}
LOADED: dict[str, Any] = yaml.safe_load(COMPOSE)
SERVICES: dict[str, Any] = LOADED["services"]
READ = {*KNOWN, *(f"{name}_FILE" for name in SECRETS), AUTH_FILE, "AKTEURSNETZ_ENV_FILE"}


def asked_for() -> dict[str, str]:
    """What the compose file takes from `.env`, with what stands where that says nothing."""
    return dict(re.findall(rf"\$\{{({OURS})(:-[^}}]*|:\?[^}}]*)?\}}", COMPOSE))


def test_the_dashboard_gets_settings_it_reads_and_all_of_them() -> None:
    given = set(SERVICES["dashboard"]["environment"])
    assert given <= READ
    assert KNOWN.keys() - given == NOT_IN_COMPOSE.keys()
    for name, value in SERVICES["dashboard"]["environment"].items():
        assert not (taken := re.match(rf"\$\{{({OURS})", value)) or taken[1] == name


def test_what_the_compose_file_sets_where_nobody_does_is_the_program_s_own_default() -> None:
    for name, default in asked_for().items():
        if name in KNOWN and default.startswith(":-"):
            own = KNOWN[name].default
            assert default[2:] == str(own.get_secret_value() if hasattr(own, "get_secret_value") else own), name


def test_the_example_names_what_must_be_set_and_nothing_that_nobody_reads() -> None:
    named = set(re.findall(rf"^({OURS})=", EXAMPLE, re.MULTILINE))
    assert named <= asked_for().keys()
    assert {name for name, default in asked_for().items() if default.startswith(":?")} <= named


@pytest.mark.parametrize("name", sorted(asked_for()))
def test_whatever_may_be_set_is_told(name: str) -> None:
    assert f"`{name}`" in SETTINGS


def test_the_proxy_is_given_what_it_reads_with_the_same_defaults() -> None:
    read = dict(re.findall(rf"\{{\$({OURS}):([^}}]*)\}}", CADDY))
    given = SERVICES["proxy"]["environment"]
    assert given.keys() == read.keys()
    assert {name: f"${{{name}:-{default}}}" for name, default in read.items()} == given


def test_every_port_is_the_same_everywhere() -> None:
    assert SERVICES["dashboard"]["expose"] == [DASHBOARD_PORT]
    assert re.findall(r"^EXPOSE (\d+)$", IMAGE, re.MULTILINE) == [DASHBOARD_PORT]
    command = json.loads(re.findall(r"^CMD (\[.*\])$", IMAGE, re.MULTILINE)[0])
    assert command[command.index("--port") + 1] == DASHBOARD_PORT
    assert f"127.0.0.1:{DASHBOARD_PORT}/_akteursnetz/health" in SERVICES["dashboard"]["healthcheck"]["test"][-1]
    assert SERVICES["proxy"]["environment"]["AKTEURSNETZ_UPSTREAM"].endswith(f":-dashboard:{DASHBOARD_PORT}}}")
    assert f"--port {DASHBOARD_PORT} " in text("deploy/akteursnetz.service")
    assert set(re.findall(r"127\.0\.0\.1:(\d+)", OPERATION)) == {DASHBOARD_PORT}
    assert f"}}:{PROXY_PORT} {{" in CADDY
    assert [port.rpartition(":")[2] for port in SERVICES["proxy"]["ports"]] == [PROXY_PORT]
    (bolt,) = SERVICES["neo4j"]["expose"]
    assert SERVICES["dashboard"]["environment"]["NEO4J_URI"] == f"bolt://neo4j:{bolt}"
    assert SERVICES["neo4j"]["healthcheck"]["test"][-1].endswith(f"/{bolt}")


def test_the_addresses_of_health_and_figures_are_answered() -> None:
    from dashboard.server.figures import ROUTES

    said = re.findall(r"/_akteursnetz/\w+", COMPOSE + OPERATION)
    assert {"/_akteursnetz/health", "/_akteursnetz/metrics"} == {*said} == {route.path for route in ROUTES}


def test_each_secret_is_made_by_the_head_mounted_and_read() -> None:
    head = COMPOSE[: COMPOSE.index("\nname:")]
    for name, secret in LOADED["secrets"].items():
        assert f"> {secret['file'].removeprefix('./')}" in head
        users = [service for service in SERVICES.values() if name in service.get("secrets", ())]
        assert users
        assert all(f"/run/secrets/{name}" in service["environment"].values() for service in users)


def test_what_a_container_writes_is_a_volume() -> None:
    said = dict(re.findall(r"^\s*(?:ENV )?(AKTEURSNETZ_\w+|HOME)=(\S+)", IMAGE, re.MULTILINE))
    mounted = {mount.split(":")[1] for mount in SERVICES["dashboard"]["volumes"]}
    assert {said["AKTEURSNETZ_DATA"], said["AKTEURSNETZ_KEYS"], said["HOME"]} == mounted
    assert set(re.findall(r"^VOLUME (.+)$", IMAGE, re.MULTILINE)[0].split()) == mounted


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_may_write_where_the_program_does(name: str) -> None:
    unit = text(f"deploy/{name}")
    said = dict(re.findall(rf"({OURS})=(\S+)", "\n".join(re.findall(r"^Environment=(.*)$", unit, re.MULTILINE))))
    assert said.keys() <= READ
    data = Path(said["AKTEURSNETZ_DATA"])
    own = {Path("/var/lib", folder) for folder in re.findall(r"^StateDirectory=(.*)$", unit, re.MULTILINE)[0].split()}
    assert {data, Settings.model_validate({"AKTEURSNETZ_DATA": str(data)}).keys_folder} == own
    (credential,) = re.findall(r"^LoadCredential=(\w+):(\S+)$", unit, re.MULTILINE)
    assert said["AKTEURSNETZ_SIGN_IN_SECRET_FILE"] == f"%d/{credential[0]}"
    assert f"install -m 600 /dev/stdin {credential[1]} " in text(f"deploy/{UNITS[0]}")
    (first, *_) = re.findall(r"^EnvironmentFile=(\S+)$", unit, re.MULTILINE)
    assert f"deploy/akteursnetz.env.example {first} " in text(f"deploy/{UNITS[0]}")


def test_the_proxy_lets_through_what_the_dashboard_takes_and_little_more() -> None:
    from dashboard.server import serve

    (most,) = re.findall(r"max_size (\d+)MB", CADDY)
    (taken,) = re.findall(r'"server\.maxUploadSize": "(\d+)"', Path(serve.__file__).read_text(encoding="utf-8"))
    assert int(taken) < int(most) <= int(taken) + 2


def test_every_file_of_the_operation_is_named_in_its_document() -> None:
    for path in (*(ROOT / "deploy").iterdir(), ROOT / "docker/Caddyfile", ROOT / "docker-compose.yml"):
        assert f"(../{path.relative_to(ROOT)})" in OPERATION
