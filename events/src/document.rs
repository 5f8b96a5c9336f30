//! Documents: files that are kept outside the log, by the digest of their bytes.
//!
//! The log holds digests, size and type only, so a document can be checked by whoever has it, and
//! the log stays small. Source of the pair of digests: BLAKE3 is the registry's own, SHA-256 is what
//! an outsider's tools have.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::Digest as _;

use crate::ids::Digest;

/// The largest document, in bytes (20 MiB).
pub const DOCUMENT_BYTES_MAX: u64 = 20 * 1024 * 1024;

/// What kind of file a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MediaType {
    /// PDF.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// PNG.
    #[serde(rename = "image/png")]
    Png,
    /// JPEG.
    #[serde(rename = "image/jpeg")]
    Jpeg,
}

impl MediaType {
    /// Tells the type by the first bytes of a file; none when it is of no accepted type, or nothing
    /// but the mark of one.
    pub fn sniff(bytes: &[u8]) -> Option<Self> {
        let kinds: [(&[u8], Self); 3] = [
            (b"%PDF-", Self::Pdf),
            (b"\x89PNG\r\n\x1a\n", Self::Png),
            (b"\xff\xd8\xff", Self::Jpeg),
        ];
        let is_it = |(magic, kind): &(&[u8], Self)| {
            bytes.strip_prefix(*magic).is_some_and(|rest| match kind {
                Self::Pdf => is_versioned(rest),
                Self::Png | Self::Jpeg => !rest.is_empty(),
            })
        };
        kinds.into_iter().find(is_it).map(|(_, kind)| kind)
    }

    /// The type as HTTP names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }
}

/// Whether a version such as `1.7` stands here.
const fn is_versioned(rest: &[u8]) -> bool {
    matches!(rest, [major, b'.', minor, ..] if major.is_ascii_digit() && minor.is_ascii_digit())
}

/// SHA-256 of a document's bytes; 64 hexadecimal digits as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sha256(#[serde(with = "serde_bytes")] pub [u8; 32]);

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Names a document by what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DocumentRef {
    /// BLAKE3 of the bytes, by which it is kept and asked for.
    pub digest: Digest,
    /// SHA-256 of the bytes.
    pub sha256: Sha256,
    /// How many bytes it has.
    pub bytes: u64,
    /// What kind of file it is.
    pub media_type: MediaType,
}

/// Why bytes aren't taken as a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotADocument {
    /// There are none.
    #[error("the file is empty")]
    Empty,
    /// More than [`DOCUMENT_BYTES_MAX`].
    #[error("the file is larger than 20 MiB")]
    TooLarge,
    /// Neither PDF, PNG nor JPEG by its first bytes.
    #[error("the file is neither PDF, PNG nor JPEG")]
    UnknownType,
}

impl DocumentRef {
    /// Names bytes.
    ///
    /// # Errors
    /// [`NotADocument`].
    pub fn of(bytes: &[u8]) -> Result<Self, NotADocument> {
        let length = bytes.len() as u64;
        if bytes.is_empty() {
            return Err(NotADocument::Empty);
        }
        if length > DOCUMENT_BYTES_MAX {
            return Err(NotADocument::TooLarge);
        }
        let media_type = MediaType::sniff(bytes).ok_or(NotADocument::UnknownType)?;
        let sha256 = Sha256(sha2::Sha256::digest(bytes).into());
        Ok(Self { digest: Digest::of(bytes), sha256, bytes: length, media_type })
    }
}

impl FromStr for MediaType {
    type Err = NotADocument;

    fn from_str(given: &str) -> Result<Self, NotADocument> {
        let known = [Self::Pdf, Self::Png, Self::Jpeg].into_iter();
        known.into_iter().find(|kind| kind.as_str() == given).ok_or(NotADocument::UnknownType)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_known_by_its_first_bytes_and_not_by_its_name() {
        assert_eq!(MediaType::sniff(b"%PDF-1.7\n"), Some(MediaType::Pdf));
        assert_eq!(MediaType::sniff(b"<html>"), None);
        for mark in [&b"%PDF-"[..], b"%PDF-?????", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"] {
            assert_eq!(MediaType::sniff(mark), None, "{mark:?}");
        }
        let refused = DocumentRef::of(b"<html>");
        assert_eq!(refused, Err(NotADocument::UnknownType));
    }

    #[test]
    fn a_document_is_named_by_both_digests() {
        let named = DocumentRef::of(b"%PDF-1.7").expect("a document");
        assert_eq!(named.bytes, 8);
        assert_eq!(
            named.sha256.to_string(),
            "86edbaa24831badfa0a8b04bb410141e2ee4182b6d0014493fe262a7a331c20b"
        );
    }

    #[test]
    fn an_empty_file_is_no_document() {
        assert_eq!(DocumentRef::of(b""), Err(NotADocument::Empty));
    }
}
