"""The settings of introduction paths; see `ways.yaml`."""

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field, NonNegativeFloat, PositiveFloat, PositiveInt

from graph.packaged import read_yaml


class WaySettings(BaseModel):
    """How much age counts, and how different paths have to be."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    step: NonNegativeFloat
    recent_half_life: PositiveFloat
    undated_years: PositiveFloat
    used_again: float = Field(gt=1)
    tries: PositiveInt


@cache
def load_way_settings() -> WaySettings:
    """Return the settings the program comes with."""
    text = files("graph.analysis.ways").joinpath("ways.yaml").read_text(encoding="utf-8")
    return WaySettings.model_validate(read_yaml(text))
