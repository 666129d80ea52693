"""The sample: the opening event of 16 March 2021 from its press report, and an invented network around it.

`manifest.yaml` lists the files in loading order; README.md says what is real and what is invented.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

MANIFEST = "manifest.yaml"


def folder() -> Traversable:
    """The folder with the files of the sample; reads like a `Path`: `folder() / MANIFEST`."""
    return files(__name__)
