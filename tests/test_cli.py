from __future__ import annotations

import json
from pathlib import Path

import pytest

from churn_desktop import cli, resources
from churn_desktop.importing import importer

LIST = """customer_id,name,start_date,end_date,monthly_fee
a,Ada,2024-01-10,,100
b,Bo,2024-01-12,2024-02-20,80
c,Cy,2024-02-03,,50
d,Di,2024-03-01,2024-02-01,50
"""


@pytest.fixture
def small_list(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def analysed(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, dict[str, object]]:
    code = cli.run(["analyse", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_analyse_prints_the_numbers_and_says_that_a_row_was_set_aside(
    small_list: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.run(["analyse", str(small_list), "--json", "--as-of", "2024-02-29"])
    printed = capsys.readouterr()
    data = json.loads(printed.out)
    assert code == cli.SET_ASIDE
    assert "1 row was set aside" in printed.err
    assert data["as_of"] == "2024-02-29"
    february = data["periods"][-1]
    assert (february["opening"], february["lost"], february["new"]) == (2, 1, 1)
    assert february["rates"]["opening_base"] == 0.5


def test_options_reach_the_engine(
    small_list: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, data = analysed(
        capsys, str(small_list), "--as-of", "2024-02-29", "--period", "quarter",
        "--last-day-of-service", "--currency", "EUR",
    )  # fmt: skip
    assert data["currency"] == "EUR"
    assert [p["start"] for p in data["periods"]] == ["2024-01-01"]


def test_columns_can_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "survival.csv"
    path.write_text("T,E\n6,1\n6,0\n10,1\n", encoding="utf-8")
    code, data = analysed(
        capsys, str(path), "--column", "tenure=T", "--column", "status=E"
    )
    assert code == cli.DONE
    assert data["survival"]["events"] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["--column", "tenure"],
        ["--column", "age=name"],
        ["--column", "start=no such heading"],
    ],
)
def test_a_choice_that_does_not_exist_is_one_line(
    small_list: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert cli.run(["analyse", str(small_list), "--json", *arguments]) == cli.COULD_NOT
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.strip().splitlines()) == 1


def test_a_missing_file_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.run(["analyse", str(tmp_path / "none.xlsx"), "--json"])
    assert code == cli.COULD_NOT
    assert "none.xlsx" in capsys.readouterr().err


def test_report_writes_a_workbook_and_a_pdf(small_list: Path, tmp_path: Path) -> None:
    for name, magic in (("report.xlsx", b"PK"), ("report.pdf", b"%PDF")):
        out = tmp_path / name
        assert cli.run(["report", str(small_list), "-o", str(out)]) == cli.SET_ASIDE
        assert out.read_bytes().startswith(magic)


def test_report_writes_only_the_pages_asked_for(
    small_list: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import openpyxl

    out = tmp_path / "report.xlsx"
    cli.run(["report", str(small_list), "-o", str(out), "--pages", "stages"])
    names = openpyxl.load_workbook(out).sheetnames
    assert "Stages" in names
    assert "Revenue" not in names
    code = cli.run(["report", str(small_list), "-o", str(out), "--pages", "weather"])
    assert code == cli.COULD_NOT
    assert "weather" in capsys.readouterr().err


def test_report_shows_itself_when_asked(
    small_list: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    monkeypatch.setattr(cli, "_show", shown.append)
    out = tmp_path / "report.xlsx"
    cli.run(["report", str(small_list), "-o", str(out), "--open"])
    assert shown == [out]


def test_a_report_of_an_unknown_kind_is_refused(
    small_list: Path, tmp_path: Path
) -> None:
    out = tmp_path / "report.docx"
    assert cli.run(["report", str(small_list), "-o", str(out)]) == cli.COULD_NOT
    assert not out.exists()


def test_check_tells_how_the_file_was_read(
    small_list: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["check", str(small_list)]) == cli.SET_ASIDE
    assert "start_date: start" in capsys.readouterr().out
    assert cli.run(["check", str(small_list), "--json", "--cells"]) == cli.SET_ASIDE
    data = json.loads(capsys.readouterr().out)
    assert data["outcome"] == "ok_warn"
    assert data["sheets"][0]["cells"]["C2"] == {"kind": "date", "value": "2024-01-10"}


def test_check_of_a_refused_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(b"")
    assert cli.run(["check", str(path), "--json"]) == cli.COULD_NOT
    printed = capsys.readouterr()
    assert json.loads(printed.out)["outcome"] == "refuse"
    assert "empty.xlsx" in printed.err


def test_interrupting_is_its_own_exit_code(
    small_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importer, "open_list", interrupt)
    assert cli.run(["analyse", str(small_list), "--json"]) == cli.CANCELLED


def test_messages_follow_the_language(
    small_list: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.run(["analyse", str(small_list), "--json", "--language", "zh_CN"])
    assert "1行" in capsys.readouterr().err


def test_samples_give_exit_code_and_json_without_nan(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sample = resources.path("samples", "snapshot_en.csv")
    code, data = analysed(capsys, str(sample))
    assert code in (cli.DONE, cli.SET_ASIDE)
    assert data["as_of"] is None
    assert {entry["page"] for entry in data["missing"]} >= {"periods"}


def test_several_files_are_lists_of_several_dates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / f"list {name}.csv" for name in ("2024-01", "2024-02", "x")]
    for path, last in zip(paths, "cde", strict=True):
        rows = f"a,Ada\nb,Bo\n{last},Cy\n"
        path.write_text(f"customer_id,name\n{rows}", encoding="utf-8")
    names = [str(path) for path in paths]
    _, data = analysed(capsys, *names[:2])
    source = data["source"]
    assert isinstance(source, dict)
    assert [one["day"] for one in source["lists"]] == ["2024-01-31", "2024-02-29"]
    assert cli.run(["check", *names]) == cli.COULD_NOT
    assert "list x.csv: Nothing says which day" in capsys.readouterr().err
    assert (
        cli.run(["check", *names, "--list-date", "list x.csv=2024-03-31"]) == cli.DONE
    )
    assert "list x.csv: 2024-03-31" in capsys.readouterr().out


def test_the_kind_of_list_can_be_said(
    small_list: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, data = analysed(capsys, str(small_list), "--shape", "purchases")
    source = data["source"]
    assert isinstance(source, dict)
    assert source["shape"] == "purchases"
    assert cli.run(["check", str(small_list), "--shape", "snapshot"]) == cli.DONE
    assert "status" in capsys.readouterr().out


def test_follow_ups_go_into_a_calendar(small_list: Path, tmp_path: Path) -> None:
    path = tmp_path / "due.ics"
    assert cli.run(["report", str(small_list), "-o", str(path)]) == cli.SET_ASIDE
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_calendar_without_names_is_refused(
    small_list: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "due.ics"
    assert cli.run(["report", str(small_list), "-o", str(path), "--mask"]) == (
        cli.COULD_NOT
    )
    told = capsys.readouterr().err
    assert "needs their names" in told
    assert "--mask" in told
    assert not path.exists()


def test_an_empty_calendar_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "snapshot.csv"
    path.write_text("id,tenure,churned\na,3,yes\nb,5,no\nc,9,no\n", encoding="utf-8")
    out = tmp_path / "due.ics"
    assert cli.run(["report", str(path), "-o", str(out)]) == cli.DONE
    assert "The calendar is empty" in capsys.readouterr().err
    assert b"VEVENT" not in out.read_bytes()
