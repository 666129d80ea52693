"""Licences of what is shipped, its bill of materials, and what is said where nobody could be asked for weaknesses."""

import sys
from importlib.metadata import version
from itertools import pairwise

import pytest

from tools.audit import FOUND, NOT_ASKED, SOUND, weaknesses
from tools.installed import Component, components, parts_of_tests
from tools.licences import Verdict, judged, refused, told, verdict
from tools.sbom import sbom


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("MIT", Verdict.FREE),
        ("Apache-2.0 AND Python-2.0", Verdict.FREE),
        ("BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", Verdict.FREE),
        ("BSD-3-Clause, Apache-2.0, dependency licenses", Verdict.FREE),
        ("Mozilla Public License 2.0 (MPL 2.0)", Verdict.WEAK),
        ("LGPL-2.1-only", Verdict.WEAK),
        ("GNU Lesser General Public License v3 or later (LGPLv3+)", Verdict.WEAK),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", Verdict.WEAK),
        ("MIT OR GPL-3.0-only", Verdict.FREE),
        ("MIT AND GPL-3.0-only", Verdict.STRONG),
        ("GPL-2.0-or-later", Verdict.STRONG),
        ("GPLv3", Verdict.STRONG),
        ("LGPL and GPL2", Verdict.STRONG),
        ("GNU General Public License v3 (GPLv3)", Verdict.STRONG),
        ("AGPL-3.0-only", Verdict.STRONG),
        ("GNU Affero General Public License v3", Verdict.STRONG),
        ("MIT License AND GNU General Public License (GPL)", Verdict.STRONG),
        ("", Verdict.UNKNOWN),
        ("Proprietary", Verdict.UNKNOWN),
        ("SSPL-1.0", Verdict.UNKNOWN),
        ("Submit a pull request", Verdict.UNKNOWN),  # neither MIT nor ISC
    ],
)
def test_a_licence_is_what_it_obliges_to(licence: str, expected: Verdict) -> None:
    assert verdict(licence) is expected


def test_nothing_that_is_shipped_is_under_the_gpl() -> None:
    found = judged(components())
    assert refused(found) == []
    names = {one.part.name for one in found}
    assert names >= {"streamlit", "neo4j", "arcadedb-embedded", "starlette", "authlib"}
    # The map holds no code of others: what builds it and what it is measured beside is not shipped.
    assert not [one.part.name for one in found if one.part.origin == "npm"]


def test_what_the_tests_use_is_not_under_the_gpl_either_and_axe_core_is_known_for_what_it_is() -> None:
    found = judged(parts_of_tests())
    assert refused(found) == []
    (axe,) = [one for one in found if one.part.name == "axe-playwright-python"]
    assert axe.verdict is Verdict.WEAK  # axe-core in it is under the MPL 2.0
    assert axe.part.name not in {part.name for part in components()}


def test_a_package_under_the_gpl_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    parts = [Component("pypi", "gut", "1", "MIT"), Component("pypi", "streng", "2", "GPL-3.0-only")]
    assert told(refused(judged(parts)), len(parts)) == 1
    said = capsys.readouterr().err
    assert "streng 2" in said
    assert "gut" not in said


def test_the_bill_of_materials_names_every_part_once_and_each_need_is_a_part() -> None:
    parts = components()
    bill = sbom(parts)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    refs = [part["bom-ref"] for part in bill["components"]]
    assert len(refs) == len(set(refs)) == len(parts)
    assert f"pkg:pypi/streamlit@{version('streamlit')}" in refs
    assert all(part["licenses"] for part in bill["components"])
    known = {bill["metadata"]["component"]["bom-ref"], *refs}
    assert {said["ref"] for said in bill["dependencies"]} == known
    assert {need for said in bill["dependencies"] for need in said["dependsOn"]} <= known
    assert all(one < other for one, other in pairwise(sorted(refs)))
    assert sbom(parts) == bill


@pytest.mark.parametrize(
    ("code", "expected", "said"),
    [
        ("pass", SOUND, "no known weaknesses"),
        ("print('jinja2 1.0 GHSA-x'); sys.stderr.write('Found 1 known vulnerability'); sys.exit(1)", FOUND, "GHSA-x"),
        ("sys.stderr.write('Connection refused'); sys.exit(1)", NOT_ASKED, "NOT looked for: Connection refused"),
        ("sys.stderr.write('No module named pip_audit'); sys.exit(1)", NOT_ASKED, "NOT looked for"),
        ("import time; time.sleep(60)", NOT_ASKED, "did not answer"),
    ],
)
def test_weaknesses_nobody_could_be_asked_for_are_no_clean_answer(code: str, expected: int, said: str) -> None:
    state, text = weaknesses([sys.executable, "-c", f"import sys; {code}"], seconds=5)
    assert state == expected
    assert said in text
