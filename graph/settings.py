"""Settings, from the command line, the environment or their defaults."""

import hashlib
import os
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from platformdirs import user_config_path, user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import UsageError

WEAK_PASSWORDS = frozenset({"", "neo4j", "password", "passwort", "test", "admin", "secret", "changeme", "12345678"})
_SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})
_ALWAYS = frozenset({"data", "language", "engine_heap", "name", "roles", "office", "person_metrics"})
_ALWAYS_OF_A_SERVER = frozenset({"neo4j_uri", "neo4j_username", "neo4j_password", "neo4j_database"})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Settings(BaseSettings):
    """Where the data are and how to reach the database."""

    model_config = SettingsConfigDict(frozen=True, populate_by_name=True, extra="ignore")

    data: Path = Field(
        default_factory=lambda: user_data_path("akteursnetz", appauthor=False),
        validation_alias="AKTEURSNETZ_DATA",
        description="Folder of the embedded database and its password",
    )
    language: Literal["de", "en"] = Field(
        default="de", validation_alias="AKTEURSNETZ_LANGUAGE", description="Language of messages: de or en"
    )
    name: str = Field(
        default="",
        validation_alias="AKTEURSNETZ_NAME",
        description="Under what name you work, for what is recorded with one",
    )
    roles: str = Field(
        default="",
        validation_alias="AKTEURSNETZ_ROLES",
        description="Roles of who works on this machine; unset: all",
    )
    sign_in_url: str = Field(
        default="",
        validation_alias="AKTEURSNETZ_SIGN_IN_URL",
        description="Where the OIDC provider describes itself (…/.well-known/openid-configuration); unset: no sign-in",
    )
    sign_in_client: str = Field(
        default="", validation_alias="AKTEURSNETZ_SIGN_IN_CLIENT", description="Name of this program at the provider"
    )
    sign_in_secret: SecretStr = Field(
        default=SecretStr(""), validation_alias="AKTEURSNETZ_SIGN_IN_SECRET", description="Its secret there"
    )
    sign_in_address: str = Field(
        default="",
        validation_alias="AKTEURSNETZ_SIGN_IN_ADDRESS",
        description="Address of the dashboard as browsers see it, such as https://netz.example",
    )
    sign_in_claim: str = Field(
        default="groups",
        validation_alias="AKTEURSNETZ_SIGN_IN_CLAIM",
        description="Where in the token the groups stand",
    )
    groups: str = Field(
        default="",
        validation_alias="AKTEURSNETZ_GROUPS",
        description="Roles of groups, such as team=edit,review; guests=read@partners",
    )
    idle_minutes: int = Field(
        default=30,
        ge=1,
        validation_alias="AKTEURSNETZ_IDLE_MINUTES",
        description="Minutes without a click after which a session ends",
    )
    session_hours: int = Field(
        default=10,
        ge=1,
        validation_alias="AKTEURSNETZ_SESSION_HOURS",
        description="Hours after which everybody signs in anew",
    )
    recheck_seconds: int = Field(
        default=60,
        ge=1,
        validation_alias="AKTEURSNETZ_RECHECK_SECONDS",
        description="Seconds after which the provider is asked again for somebody's groups",
    )
    audit_key: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="AKTEURSNETZ_AUDIT_KEY",
        description="Secret with which lines of the audit log are signed",
    )
    metrics_token: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="AKTEURSNETZ_METRICS_TOKEN",
        description="Secret with which figures of the operation are asked for",
    )
    log_format: Literal["text", "json"] = Field(
        default="text",
        validation_alias="AKTEURSNETZ_LOG_FORMAT",
        description="Lines of the program's log: text, or json (one object a line, on stderr as well)",
    )
    office: str = Field(
        default="",
        validation_alias="AKTEURSNETZ_OFFICE",
        description="The organisation of the office itself: who of us knows somebody there",
    )
    engine_heap: str = Field(
        default="1g",
        pattern=r"^[1-9][0-9]*[mg]$",
        validation_alias="AKTEURSNETZ_ENGINE_HEAP",
        description="Memory of the embedded database, for example 512m or 2g",
    )
    person_metrics: Literal["asked", "never"] = Field(
        default="asked",
        validation_alias="AKTEURSNETZ_PERSON_METRICS",
        description="Metrics of people: asked (only with --persons) or never",
    )
    backups: str = Field(
        default="5/7/12",
        pattern=r"^(off|[1-9][0-9]{0,2}/[0-9]{1,3}/[0-9]{1,3})$",
        validation_alias="AKTEURSNETZ_BACKUPS",
        description="Backups made by themselves: how many of the last, of days and of months are kept, or off",
    )
    backup_folder: Path | None = Field(
        default=None,
        validation_alias="AKTEURSNETZ_BACKUP_FOLDER",
        description="Where backups are kept; unset: in the data folder",
    )
    backup_passphrase: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="AKTEURSNETZ_BACKUP_PASSPHRASE",
        description="Passphrase that locks backups; empty: they are not locked",
    )
    keys: Path | None = Field(
        default=None,
        validation_alias="AKTEURSNETZ_KEYS",
        description="Folder of the key and the book of erasures, outside the data folder and its backups",
    )
    neo4j_uri: str | None = Field(
        default=None,
        validation_alias="NEO4J_URI",
        description="Address of a Neo4j server; unset: embedded database",
    )
    neo4j_username: str = Field(default="neo4j", validation_alias="NEO4J_USERNAME", description="User of that server")
    neo4j_password: SecretStr = Field(
        default=SecretStr(""), validation_alias="NEO4J_PASSWORD", description="Password of that user"
    )
    neo4j_database: str = Field(default="neo4j", validation_alias="NEO4J_DATABASE", description="Database on it")

    @property
    def sign_in_issuer(self) -> str:
        """What the provider has to call itself: the address it describes itself at, without its end."""
        return self.sign_in_url.partition("?")[0].removesuffix("/.well-known/openid-configuration").rstrip("/")

    @property
    def has_sign_in(self) -> bool:
        """Whether people sign in at the dashboard."""
        return bool(self.sign_in_url.strip())

    @property
    def keys_folder(self) -> Path:
        """The folder of what must outlive the data folder and its backups: the key, and the book of erasures.

        For the data folder of the user it is in that of her settings, for any other one beside it.
        """
        if self.keys:
            return self.keys.expanduser().absolute()
        data = self.data_folder
        if data == user_data_path("akteursnetz", appauthor=False).absolute():
            return user_config_path("akteursnetz", appauthor=False).absolute()
        return data.with_name(f"{data.name}-keys")

    @property
    def data_folder(self) -> Path:
        """The data folder, as an absolute path."""
        return self.data.expanduser().absolute()

    @property
    def snapshots(self) -> Path:
        """The folder in which the network of this database is kept between processes."""
        return self.data_folder / "snapshots" / self._place

    @property
    def backup_shelf(self) -> Path:
        """The folder in which the backups of this database are kept."""
        return (self.backup_folder or self.data / "backups").expanduser().absolute() / self._place

    @property
    def _place(self) -> str:
        """Return the name of a folder that only this database has."""
        server = f"{self.neo4j_uri} {self.neo4j_database}" if self.neo4j_uri else ""
        return f"neo4j-{hashlib.sha256(server.encode()).hexdigest()[:16]}" if server else "embedded"

    def check(self) -> None:
        """Refuse settings that would be unsafe.

        Raises:
            UsageError: no address of a Neo4j server, or an empty or well-known password for one that is not on this
                machine.
        """
        if not self.neo4j_uri:
            return
        try:
            address = urlsplit(self.neo4j_uri)
            is_address = address.scheme in _SCHEMES and bool(address.hostname) and (address.port or 1) > 0
        except ValueError:
            is_address = False
        if not is_address:
            raise UsageError("bad_address", known=", ".join(sorted(_SCHEMES)))
        if address.hostname in _LOOPBACK:
            return
        if self.neo4j_password.get_secret_value().strip().lower() in WEAK_PASSWORDS:
            raise UsageError("weak_password")

    def environment(self) -> dict[str, str]:
        """Return the environment in which a child process has these settings."""
        values = {
            str(field.validation_alias): _text(value)
            for name, field in type(self).model_fields.items()
            if (value := getattr(self, name)) is not None
            and (value != field.default or name in _ALWAYS | _ALWAYS_OF_A_SERVER)
            and (self.neo4j_uri or not name.startswith("neo4j_"))
        }
        return {**os.environ, **values}


def _text(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def settings_now() -> Settings:
    """Return the settings as the environment has them now; made anew only where one of them changed."""
    return _made(tuple(os.environ.get(name) for name in _names()))


@cache
def _names() -> tuple[str, ...]:
    return tuple(str(field.validation_alias) for field in Settings.model_fields.values())


@lru_cache(maxsize=4)
def _made(values: tuple[str | None, ...]) -> Settings:
    return Settings()
