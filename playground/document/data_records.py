"""Checks of what a file says about data and training: closed lists of kinds, ranges, tables that fit themselves."""

from __future__ import annotations

from math import isfinite
from typing import cast

from playground.data.errors import DataError
from playground.data.imported import Imported, unpack
from playground.data.sources import (
    FEWEST_SAMPLES,
    LARGEST_NOISE,
    MOST_SAMPLES,
    Bundled,
    DataSource,
    Generated,
    bundled_info,
    generator_info,
)
from playground.data.split import Preparation
from playground.data.written import Written, tabulate
from playground.document.errors import ContentError
from playground.document.records import AnySource, PreparationRecord, TrainingRecord, from_record
from playground.engine.errors import SettingError
from playground.engine.settings import TrainingSettings


def read_source(record: AnySource) -> DataSource:
    """The data source, known and within its ranges."""
    source = cast(DataSource, from_record(record, object))
    try:
        _check_source(source)
    except DataError as error:
        raise ContentError("$.data", str(error)) from None
    return source


def read_preparation(record: PreparationRecord) -> Preparation:
    """The preparation with a fraction in [0, 1) and a seed that is not negative."""
    preparation = from_record(record, Preparation)
    fraction, seed = preparation.validation_fraction, preparation.seed
    if not 0 <= fraction < 1:
        raise ContentError("$.preparation.validation_fraction", f"found {fraction}, expected at least 0 and below 1")
    _check_seed("$.preparation.seed", seed)
    return preparation


def read_training(record: TrainingRecord) -> TrainingSettings:
    """Training settings within their ranges; a batch holds at most as many samples as any data has."""
    settings = from_record(record, TrainingSettings)
    try:
        settings.check()
    except SettingError as error:
        raise ContentError("$.training", str(error)) from None
    if settings.batch_size > MOST_SAMPLES:
        raise ContentError("$.training.batch_size", f"found {settings.batch_size}, expected at most {MOST_SAMPLES:,}")
    return settings


def _check_source(source: DataSource) -> None:
    if isinstance(source, Bundled):
        bundled_info(source.kind)
    elif isinstance(source, Imported):
        _check_names(source)
        unpack(source)
    elif isinstance(source, Written):
        tabulate(source)
    else:
        _check_generated(source)


def _check_generated(source: Generated) -> None:
    generator_info(source.kind)
    if not FEWEST_SAMPLES <= source.samples <= MOST_SAMPLES:
        found = f"found {source.samples}, expected {FEWEST_SAMPLES} to {MOST_SAMPLES:,}"
        raise ContentError("$.data.samples", found)
    if not (isfinite(source.noise) and 0 <= source.noise <= LARGEST_NOISE):
        raise ContentError("$.data.noise", f"found {source.noise}, expected 0 to {LARGEST_NOISE:g}")
    _check_seed("$.data.seed", source.seed)


def _check_seed(place: str, seed: int) -> None:
    if seed < 0:
        raise ContentError(place, f"found {seed}, expected 0 or more")


def _check_names(table: Imported) -> None:
    """Columns and classes have different names."""
    for place, names in (("feature_names", table.feature_names), ("class_names", table.class_names)):
        if len(set(names)) != len(names):
            raise ContentError(f"$.data.{place}", "found a name twice, expected different names")
