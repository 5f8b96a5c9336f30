"""Checks what a registry's log has published, by the specifications of C2SP and RFC 6962 alone.

    python verify_log.py DIR [--key KEY]
    python verify_log.py FILE.tlog-proof --key KEY
    python verify_log.py OLD.checkpoint FILE.consistency --key KEY
    python verify_log.py CASE.zip --key KEY

KEY is a verifier key, NAME+ID+BASE64, or a file with one. Without it a folder's own key is believed,
which then vouches for no more than the folder does. Exit codes: 0 it holds, 1 something was found
wrong, 2 it can't be checked.

Python 3.11, with `cryptography` for Ed25519 and `blake3` for the chain.
"""

import argparse
import base64
import binascii
import csv
import hashlib
import pathlib
import struct
import sys

import blake3
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

CHAIN_CONTEXT = "cluster-registry 2026 chain v1"
TILE = 256
ED25519 = 1
NEEDED = ("stream", "version", "index", "count", "recorded_at", "request_id", "request_digest")


class Wrong(Exception):
    """Something isn't what it should be."""


class Unchecked(Exception):
    """Something can't be checked."""


# The tree of RFC 6962, by its recursive definitions.


def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def split(size):
    """The largest power of two that is smaller than the size."""
    return 1 << ((size - 1).bit_length() - 1)


def root_of(hashes):
    """The root over hashes, halves joined first and what is left over joined last."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    while len(hashes) > 1:
        pairs = [node_hash(*hashes[at : at + 2]) for at in range(0, len(hashes) - 1, 2)]
        hashes = pairs + hashes[len(hashes) - len(hashes) % 2 :]
    return hashes[0]


def root_by_path(leaf, index, size, path):
    """The root that a leaf and the hashes beside its way lead to; the last hash is the topmost."""
    if size == 1:
        if path:
            raise Wrong("the proof has more hashes than its size needs")
        return leaf
    if not path:
        raise Wrong("the proof has fewer hashes than its size needs")
    left = split(size)
    if index < left:
        return node_hash(root_by_path(leaf, index, left, path[:-1]), path[-1])
    return node_hash(path[-1], root_by_path(leaf, index - left, size - left, path[:-1]))


def roots_by_subproof(old, new, path, old_root, whole):
    """The older and the newer root (RFC 6962, 2.1.2, read backwards).

    `whole` as long as the older tree is a subtree of its own, whose root needs no hash.
    """
    if old == new:
        if whole:
            if path:
                raise Wrong("the proof has more hashes than its sizes need")
            return old_root, old_root
        if len(path) != 1:
            raise Wrong("the proof hasn't as many hashes as its sizes need")
        return path[0], path[0]
    if not path:
        raise Wrong("the proof has fewer hashes than its sizes need")
    left, beside = split(new), path[-1]
    if old <= left:
        older, newer = roots_by_subproof(old, left, path[:-1], old_root, whole)
        return older, node_hash(newer, beside)
    older, newer = roots_by_subproof(old - left, new - left, path[:-1], old_root, False)
    return node_hash(beside, older), node_hash(beside, newer)


def check_continues(old, new, path):
    """Whether a head, size and root, continues another."""
    (old_size, old_root), (new_size, new_root) = old, new
    if old_size > new_size:
        raise Wrong(f"{new_size} entries can't continue {old_size}")
    if old_size in (0, new_size):
        if path:
            raise Wrong("the proof has hashes where none are needed")
        older, newer = old_root if old_size else root_of([]), new_root
        same = old_root == new_root if old_size == new_size else True
    else:
        older, newer = roots_by_subproof(old_size, new_size, path, old_root, True)
        same = True
    if older != old_root or newer != new_root or not same:
        raise Wrong(f"the entries at positions 0 to {old_size - 1} aren't shown to have stayed")


# Signed notes, checkpoints and the texts of proofs.


def unbase64(text, length=None):
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise Wrong(f"{text[:20]!r} isn't base64") from error
    if base64.b64encode(data).decode() != text:
        raise Wrong(f"{text[:20]!r} isn't base64 as it is written")
    if length is not None and len(data) != length:
        raise Wrong(f"{text[:20]!r} hasn't {length} bytes")
    return data


def number(text):
    if not text.isascii() or not text.isdigit() or text != str(int(text)):
        raise Wrong(f"{text[:20]!r} isn't a number as numbers are written")
    return int(text)


class Key:
    """A verifier key: NAME+ID+BASE64."""

    def __init__(self, text):
        parts = text.strip().split("+", 2)
        if len(parts) != 3:
            raise Unchecked("a key is written NAME+ID+BASE64")
        self.name, key_id, coded = parts
        key = unbase64(coded, 33)
        if key[0] != ED25519:
            raise Unchecked(f"the key is of algorithm {key[0]}, and only Ed25519 is known here")
        self.key_id = hashlib.sha256(self.name.encode() + b"\n" + key).digest()[:4]
        if self.key_id.hex() != key_id:
            raise Wrong("the key's id isn't that of its name and bytes")
        self.public = Ed25519PublicKey.from_public_bytes(key[1:])

    def open(self, note):
        """The head, size and root, of a checkpoint that this key has signed."""
        text, parted, signatures = note.rpartition("\n\n")
        if not parted or not signatures.endswith("\n"):
            raise Wrong("a checkpoint is a text, an empty line and signatures")
        text += "\n"
        signed = [self.has_signed(text, line) for line in signatures.split("\n")[:-1]]
        if not any(signed):
            raise Wrong("the key hasn't signed the checkpoint")
        lines = text.split("\n")
        if len(lines) < 4 or lines[0] != self.name:
            raise Wrong(f"the checkpoint isn't of the log {self.name}")
        return number(lines[1]), unbase64(lines[2], 32)

    def has_signed(self, text, line):
        """Whether a line is this key's signature; those of others are passed over."""
        dash, _, rest = line.partition(" ")
        name, _, coded = rest.partition(" ")
        if dash != "—" or not name or not coded:
            raise Wrong("a line under the checkpoint isn't a signature")
        data = unbase64(coded)
        if name != self.name or data[:4] != self.key_id:
            return False
        try:
            self.public.verify(data[4:], text.encode())
        except InvalidSignature as error:
            raise Wrong("the signature isn't of this checkpoint") from error
        return True


