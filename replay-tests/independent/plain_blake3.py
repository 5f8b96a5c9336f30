"""BLAKE3 as its paper tells it, for texts of some kilobytes: the plain hash and nothing else."""

import struct

KEY = (
    0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A,
    0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
)
PERMUTATION = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
CHUNK_START, CHUNK_END, PARENT, ROOT = 1, 2, 4, 8
CHUNK, BLOCK, MASK = 1024, 64, 0xFFFFFFFF
COLUMNS_AND_DIAGONALS = (
    (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
    (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
)


def turned(word, bits):
    return (word >> bits | word << (32 - bits)) & MASK


def mix(state, where, x, y):
    a, b, c, d = where
    for more, first, second in ((x, 16, 12), (y, 8, 7)):
        state[a] = (state[a] + state[b] + more) & MASK
        state[d] = turned(state[d] ^ state[a], first)
        state[c] = (state[c] + state[d]) & MASK
        state[b] = turned(state[b] ^ state[c], second)


def compress(key, block, counter, length, flags):
    state = [*key, *KEY[:4], counter & MASK, counter >> 32, length, flags]
    words = list(block)
    for _ in range(7):
        for number, where in enumerate(COLUMNS_AND_DIAGONALS):
            mix(state, where, words[2 * number], words[2 * number + 1])
        words = [words[place] for place in PERMUTATION]
    return [state[place] ^ state[place + 8] for place in range(8)]


def chunk(data, counter, root):
    """The value of one chunk."""
    blocks = [data[start : start + BLOCK] for start in range(0, len(data), BLOCK)] or [b""]
    value = KEY
    for number, block in enumerate(blocks):
        last = number == len(blocks) - 1
        flags = (CHUNK_START if number == 0 else 0) | (CHUNK_END if last else 0)
        flags |= ROOT if root and last else 0
        words = struct.unpack("<16I", block.ljust(BLOCK, b"\0"))
        value = compress(value, words, counter, len(block), flags)
    return value


def tree(data, counter, root):
    """The value of a subtree: the left one takes the largest power of two of whole chunks."""
    if len(data) <= CHUNK:
        return chunk(data, counter, root)
    left = CHUNK << ((len(data) - 1) // CHUNK).bit_length() - 1
    halves = tree(data[:left], counter, False)
    halves = [*halves, *tree(data[left:], counter + left // CHUNK, False)]
    return compress(KEY, halves, 0, BLOCK, PARENT | (ROOT if root else 0))


def blake3(data):
    """The digest in hexadecimal digits."""
    return struct.pack("<8I", *tree(data, 0, True)).hex()
