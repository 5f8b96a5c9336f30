//! One reading of the file: its notes one after the other, within bounds, each held against the key
//! and against the one before it.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use registry_events::transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use registry_events::transparency::note::{NOTE_BYTES_MAX, Note, NoteError, VerifierKey};
use registry_events::transparency::tree::TreeHead;

use super::SignedCheckpointsError;

/// Of how many notes, the newest, the signatures are checked: more would make a start slow.
pub(super) const SIGNATURES_CHECKED: usize = 1_000;

/// What stands in the file.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) heads: Vec<TreeHead>,
    pub(super) last: Option<SignedCheckpoint>,
    /// How many bytes the whole notes have.
    pub(super) whole_bytes: u64,
}

/// Reads a file from its beginning.
pub(super) fn read(
    path: &Path,
    file: &File,
    key: &VerifierKey,
) -> Result<Read, SignedCheckpointsError> {
    let damaged =
        |line, reason| SignedCheckpointsError::Damaged { path: path.into(), line, reason };
    let (mut read, mut newest) = (Read::default(), VecDeque::new());
    let mut records = Records::of(BufReader::new(file));
    let failed = |source| SignedCheckpointsError::File { path: path.into(), source };
    while let Some((line, note)) = records.next().map_err(failed)? {
        let head = head_of(&note, key).and_then(|head| goes_on(read.heads.last(), head));
        read.heads.push(head.map_err(|reason| damaged(line, reason))?);
        newest.push_back((line, note));
        if newest.len() > SIGNATURES_CHECKED {
            newest.pop_front();
        }
    }
    for (line, note) in newest {
        let opened = SignedCheckpoint::open(&String::from_utf8_lossy(&note), key);
        read.last = Some(opened.map_err(|error| damaged(line, told(&error)))?);
    }
    read.whole_bytes = records.whole_bytes;
    Ok(read)
}

/// The head that a note of the log speaks of, by its shape: nothing of it is believed yet.
fn head_of(note: &[u8], key: &VerifierKey) -> Result<TreeHead, String> {
    // Without keys a note that is well shaped is refused for that alone.
    match Note::open(note, &[]) {
        Err(NoteError::Unsigned) => {}
        Err(error) => return Err(error.to_string()),
        Ok(_) => return Err("it is signed by nobody".into()),
    }
    let note = String::from_utf8_lossy(note);
    let text = note.split_inclusive("\n\n").next().unwrap_or_default();
    let text = text.strip_suffix('\n').unwrap_or(text);
    let checkpoint: Checkpoint = text.parse().map_err(|error| format!("{error}"))?;
    let own = key.name();
    if checkpoint.origin != own {
        return Err(format!("it is of the log {}, not of {own}", checkpoint.origin));
    }
    Ok(checkpoint.head)
}

fn goes_on(before: Option<&TreeHead>, head: TreeHead) -> Result<TreeHead, String> {
    match before {
        Some(before) if head.size <= before.size => {
            Err("it has no more entries than the one before it".into())
        }
        _ => Ok(head),
    }
}

fn told(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

/// The whole notes of a file, one after the other.
struct Records<R> {
    reader: R,
    line: usize,
    whole_bytes: u64,
}

impl<R: BufRead> Records<R> {
    const fn of(reader: R) -> Self {
        Self { reader, line: 0, whole_bytes: 0 }
    }

    /// The next whole note with the line it begins at; none at the end, whatever is left there.
    fn next(&mut self) -> io::Result<Option<(usize, Vec<u8>)>> {
        let (mut note, first, mut empty_lines) = (Vec::new(), self.line + 1, 0);
        loop {
            let start = note.len();
            let room = (NOTE_BYTES_MAX + 1).saturating_sub(start) as u64;
            self.reader.by_ref().take(room).read_until(b'\n', &mut note)?;
            // One parts text and signatures, one ends the note; too long a note is none.
            let is_whole = note.last() == Some(&b'\n') && note.len() > start;
            if !is_whole && note.len() <= NOTE_BYTES_MAX {
                return Ok(None);
            }
            self.line += 1;
            empty_lines += usize::from(note[start..] == *b"\n");
            if empty_lines == 2 || note.len() > NOTE_BYTES_MAX {
                self.whole_bytes += note.len() as u64;
                note.truncate(note.len() - usize::from(empty_lines == 2));
                return Ok(Some((first, note)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_an_end_isn_t_read_beyond_what_a_note_may_have() {
        let mut records = Records::of(BufReader::new(io::repeat(b'a')));
        let (line, note) = records.next().expect("readable").expect("too long a note");
        assert_eq!((line, note.len()), (1, NOTE_BYTES_MAX + 1));
    }
}
