//! Whether bytes are a picture that pages show: more than its first bytes are looked at, and no more than
//! its heads. Nothing is unpacked.
//!
//! Sources of the formats: the PNG specification (W3C, third edition), chapters 5 and 11; ITU-T T.81,
//! annex B.

use registry_events::document::MediaType;

/// The most pixels along a side.
pub const SIDE_MAX: u32 = 4_096;

/// The head of a PNG's first chunk, behind the signature: thirteen bytes of `IHDR`.
const HEADER_CHUNK: &[u8] = b"\0\0\0\x0dIHDR";
const SIGNATURE_BYTES: usize = 8;
/// Length, type and check sum of a chunk.
const CHUNK_FRAME_BYTES: usize = 12;

/// Width and height of a picture; none where the bytes are none, or are broken off.
pub fn size_of(media_type: MediaType, bytes: &[u8]) -> Option<(u32, u32)> {
    let size = match media_type {
        MediaType::Png => png(bytes),
        MediaType::Jpeg => jpeg(bytes),
        MediaType::Pdf => None,
    };
    size.filter(|(width, height)| *width > 0 && *height > 0)
}

/// Whether bytes are a picture of a size that pages show.
pub fn is_sound(media_type: MediaType, bytes: &[u8]) -> bool {
    size_of(media_type, bytes).is_some_and(fits)
}

/// Whether a picture isn't larger than pages show.
pub const fn fits((width, height): (u32, u32)) -> bool {
    width <= SIDE_MAX && height <= SIDE_MAX
}

/// A PNG has its header first, data, and an end.
fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let chunks = bytes.get(SIGNATURE_BYTES..)?;
    let header = chunks.strip_prefix(HEADER_CHUNK)?;
    let size = (long(header, 0)?, long(header, 4)?);
    let (mut rest, mut has_data) = (chunks, false);
    loop {
        let length = usize::try_from(long(rest, 0)?).ok()?;
        match rest.get(4..8)? {
            b"IEND" => return has_data.then_some(size),
            kind => has_data |= kind == b"IDAT",
        }
        rest = rest.get(length.checked_add(CHUNK_FRAME_BYTES)?..)?;
    }
}

/// A JPEG tells its size in the head of its frame, which stands before the first scan.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.get(2..)?;
    loop {
        let [0xff, marker, ..] = rest else { return None };
        match marker {
            0xff => rest = rest.get(1..)?,
            // Frames; the three that are left out are tables and a reserved one.
            0xc0..=0xcf if ![0xc4, 0xc8, 0xcc].contains(marker) => {
                return Some((short(rest, 7)?, short(rest, 5)?));
            }
            // A scan before its frame, an end, or a marker without a length.
            0x01 | 0xd0..=0xda => return None,
            _ => rest = rest.get(2 + usize::try_from(short(rest, 2)?).ok()?..)?,
        }
    }
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    four.try_into().ok().map(u32::from_be_bytes)
}

fn short(bytes: &[u8], at: usize) -> Option<u32> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    two.try_into().ok().map(|two| u32::from(u16::from_be_bytes(two)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).expect("short").to_be_bytes();
        [&length[..], kind, data, b"sums"].concat()
    }

    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
        let chunks = [chunk(b"IHDR", &header), chunk(b"IDAT", b"data"), chunk(b"IEND", b"")];
        [b"\x89PNG\r\n\x1a\n".to_vec(), chunks.concat()].concat()
    }

    fn jpeg_of(width: u16, height: u16) -> Vec<u8> {
        let frame = [&height.to_be_bytes()[..], &width.to_be_bytes()].concat();
        let head = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08".to_vec();
        [head, frame, b"\x01\x01\x11\0\xff\xd9".to_vec()].concat()
    }

    #[test]
    fn a_picture_tells_its_size_and_one_that_is_too_large_is_not_shown() {
        assert_eq!(size_of(MediaType::Png, &png_of(120, 60)), Some((120, 60)));
        assert_eq!(size_of(MediaType::Jpeg, &jpeg_of(120, 60)), Some((120, 60)));
        assert!(is_sound(MediaType::Png, &png_of(SIDE_MAX, 1)));
        assert!(!is_sound(MediaType::Png, &png_of(SIDE_MAX + 1, 1)));
        assert!(!is_sound(MediaType::Jpeg, &jpeg_of(1, u16::MAX)));
    }

    #[test]
    fn junk_behind_the_first_bytes_is_no_picture() {
        for junk in [&b"\x89PNG\r\n\x1a\n a white pine"[..], b"\x89PNG\r\n\x1a\n"] {
            assert_eq!(size_of(MediaType::Png, junk), None);
        }
        assert_eq!(size_of(MediaType::Jpeg, b"\xff\xd8\xff\xe0 a white pine"), None);
        let (whole, none) = (png_of(120, 60), png_of(0, 60));
        assert_eq!(size_of(MediaType::Png, &none), None, "a picture of no width");
        for end in 0..whole.len() - 8 {
            assert_eq!(size_of(MediaType::Png, &whole[..end]), None, "broken off at {end}");
        }
    }
}
