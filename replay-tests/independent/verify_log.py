"""Checks what a registry's log has published, by the specifications of C2SP and RFC 6962 alone.

    python verify_log.py DIR [--key KEY]
    python verify_log.py FILE.tlog-proof --key KEY [--entry FILE | --in DIR]
    python verify_log.py FILE.checkpoint --key KEY
    python verify_log.py OLD.checkpoint NEW.checkpoint --key KEY
    python verify_log.py OLD.checkpoint FILE.consistency --key KEY
    python verify_log.py CASE.zip --key KEY [--in DIR]

KEY is a verifier key, NAME+ID+BASE64, or a file with one. Without it a folder's own key is believed,
which then vouches for no more than the folder does. A proof that doesn't carry its entry takes it from
a file, or from the bundle of a published folder; so does a case from the latter. Exit codes: 0 it holds, 1 something was found wrong,
2 it can't be checked.

Python 3.11, with `cryptography` for Ed25519, `blake3` for the chain of a folder, and `verify_case.py`
beside this file for cases.
"""

import argparse
import base64
import csv
import hashlib
import os
import pathlib
import re
import stat
import struct
import sys
import threading

try:
    import blake3
except ImportError:
    blake3 = None
try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None

CHAIN_CONTEXT = "cluster-registry 2026 chain v1"
TILE = 256
ED25519 = 1
# How many bytes are read of a file, of which kind it is.
FILE_BYTES_MAX = 256 * 1024
NOTE_BYTES_MAX = 64 * 1024
EXTRA_BYTES_MAX = 64 * 1024
KEY_BYTES_MAX = 4 * 1024
BUNDLE_BYTES_MAX = TILE * (2 + 65535)
SIGNATURES_MAX = 100
U64_MAX = 2**64 - 1
# How long a pipe may wait for somebody who writes to it.
WRITER_AWAITED_SECONDS = 5
# Of Unicode's property White_Space, by which names and the ends of a key are told; `str.isspace` knows
# others too.
WHITE_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
# Microseconds from the years -9999 to 9999.
EARLIEST, LATEST = -377705023201000000, 253402207200999999


class Wrong(Exception):
    """Something isn't what it should be."""


class Unchecked(Exception):
    """Something can't be checked."""


def need(package, name):
    """Refuses to go on without a package that isn't there."""
    if package is None:
        raise Unchecked(f"Python's package {name} is missing: install it with `pip install blake3 cryptography`")


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
    except ValueError as error:
        raise Wrong(f"{text[:20]!r} isn't base64") from error
    if base64.b64encode(data).decode() != text:
        raise Wrong(f"{text[:20]!r} isn't base64 as it is written")
    if length is not None and len(data) != length:
        raise Wrong(f"{text[:20]!r} hasn't {length} bytes")
    return data


def number(text):
    if not re.fullmatch("0|[1-9][0-9]{0,19}", text) or int(text) > U64_MAX:
        raise Wrong(f"{text[:20]!r} isn't a number as numbers are written")
    return int(text)


# The field of Curve25519, and the places of its points whose order is small: under such a key, and
# beside such a point in a signature, anything could be signed.
PRIME = 2**255 - 19
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME
ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
SMALL_ORDER = {0, 1, PRIME - 1, ORDER_8, PRIME - ORDER_8}


def is_strong(point):
    """Whether 32 bytes are written as a point is, of an order that isn't small."""
    place = int.from_bytes(point, "little") & (2**255 - 1)
    return place < PRIME and place not in SMALL_ORDER