def proof_parts(text, words):
    """The lines at the top by their words, the hashes, and the checkpoint after the empty line."""
    head, parted, note = text.partition("\n\n")
    if not parted:
        raise Wrong("the proof has no checkpoint")
    lines, found = head.split("\n"), {}
    for word, needed in words:
        if lines and lines[0].startswith(f"{word} "):
            found[word] = lines.pop(0).removeprefix(f"{word} ")
        elif needed:
            raise Wrong(f"the proof has no line «{word} …» in its place")
    if len(lines) > 63:
        raise Wrong("the proof has more than 63 hashes")
    return found, [unbase64(line, 32) for line in lines], note


def verify_proof(text, key):
    header, _, rest = text.partition("\n")
    if header != "c2sp.org/tlog-proof@v1":
        raise Wrong("it isn't a tlog-proof")
    found, path, note = proof_parts(rest, (("extra", False), ("index", True)))
    if "extra" not in found:
        raise Unchecked("the proof doesn't carry its entry")
    entry, index = unbase64(found["extra"]), number(found["index"])
    size, root = key.open(note)
    if index >= size:
        raise Wrong(f"a log of {size} entries has no position {index}")
    if root_by_path(leaf_hash(entry), index, size, path) != root:
        raise Wrong(f"the entry isn't the one that the log has at position {index}")
    position, _, body = framed(entry)
    if position != index:
        raise Wrong(f"the entry says that it stands at position {position}, not {index}")
    stream = body["stream"]
    return f"the log {key.name} has the entry at position {index} of {size}, of stream {stream}"


def verify_continuation(old_note, text, key):
    old = key.open(old_note)
    found, path, note = proof_parts(text, (("old", True),))
    if number(found["old"]) != old[0]:
        raise Wrong(f"the proof begins at {found['old']} entries, the checkpoint has {old[0]}")
    new = key.open(note)
    check_continues(old, new, path)
    return f"the log {key.name} only grew from {old[0]} entries to {new[0]}"


# Entries: their frame, and the MessagePack map in it.


