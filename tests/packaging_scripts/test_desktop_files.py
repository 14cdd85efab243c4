"""The desktop's files name the same type, and name it as the desktop expects."""

from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree

LINUX = Path(__file__).resolve().parents[2] / "packaging" / "linux"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def entry() -> dict[str, str]:
    """The desktop entry as a table."""
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(LINUX / "applications" / "backprop-playground.desktop", encoding="utf-8")
    return dict(parser["Desktop Entry"])


def test_the_entry_opens_files_with_the_window() -> None:
    assert entry()["Exec"] == "playground %F"
    assert entry()["Terminal"] == "false"


def test_the_type_of_our_files_is_known_by_the_entry() -> None:
    root = ElementTree.parse(LINUX / "mime" / "packages" / "backprop-playground.xml").getroot()
    kind = root.find(f"{MIME}mime-type")
    assert kind is not None
    assert entry()["MimeType"] == f"{kind.get('type')};"
    assert [glob.get("pattern") for glob in kind.iter(f"{MIME}glob")] == ["*.playground"]
