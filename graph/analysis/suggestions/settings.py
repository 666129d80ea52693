"""The few numbers that suggestions are scored with, out of `settings.yaml`."""

from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field, PositiveFloat, PositiveInt


class Scoring(BaseModel):
    """How meetings of the past say who will meet; `settings.yaml` explains each."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    half_life: PositiveFloat
    damping: float = Field(gt=0, le=1)
    restraint: float = Field(ge=0, le=1)
    two_steps: float = Field(ge=0)
    topics: float = Field(ge=0)
    largest_event: PositiveInt
    signals: dict[str, float]
    circle: dict[str, float]
    small: PositiveInt
    fusion: PositiveFloat
    pool: PositiveInt
    far: float = Field(ge=1)
    sharpness: PositiveFloat
    enough: PositiveFloat


@cache
def load_scoring() -> Scoring:
    """Return the numbers the program comes with."""
    text = files("graph.analysis.suggestions").joinpath("settings.yaml").read_text(encoding="utf-8")
    return Scoring.model_validate(yaml.safe_load(text))
