//! A picture of one colour on white as a PNG, not compressed: the same bytes everywhere.
//!
//! Source of the format: the PNG specification (W3C, third edition), chapters 5, 7 and 11, with the
//! stored blocks of RFC 1951 and the checksum of RFC 1950.

/// A square picture of one colour on white.
pub(super) struct Picture {
    /// How wide and high it is, in pixels; a multiple of 8.
    pub(super) side: u32,
    /// The colour, as red, green and blue.
    pub(super) colour: [u8; 3],
}

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// One bit a pixel, each the number of a colour in the palette; the usual ways of everything else.
const FORM: [u8; 5] = [1, 3, 0, 0, 0];
const WHITE: [u8; 3] = [0xff; 3];
/// Deflate with a window of 32 KiB, and the check bits of that.
const ZLIB: [u8; 2] = [0x78, 0x01];
/// The most bytes of a stored block.
const BLOCK_BYTES_MAX: usize = 0xffff;

impl Picture {
    /// The file, where `has` says which pixels have the colour.
    pub(super) fn drawn(&self, has: impl Fn(i32, i32) -> bool) -> Vec<u8> {
        let side = self.side.to_be_bytes();
        let header = [side.as_slice(), &side, &FORM].concat();
        let mut file = SIGNATURE.to_vec();
        chunk(&mut file, *b"IHDR", &header);
        chunk(&mut file, *b"PLTE", &[WHITE, self.colour].concat());
        chunk(&mut file, *b"IDAT", &stored(&self.rows(has)));
        chunk(&mut file, *b"IEND", &[]);
        file
    }

    /// Each row after the number of its filter, which is none.
    fn rows(&self, has: impl Fn(i32, i32) -> bool) -> Vec<u8> {
        let side = i32::try_from(self.side).unwrap_or(0);
        let octet = |x: i32, y| (0..8).fold(0, |bits, bit| bits << 1 | u8::from(has(x + bit, y)));
        let octet = &octet;
        let row = |y| std::iter::once(0).chain((0..side).step_by(8).map(move |x| octet(x, y)));
        (0..side).flat_map(row).collect()
    }
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) {
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
    let body = [kind.as_slice(), content].concat();
    file.extend(length.to_be_bytes());
    file.extend(&body);
    file.extend(crc(&body).to_be_bytes());
}

fn stored(content: &[u8]) -> Vec<u8> {
    let mut stream = ZLIB.to_vec();
    let mut blocks = content.chunks(BLOCK_BYTES_MAX).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        stream.push(u8::from(blocks.peek().is_none()));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    stream.extend(adler(content).to_be_bytes());
    stream
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { 0xedb8_8320 ^ sum >> 1 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}

fn adler(bytes: &[u8]) -> u32 {
    const PRIME: u32 = 65_521;
    let step = |(a, b): (u32, u32), byte: &u8| {
        let a = (a + u32::from(*byte)) % PRIME;
        (a, (b + a) % PRIME)
    };
    let (a, b) = bytes.iter().fold((1, 0), step);
    b << 16 | a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_are_those_of_the_specifications() {
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
        assert_eq!(adler(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn a_pixel_is_a_bit_of_its_row() {
        let picture = Picture { side: 16, colour: [1, 2, 3] };
        let rows = picture.rows(|x, y| (x, y) == (9, 1));
        assert_eq!(rows.len(), 16 * 3);
        assert_eq!(rows[3..6], [0, 0, 0b0100_0000]);
        assert_eq!(rows.iter().filter(|byte| **byte != 0).count(), 1);
    }
}
