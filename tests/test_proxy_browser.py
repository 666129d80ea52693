"""The dashboard behind the real proxy with the Caddyfile as it is: TLS, headers, and a page that runs in a browser."""

import datetime
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPSConnection
from pathlib import Path
from ssl import CERT_NONE, create_default_context
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from graph.store import Store
from tests.support.ports import find_free_port
from tests.support.provider import provided
from tests.support.site import SECONDS, Site, Visit, load_texts, site_on, wait_until
from tests.test_names import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.skipif(shutil.which("caddy") is None, reason="no caddy on the path")]
LIST = {"Nordtreffen_2021-06-10.csv": "Vorname;Nachname;Organisation\nÄnne;Groß;Werk Nord GmbH\n"}
READER = "Lea Lesen"


def certificate(folder: Path) -> str:
    """A certificate of the office, as AKTEURSNETZ_TLS names it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return f"{folder / 'cert.pem'} {folder / 'key.pem'}"


@pytest.fixture(scope="module")
def proxied(kept_store: Store, engine_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A dashboard with sign-in behind the proxy; only the port is another one."""
    home = tmp_path_factory.mktemp("proxy")
    load_texts(kept_store, home, LIST)
    port = find_free_port()
    text = (ROOT / "docker/Caddyfile").read_text(encoding="utf-8")
    (home / "Caddyfile").write_text(text.replace("}:8443 {", f"}}:{port} {{"), encoding="utf-8")
    with provided({READER: ["netz"]}) as provider:
        settings = provider.settings(engine_folder, f"https://localhost:{port}", "netz=read")
        with site_on(kept_store, settings, home) as site:
            environment = {"AKTEURSNETZ_TLS": certificate(home), "AKTEURSNETZ_UPSTREAM": urlsplit(site.url).netloc}
            environment |= {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
            with proxy(home, environment):
                yield Site(f"https://localhost:{port}", site.network)


@contextmanager
def proxy(home: Path, environment: dict[str, str]) -> Iterator[None]:
    log = home / "caddy.log"
    with log.open("w") as out:
        running = subprocess.Popen(
            ["caddy", "run", "--adapter", "caddyfile", "--config", str(home / "Caddyfile")],
            env=os.environ | environment,
            stdout=out,
            stderr=out,
        )
        try:
            wait_until(lambda: running.poll() is not None or "serving initial" in log.read_text())
            assert running.poll() is None, log.read_text()
            yield
        finally:
            running.terminate()
            running.wait(SECONDS)


def asked(site: Site, path: str) -> tuple[int, dict[str, str]]:
    context = create_default_context()
    context.check_hostname, context.verify_mode = False, CERT_NONE
    with closing(HTTPSConnection(urlsplit(site.url).netloc, timeout=SECONDS, context=context)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}


@pytest.mark.parametrize(("path", "status"), [("/_stcore/health", 200), ("/netz", 303)])
def test_the_proxy_answers_with_the_headers_and_without_its_name(proxied: Site, path: str, status: int) -> None:
    told, headers = asked(proxied, path)
    assert told == status
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert (headers["x-frame-options"], headers["x-content-type-options"]) == ("DENY", "nosniff")
    assert "server" not in headers


def test_somebody_signs_in_and_a_map_runs_under_the_policy(proxied: Site, browser: "Browser") -> None:
    page = browser.new_context(locale="de-DE", ignore_https_errors=True).new_page()
    visit = Visit(page, proxied)
    page.goto(proxied.url)
    page.get_by_role("link", name="Anmelden").click()
    page.get_by_role("link", name=READER).click()
    page.locator("h1").wait_for()
    visit.open("/netz").map_ready()
    visit.rests()
    assert visit.boxes() == []
    assert [said for said in visit.complaints if "Content Security Policy" in said] == []
    (session,) = [one for one in page.context.cookies() if one["name"] == "__Host-_streamlit_user"]
    assert (session["secure"], session["httpOnly"]) == (True, True)
    page.close()