def is_on_curve(point):
    place = int.from_bytes(point, "little") & (2**255 - 1)
    square = (place * place - 1) * pow(CURVE * place * place + 1, -1, PRIME)
    return pow(square, (PRIME - 1) // 2, PRIME) == 1


def is_name(text):
    """Names of keys have no spaces, no plus signs and no control characters."""
    return bool(text) and not any(letter in WHITE_SPACE or letter == "+" or letter < " " for letter in text)


class Key:
    """A verifier key: NAME+ID+BASE64."""

    def __init__(self, text):
        need(Ed25519PublicKey, "cryptography")
        try:
            self.read(text.strip(WHITE_SPACE))
        except (Wrong, UnicodeError) as error:
            raise Unchecked(f"it is no verifier key: {error}") from error

    def read(self, text):
        self.name, _, rest = text.partition("+")
        key_id, _, coded = rest.partition("+")
        if not is_name(self.name) or not re.fullmatch("[0-9a-fA-F]{8}", key_id):
            raise Wrong("a key is written NAME+ID+BASE64")
        key = unbase64(coded)
        if not key or key[0] != ED25519:
            raise Wrong("only keys of Ed25519 are known here")
        if len(key) != 33 or not is_strong(key[1:]) or not is_on_curve(key[1:]):
            raise Wrong("its bytes aren't an Ed25519 public key")
        self.key_id = hashlib.sha256(self.name.encode() + b"\n" + key).digest()[:4]
        if self.key_id.hex() != key_id.lower():
            raise Wrong("its id isn't that of its name and bytes")
        self.public = Ed25519PublicKey.from_public_bytes(key[1:])

    def open(self, note):
        """The head, size and root, of a checkpoint that this key has signed."""
        origin, size, root = self.lines_of(note)[:3]
        if origin != self.name:
            raise Wrong(f"the checkpoint isn't of the log {self.name}")
        return number(size), unbase64(root, 32)

    def lines_of(self, note):
        """The lines of a note that this key has signed: three or more, and none empty."""
        if len(note.encode()) > NOTE_BYTES_MAX or any(letter < " " and letter != "\n" for letter in note):
            raise Wrong("a note is plain text of at most 64 KiB")
        text, parted, signatures = note.rpartition("\n\n")
        if not parted or not signatures.endswith("\n"):
            raise Wrong("a note is a text, an empty line and signatures")
        text, signatures = f"{text}\n", signatures[:-1].split("\n")
        if len(signatures) > SIGNATURES_MAX:
            raise Wrong(f"the note has more than {SIGNATURES_MAX} signatures")
        if not any([self.has_signed(text, line) for line in signatures]):
            raise Wrong("the key hasn't signed it")
        lines = text[:-1].split("\n")
        if len(lines) < 3 or "" in lines:
            raise Wrong("it isn't three lines or more, none of them empty")
        return lines

    def has_signed(self, text, line):
        """Whether a line is this key's signature; those of others are passed over."""
        dash, _, rest = line.partition(" ")
        name, _, coded = rest.partition(" ")
        data = unbase64(coded)
        if dash != "—" or not is_name(name) or len(data) < 5:
            raise Wrong("a line under the text isn't a signature")
        if name != self.name or data[:4] != self.key_id:
            return False
        signature = data[4:]
        try:
            if len(signature) != 64 or not is_strong(signature[:32]):
                raise InvalidSignature
            self.public.verify(signature, text.encode())
        except InvalidSignature as error:
            raise Wrong("the signature isn't of this text") from error
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


def verify_proof(text, key, entry_at=None):
    """Checks a proof of the entry that it carries, or of the one that `entry_at` gives."""
    header, _, rest = text.partition("\n")
    if header != "c2sp.org/tlog-proof@v1":
        raise Wrong("it isn't a tlog-proof")
    found, path, note = proof_parts(rest, (("extra", False), ("index", True)))
    index = number(found["index"])
    entry = unbase64(found["extra"]) if "extra" in found else None
    if entry is not None and len(entry) > EXTRA_BYTES_MAX:
        raise Wrong("the entry in the proof is too long")
    size, root = key.open(note)
    if entry_at is not None:
        entry = entry_at(index)
    if entry is None:
        raise Unchecked("the proof doesn't carry its entry: give that with --entry or --in")
    if index >= size:
        raise Wrong(f"a log of {size} entries has no position {index}")
    if root_by_path(leaf_hash(entry), index, size, path) != root:
        raise Wrong(f"the entry isn't the one that the log has at position {index}")
    position, _, body = framed(entry)
    if position != index:
        raise Wrong(f"the entry says that it stands at position {position}, not {index}")
    stream = body["stream"]
    return f"the log {key.name} has the entry at position {index} of {size}, of stream {stream}"


def verify_checkpoint(note, key):
    size, _ = key.open(note)
    return f"the log {key.name} has signed this checkpoint of {size} entries"


def verify_checkpoints(notes, key):
    """Whether two checkpoints can both be of one log; that one continues the other only a proof shows."""
    (old_size, old_root), (size, root) = sorted((key.open(note) for note in notes), key=lambda head: head[0])
    if old_size not in (0, size):
        raise Unchecked(f"whether {size} entries continue {old_size}, two checkpoints don't show: give a proof")
    if old_root != (root if old_size == size else root_of([])):
        raise Wrong(f"the key has signed two different logs of {old_size} entries")
    return f"the log {key.name} has signed both checkpoints, of {old_size} and {size} entries"


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
    body = mapped(entry[46:], "its body")
    check_members(body, BODY, "its body")
    clear, sealed = body.get("clear"), body.get("sealed")
    if (clear is None) == (sealed is None):
        raise Wrong("its body isn't either clear or sealed")
    if sealed is not None:
        if not isinstance(sealed, dict):
            raise Wrong("its sealed content isn't a map")
        check_members(sealed, SEALED, "its sealed content")
    else:
        if not isinstance(clear, bytes):
            raise Wrong("its content isn't bytes")
        content = mapped(clear, "its content")
        check_members(content, CLEAR, "its content")
        mapped(content["payload"], "its event")
    return position, previous, body


def whole(largest, least=0):
    return lambda value: type(value) is int and least <= value <= largest


def is_digest(value):
    return isinstance(value, bytes) and len(value) == 32


def of_type(kind):
    return lambda value: isinstance(value, kind)


BODY = {
    "stream": of_type(str), "version": whole(U64_MAX), "index": whole(2**32 - 1), "count": whole(2**32 - 1),
    "recorded_at": whole(LATEST, EARLIEST), "request_id": is_digest, "request_digest": is_digest,
}
CLEAR = {"actor": of_type(dict), "type": of_type(str), "schema": whole(2**16 - 1), "payload": of_type(bytes)}
SEALED = {"key": of_type(str), "nonce": of_type(bytes), "bytes": of_type(bytes)}


def mapped(data, what):
    """The one map in these bytes."""
    value, end = unpacked(data, 0)
    if end != len(data) or not isinstance(value, dict):
        raise Wrong(f"{what} isn't one map")
    return value


def check_members(value, members, what):
    wrong = [name for name, fits in members.items() if name not in value or not fits(value[name])]
    if wrong:
        raise Wrong(f"{what} lacks {', '.join(wrong)}, or has it otherwise than it should be")


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
        if name in pairs:
            raise Wrong(f"it has {name!r} twice")
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


def read(folder, name, bytes_max):
    """A regular file within bounds; pipes and devices aren't waited for."""
    path = folder / name
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Wrong(f"{name} is missing") from error
    if not stat.S_ISREG(mode):
        raise Wrong(f"{name} isn't a file")
    data = bounded(path, bytes_max)
    if data is None:
        raise Wrong(f"{name} is over {bytes_max} bytes")
    return data


def bounded(path, bytes_max):
    """The bytes of a file; none of a longer one."""
    with opened(path) as file:
        data = file.read(bytes_max + 1)
    return data if len(data) <= bytes_max else None


def opened(path):
    """A file; a pipe may be one, if somebody writes to it."""
    if not stat.S_ISFIFO(os.stat(path).st_mode):
        return open(path, "rb")
    found = []
    waiting = threading.Thread(target=lambda: found.append(open(path, "rb")), daemon=True)
    waiting.start()
    waiting.join(WRITER_AWAITED_SECONDS)
    if not found:
        raise Unchecked(f"nobody writes to the pipe {path}")
    return found[0]


def read_note(folder, name):
    return read(folder, name, NOTE_BYTES_MAX).decode()


def bundle(folder, index, width):
    name = tile_path("entries", index, width)
    return name, entries_in(read(folder, name, BUNDLE_BYTES_MAX), name, width)


def entries_in(data, name, width):
    entries, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2], "big")
        if at + 2 + length > len(data):
            raise Wrong(f"{name} ends within its entry {len(entries)}")
        entries.append(data[at + 2 : at + 2 + length])
        at += 2 + length
    if len(entries) != width:
        raise Wrong(f"{name} has {len(entries)} entries and not {width}")
    return entries


