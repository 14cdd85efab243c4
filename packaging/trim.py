"""Says which collected files an executable can do without. Knows paths inside the bundle only, nothing of PyInstaller.

Never strip binaries on top of this: it breaks NumPy's OpenBLAS.
"""

import re

# Never imported by us, but reachable from what we import.
EXCLUDED_MODULES = (
    "IPython",
    "PIL",
    "_pytest",
    "hypothesis",
    "matplotlib",
    "mypy",
    "numpy.f2py",
    "pandas",
    "pyqtgraph.examples",
    "pytest",
    "scipy",
    "setuptools",
    "sklearn",
    "tkinter",
)

# Qt plugins for devices, databases, the network and Qt Quick; the GTK theme would pull in all of GTK.
UNUSED_PLUGINS = (
    "designer|egldeviceintegrations|generic|networkinformation|qmllint|qmltooling|sqldrivers|tls|vectorimageformats"
    "|wayland-graphics-integration-server|platformthemes/(?:lib)?qgtk3"
    "|platforminputcontexts/(?:lib)?qtvirtualkeyboard|imageformats/(?:lib)?qpdf"
    "|platforms/libq(?:eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc)"
)
UNUSED_LIBRARIES = "Qt6(?:EglFS|Eglfs|Network|OpcUa|Pdf|Qml|Quick|Sql|VirtualKeyboard)|QtNetwork"
UNUSED = re.compile(
    rf"/translations/|/plugins/(?:{UNUSED_PLUGINS})|(?:^|/)(?:lib)?(?:{UNUSED_LIBRARIES})[^/]*\.(?:so|dll|dylib|pyd)"
)


def is_needed(destination: str) -> bool:
    """Whether the file at `destination` in the bundle is worth its weight."""
    return UNUSED.search(destination.replace("\\", "/")) is None


def without_unused(binaries: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The (file, folder in the bundle) pairs that are needed."""
    return [(file, folder) for file, folder in binaries if is_needed(file)]
