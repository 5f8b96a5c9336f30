"""Checks a case («дело проверки»): the archive that an auditor takes from the desk.

`verify_log.py CASE.zip --key KEY` runs it. The manifest isn't signed, so nothing is believed for
standing in it: every row and every event is held against the bytes of its entry, and these against
the one checkpoint. Sentences and names are the registry's words, and aren't checked. Where the bytes
of an entry aren't in the case only its place may be told.
"""

import csv
import hashlib
import io
import json
import uuid
import zipfile
from datetime import datetime, timedelta, timezone

from verify_log import Wrong, framed, leaf_hash, number, proof_parts, root_by_path, unbase64, unpacked

FORMAT = "cluster-registry-case/1"
NAMES = ("README.txt", "checkpoint", "events.jsonl", "evidence.csv", "manifest.json", "selection.csv")
FILES_MAX = 10_007
BYTES_MAX = 128 << 20
PLACE = ("position", "proof")
ACTOR = ("account", "role", "organisation", "authority", "authority_document")
CLEAR = ("version", "type", "path", "old", "old_position", "new", "new_position", "evidence", "links")
COLUMNS = {
    "selection.csv": (
        "position recorded_at stream version type cluster category path old old_position new new_position"
        " account role organisation organisation_name authority authority_document evidence links sentence"
        " proof"
    ),
    "evidence.csv": "digest sha256 media_type bytes held positions",
    "sample.csv": (
        "position recorded_at cluster application account marker path organisation on days count"
    ),
}
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def verify(data, key, entry_at=None):
    files = read_archive(data)
    manifest = json.loads(files["manifest.json"])
    if manifest["format"] != FORMAT:
        raise Wrong(f"its format is {manifest['format']}")
    check_files(files, manifest)
    note = files["checkpoint"].decode()
    size, root = naming("checkpoint", key.open, note)
    if (manifest["log"], manifest["checkpoint"]["size"]) != (key.name, size) or manifest["position"] >= size:
        raise Wrong("the checkpoint isn't that of the manifest")
    entries = check_proofs(files, manifest, note, size, root, entry_at)
    check_counts(manifest, entries)
    naming("events.jsonl", check_events, files, entries)
    rows = naming("selection.csv", check_rows, files, manifest, entries)
    naming("evidence.csv", check_evidence, files, manifest, entries, rows)
    naming("sample.csv", check_sample, files, entries)
    unseen = sum(not entry.is_whole for entry in entries.values())
    places = sum(tells_only_its_place(row, PLACE) for row in rows)
    beyond = f"; {places} of {len(rows)} rows weren't checked: only their place" if unseen else ""
    if entry_at and not unseen:
        beyond = "; every entry is in it, so nothing was taken from the folder"
    return (
        f"the log {key.name} has the {len(entries)} entries of the case, and its {len(rows)} rows agree{beyond}; "
        "sentences, names and README.txt are the registry's words, and not proven"
    )


def naming(name, check, *given):
    """What is wrong with a file is told with its name."""
    try:
        return check(*given)
    except Wrong as wrong:
        raise wrong if name in str(wrong) else Wrong(f"{name}: {wrong}") from wrong
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, csv.Error) as error:
        raise Wrong(f"{name} isn't made as that of a case is: {error!r}") from error


def is_number(text):
    return text.isascii() and text.isdigit() and text == str(int(text))


def proof_position(name):
    """The position of a proof's name; none for another one."""
    if name.startswith("proofs/") and name.endswith(".tlog-proof"):
        text = name.removeprefix("proofs/").removesuffix(".tlog-proof")
        return int(text) if is_number(text) else None
    return None


