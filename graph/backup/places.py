"""Where the backups of a database lie, as the settings say."""

from graph.backup.keeping import OFF, KeepingRule
from graph.backup.shelf import Shelf
from graph.settings import Settings


def shelf_of(settings: Settings) -> Shelf:
    """Return the folder of backups of the database that the settings name."""
    rule = None if settings.backups == OFF else KeepingRule.of(settings.backups)
    passphrase = settings.backup_passphrase.get_secret_value()
    return Shelf(settings.backup_shelf, rule, passphrase, data=settings.data_folder)