class Chain:
    """Every entry follows from the one before it, in the log, its stream and its commit."""

    def __init__(self):
        need(blake3, "blake3")
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
    """Checks all of a folder; what was noticed beside it is a list of warnings."""
    size, root = key.open(read_note(folder, "checkpoint"))
    check_views(folder, key, size, root)
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
    rows = rows_of(leaves)
    for level, row in enumerate(rows):
        for index, width in files(len(row)):
            check_tile(folder, rows, level, index, width)
    warnings = check_others(folder, key, size, rows)
    told = f"the folder is the log {key.name} with its {size} entries, and every tile is of its tree"
    return told, warnings


def rows_of(leaves):
    """The rows of the tree, of each of which tiles are cut."""
    rows = []
    while leaves:
        rows.append(leaves)
        leaves = [root_of(leaves[at : at + TILE]) for at in range(0, len(leaves) - TILE + 1, TILE)]
    return rows


def check_tile(folder, rows, level, index, width):
    name = tile_path(level, index, width)
    expected = rows[level][index * TILE : index * TILE + width]
    found = read(folder, name, TILE * 32)
    if found != b"".join(expected):
        differs = [found[32 * at : 32 * at + 32] != hash for at, hash in enumerate(expected)]
        place = (index * TILE + (differs + [True]).index(True)) * TILE**level
        raise Wrong(f"{name} has another hash than the entry at position {place} gives")


