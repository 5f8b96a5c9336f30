"""Changes a small log in every way that somebody might, and sees `verify_log.py` refuse each.

    python tamper_log.py DIR

DIR is a published log. Its first entries are published again in a folder of their own, under a key
made here; that folder must verify, and none of its changed copies may.
"""

import base64
import hashlib
import pathlib
import sys
import tempfile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import verify_log
from common import Checks
from verify_log import TILE, Wrong, bundle, files, framed, leaf_hash, root_of, tile_path

NAME = "tampered.invalid/log"
ENTRIES_MIN = 700
# The example of RFC 6962, 2.1.3, over the test data of Certificate Transparency.
LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


class Log:
    """A log that is published by hand."""

    def __init__(self, entries):
        self.entries = entries
        self.leaves = [leaf_hash(entry) for entry in entries]
        self.secret = Ed25519PrivateKey.generate()
        public = b"\1" + self.secret.public_key().public_bytes_raw()
        self.key_id = hashlib.sha256(NAME.encode() + b"\n" + public).digest()[:4]
        coded = base64.b64encode(public).decode()
        self.key = f"{NAME}+{self.key_id.hex()}+{coded}"

    def checkpoint(self, size):
        return self.signed(f"{NAME}\n{size}\n{self.root(size)}\n")

    def views(self, size):
        return self.signed(f"{NAME}/views\n{size}\n{self.root(size)}\n{{}}\n")

    def root(self, size):
        return base64.b64encode(root_of(self.leaves[:size])).decode()

    def signed(self, text):
        signature = base64.b64encode(self.key_id + self.secret.sign(text.encode())).decode()
        return f"{text}\n— {NAME} {signature}\n"

    def proof(self, index, size):
        entry = base64.b64encode(self.entries[index]).decode()
        hashes = lines(path(self.leaves[:size], index))
        head = f"c2sp.org/tlog-proof@v1\nextra {entry}\nindex {index}\n"
        return f"{head}{hashes}\n{self.checkpoint(size)}"

    def continuation(self, old, new):
        hashes = lines(subproof(self.leaves[:new], old, True) if 0 < old < new else [])
        return f"old {old}\n{hashes}\n{self.checkpoint(new)}"

    def publish(self, folder):
        write(folder, "checkpoint", self.checkpoint(len(self.entries)).encode())
        write(folder, "key", f"{self.key}\n".encode())
        write(folder, f"views/{len(self.entries)}", self.views(len(self.entries)).encode())
        for index, width in files(len(self.entries)):
            entries = self.entries[index * TILE : index * TILE + width]
            data = b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)
            write(folder, tile_path("entries", index, width), data)
        level, row = 0, self.leaves
        while row:
            for index, width in files(len(row)):
                tile = row[index * TILE : index * TILE + width]
                write(folder, tile_path(level, index, width), b"".join(tile))
            row = [root_of(row[at : at + TILE]) for at in range(0, len(row) - TILE + 1, TILE)]
            level += 1


def lines(hashes):
    return "".join(f"{base64.b64encode(hash).decode()}\n" for hash in hashes)


def path(leaves, index):
    if len(leaves) == 1:
        return []
    left = verify_log.split(len(leaves))
    if index < left:
        return [*path(leaves[:left], index), root_of(leaves[left:])]
    return [*path(leaves[left:], index - left), root_of(leaves[:left])]


def subproof(leaves, old, whole):
    if old == len(leaves):
        return [] if whole else [root_of(leaves)]
    left = verify_log.split(len(leaves))
    if old <= left:
        return [*subproof(leaves[:left], old, whole), root_of(leaves[left:])]
    return [*subproof(leaves[left:], old - left, False), root_of(leaves[:left])]


def write(folder, name, data):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def first_entries(published):
    """The first entries of a published log, up to the end of a commit."""
    size = int((published / "checkpoint").read_text(encoding="utf-8").split("\n")[1])
    entries = []
    for index, width in files(size):
        for entry in bundle(published, index, width)[1]:
            entries.append(entry)
            body = framed(entry)[2]
            if len(entries) >= ENTRIES_MIN and body["index"] + 1 == body["count"]:
                return entries
    return entries


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def swapped(data):
    """The first two entries of a bundle, one in the place of the other."""
    first = 2 + int.from_bytes(data[:2], "big")
    second = first + 2 + int.from_bytes(data[first : first + 2], "big")
    return data[first:second] + data[:first] + data[second:]