def framed(entry):
    """Position, chain value of the entry before, and body."""
    if len(entry) < 46 or entry[:4] != b"CRE1":
        raise Wrong("it doesn't begin as an entry does")
    position, previous, length = struct.unpack(">Q32sH", entry[4:46])
    if length != len(entry) - 46:
        raise Wrong("its length isn't what it says")
    body, end = unpacked(entry, 46)
    if end != len(entry) or not isinstance(body, dict):
        raise Wrong("its body isn't one map")
    missing = [name for name in NEEDED if name not in body]
    if missing or ("clear" in body) == ("sealed" in body):
        raise Wrong(f"its body lacks {', '.join(missing) or 'clear or sealed content'}")
    if "clear" in body:
        content, end = unpacked(body["clear"], 0)
        if end != len(body["clear"]) or not {"actor", "type", "schema", "payload"} <= set(content):
            raise Wrong("its content isn't actor, type, schema and payload")
        if unpacked(content["payload"], 0)[1] != len(content["payload"]):
            raise Wrong("its event isn't one value")
    return position, previous, body


SCALARS = {
    0xC0: None, 0xC2: False, 0xC3: True,
    0xCA: ">f", 0xCB: ">d", 0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q",
    0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q",
}
# Of each family the kind and the width of the length.
SIZED = {
    0xC4: ("bin", ">B"), 0xC5: ("bin", ">H"), 0xC6: ("bin", ">I"),
    0xD9: ("str", ">B"), 0xDA: ("str", ">H"), 0xDB: ("str", ">I"),
    0xDC: ("array", ">H"), 0xDD: ("array", ">I"), 0xDE: ("map", ">H"), 0xDF: ("map", ">I"),
}


def unpacked(data, at, depth=0):
    """The MessagePack value at a place, and the place after it."""
    if depth > 64:
        raise Wrong("it is nested too deep")
    try:
        tag = data[at]
        if tag <= 0x7F or tag >= 0xE0:
            return (tag if tag <= 0x7F else tag - 256), at + 1
        if tag <= 0xBF:
            kind = "map" if tag <= 0x8F else "array" if tag <= 0x9F else "str"
            return sized(data, at + 1, kind, tag & (0x1F if kind == "str" else 0x0F), depth)
        if tag in SIZED:
            kind, width = SIZED[tag]
            length = struct.unpack_from(width, data, at + 1)[0]
            return sized(data, at + 1 + struct.calcsize(width), kind, length, depth)
        scalar = SCALARS[tag]
        if not isinstance(scalar, str):
            return scalar, at + 1
        return struct.unpack_from(scalar, data, at + 1)[0], at + 1 + struct.calcsize(scalar)
    except (IndexError, KeyError, struct.error, UnicodeDecodeError, TypeError) as error:
        raise Wrong("it isn't MessagePack") from error


def sized(data, at, kind, length, depth):
    if kind in ("str", "bin"):
        piece = data[at : at + length]
        if len(piece) != length:
            raise Wrong("it ends within a value")
        return (piece.decode() if kind == "str" else piece), at + length
    if length > len(data) - at:
        raise Wrong("it ends within a list")
    if kind == "array":
        values = []
        for _ in range(length):
            value, at = unpacked(data, at, depth + 1)
            values.append(value)
        return values, at
    pairs = {}
    for _ in range(length):
        name, at = unpacked(data, at, depth + 1)
        pairs[name], at = unpacked(data, at, depth + 1)
    return pairs, at


# A published folder.


def tile_path(kind, index, width):
    """tile/KIND/x001/x234/067, with .p/WIDTH when it isn't full."""
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    partial = "" if width == TILE else f".p/{width}"
    return f"tile/{kind}/{'/'.join(groups)}{partial}"


