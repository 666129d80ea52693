"""Sources: one folder for each kind of file, with a reader's choice and a mapping to facts."""

import pkgutil
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from graph.errors import InputError
from ingest.readers.probe import Probe
from ingest.records import Kind, Mapped, Options
from ingest.records.mapped import bounded


@cache
def kinds() -> tuple[Kind, ...]:
    """Return all kinds of files that can be loaded, the general ones last: one folder beside this module each."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)
    found = [kind for name in names for kind in _kinds_in(import_module(f"{__name__}.{name}"))]
    return tuple(sorted(map(_bounded, found), key=lambda kind: kind.general))


def _bounded(kind: Kind) -> Kind:
    """Return a kind whose files are bounded in time, and their values in length."""

    def understand(path: Path, sha256: str, options: Options) -> Mapped:
        return bounded(kind.understand(path, sha256, options), path)

    return replace(kind, understand=understand)


def _kinds_in(module: ModuleType) -> tuple[Kind, ...]:
    return getattr(module, "KINDS", None) or (module.KIND,)


def kind_of(path: Path, name: str = "") -> Kind:
    """Return the kind of a file: the one of that `name`, or the first that recognises it.

    Raises:
        InputError: no kind has this name or takes this ending, or none recognises the file.
    """
    probe = Probe(path)
    if name and name not in {kind.name for kind in kinds()}:
        raise InputError("unknown_kind", file=path.name, value=name, known=", ".join(kind.name for kind in kinds()))
    fitting = [kind for kind in kinds() if probe.ending in kind.endings and name in ("", kind.name)]
    if not fitting:
        known = ", ".join(dict.fromkeys(ending for kind in kinds() for ending in kind.endings))
        raise InputError("unknown_file_type", file=path.name, value=probe.ending or path.name, known=known)
    for kind in fitting:
        if name or kind.recognises(probe):
            return kind
    raise InputError("unknown_content", file=path.name, known=", ".join(kind.name for kind in fitting))
