"""What the program needs to work: its database, the log of who did what, and a copy of all for the worst day."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cli.health.finding import Checked, doubtful, sound, wrong
from graph.audit import AuditLog, verify
from graph.backup.places import shelf_of
from graph.engine import open_store
from graph.errors import AkteursnetzError
from graph.settings import Settings
from graph.store.migrate import STEPS

OLD = timedelta(days=7)


def database(settings: Settings) -> Iterator[Checked]:
    """Look whether the database answers, and whether it is of this version of the program."""
    try:
        with open_store(settings, migrate=False) as store:
            server, version = store.server(), store.view().schema_version() or 0
    except AkteursnetzError as error:
        yield wrong("engine_away", detail=error.message(settings.language))
        return
    yield sound("engine", server=server)
    if version == 0:
        yield sound("schema_none")
    elif version > len(STEPS):
        yield wrong("schema_new", version=version, known=len(STEPS))
    elif 0 < version < len(STEPS):
        yield doubtful("schema_old", version=version, known=len(STEPS))
    else:
        yield sound("schema", version=version)


def log(settings: Settings) -> Iterator[Checked]:
    """Look whether the audit log is as it was written."""
    faults = verify(AuditLog(settings.data))
    yield wrong("log", n=len(faults), line=faults[0].line) if faults else sound("log_sound")


def backup(settings: Settings) -> Iterator[Checked]:
    """Look when the last backup was made."""
    last = shelf_of(settings).last()
    if last is None:
        yield doubtful("backup_none")
        return
    age = datetime.now().astimezone() - last.at
    key, day = ("backup_old" if age > OLD else "backup"), last.at.astimezone().date().isoformat()
    yield (doubtful if age > OLD else sound)(key, day=day, days=age.days)
