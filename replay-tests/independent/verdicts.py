"""Runs `verify_log.py` over the table of files that every verifier must find the same of.

    python verdicts.py

The table is `../verdicts/cases.jsonl`: of each case the key, the files, and the exit code.
"""

import json
import pathlib
import tempfile

import verify_log
from common import Checks

TABLE = pathlib.Path(__file__).resolve().parent.parent / "verdicts" / "cases.jsonl"


def content(file):
    """The bytes of a file: as text where they are, else as hexadecimal digits."""
    return file["text"].encode() if "text" in file else bytes.fromhex(file["hex"])


def found(case, folder):
    """The exit code and what is said."""
    arguments = ["--key", case["key"]]
    if case.get("key_is_in_a_file"):
        (folder / "key").write_text(case["key"], encoding="utf-8")
        arguments = ["--key", str(folder / "key")]
    for name, file in case["files"].items():
        (folder / name).write_bytes(content(file))
        arguments += ["--entry", str(folder / name)] if name == "entry" else [str(folder / name)]
    return verify_log.outcome(verify_log.options_of(arguments))


def main():
    checks, differences, cases = Checks(), [], TABLE.read_text(encoding="utf-8").rstrip("\n").split("\n")
    for line in cases:
        case = json.loads(line)
        with tempfile.TemporaryDirectory(prefix="verdict-") as folder:
            code, said = found(case, pathlib.Path(folder))
        if code != case["verdict"]:
            differences.append(f"{case['case']}: {code} and not {case['verdict']}, {said}")
    checks.done("every verifier finds the same", differences, len(cases))
    checks.exit()


main()
