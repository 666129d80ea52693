"""What the page Prüfen says about the order of pairs."""

import pytest

from briefing.wording.language import Words
from graph.errors import LANGUAGES
from graph.matching.ranking import DEFAULTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_feature_has_a_name(language: str) -> None:
    words = Words(language)  # type: ignore[arg-type]
    assert all(words(f"review_feature_{feature.name}") for feature in DEFAULTS)
