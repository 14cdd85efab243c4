"""Takes the place of PyInstaller's own hook: unused plugins go before their libraries are looked for (GTK, for one)."""

from PyInstaller.utils.hooks.qt import add_qt6_dependencies

from trim import is_needed

hiddenimports, binaries, datas = add_qt6_dependencies(__file__)
binaries = [(source, folder) for source, folder in binaries if is_needed(source)]