def files(count):
    """The files that hold so many things: number and width."""
    yield from ((index, min(TILE, count - index * TILE)) for index in range(-(-count // TILE)))


def read(folder, name):
    path = folder / name
    if not path.is_file():
        raise Wrong(f"{name} is missing")
    return path.read_bytes()


def bundle(folder, index, width):
    name = tile_path("entries", index, width)
    data, entries, at = read(folder, name), [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2], "big")
        if at + 2 + length > len(data):
            raise Wrong(f"{name} ends within its entry {len(entries)}")
        entries.append(data[at + 2 : at + 2 + length])
        at += 2 + length
    if len(entries) != width:
        raise Wrong(f"{name} has {len(entries)} entries and not {width}")
    return name, entries


class Chain:
    """Every entry follows from the one before it, in the log, its stream and its commit."""

    def __init__(self):
        self.next, self.streams, self.commit, self.recorded_at = 0, {}, None, None
        self.value = blake3.blake3(b"", derive_key_context=CHAIN_CONTEXT).digest()

    def take(self, entry):
        position, previous, body = framed(entry)
        if position != self.next:
            raise Wrong(f"says that it stands at position {position}")
        if previous != self.value:
            raise Wrong("doesn't continue the chain")
        stream, version = body["stream"], body["version"]
        if version != self.streams.get(stream, 0) + 1:
            raise Wrong(f"is version {version} of {stream}, which has {self.streams.get(stream, 0)}")
        if self.recorded_at is not None and body["recorded_at"] < self.recorded_at:
            raise Wrong("was recorded before the entry in front of it")
        commit = body["request_id"], body["index"], body["count"]
        if commit != (self.commit or (commit[0], 0, commit[2])) or commit[1] >= commit[2]:
            raise Wrong("doesn't continue its commit")
        ends = commit[1] + 1 == commit[2]
        self.commit = None if ends else (commit[0], commit[1] + 1, commit[2])
        self.next, self.streams[stream], self.recorded_at = position + 1, version, body["recorded_at"]
        self.value = blake3.blake3(entry, derive_key_context=CHAIN_CONTEXT).digest()


def verify_folder(folder, key):
    size, root = key.open(read(folder, "checkpoint").decode())
    chain, leaves = Chain(), []
    for index, width in files(size):
        name, entries = bundle(folder, index, width)
        for entry in entries:
            try:
                chain.take(entry)
            except Wrong as wrong:
                raise Wrong(f"the entry at position {chain.next}, in {name}: {wrong}") from wrong
            leaves.append(leaf_hash(entry))
    if chain.commit is not None:
        raise Wrong(f"the last commit breaks off before position {chain.next}")
    if root_of(leaves) != root:
        raise Wrong(f"the entries at positions 0 to {size - 1} aren't those that were signed")
    level, row = 0, leaves
    while row:
        check_row(folder, level, row)
        level += 1
        row = [root_of(row[at : at + TILE]) for at in range(0, len(row) - TILE + 1, TILE)]
    return f"the folder is the log {key.name} with its {size} entries, and every tile is of its tree"


def check_row(folder, level, row):
    for index, width in files(len(row)):
        name = tile_path(level, index, width)
        expected = row[index * TILE : index * TILE + width]
        found = read(folder, name)
        if found != b"".join(expected):
            differs = [found[32 * at : 32 * at + 32] != hash for at, hash in enumerate(expected)]
            place = (index * TILE + (differs + [True]).index(True)) * TILE**level
            raise Wrong(f"{name} has another hash than the entry at position {place} gives")


def given_key(given):
    if given is None:
        raise Unchecked("without the log's key a signature shows nothing: give it with --key")
    path = pathlib.Path(given)
    return Key(path.read_text(encoding="utf-8") if path.is_file() else given)


def is_case(path):
    return path.is_file() and (path.suffix == ".zip" or path.read_bytes()[:2] == b"PK")


def verify_case(path, key):
    """A case is checked by a module of its own, with what stands here."""
    sys.modules.setdefault("verify_log", sys.modules[__name__])
    import verify_case as case

    try:
        return case.verify(path, key)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, csv.Error) as error:
        raise Wrong(f"it isn't made as a case is: {error!r}") from error


def run(options):
    paths = [pathlib.Path(path) for path in options.paths]
    if len(paths) == 1 and is_case(paths[0]):
        return verify_case(paths[0], given_key(options.key))
    if paths[0].is_dir():
        key = given_key(options.key) if options.key else Key(read(paths[0], "key").decode())
        return verify_folder(paths[0], key)
    key = given_key(options.key)
    texts = [path.read_bytes().decode() for path in paths]
    return verify_proof(texts[0], key) if len(texts) == 1 else verify_continuation(*texts, key)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--key")
    options = parser.parse_args()
    if len(options.paths) > 2:
        parser.error("one path, or a checkpoint and a proof")
    try:
        print(f"verified: {run(options)}")
    except (Wrong, UnicodeDecodeError) as wrong:
        sys.exit(f"wrong: {wrong}")
    except (Unchecked, OSError) as unchecked:
        print(f"can't be checked: {unchecked}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
