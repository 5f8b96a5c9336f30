"""Runs `verify_log.py` over the table of files that every verifier must find the same of.

    python verdicts.py

The table is `../verdicts/cases.jsonl`: of each case the key, the files, and the exit code.
"""

import json
import pathlib
import shutil
import subprocess
import sys
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
    checks.done("what is missing is named, and nothing is called wrong", missing(json.loads(cases[0])))
    checks.exit()


WITHOUT = (
    ("a proof, without blake3", ["blake3"], "1.p", 0, "verified: "),
    ("a proof, without cryptography", ["cryptography"], "1.p", 2, "cryptography is missing: install it with"),
    ("a case, without its module", [], "case.zip", 2, "verify_case.py, which has to stand beside"),
    ("a case, without blake3", ["blake3"], "case.zip", 2, "verify_case.py, which has to stand beside"),
)


def missing(case):
    """What the program alone in a folder comes to otherwise than it should, without some packages."""
    differences = chain_without_blake3()
    with tempfile.TemporaryDirectory(prefix="alone-") as name:
        folder = pathlib.Path(name)
        shutil.copy(verify_log.__file__, folder)
        (folder / "1.p").write_bytes(content(case["files"]["1"]))
        (folder / "case.zip").write_bytes(b"PK")
        for what, packages, file, code, words in WITHOUT:
            ran = alone(folder, packages, [file, "--key", case["key"]])
            if ran.returncode != code or words not in ran.stdout + ran.stderr:
                differences.append(f"{what}: {ran.returncode}, {ran.stdout}{ran.stderr}")
    return differences


def chain_without_blake3():
    """What a folder's chain is answered with where the package is missing."""
    package, verify_log.blake3 = verify_log.blake3, None
    try:
        verify_log.Chain()
        return ["a folder, without blake3: it is read"]
    except verify_log.Unchecked:
        return []
    finally:
        verify_log.blake3 = package


def alone(folder, without, arguments):
    """The program as somebody has it who downloaded nothing else."""
    hidden = "".join(f"sys.modules[{package!r}] = None; " for package in without)
    started = f"import runpy, sys; {hidden}sys.argv[0] = 'verify_log.py'; runpy.run_path('verify_log.py', run_name='__main__')"
    command = [sys.executable, "-B", "-c", started, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


main()
