//! Cursors: where the next page begins, at which position the list stands still, of which query.
//!
//! Opaque to callers, and sealed: a cursor that we didn't give, or that was changed, is refused. The
//! key comes from the master key, so that every program over one registry, and the next one, reads
//! the cursors of the others.

use std::fmt;

use registry_events::ids::{Digest, Position};

use crate::private::MasterKey;

/// A place within the answer to one query, as it was at one position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The position the list began at; later pages show the same list.
    pub begun: Position,
    /// How many were shown before.
    pub offset: u32,
    query: QueryDigest,
    key: CursorKey,
}

/// Tells queries apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryDigest([u8; 8]);

/// What cursors are sealed with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CursorKey([u8; 32]);

/// Why a cursor can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CursorError {
    /// It isn't one of ours.
    #[error("this is no cursor")]
    Malformed,
    /// It belongs to another query.
    #[error("this cursor belongs to another query")]
    OfAnotherQuery,
    /// Nobody was given it.
    #[error("this cursor was made up")]
    Forged,
}

/// A page of a list, and the cursor of the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paged<T> {
    /// What stands on the page.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: usize,
    /// Where the next page begins; none on the last one.
    pub next: Option<Cursor>,
}

/// Which page of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The position the list is shown at.
    pub at: Position,
    /// How many were shown before.
    pub offset: usize,
    /// The most that are shown now.
    pub limit: usize,
    /// The query.
    pub query: QueryDigest,
    /// What the next page's cursor is sealed with.
    pub key: CursorKey,
}

/// What is sealed, and its seal.
const CONTENT_BYTES: usize = 20;
const SEAL_BYTES: usize = 12;
const BYTES: usize = CONTENT_BYTES + SEAL_BYTES;

impl CursorKey {
    /// The key of a registry, by its master key.
    pub fn of(master: &MasterKey) -> Self {
        Self(master.derive("cursor"))
    }

    fn seal(&self, content: &[u8; CONTENT_BYTES]) -> [u8; SEAL_BYTES] {
        let whole = blake3::keyed_hash(&self.0, content);
        std::array::from_fn(|index| whole.as_bytes()[index])
    }
}

impl fmt::Debug for CursorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CursorKey(…)")
    }
}

impl QueryDigest {
    /// The digest of a query in a canonical form.
    pub fn of(canonical: &str) -> Self {
        let digest = Digest::of(canonical.as_bytes());
        Self(std::array::from_fn(|index| digest.0[index]))
    }
}

impl Cursor {
    /// Reads a cursor of this query.
    ///
    /// # Errors
    /// [`CursorError`].
    pub fn parse(text: &str, query: QueryDigest, key: CursorKey) -> Result<Self, CursorError> {
        let bytes = unhex(text).ok_or(CursorError::Malformed)?;
        let (content, seal) = bytes.split_first_chunk().ok_or(CursorError::Malformed)?;
        let (begun, rest) = content.split_first_chunk().ok_or(CursorError::Malformed)?;
        let (offset, rest) = rest.split_first_chunk().ok_or(CursorError::Malformed)?;
        // A seal is short and worth no search by time: it opens only what a query gives as well.
        if key.seal(content) != *seal {
            return Err(CursorError::Forged);
        }
        if *rest != query.0 {
            return Err(CursorError::OfAnotherQuery);
        }
        let begun = Position(u64::from_be_bytes(*begun));
        Ok(Self { begun, offset: u32::from_be_bytes(*offset), query, key })
    }

    fn content(&self) -> [u8; CONTENT_BYTES] {
        let mut content = [0; CONTENT_BYTES];
        content[..8].copy_from_slice(&self.begun.0.to_be_bytes());
        content[8..12].copy_from_slice(&self.offset.to_be_bytes());
        content[12..].copy_from_slice(&self.query.0);
        content
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let content = self.content();
        let mut all = content.into_iter().chain(self.key.seal(&content));
        all.try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

fn unhex(text: &str) -> Option<[u8; BYTES]> {
    if text.len() != BYTES * 2 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; BYTES];
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

impl Page {
    /// Cuts the page out of a whole list.
    pub fn cut<T>(&self, all: Vec<T>) -> Paged<T> {
        let total = all.len();
        let items = all.into_iter().skip(self.offset).take(self.limit).collect();
        Paged { items, total, next: self.next(total) }
    }

    /// The cursor of the page after this one.
    pub fn next(&self, total: usize) -> Option<Cursor> {
        let offset = self.offset.saturating_add(self.limit);
        if offset >= total {
            return None;
        }
        let offset = u32::try_from(offset).ok()?;
        Some(Cursor { begun: self.at, offset, query: self.query, key: self.key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: CursorKey = CursorKey([7; 32]);

    #[test]
    fn a_cursor_that_was_changed_or_sealed_elsewhere_is_refused() {
        let query = QueryDigest::of("q=a");
        let text = Cursor { begun: Position(9), offset: 50, query, key: KEY }.to_string();
        for index in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[index] = if changed[index] == b'0' { b'1' } else { b'0' };
            let changed = String::from_utf8(changed).expect("hexadecimal digits");
            assert_eq!(Cursor::parse(&changed, query, KEY), Err(CursorError::Forged), "{changed}");
        }
        let elsewhere = Cursor::parse(&text, query, CursorKey([8; 32]));
        assert_eq!(elsewhere, Err(CursorError::Forged));
    }

    #[test]
    fn a_cursor_reads_back_what_it_prints_and_only_for_its_query() {
        let query = QueryDigest::of("q=a");
        let cursor = Cursor { begun: Position(1_234), offset: 50, query, key: KEY };
        let text = cursor.to_string();
        assert_eq!(Cursor::parse(&text, query, KEY), Ok(cursor));
        let other = Cursor::parse(&text, QueryDigest::of("q=b"), KEY);
        assert_eq!(other, Err(CursorError::OfAnotherQuery));
        for made_up in ["", "0", "zz", &text[1..], &text.replace('0', "g"), "ё".repeat(20).as_str()]
        {
            assert_eq!(
                Cursor::parse(made_up, query, KEY),
                Err(CursorError::Malformed),
                "{made_up}"
            );
        }
    }

    #[test]
    fn the_last_page_has_no_next() {
        let query = QueryDigest::of("");
        let page = |offset| Page { at: Position(9), offset, limit: 2, query, key: KEY };
        let first = page(0).cut(vec![1, 2, 3]);
        assert_eq!((first.items, first.next.map(|next| next.offset)), (vec![1, 2], Some(2)));
        let last = page(2).cut(vec![1, 2, 3]);
        assert_eq!((last.items, last.total, last.next), (vec![3], 3, None));
    }
}