def check_views(folder, key, size, root):
    """Whether the digests of views are signed, and of this head; nothing is folded here."""
    name = f"views/{size}"
    origin, entries, found = key.lines_of(read_note(folder, name))[:3]
    if origin != f"{key.name}/views" or number(entries) != size:
        raise Wrong(f"{name} isn't of the views of {size} entries of {key.name}")
    if unbase64(found, 32) != root:
        raise Wrong(f"{name} is of another log than the checkpoint")


def names_in(folder, below=""):
    """The files of a folder by their names, in order; links aren't followed."""
    for file in sorted(os.scandir(folder / below), key=lambda file: file.name):
        name = f"{below}{file.name}"
        if file.is_dir(follow_symlinks=False):
            yield from names_in(folder, f"{name}/")
        elif file.is_file(follow_symlinks=False):
            yield name
        else:
            raise Wrong(f"{name} is neither a file nor a folder")


def check_others(folder, key, size, rows):
    """Every file that isn't asked for: of the tree it must be exactly that; others are named."""
    unfinished = 0
    if (folder / "checkpoint.next").exists():
        try:
            unfinished = key.open(read_note(folder, "checkpoint.next"))[0]
        except Wrong as wrong:
            raise Wrong(f"checkpoint.next can't be believed: {wrong}") from wrong
    asked = {"checkpoint", "checkpoint.next", "key", f"views/{size}"}
    beyond, unknown = 0, []
    for name in names_in(folder):
        if name in asked:
            continue
        kind, _, rest = name.partition("/")
        if kind == "views" and rest:
            beyond += check_other_views(folder, key, name, rows, unfinished)
        elif kind == "tile" and rest:
            beyond += check_other_tile(folder, name, rows, unfinished)
        else:
            unknown.append(name)
    warnings = []
    if unfinished > size:
        warnings.append(
            f"publishing up to {unfinished} entries isn't finished; {beyond} files of it weren't checked"
        )
    if unknown:
        shown = ", ".join(repr(name) for name in unknown[:10])
        warnings.append(f"{len(unknown)} files aren't of the log, and nothing is said of them: {shown}")
    return warnings


