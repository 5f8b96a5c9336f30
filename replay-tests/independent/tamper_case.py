"""Changes cases in every way that somebody might, and sees `verify_case.py` refuse each and name the
file, or the position, that it doesn't believe.

    python tamper_case.py CASE.zip… --key KEY

Whoever changes a file also writes the manifest anew, which isn't signed.
"""

import argparse
import hashlib
import io
import json
import pathlib
import sys
import zipfile

import verify_log
from common import Checks

NEVER = ("manifest.json", "README.txt")


def read(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def named_anew(files):
    manifest = json.loads(files["manifest.json"])
    named = {name: data for name, data in files.items() if name != "manifest.json"}
    manifest["files"] = {
        name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in named.items()
    }
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def refused(files, key, names=("",)):
    """Whether a case is refused with one of some names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    try:
        verify_log.verify_case(made.getvalue(), key)
        return False
    except verify_log.Wrong as wrong:
        return any(name in str(wrong) for name in names)


def swapped_rows(text):
    """The first cells of two rows, one in the place of the other."""
    head, *rows = text.split("\n")
    first, last = rows[0].split(";", 1), rows[-2].split(";", 1)
    if first[0] == last[0] or '"' in rows[0][:1]:
        return None
    rows[0], rows[-2] = f"{last[0]};{first[1]}", f"{first[0]};{last[1]}"
    return "\n".join([head, *rows])


def rows_in_another_order(text):
    head, *rows = text.split("\n")
    return None if rows[0] == rows[-2] else "\n".join([head, rows[-2], *rows[1:-2], rows[0], ""])


def doubled(files):
    """A row that stands twice, and is counted so."""
    rows, manifest = files["selection.csv"].decode(), json.loads(files["manifest.json"])
    manifest["counts"]["rows"] += 1
    twice = rows + rows[:-1].rpartition("\n")[2] + "\n"
    return {**files, "selection.csv": twice.encode(), "manifest.json": json.dumps(manifest).encode()}


def without_bytes(files):
    """The last entry without its bytes, and counted so, for which its row could say anything."""
    manifest = json.loads(files["manifest.json"])
    last = [named for named in manifest["entries"] if named["chosen"] and named["bytes"]][-1]
    last["bytes"] = False
    manifest["counts"]["without_bytes"] += 1
    name = f"proofs/{last['position']}.tlog-proof"
    head, _, rest = files[name].decode().partition("\n")
    stripped = f"{head}\n{rest.partition(chr(10))[2]}"
    return {**files, name: stripped.encode(), "manifest.json": json.dumps(manifest).encode()}


def without_last_line(text):
    return text[: text.rstrip("\n").rfind("\n") + 1]


def replaced(text, old, new):
    return text.replace(old, new, 1) if old in text else None


def tamperings(files):
    """What is changed: words for it, what names it, and the files."""
    rows, events = files["selection.csv"].decode(), files["events.jsonl"].decode()
    changes = [
        ("positions of two rows", "selection.csv", swapped_rows(rows)),
        ("rows in another order", "selection.csv", rows_in_another_order(rows)),
        ("a role in a row", "selection.csv", replaced(rows, ";clerk;", ";auditor;")),
        ("an authority in a row", "selection.csv", replaced(rows, ";letter;", ";office;")),
        ("a value in a row", "selection.csv", replaced(rows, '{""value"":', '{""value"": 1, ""was"":')),
        ("a type in a row", "selection.csv", replaced(rows, ";ClaimsStated;", ";ItemOpened;")),
        ("a row that is gone", "selection.csv", without_last_line(rows)),
        ("a role in an event", "events.jsonl", replaced(events, '"role":"', '"role":"x')),
        ("a type of an event", "events.jsonl", replaced(events, '"type":"', '"type":"x')),
        ("a time of an event", "events.jsonl", replaced(events, '"recorded_at":"', '"recorded_at":"1')),
        ("a version of an event", "events.jsonl", replaced(events, '"version":', '"version":9')),
        ("a payload", "events.jsonl", replaced(events, '"payload":{', '"payload":{"more":1,')),
        ("an event that is gone", "events.jsonl", without_last_line(events)),
    ]
    for what, name, text in changes:
        if text is not None:
            yield what, [name], {**files, name: text.encode()}
    yield "a row twice", ["selection.csv"], doubled(files)
    # Both tell more than the place of the entry.
    bare = ["events.jsonl", "selection.csv"]
    yield "an entry without its bytes, and its row with them", bare, without_bytes(files)
    proofs = [name for name in files if name.startswith("proofs/")]
    for one, other in zip(proofs[:1], proofs[1:]):
        yield "two proofs", [one], {**files, one: files[other], other: files[one]}
        yield "two entries", [one], swapped_entries(files, one, other)
    more = "999999999"
    yield "a proof more", [more], {**files, f"proofs/{more}.tlog-proof": files[proofs[0]]}
    yield "a file more", ["more.txt"], {**files, "more.txt": b"more"}
    for name in (*proofs[:1], "checkpoint", "events.jsonl", "evidence.csv", "selection.csv"):
        yield f"{name} is gone", [name], {other: data for other, data in files.items() if other != name}
        for at in places(files[name], name):
            yield f"byte {at} of {name}", [name], {**files, name: flipped(files[name], at)}


def swapped_entries(files, one, other):
    """Two entries, each with its proof and its leaf in the place of the other."""
    manifest = json.loads(files["manifest.json"])
    named = {f"proofs/{entry['position']}.tlog-proof": entry for entry in manifest["entries"]}
    for part in ("leaf", "bytes"):
        named[one][part], named[other][part] = named[other][part], named[one][part]
    changed = {name: renumbered(files[source], files[name]) for name, source in ((one, other), (other, one))}
    return {**files, **changed, "manifest.json": json.dumps(manifest).encode()}


def renumbered(proof, place):
    """A proof that says to be of the position that another one is of."""
    index = next(line for line in place.split(b"\n") if line.startswith(b"index "))
    return b"\n".join(index if line.startswith(b"index ") else line for line in proof.split(b"\n"))


def places(data, name):
    """Where bytes are changed: of a proof and a checkpoint all over, of a table or of lines behind the
    heading's beginning, where each says something."""
    if name.startswith("proofs/") or name == "checkpoint":
        return range(0, len(data), max(1, len(data) // 40))
    return [4]


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("cases", nargs="+", type=pathlib.Path)
    parser.add_argument("--key", required=True)
    options = parser.parse_args()
    checks, key = Checks(), verify_log.given_key(options.key)
    for path in options.cases:
        files = read(path)
        verify_log.verify_case(path.read_bytes(), key)
        passed = ["as it is under a manifest written anew"] if refused(named_anew(files), key) else []
        passed += [what for what, names, changed in tamperings(files)
                   if not refused(named_anew(changed), key, names)]
        plain = (name for name in files if name not in NEVER)
        passed += [f"{name}, unnamed" for name in list(plain)[:5]
                   if not refused({**files, name: files[name] + b" "}, key, [name])]
        checks.done(f"{path.name} holds, and none that was tampered with", passed)
    checks.exit()


if __name__ == "__main__":
    sys.exit(main())
