"""Settings, from the command line, the environment or their defaults."""

import hashlib
import os
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from platformdirs import user_config_path, user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import UsageError

WEAK_PASSWORDS = frozenset({"", "neo4j", "password", "passwort", "test", "admin", "secret", "changeme", "12345678"})
_SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})
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
    def keys_folder(self) -> Path:
        """The folder of what must outlive the data folder and its backups: the key, and the book of erasures.

        For the data folder of the user it is in that of her settings, for any other one beside it.
        """
        if self.keys:
            return self.keys.expanduser().absolute()
        data = self.data.expanduser().absolute()
        if data == user_data_path("akteursnetz", appauthor=False).absolute():
            return user_config_path("akteursnetz", appauthor=False).absolute()
        return data.with_name(f"{data.name}-keys")

    @property
    def snapshots(self) -> Path:
        """The folder in which the network of this database is kept between processes."""
        server = f"{self.neo4j_uri} {self.neo4j_database}" if self.neo4j_uri else ""
        place = f"neo4j-{hashlib.sha256(server.encode()).hexdigest()[:16]}" if server else "embedded"
        return self.data.expanduser().absolute() / "snapshots" / place

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
            "AKTEURSNETZ_DATA": str(self.data),
            "AKTEURSNETZ_LANGUAGE": self.language,
            "AKTEURSNETZ_ENGINE_HEAP": self.engine_heap,
            "AKTEURSNETZ_NAME": self.name,
            "AKTEURSNETZ_OFFICE": self.office,
            "AKTEURSNETZ_PERSON_METRICS": self.person_metrics,
        }
        if self.keys:
            values["AKTEURSNETZ_KEYS"] = str(self.keys)
        if self.neo4j_uri:
            values |= {
                "NEO4J_URI": self.neo4j_uri,
                "NEO4J_USERNAME": self.neo4j_username,
                "NEO4J_PASSWORD": self.neo4j_password.get_secret_value(),
                "NEO4J_DATABASE": self.neo4j_database,
            }
        return {**os.environ, **values}