def check_other_views(folder, key, name, rows, unfinished):
    """The same of the views of another size."""
    size, leaves = number(name.removeprefix("views/")), rows[0] if rows else []
    if size > len(leaves):
        if size <= unfinished:
            return True
        raise Wrong(f"{name} isn't of a log of {len(leaves)} entries")
    check_views(folder, key, size, root_of(leaves[:size]))
    return False


TILE_NAME = re.compile(
    r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([0-9]{1,3}))?"
)


def check_other_tile(folder, name, rows, unfinished):
    """Whether a file is of a tree that isn't signed yet; one of this tree must agree with it."""
    parts = TILE_NAME.fullmatch(name)
    if not parts:
        raise Wrong(f"{name} isn't of the log")
    kind, index = parts[1], int(re.sub("[x/]", "", parts[2]))
    width, level = int(parts[3] or TILE), 0 if parts[1] == "entries" else int(parts[1])
    end = index * TILE + width
    if tile_path(kind, index, width) != name or not 1 <= width <= TILE or (parts[3] and width == TILE):
        raise Wrong(f"{name} isn't of the log")
    if level >= len(rows) or end > len(rows[level]):
        if end <= unfinished >> (8 * level):
            return True
        raise Wrong(f"{name} isn't of a log of {len(rows[0]) if rows else 0} entries")
    if kind != "entries":
        check_tile(folder, rows, level, index, width)
    elif [leaf_hash(entry) for entry in bundle(folder, index, width)[1]] != rows[0][index * TILE : end]:
        raise Wrong(f"{name} has other entries than the log")
    return False


# What was given.


def given_key(given):
    if given is None:
        raise Unchecked("without the log's key a signature shows nothing: give it with --key")
    try:
        is_file = os.path.exists(given) and not os.path.isdir(given)
        return Key(given_text(pathlib.Path(given)) if is_file else given)
    except UnicodeDecodeError as error:
        raise Unchecked(f"{given} is no verifier key") from error


def given_text(path):
    data = bounded(path, FILE_BYTES_MAX)
    if data is None:
        raise Unchecked(f"{path} is over {FILE_BYTES_MAX} bytes")
    return data.decode()


def own_key(folder):
    """The key that lies in a folder: when it is none, the folder is wrong."""
    try:
        return Key(read(folder, "key", KEY_BYTES_MAX).decode())
    except Unchecked as error:
        raise Wrong(f"key: {error}") from error


def check_own_key(folder, key):
    """Whoever takes the key that lies in a folder must get the one that was given."""
    if os.path.lexists(folder / "key"):
        own = own_key(folder)
        if (own.name, own.public.public_bytes_raw()) != (key.name, key.public.public_bytes_raw()):
            raise Wrong("key isn't the key that was given")


def entry_source(options, key):
    """What gives the entry at a position, where it was told."""
    if options.entry:
        return lambda index: given_entry(pathlib.Path(options.entry))
    if options.folder:
        return lambda index: entry_in(pathlib.Path(options.folder), index, key)
    return None


def given_entry(path):
    data = bounded(path, EXTRA_BYTES_MAX)
    if data is None:
        raise Unchecked(f"{path} is longer than an entry can be")
    return data


def entry_in(folder, index, key):
    if not os.path.lexists(folder / "checkpoint"):
        raise Unchecked(f"{folder} isn't a published folder")
    size, _ = key.open(read_note(folder, "checkpoint"))
    if index >= size:
        raise Unchecked(f"{folder} ends before position {index}")
    number_of_bundle = index // TILE
    return bundle(folder, number_of_bundle, min(TILE, size - number_of_bundle * TILE))[1][index % TILE]


CASE_MAGIC, CASE_BYTES_MAX = b"PK", 128 << 20


def given_file(path):
    """The bytes of what was given, read once: it may come through a pipe."""
    with opened(path) as file:
        data = file.read(len(CASE_MAGIC))
        bytes_max = CASE_BYTES_MAX if is_case(path, data) else FILE_BYTES_MAX
        data += file.read(bytes_max + 1 - len(data))
    if len(data) <= bytes_max:
        return data
    if is_case(path, data):
        raise Wrong("it is larger than a case can be")
    raise Unchecked(f"{path} is over {bytes_max} bytes")


