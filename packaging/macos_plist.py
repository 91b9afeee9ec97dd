"""What macOS is told about the program."""

from __future__ import annotations

import plistlib
import sys
from typing import Any

IDENTIFIER = "io.github.churn_desktop.ChurnDesktop"
PROJECT_TYPE = "io.github.churn_desktop.project"
LISTS = (
    "org.openxmlformats.spreadsheetml.sheet",
    "com.microsoft.excel.xls",
    "org.oasis-open.opendocument.spreadsheet",
    "public.comma-separated-values-text",
    "public.tab-separated-values-text",
)


def plist(version: str) -> dict[str, Any]:
    """Give the entries of Info.plist."""
    return {
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleName": "Churn Desktop",
        "CFBundleDisplayName": "Churn Desktop",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "zh_CN"],
        "LSMinimumSystemVersion": "12.0",
        "LSApplicationCategoryType": "public.app-category.business",
        "NSHighResolutionCapable": True,
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,
        "NSHumanReadableCopyright": "The Churn Desktop authors, MIT licence",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Churn Desktop project",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [PROJECT_TYPE],
            },
            {
                # Offered under "Open With"; what opens lists stays as it is.
                "CFBundleTypeName": "Customer list",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": list(LISTS),
            },
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": PROJECT_TYPE,
                "UTTypeDescription": "Churn Desktop project",
                "UTTypeConformsTo": ["public.data", "public.content"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": ["churn"],
                    "public.mime-type": ["application/x-churn-desktop-project"],
                },
            }
        ],
    }


if __name__ == "__main__":
    plistlib.dump(plist("0.0.0"), sys.stdout.buffer)