def read_archive(data):
    """The files of a case and no other ones, none larger than may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos, left, files = archive.infolist(), BYTES_MAX, {}
            if len(infos) > FILES_MAX:
                raise Wrong(f"it has {len(infos)} files")
            for info in infos:
                name = info.filename
                if name not in (*NAMES, "sample.csv") and proof_position(name) is None:
                    raise Wrong(f"{name!r} is no file of a case")
                if name in files:
                    raise Wrong(f"there are two of {name}")
                with archive.open(info) as file:
                    files[name] = file.read(left + 1)
                left -= len(files[name])
                if left < 0:
                    raise Wrong(f"{name} is larger than a case can be")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as error:
        raise Wrong(f"it is no archive of a case: {error}") from error
    missing = [name for name in NAMES if name not in files]
    if missing:
        raise Wrong(f"{missing[0]} is missing")
    return files


def check_files(files, manifest):
    named = manifest["files"]
    for name in sorted({*files, *named} - {"manifest.json"}):
        if name not in named:
            raise Wrong(f"{name} was added")
        if name not in files:
            raise Wrong(f"{name} is missing")
        if hashlib.sha256(files[name]).hexdigest() != named[name]["sha256"]:
            raise Wrong(f"{name} was changed")
    if ("sample.csv" in files) != (manifest["selection"]["kind"] == "sample"):
        raise Wrong("sample.csv belongs to a case of a sample, and to no other one")


def check_proofs(files, manifest, note, size, root, entry_at):
    """The entries by position. `entry_at` gives those that the case doesn't carry, where it is there."""
    entries = {}
    for named in manifest["entries"]:
        position, name = named["position"], f"proofs/{named['position']}.tlog-proof"
        if entries and position <= max(entries):
            raise Wrong("entries don't stand in the order of the log")
        if position > manifest["position"]:
            raise Wrong(f"the entry at position {position} is beyond the case")
        if name not in files:
            raise Wrong(f"{name} is missing")
        try:
            entries[position] = proven(files[name].decode(), named, (note, size, root), entry_at)
        except Wrong as wrong:
            raise Wrong(f"{name}: the entry at position {position} isn't proven: {wrong}") from wrong
    beside = {proof_position(name) for name in files} - {None, *entries}
    if beside:
        raise Wrong(f"a proof of position {min(beside)}, and no such entry")
    return entries


def proven(text, named, signed, entry_at):
    note, size, root = signed
    header, _, rest = text.partition("\n")
    if header != "c2sp.org/tlog-proof@v1":
        raise Wrong("it isn't a tlog-proof")
    found, path, own_note = proof_parts(rest, (("extra", False), ("index", True)))
    if own_note != note:
        raise Wrong("it leads to another checkpoint")
    position, leaf = number(found["index"]), unbase64(named["leaf"], 32)
    if position != named["position"] or ("extra" in found) != named["bytes"]:
        raise Wrong("it isn't what the manifest names")
    entry = unbase64(found["extra"]) if "extra" in found else None
    if entry is not None and leaf_hash(entry) != leaf:
        raise Wrong("its bytes aren't those of its leaf")
    if position >= size or root_by_path(leaf, position, size, path) != root:
        raise Wrong("the log has another entry there")
    return Entry(position, entry) if entry is not None else Place(position, leaf, entry_at)


def check_counts(manifest, entries):
    counts, whole = manifest["counts"], [entry for entry in entries.values() if entry.is_whole]
    chosen = sum(named["chosen"] for named in manifest["entries"])
    found = {
        "chosen": chosen,
        "added": len(entries) - chosen,
        "sealed": sum(entry.sealed for entry in whole),
        "without_bytes": len(entries) - len(whole),
    }
    if found != {name: counts[name] for name in found}:
        raise Wrong("manifest.json counts other entries than there are")


class Place:
    """An entry whose bytes aren't in the case; `entry` is what was given beside it, if anything was."""

    is_whole = False

    def __init__(self, position, leaf, entry_at):
        data = entry_at(position) if entry_at else None
        if data is not None and leaf_hash(data) != leaf:
            raise Wrong("another entry was given beside the case")
        self.entry = None if data is None else Entry(position, data)


class Entry:
    """An entry as its bytes have it."""

    is_whole = True

    def __init__(self, position, entry):
        self.entry = self
        own, _, body = framed(entry)
        if own != position:
            raise Wrong(f"it says that it stands at position {own}")
        self.stream, self.version = body["stream"], body["version"]
        instant = EPOCH + timedelta(microseconds=body["recorded_at"])
        fraction = f".{instant.microsecond:06}".rstrip("0") if instant.microsecond else ""
        self.recorded_at = f"{instant:%Y-%m-%dT%H:%M:%S}{fraction}Z"
        self.sealed = "sealed" in body
        clear = {} if self.sealed else unpacked(body["clear"], 0)[0]
        self.type, self.schema = clear.get("type", ""), clear.get("schema")
        self.actor = clear.get("actor")
        self.payload = None if self.sealed else unpacked(clear["payload"], 0)[0]

    def claims(self):
        if self.type not in ("ClaimsStated", "ItemOpened"):
            return {}
        return {claim["path"]: claim for claim in self.payload["claims"]}

    def documents(self):
        return list(documents_in(self.payload))

    def actor_cells(self):
        authority = self.actor["authority"]
        cells = (self.actor["account"], self.actor["role"], self.actor["organisation"],
                 authority["basis"], authority["document"])
        return [plain(cell) for cell in cells]


