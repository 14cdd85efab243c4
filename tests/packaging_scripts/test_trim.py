"""What the executables leave out, and what they must keep."""

import pytest

from trim import is_needed, without_unused

QT = "PySide6/Qt"


@pytest.mark.parametrize(
    "path",
    [
        f"{QT}/plugins/platforms/libqxcb.so",
        f"{QT}/plugins/platforms/libqoffscreen.so",
        f"{QT}/plugins/platforms/libqwayland.so",
        f"{QT}/plugins/platformthemes/libqxdgdesktopportal.so",
        f"{QT}/plugins/imageformats/libqsvg.so",
        f"{QT}/plugins/iconengines/libqsvgicon.so",
        f"{QT}/lib/libQt6OpenGL.so.6",
        "PySide6/QtOpenGL.abi3.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "numpy.libs/libscipy_openblas64_-32a4b2a6.so",
        "resources/data/iris.csv",
    ],
)
def test_what_is_used_stays(path: str) -> None:
    assert is_needed(path)


@pytest.mark.parametrize(
    "path",
    [
        f"{QT}/plugins/platformthemes/libqgtk3.so",
        f"{QT}/plugins/platforms/libqvnc.so",
        f"{QT}/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        f"{QT}/plugins/imageformats/libqpdf.so",
        f"{QT}/plugins/sqldrivers/libqsqlite.so",
        f"{QT}/translations/qtbase_de.qm",
        f"{QT}/lib/libQt6Quick.so.6",
        "libQt6Network.so.6",
        "PySide6\\plugins\\tls\\qschannelbackend.dll",
        "PySide6/QtNetwork.abi3.so",
    ],
)
def test_what_is_never_used_goes(path: str) -> None:
    assert not is_needed(path)


def test_a_list_of_binaries_keeps_what_is_used() -> None:
    used, unused = ("/a/plugins/platforms/libqxcb.so", "x"), ("/a/plugins/platforms/libqvnc.so", "x")
    assert without_unused([used, unused]) == [used]