def cut(data):
    """A bundle without its last entry."""
    at = last = 0
    while at < len(data):
        last, at = at, at + 2 + int.from_bytes(data[at : at + 2], "big")
    return data[:last]


def tamperings(log):
    """What is changed: a file, and how."""
    size = len(log.entries)
    names = [tile_path(kind, *file) for kind in (0, "entries") for file in files(size)]
    names += [tile_path(1, 0, size // TILE), "checkpoint", f"views/{size}"]
    for name in names:
        yield f"a byte of {name}", name, lambda data: flipped(data, len(data) // 2)
        yield f"{name} is gone", name, lambda data: None
    for file in files(size):
        name = tile_path("entries", *file)
        yield f"two entries of {name} are swapped", name, swapped
        yield f"{name} is cut", name, cut
    other = Log(log.entries).checkpoint(size)
    yield "another key has signed", "checkpoint", lambda data: other.encode()
    fork = Log([*log.entries[:-1], flipped(log.entries[-1], 60)])
    fork.secret, fork.key_id = log.secret, log.key_id
    yield "the log went another way", "checkpoint", lambda data: fork.checkpoint(size).encode()
    for name in forged(size):
        yield f"{name} is beside the true files", name, lambda data: bytes(32)
    yield "the views are of another log", f"views/{size}", lambda data: fork.views(size).encode()


def forged(size):
    """Files that aren't of a log of a size, and that somebody might take for its."""
    yield tile_path(0, size // TILE, size % TILE + 1)
    yield tile_path(0, size // TILE + 1, TILE)
    yield tile_path("entries", 0, 5)
    yield "tile/0/000.p/5"
    yield "tile/7/000"
    yield "tile/evil.html"
    yield "views/evil"
    yield "views/7"


def refused(folder, key, name, change):
    """Whether a changed file is refused; it is as it was afterwards."""
    path = folder / name
    data = path.read_bytes() if path.exists() else None
    changed = change(data)
    try:
        path.unlink() if changed is None else write(folder, name, changed)
        verify_log.verify_folder(folder, key)
        return False
    except (Wrong, UnicodeDecodeError):
        return True
    finally:
        path.unlink(missing_ok=True) if data is None else path.write_bytes(data)


def is_wrong(check, *arguments):
    try:
        check(*arguments)
        return False
    except (Wrong, verify_log.Unchecked, UnicodeDecodeError):
        return True


def check_texts(checks, log, key):
    """Proofs of all shapes hold, and with a byte changed they don't."""
    size = len(log.entries)
    differences = []
    for index in {0, 1, 255, 256, size // 2, size - 1}:
        proof = log.proof(index, size)
        verify_log.verify_proof(proof, key)
        for at in range(0, len(proof.encode()), 7):
            changed = flipped(proof.encode(), at).decode(errors="replace")
            if not is_wrong(verify_log.verify_proof, changed, key):
                differences.append(f"position {index}: byte {at} of the proof can be changed")
    checks.done("a proof holds, and none with a byte changed", differences)
    differences = []
    for old in {1, 2, 255, 256, 257, size // 2, size - 1, size}:
        note, proof = log.checkpoint(old), log.continuation(old, size)
        verify_log.verify_continuation(note, proof, key)
        for at in range(0, len(proof.encode()), 7):
            changed = flipped(proof.encode(), at).decode(errors="replace")
            if not is_wrong(verify_log.verify_continuation, note, changed, key):
                differences.append(f"from {old}: byte {at} of the proof can be changed")
        fork = Log([flipped(log.entries[0], 60), *log.entries[1:]])
        fork.secret, fork.key_id = log.secret, log.key_id
        if not is_wrong(verify_log.verify_continuation, fork.checkpoint(old), proof, key):
            differences.append(f"from {old}: a log that went another way passes")
    checks.done("a checkpoint continues another, and no other one", differences)


def main():
    checks = Checks()
    root = root_of([leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]).hex()
    checks.done("the root of the test tree of RFC 6962", [] if root == ROOT else [root])
    log = Log(first_entries(pathlib.Path(sys.argv[1])))
    key = verify_log.Key(log.key)
    with tempfile.TemporaryDirectory(prefix="tampered-") as name:
        folder = pathlib.Path(name)
        log.publish(folder)
        verify_log.verify_folder(folder, key)
        passed = [
            what
            for what, file, change in tamperings(log)
            if not refused(folder, key, file, change)
        ]
        checks.done("a folder holds, and none that was tampered with", passed)
        verify_log.verify_folder(folder, key)
    check_texts(checks, log, key)
    checks.exit()


main()