def plain(value):
    """A value of MessagePack as a cell has it: ids and digests are bytes there."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return str(uuid.UUID(bytes=value)) if len(value) == 16 else value.hex()
    return str(value)


def documents_in(value):
    if isinstance(value, dict):
        if "media_type" in value:
            yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from documents_in(item)


def agrees(shown, recorded):
    """Whether what is shown is what was recorded, or less of it where a value is hidden."""
    if shown is None:
        return True
    if isinstance(recorded, bytes):
        return shown in (plain(recorded), recorded.hex(), list(recorded))
    if isinstance(shown, dict) and isinstance(recorded, dict):
        if shown == {"absent": "withheld"} and len(recorded) == 1 and {*recorded} <= {"value", "absent", "sealed"}:
            return True
        return all(name in recorded and agrees(value, recorded[name]) for name, value in shown.items())
    if isinstance(shown, list) and isinstance(recorded, list):
        return len(shown) <= len(recorded) and items_agree(shown, recorded)
    return type(shown) is type(recorded) and shown == recorded


def items_agree(shown, recorded):
    free = list(range(len(recorded)))
    for index, item in enumerate(shown):
        near = ([index] if index in free else []) + (free if len(recorded) <= 1000 else [])
        found = next((at for at in near if agrees(item, recorded[at])), None)
        if found is None:
            return False
        free.remove(found)
    return True


def check_events(files, entries):
    lines = files["events.jsonl"].decode().split("\n")
    if lines.pop() != "" or len(lines) != len(entries):
        raise Wrong(f"events.jsonl has {len(lines)} lines for {len(entries)} entries")
    for line, (text, (position, entry)) in enumerate(zip(lines, entries.items()), 1):
        shown = json.loads(text)
        where = f"events.jsonl, line {line}: of the entry at position {position} it tells another"
        if shown["position"] != position:
            raise Wrong(f"{where} position")
        if not entry.is_whole and shown == {"position": position, "bytes": False}:
            continue
        differs = event_differs(shown, entry.entry) if entry.entry else MORE
        if differs:
            raise Wrong(f"{where} {differs}")


MORE = "thing than its place, which alone is shown"


def tells_only_its_place(row, place):
    return not any(text for name, text in row.items() if name not in place)


def event_differs(shown, entry):
    """What an event tells otherwise than its entry."""
    for name in ("recorded_at", "stream", "version"):
        if shown[name] != getattr(entry, name):
            return name
    if entry.sealed:
        extra = {*shown} - {"position", "recorded_at", "stream", "version", "sealed", "proof_url"}
        return "content" if extra or shown["sealed"] is not True else None
    if shown["type"] != entry.type:
        return "type"
    actor = shown["actor"]
    if actor is not None:
        organisation = actor["organisation"] or {"id": None}
        told = (actor["account"], actor["role"], organisation["id"],
                actor["authority"]["basis"], actor["authority"]["document"])
        if [plain(cell) for cell in told] != entry.actor_cells():
            return "actor"
    # An entry of an older schema is shown as the newest one has it.
    if shown["schema"] == entry.schema and not agrees(shown["payload"], entry.payload):
        return "payload"
    return None


def table(files, name):
    """The rows of a table with its columns and no other ones."""
    text = io.StringIO(files[name].decode("utf-8-sig"), newline="")
    reader = csv.DictReader(text, delimiter=";", strict=True)
    if " ".join(reader.fieldnames or []) != COLUMNS[name]:
        raise Wrong(f"{name} has other columns than a case has")
    rows = list(reader)
    if any(None in row or None in row.values() for row in rows):
        raise Wrong(f"{name} has rows of other cells than columns")
    return rows


def check_rows(files, manifest, entries):
    rows, seen, last = table(files, "selection.csv"), {}, 0
    for line, row in enumerate(rows, 2):
        position = int(row["position"]) if is_number(row["position"]) else None
        if position not in entries:
            raise Wrong(f"selection.csv, row {line}: its entry isn't proven")
        if position < last:
            raise Wrong(f"selection.csv, row {line}: the entry at position {position} isn't in its place here")
        last = position
        differs = row_differs(row, position, entries)
        if differs:
            raise Wrong(f"selection.csv, row {line}: of the entry at position {position} it tells another {differs}")
        if not is_first(row, entries[position].entry, seen.setdefault(position, set())):
            raise Wrong(f"selection.csv, row {line}: another row has told the same of position {position}")
    chosen = {named["position"] for named in manifest["entries"] if named["chosen"]}
    if {*seen} != chosen or len(rows) != manifest["counts"]["rows"]:
        raise Wrong("selection.csv hasn't a row for each entry that was chosen, and no other one")
    return rows


def is_first(row, entry, told):
    """Whether a row isn't one too many: an entry has one for each of its claims, or one in all."""
    claim = row["path"] if entry and row["path"] in entry.claims() else ""
    one_in_all = not claim or "" in told
    if claim in told or told and one_in_all:
        return False
    told.add(claim)
    return True