def is_case(path, data):
    return path.suffix == ".zip" or data.startswith(CASE_MAGIC)


def kind_of(path, data):
    """What a file is, by how it begins; nothing of one that isn't known."""
    if is_case(path, data):
        return "case"
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if text.startswith("c2sp.org/tlog-proof@v1\n"):
        return "proof"
    if text.startswith("old "):
        return "continuation"
    return "checkpoint" if re.match("[^\n]+\n[0-9]+\n", text) and "\n\n— " in text else None


def verify_case(data, key, entry_at=None):
    """A case is checked by a module of its own, with what stands here."""
    sys.modules.setdefault("verify_log", sys.modules[__name__])
    try:
        import verify_case as case
    except ImportError as error:
        raise Unchecked(
            "cases are checked by verify_case.py, which has to stand beside verify_log.py: the registry "
            "has both, at /verify/verify_log.py and /verify/verify_case.py"
        ) from error
    try:
        return case.verify(data, key, entry_at)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, csv.Error) as error:
        raise Wrong(f"it isn't made as a case is: {error!r}") from error


def verify_one(path, data, key, options):
    kind, beside = kind_of(path, data), entry_source(options, key)
    if kind == "case" and not options.entry:
        return verify_case(data, key, beside)
    if kind in ("proof", None):
        return verify_proof(data.decode(), key, beside)
    if beside:
        raise Unchecked("--entry goes with the proof of an entry, --in with that or with a case")
    if kind == "checkpoint":
        return verify_checkpoint(data.decode(), key)
    raise Unchecked("a consistency proof shows nothing without the older checkpoint: give that before it")


def verify_two(paths, files, key):
    kinds = [kind_of(path, data) for path, data in zip(paths, files)]
    if kinds == ["continuation", "checkpoint"]:
        files = files[::-1]
    elif None not in kinds and sorted(kinds) not in (["checkpoint"] * 2, ["checkpoint", "continuation"]):
        raise Unchecked("of two files one is an older checkpoint, the other a newer one or a consistency proof")
    texts = [data.decode() for data in files]
    if kinds == ["checkpoint"] * 2:
        return verify_checkpoints(texts, key)
    return verify_continuation(*texts, key)


def run(options):
    """What was shown, and warnings."""
    paths = [pathlib.Path(path) for path in options.paths]
    if (options.entry or options.folder) and (len(paths) > 1 or paths[0].is_dir()):
        raise Unchecked("--entry goes with the proof of an entry, --in with that or with a case")
    if len(paths) == 1 and paths[0].is_dir():
        if options.key is None:
            return verify_folder(paths[0], own_key(paths[0]))
        key = given_key(options.key)
        check_own_key(paths[0], key)
        return verify_folder(paths[0], key)
    key = given_key(options.key)
    files = [given_file(path) for path in paths]
    if len(paths) == 1:
        return verify_one(paths[0], files[0], key, options), []
    return verify_two(paths, files, key), []


def outcome(options):
    """The exit code and the sentences that tell it."""
    try:
        shown, warnings = run(options)
        return 0, [*(f"warning: {warning}" for warning in warnings), f"verified: {shown}"]
    except (Wrong, UnicodeDecodeError) as wrong:
        return 1, [f"wrong: {wrong}"]
    except Exception as unchecked:  # Whatever else happens, nothing was shown.
        return 2, [f"can't be checked: {unchecked or type(unchecked).__name__}"]


def options_of(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--key")
    parser.add_argument("--entry", metavar="FILE", help="the entry of a proof that doesn't carry it")
    parser.add_argument("--in", dest="folder", metavar="DIR", help="a published folder that has the entries")
    options = parser.parse_args(arguments)
    if len(options.paths) > 2:
        parser.error("one path, or a checkpoint and a proof")
    return options


def main():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    code, sentences = outcome(options_of())
    for sentence in sentences:
        print(sentence, file=sys.stderr if code or sentence.startswith("warning") else sys.stdout)
    sys.exit(code)


if __name__ == "__main__":
    main()
