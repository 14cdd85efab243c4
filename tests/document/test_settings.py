"""Settings are remembered; a file that cannot be read is set aside with a word and never stops the program."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.document.errors import FileError
from playground.document.settings import (
    MOST_RECENT,
    NUMBERS,
    THEMES,
    Settings,
    load_settings,
    save_settings,
    settings_path,
    with_recent,
    without_recent,
)

SETTINGS = st.builds(
    Settings,
    st.lists(st.text(), max_size=MOST_RECENT).map(tuple),
    st.sampled_from(["", "AdnQywAD", "AAE="]),
    st.dictionaries(st.sampled_from(["build", "step", "train"]), st.just("AAAA/w==")),
    st.sampled_from(THEMES),
    st.integers(1, 17),
    st.sampled_from(NUMBERS),
)


@given(SETTINGS)
def test_settings_come_back_equal(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    folder = tmp_path_factory.mktemp("settings")
    save_settings(settings, folder)
    assert load_settings(folder) == (settings, "")


def test_at_the_first_start_there_are_defaults_and_no_word() -> None:
    assert load_settings() == (Settings(), "")


def test_settings_go_where_the_environment_says() -> None:
    save_settings(Settings(theme="dark"))
    assert settings_path().is_file()
    assert load_settings()[0].theme == "dark"


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (('"dark"', '"pink"'), '$.theme: found "pink", expected one of the known words'),
        (('"digits": 4', '"digits": 0'), "$.digits: found 0"),
        (('"digits": 4', '"digits": 4, "font": 1'), '$: found the unknown key "font"'),
        (('"version": 1', '"version": 9'), "$.version: found version 9, made by a newer version"),
        (('"window_geometry": ""', '"window_geometry": "§"'), '$.window_geometry: found "§"'),
        (("{", "{{"), "found broken JSON"),
    ],
)
def test_a_broken_file_is_set_aside_and_reported(tmp_path: Path, damage: tuple[str, str], found: str) -> None:
    save_settings(Settings(theme="dark"), tmp_path)
    path = settings_path(tmp_path)
    broken = path.read_text("utf-8").replace(*damage, 1)
    path.write_text(broken, "utf-8")
    settings, word = load_settings(tmp_path)
    assert settings == Settings()
    assert word.startswith("settings.json, ")
    assert found in word
    assert word.endswith("; it was renamed to settings.broken.json, and the program starts with its defaults")
    assert (tmp_path / "settings.broken.json").read_text("utf-8") == broken
    assert load_settings(tmp_path) == (Settings(), "")


def test_even_a_file_that_cannot_be_set_aside_is_not_fatal(tmp_path: Path) -> None:
    settings_path(tmp_path).write_text("no")
    (tmp_path / "settings.broken.json").mkdir()
    settings, word = load_settings(tmp_path)
    assert settings == Settings()
    assert "could not be set aside" in word


def test_a_place_that_takes_no_settings_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileError, match=r"settings\.json: cannot be saved"):
        save_settings(Settings(), tmp_path / "file" / "below")


def test_recent_files_are_newest_first_without_repetition_and_few(tmp_path: Path) -> None:
    settings = Settings()
    for number in [*range(15), 12]:
        settings = with_recent(settings, tmp_path / f"{number}.playground")
    names = [Path(path).name for path in settings.recent]
    assert names == [f"{number}.playground" for number in (12, 14, 13, 11, 10, 9, 8, 7, 6, 5)]
    gone = without_recent(settings, settings.recent[0])
    assert gone == replace(settings, recent=settings.recent[1:])


def test_a_path_that_is_no_text_is_not_remembered() -> None:
    assert with_recent(Settings(), Path("/a/\udcff.playground")) == Settings()
