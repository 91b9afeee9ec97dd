"""Makes a project file of a list: ``make_project.py LIST PROJECT``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from churn_desktop.importing.importer import open_list
from churn_desktop.storage.project_file import save_project

save_project(open_list(Path(sys.argv[1]), today=date(2025, 7, 1)), Path(sys.argv[2]))
