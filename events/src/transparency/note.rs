//! Signed notes (C2SP `signed-note` v1.0.0): a text, an empty line, and lines with signatures.
//!
//! Nothing of a note is believed before a known key has signed it. Lines of unknown keys and other
//! algorithms are passed over, so that a note can carry them beside ours.

mod key;
mod line;
#[cfg(test)]
mod tests;

pub use key::{KeyError, SigningKey, VerifierKey};
pub use line::{InvalidSignatureLine, SignatureLine};

/// How many bytes a note may have.
pub const NOTE_BYTES_MAX: usize = 64 * 1024;
/// How many signatures a note may have.
pub const SIGNATURES_MAX: usize = 100;

/// Why a note can't be made or believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Longer than [`NOTE_BYTES_MAX`].
    #[error("the note has {0} bytes, more than {NOTE_BYTES_MAX}")]
    TooLong(usize),
    /// Not UTF-8, or a control character other than the end of a line.
    #[error("the note isn't plain text")]
    NotText,
    /// No text that ends its last line, no empty line after it, or nothing after that.
    #[error("the note isn't a text, an empty line and signatures")]
    Shape,
    /// More than [`SIGNATURES_MAX`].
    #[error("the note has more than {SIGNATURES_MAX} signatures")]
    TooManySignatures,
    /// A line among the signatures that isn't one, counted from 1.
    #[error("line {0} of the signatures isn't a signature")]
    Line(usize),
    /// A known key's signature that isn't of this text.
    #[error("the signature of {0} isn't of this text")]
    BadSignature(String),
    /// None of the known keys has signed.
    #[error("no known key has signed the note")]
    Unsigned,
}

/// A note that at least one known key has signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The text with the end of its last line.
    pub text: String,
}

impl Note {
    /// Opens a note, bytes or text, with the keys that are known.
    ///
    /// # Errors
    /// [`NoteError`]; a bad signature of a known key refuses the whole note.
    pub fn open(note: impl AsRef<[u8]>, keys: &[VerifierKey]) -> Result<Self, NoteError> {
        let (text, lines) = split(note.as_ref())?;
        let mut is_signed = false;
        for line in lines {
            let known = keys.iter().filter(|key| line.is_of(key));
            let mut known = known.peekable();
            if known.peek().is_none() {
                continue;
            }
            if !known.any(|key| key.has_signed(text, &line.signature)) {
                return Err(NoteError::BadSignature(line.name));
            }
            is_signed = true;
        }
        if is_signed { Ok(Self { text: text.to_owned() }) } else { Err(NoteError::Unsigned) }
    }
}

/// Signs a text; the note has it with one line of signature.
///
/// # Errors
/// [`NoteError::TooLong`], [`NoteError::NotText`]; [`NoteError::Shape`] for a text that doesn't end
/// its last line.
pub fn sign(text: &str, key: &SigningKey) -> Result<String, NoteError> {
    if !text.ends_with('\n') {
        return Err(NoteError::Shape);
    }
    let note = format!("{text}\n{}", key.sign(text));
    plain(note.as_bytes())?;
    Ok(note)
}

/// The text of a note and its signatures, checked by shape only.
fn split(note: &[u8]) -> Result<(&str, Vec<SignatureLine>), NoteError> {
    let note = plain(note)?;
    // The last empty line parts them: a text may have empty lines of its own.
    let end = note.rfind("\n\n").ok_or(NoteError::Shape)? + 1;
    let (text, signatures) = (&note[..end], &note[end + 1..]);
    let signatures = signatures.strip_suffix('\n').ok_or(NoteError::Shape)?;
    if signatures.split('\n').count() > SIGNATURES_MAX {
        return Err(NoteError::TooManySignatures);
    }
    let line = |(number, line): (usize, &str)| line.parse().map_err(|_| NoteError::Line(number));
    let lines: Result<_, _> = (1..).zip(signatures.split('\n')).map(line).collect();
    Ok((text, lines?))
}

fn plain(note: &[u8]) -> Result<&str, NoteError> {
    if note.len() > NOTE_BYTES_MAX {
        return Err(NoteError::TooLong(note.len()));
    }
    let text = std::str::from_utf8(note).map_err(|_| NoteError::NotText)?;
    let control = |byte: u8| byte < b' ' && byte != b'\n';
    if text.bytes().any(control) { Err(NoteError::NotText) } else { Ok(text) }
}
