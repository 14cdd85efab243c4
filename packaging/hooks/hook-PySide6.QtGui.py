"""Takes the place of PyInstaller's own hook: unused plugins go before their libraries are looked for (GTK, for one)."""

from PyInstaller.utils.hooks.qt import add_qt6_dependencies

from trim import without_unused

hiddenimports, found, datas = add_qt6_dependencies(__file__)
binaries = without_unused(found)
