"""What the pages keep in memory is of one database, though versions count anew in each."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.state import current as store
from tests.dashboard.pages.small_network import data_of, small_network
from tests.support.kept import forget_ties


def test_two_databases_of_one_version_do_not_share_what_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    whole = small_network()
    empty = replace(whole, relations=[])
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(tmp_path / "one"))
    assert store.case(data_of(whole)).network is whole
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(tmp_path / "other"))
    assert store.case(data_of(empty)).network is empty
    forget_ties()
