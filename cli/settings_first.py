"""Settings out of files, read before any module of the commands is: the words of the help depend on one."""

import sys

from graph.errors import UsageError
from graph.settings_files import read_files

try:
    read_files()
except UsageError as error:
    sys.stderr.write(f"{error.message('de')}\n{error.message('en')}\n")
    sys.exit(2)
