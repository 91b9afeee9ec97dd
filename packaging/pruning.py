"""Which files of the libraries an installer leaves out; the same on every system.

Of Qt it is said what stays, because most of it goes and newer versions add more. Of
the other libraries it is said what goes.
"""

from __future__ import annotations

import fnmatch
import re

QT_MODULES = ("Core", "Gui", "Widgets", "Svg")
"""What the program imports."""

QT_LIBRARIES = (
    *QT_MODULES,
    # What Core, Gui and the plugins below are linked with, on Linux and macOS.
    "DBus",
    "EglFSDeviceIntegration",
    "OpenGL",
    "WaylandClient",
    "WaylandEglClientHwIntegration",
    "WlShellIntegration",
    "XcbQpa",
)

QT_PLUGINS = {
    "iconengines": ("svgicon",),
    "imageformats": ("gif", "ico", "jpeg", "svg"),
    "platforminputcontexts": ("compose*", "ibus*"),
    "platforms": (
        "cocoa", "minimal", "offscreen", "wayland-egl", "wayland-generic", "windows",
        "xcb",
    ),
    "platformthemes": ("xdgdesktopportal",),
    "styles": ("macstyle", "modernwindowsstyle"),
    "wayland-decoration-client": ("*",),
    "wayland-graphics-integration-client": ("*",),
    "wayland-shell-integration": ("xdg-shell",),
    "xcbglintegrations": ("*",),
}  # fmt: skip

TRANSLATIONS = ("qt_en", "qt_zh_CN", "qtbase_en", "qtbase_zh_CN")

DROPPED = (
    "*.lib", "*.pxd", "*.pyi", "*.pyx", "*.typed", "*.h", "*/__pycache__/*",
    "*/tests/*", "*/testing/tests/*", "*/_pyinstaller/*", ".lock", "bin/*", "share/*",
    "pylab.py", "*.dist-info/*", "_distutils_hack/*", "altgraph/*", "macholib/*",
    "setuptools/*", "pkg_resources/*", "PyInstaller/*", "_pyinstaller_hooks_contrib/*",
    "pylopdf_fonts_zh_cn/*", "PIL/_avif*", "PIL/_imagingtk*", "PIL/_webp*",
    "PIL/_imagingcms*", "pillow.libs/libavif*", "matplotlib/backends/web_backend/*",
    "matplotlib/mpl-data/fonts/afm/*", "matplotlib/mpl-data/fonts/pdfcorefonts/*",
    "matplotlib/mpl-data/images/*", "matplotlib/mpl-data/plot_directive/*",
    "matplotlib/mpl-data/sample_data/*", "matplotlib/sphinxext/*",
    "matplotlib/testing/*", "mpl_toolkits/axisartist/*", "numpy/_core/include/*",
    "numpy/_core/lib/*", "numpy/distutils/*", "numpy/doc/*", "numpy/f2py/*",
    "numpy/random/_examples/*", "numpy/random/lib/*", "pandas/io/formats/templates/*",
    "pyparsing/diagram/*",
)  # fmt: skip
"""Patterns of paths inside site-packages."""

_SYSTEM_LIBRARIES = re.compile(
    r"lib(EGL|GL.*|X11|X11-xcb|Xau|Xdmcp|atk.*|blkid|brotli.*|bsd|cairo.*|cap|com_err"
    r"|crypto|datrie|dbus-1|drm|fontconfig|freetype|fribidi|gcc_s|gcrypt|gdk-3"
    r"|gdk_pixbuf-2\.0|gio-2\.0|glib-2\.0|gmodule-2\.0|gobject-2\.0|gpg-error|graphite2"
    r"|gssapi_krb5|gthread-2\.0|gtk-3|harfbuzz|k5crypto|keyutils|krb5.*|lz4|md|mount"
    r"|pango.*|pcre2-8|pixman-1|readline|selinux|ssl|stdc\+\+|systemd|thai|tinfo"
    r"|wayland-.*|xcb|xkbcommon|xkbcommon-x11)\.so\.[\d.]+"
)


def keeps(path: str) -> bool:
    """Tell whether an installer needs a file, named by its path in site-packages.

    Examples
    --------
    >>> keeps("PySide6/Qt6Widgets.dll"), keeps("PySide6/Qt/lib/libQt6Quick.so.6")
    (True, False)
    >>> keeps("pandas/core/frame.py"), keeps("pandas/tests/test_frame.py")
    (True, False)
    """
    if any(fnmatch.fnmatchcase(path, pattern) for pattern in DROPPED):
        return False
    top, _, rest = path.partition("/")
    if top == "PySide6":
        return _keeps_of_qt(rest)
    if top == "shiboken6":
        # Compilers' runtimes for OpenMP, AMP and the like.
        return not re.search(r"(concrt|vcamp|vccorlib|vcomp)140", rest)
    return True


def is_system_library(path: str) -> bool:
    """Tell whether every Linux desktop brings a library, in a version that fits it."""
    return _SYSTEM_LIBRARIES.fullmatch(path.rpartition("/")[2]) is not None


def _keeps_of_qt(path: str) -> bool:
    """Tell whether a file of PySide6 stays; `path` starts below its folder."""
    path = path.removeprefix("Qt/")
    folder, _, name = path.rpartition("/")
    if folder.startswith("plugins/"):
        stem = re.sub(r"^(lib)?q?|\.(dll|dylib|so)$", "", name)
        wanted = QT_PLUGINS.get(folder.split("/")[1], ())
        return any(fnmatch.fnmatchcase(stem, pattern) for pattern in wanted)
    if folder == "translations":
        return name.removesuffix(".qm") in TRANSLATIONS
    framework = re.match(r"lib/Qt(\w+)\.framework/", path)
    if framework:
        return framework[1] in QT_LIBRARIES and "/Headers/" not in path
    if folder == "support":
        return name.endswith(".py")
    if folder not in ("", "lib"):
        return False
    library = re.match(r"(?:lib)?Qt6(\w+)\.(?:dll|so)", name)
    if library:
        return library[1] in QT_LIBRARIES
    module = re.match(r"Qt(\w+)\.(?:abi3\.so|pyd)$", name)
    if module:
        return module[1] in QT_MODULES
    support = re.match(r"(lib)?(pyside6|shiboken6)\.abi3\.", name)
    return support is not None or bool(re.search(r"\.py$|^libicu", name))