def row_differs(row, position, entries):
    entry = entries[position].entry
    if row["proof"] != f"proofs/{position}.tlog-proof":
        return "proof"
    if not entries[position].is_whole and tells_only_its_place(row, PLACE):
        return None
    if entry is None:
        return MORE
    kind, _, cluster = entry.stream.partition("/")
    told = row["recorded_at"], row["stream"], row["cluster"], row["type"]
    if told != (entry.recorded_at, entry.stream, cluster if kind == "cluster" else "", entry.type):
        return "time, stream, cluster or type"
    if entry.sealed:
        return "content" if any(row[name] for name in (*CLEAR, *ACTOR)) else None
    if row["version"] != str(entry.version):
        return "version"
    if any(row[name] for name in ACTOR) and [row[name] for name in ACTOR] != entry.actor_cells():
        return "actor"
    for name in ("old", "new"):
        if not statement_holds(row, name, position, entry, entries):
            return name
    own = entry.claims().get(row["path"])
    if own and row["new_position"] != str(position):
        return "new_position"
    if own and own["replaces"] is not None:
        old = entries.get(int(row["old_position"] or -1))
        if old is None or old.entry and old.entry.version != own["replaces"]:
            return "old_position"
    known = {plain(document["digest"]) for document in entry.documents()}
    return None if {*row["evidence"].split()} <= known else "evidence"


def statement_holds(row, name, position, entry, entries):
    """A value is one that an entry of the same stream stated of the field, there or before."""
    text, at = row[name], row[f"{name}_position"]
    if not text and not at:
        return True
    if not is_number(at) or int(at) > position or int(at) not in entries:
        return False
    stated_at = entries[int(at)]
    if not stated_at.is_whole and not text:
        return True
    stating = stated_at.entry
    if stating is None:
        return False
    claim = stating.claims().get(row["path"])
    if stating.stream != entry.stream or claim is None:
        return False
    return agrees(json.loads(text), claim["stated"])


def check_evidence(files, manifest, entries, rows):
    named = {}
    for row in rows:
        for digest in row["evidence"].split():
            named.setdefault(digest, set()).add(int(row["position"]))
    told = table(files, "evidence.csv")
    if {row["digest"] for row in told} != {*named} or len(told) != manifest["counts"]["documents"]:
        raise Wrong("evidence.csv hasn't the documents that rows name")
    for row in told:
        if {int(at) for at in row["positions"].split()} != named[row["digest"]]:
            raise Wrong(f"evidence.csv: other rows name {row['digest']}")
        own = tuple(row[name] for name in ("digest", "sha256", "media_type", "bytes"))
        for position in named[row["digest"]]:
            entry = entries[position].entry
            if not entry or own not in [document_cells(document) for document in entry.documents()]:
                raise Wrong(f"evidence.csv: the entry at position {position} names another document")


def document_cells(document):
    return tuple(plain(document[name]) for name in ("digest", "sha256", "media_type", "bytes"))


def check_sample(files, entries):
    for line, row in enumerate(table(files, "sample.csv") if "sample.csv" in files else [], 2):
        position = int(row["position"]) if is_number(row["position"]) else None
        if position not in entries:
            raise Wrong(f"sample.csv, row {line}: its entry isn't proven")
        entry = entries[position]
        if not entry.is_whole and tells_only_its_place(row, PLACE):
            continue
        if not entry.entry or row["recorded_at"] != entry.entry.recorded_at:
            raise Wrong(f"sample.csv, row {line}: its entry was recorded at another time")
