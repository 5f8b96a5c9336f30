//! Entries of the log in one file: of each two bytes that say its length, and its bytes.

use crate::transparency::tree::TILE_WIDTH;

/// Up to 256 entries, in the order of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle<'a> {
    /// Their bytes.
    pub entries: Vec<&'a [u8]>,
}

/// Why a bundle can't be written or read; entries are counted from 0 within the bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// An entry of more than 65,535 bytes can't be written.
    #[error("entry {0} of the bundle is longer than 65535 bytes")]
    TooLong(usize),
    /// More than 256 entries.
    #[error("the bundle has more than {TILE_WIDTH} entries")]
    TooMany,
    /// The bytes end within an entry.
    #[error("the bundle ends within its entry {0}")]
    Cut(usize),
}

impl<'a> Bundle<'a> {
    /// The bytes of the bundle.
    ///
    /// # Errors
    /// [`BundleError::TooMany`], [`BundleError::TooLong`].
    pub fn encode(&self) -> Result<Vec<u8>, BundleError> {
        if self.entries.len() > TILE_WIDTH {
            return Err(BundleError::TooMany);
        }
        let mut bytes = Vec::with_capacity(self.entries.iter().map(|entry| entry.len() + 2).sum());
        for (number, entry) in self.entries.iter().enumerate() {
            let length = u16::try_from(entry.len()).map_err(|_| BundleError::TooLong(number))?;
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(entry);
        }
        Ok(bytes)
    }

    /// Reads a bundle to its last byte. How many entries it should have, its path says.
    ///
    /// # Errors
    /// [`BundleError::Cut`], [`BundleError::TooMany`].
    pub fn decode(bytes: &'a [u8]) -> Result<Self, BundleError> {
        let (mut entries, mut rest) = (Vec::new(), bytes);
        while !rest.is_empty() {
            if entries.len() == TILE_WIDTH {
                return Err(BundleError::TooMany);
            }
            let (entry, after) = first(rest).ok_or(BundleError::Cut(entries.len()))?;
            entries.push(entry);
            rest = after;
        }
        Ok(Self { entries })
    }
}

fn first(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_entry_is_its_length_and_its_bytes() {
        let bundle = Bundle { entries: vec![b"ab", b"", b"c"] };
        let bytes = bundle.encode().expect("encoded");
        assert_eq!(bytes, b"\x00\x02ab\x00\x00\x00\x01c");
        assert_eq!(Bundle::decode(&bytes), Ok(bundle));
        assert_eq!(Bundle::decode(b""), Ok(Bundle { entries: vec![] }));
    }

    #[test]
    fn a_cut_bundle_names_the_entry() {
        let bytes = Bundle { entries: vec![b"ab", b"cd"] }.encode().expect("encoded");
        for (length, entry) in [(1, 0), (2, 0), (3, 0), (5, 1), (6, 1), (7, 1)] {
            assert_eq!(Bundle::decode(&bytes[..length]), Err(BundleError::Cut(entry)), "{length}");
        }
        assert_eq!(Bundle::decode(b"\xff\xff"), Err(BundleError::Cut(0)));
    }

    #[test]
    fn a_bundle_has_256_entries_of_65535_bytes_at_most() {
        let longest = vec![0; 65_535];
        let full = Bundle { entries: vec![&longest; 256] };
        let bytes = full.encode().expect("encoded");
        assert_eq!(Bundle::decode(&bytes), Ok(full));
        assert_eq!(Bundle { entries: vec![b""; 257] }.encode(), Err(BundleError::TooMany));
        assert_eq!(Bundle::decode(&[0; 514]), Err(BundleError::TooMany));
        let longer = vec![0; 65_536];
        let bundle = Bundle { entries: vec![b"", &longer] };
        assert_eq!(bundle.encode(), Err(BundleError::TooLong(1)));
    }

    proptest! {
        #[test]
        fn whatever_reads_as_a_bundle_is_written_as_it_was(bytes: Vec<u8>) {
            if let Ok(bundle) = Bundle::decode(&bytes) {
                prop_assert_eq!(bundle.encode(), Ok(bytes.clone()));
            }
        }
    }
}
