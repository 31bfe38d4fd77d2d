"""A population from YAML text: its fields are those of `Population`."""

from __future__ import annotations

import msgspec
import yaml

from callseat.simulate.population import Population

MAX_BYTES = 64 * 1024


class PopulationError(Exception):
    """The file is refused; its text says why, and where."""


def read_population(text: str) -> Population:
    """Raises PopulationError."""
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise PopulationError(f"not YAML: {error}") from None
    except RecursionError:
        raise PopulationError("nested too deep") from None
    try:
        return msgspec.convert(found or {}, Population)
    except msgspec.ValidationError as error:
        raise PopulationError(str(error)) from None
