"""The bill of materials of what runs with the program, as CycloneDX JSON: `python -m tools.sbom [FILE]`.

The same parts give the same file: no time, no number drawn by lot.
"""

import hashlib
import json
import sys
import uuid
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tools.installed import ROOT, Component, components
from tools.licences import READ

Json = dict[str, Any]
VERSION = "1.6"


def sbom(parts: Sequence[Component]) -> Json:
    """Return the bill of materials of these parts."""
    own = f"pkg:pypi/{ROOT}@{version(ROOT)}"
    known = {part.name: part.purl for part in parts if part.origin == "pypi"}
    needed = {name for part in parts for name in part.needs}
    direct = [part.purl for part in parts if part.name not in needed]
    listed = [_component(part) for part in parts]
    number = uuid.UUID(hashlib.sha256(json.dumps([own, listed]).encode()).hexdigest()[:32], version=4)
    return {
        "$schema": f"http://cyclonedx.org/schema/bom-{VERSION}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": VERSION,
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": ROOT,
                "version": version(ROOT),
                "purl": own,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": listed,
        "dependencies": [
            {"ref": own, "dependsOn": sorted(direct)},
            *({"ref": part.purl, "dependsOn": sorted(known[name] for name in part.needs)} for part in parts),
        ],
    }


def _component(part: Component) -> Json:
    licence = READ.get(part.name, part.licence)
    said = [{"license": {"name": licence}}] if licence else []
    return {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "purl": part.purl,
        "licenses": said,
    }


def main(given: Sequence[str]) -> None:
    """Write the bill to a file, or to the output."""
    text = json.dumps(sbom(components()), ensure_ascii=False, indent=1) + "\n"
    if given:
        Path(given[0]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
