//! What was given to be imported: lines that were pasted, or a file that was brought. Of both at once one
//! must be left: neither is thrown away, and neither silently stands for the other.

use super::Work;
use crate::http::form::Fields;
use crate::http::upload::SignedUpload;
use crate::import::sheet::{Inputs, Row as SheetRow, Table};
use crate::import::{self, OWN_BYTES_MAX, Unread};
use crate::pages::form::{Choices, Form};
use crate::pages::frame::Frame;

/// The field of the lines, and that of the file.
pub(super) const ROWS: &str = "rows";
pub(super) const FILE: &str = "file";
/// What the form showed that would be recorded.
pub(super) const PLAN: &str = "plan";
/// The mark of lines that a file was read as: as long as they stand so, another file replaces them.
pub(super) const FROM_FILE: &str = "from_file";
/// The lines of a file that was brought beside pasted ones, and which of the two is meant.
const KEPT: &str = "kept";
const WHICH: &str = "which";
/// The most bytes of lines: they are sent once more to be recorded.
const LINES_BYTES_MAX: usize = 900 * 1024;
/// The most rows of a table: more than a cluster has participants.
const ROWS_MAX: usize = 5_000;

/// A table that was given.
pub(super) struct Given {
    pub(super) inputs: Inputs,
    lines: String,
    is_of_file: bool,
}

/// That lines and a file were given at once.
pub(super) struct Both {
    /// The lines of the file.
    pub(super) kept: String,
    pub(super) which: Choices,
}

/// Where the table is to be read from.
enum From {
    Lines(String),
    File(Option<Vec<u8>>),
    /// The lines of a file that was brought before.
    Kept(String),
    Both,
    Nothing,
}

impl From {
    fn of(sent: &SignedUpload) -> Self {
        let fields = &sent.fields;
        let (typed, kept) = (fields.get(ROWS), fields.get(KEPT));
        let is_typed = !typed.trim().is_empty() && mark(typed) != fields.get(FROM_FILE);
        match sent.files_of(FILE).next() {
            Some(_) if is_typed => Self::Both,
            Some(file) => {
                Self::File(file.bytes.clone().filter(|bytes| bytes.len() <= OWN_BYTES_MAX))
            }
            None if kept.is_empty() && typed.trim().is_empty() => Self::Nothing,
            None if kept.is_empty() => Self::Lines(typed.to_owned()),
            None => match fields.get(WHICH) {
                FILE => Self::Kept(kept.to_owned()),
                ROWS => Self::Lines(typed.to_owned()),
                _ => Self::Both,
            },
        }
    }
}

impl Work<'_> {
    /// The table that was pasted or brought; else what is wrong is told on the form, and of lines and a
    /// file at once the lines of the file are handed back.
    pub(super) async fn given(
        &self,
        sent: &SignedUpload,
        form: &mut Form,
        frame: &Frame,
    ) -> Result<Given, Option<String>> {
        let read = match From::of(sent) {
            From::Both => return self.both(sent, form, frame).await,
            From::Nothing => Err((ROWS, frame.say("import-nothing"))),
            From::Lines(lines) => self.read(ROWS, Some(lines.into_bytes()), frame).await,
            From::Kept(lines) => self.read(FILE, Some(lines.into_bytes()), frame).await,
            From::File(bytes) => self.read(FILE, bytes, frame).await,
        };
        read.map_err(|(place, words)| {
            form.wrong(place, words);
            None
        })
    }

    /// Asks which of lines and a file is meant; a file that can't be read is told as such.
    async fn both(
        &self,
        sent: &SignedUpload,
        form: &mut Form,
        frame: &Frame,
    ) -> Result<Given, Option<String>> {
        let kept = match sent.files_of(FILE).next() {
            None => sent.fields.get(KEPT).to_owned(),
            Some(file) => match self.read(FILE, file.bytes.clone(), frame).await {
                Ok(read) => read.lines,
                Err((place, words)) => {
                    form.wrong(place, words);
                    return Err(None);
                }
            },
        };
        let fits = kept.len() + sent.fields.get(ROWS).len() <= LINES_BYTES_MAX;
        let (place, words) =
            if fits { (WHICH, "import-both") } else { (FILE, "import-both-large") };
        form.wrong(place, frame.say(words));
        Err(fits.then_some(kept))
    }

    async fn read(
        &self,
        place: &'static str,
        bytes: Option<Vec<u8>>,
        frame: &Frame,
    ) -> Result<Given, (&'static str, String)> {
        let too_large = || (place, frame.say("import-too-large"));
        let bytes = bytes.filter(|it| it.len() <= OWN_BYTES_MAX).ok_or_else(too_large)?;
        let typed = (place == ROWS).then(|| String::from_utf8_lossy(&bytes).into_owned());
        let inputs = import::pasted(&self.app.registry, self.listed.key(), bytes).await;
        let inputs = inputs.map_err(|unread| (place, words_of(&unread, place, frame)))?;
        let table = inputs.table(self.sheet());
        let is_of_file = typed.is_none();
        let lines = typed.or_else(|| table.map(lines_of)).unwrap_or_default();
        let rows = table.map_or(0, |table| table.rows.len());
        if lines.len() > LINES_BYTES_MAX || rows > ROWS_MAX {
            return Err(too_large());
        }
        Ok(Given { inputs, lines, is_of_file })
    }
}

/// Why something can't be read.
fn words_of(unread: &Unread, place: &str, frame: &Frame) -> String {
    match unread {
        Unread::OfAnother(list) => {
            let list = list.in_language_or_other(frame.language);
            frame.words.say_with("import-of-another", &[("list", list)])
        }
        Unread::ControlCharacter(line) => {
            frame.words.say_with("import-control-character", &[("line", &line.to_string())])
        }
        Unread::NoTable if place == ROWS => frame.say("import-unreadable-lines"),
        Unread::NoTable => frame.say("import-unreadable"),
    }
}

impl Given {
    /// What was sent, with the lines of a file as if they were pasted.
    pub(super) fn sent(&self, sent: &SignedUpload) -> Fields {
        let was_of_file = mark(&self.lines) == sent.fields.get(FROM_FILE);
        let of_file =
            if self.is_of_file || was_of_file { mark(&self.lines) } else { String::new() };
        let mut pairs = sent.fields.pairs().to_vec();
        pairs.retain(|(name, _)| ![ROWS, FROM_FILE, KEPT, WHICH].contains(&name.as_str()));
        pairs.push((ROWS.to_owned(), self.lines.clone()));
        pairs.push((FROM_FILE.to_owned(), of_file));
        pairs.into()
    }
}

impl Both {
    pub(super) fn new(kept: String, form: &Form, frame: &Frame) -> Self {
        let answers =
            [ROWS, FILE].map(|key| (key.to_owned(), frame.say(&format!("import-both-{key}"))));
        let which = form.choices(WHICH, frame.say("import-both-which"), "radio", answers);
        Self { kept, which }
    }
}

/// Names what a form showed: the digest of what would be recorded, and the lines that it was read from.
pub(super) fn plan(digest: &str, lines: &str) -> String {
    format!("{digest} {}", mark(lines))
}

/// The digest of what a form showed, where it still brings the very lines that this was read from.
pub(super) fn planned(sent: &SignedUpload) -> Option<&str> {
    let (digest, lines) = sent.fields.get(PLAN).split_once(' ')?;
    let is_unchanged = lines == mark(sent.fields.get(ROWS)) && sent.files_of(FILE).next().is_none();
    is_unchanged.then_some(digest)
}

/// By what lines are known again, whatever ends them.
fn mark(lines: &str) -> String {
    let lines = lines.replace("\r\n", "\n");
    blake3::hash(lines.trim().as_bytes()).to_hex().to_string()
}

/// A table as lines with tabs; an empty line keeps the place of a blank row, so that the numbers of
/// rows stay those of the file.
fn lines_of(table: &Table) -> String {
    let mut lines = String::new();
    let mut next = 1;
    for row in std::iter::once(&table.header).chain(&table.rows).filter(|row| row.number > 0) {
        for _ in next..row.number {
            lines.push('\n');
        }
        lines.push_str(&line_of(row));
        next = row.number + 1;
    }
    lines
}

fn line_of(row: &SheetRow) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    // A text in memory takes every write.
    let _ = writer.write_record(&row.cells);
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sheet::Sheet;

    fn row(number: u32, cells: &[&str]) -> SheetRow {
        SheetRow { number, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() }
    }

    #[test]
    fn a_table_as_lines_is_read_again_as_it_was_with_the_numbers_of_its_rows() {
        let rows = vec![row(2, &["7707083893", "a\tb"]), row(5, &["", "«Сосна»; \"c\""])];
        let table =
            Table { sheet: Sheet::Participants, header: row(1, &["ИНН", "Имя"]), rows };
        let read = Inputs::of(Sheet::Participants, lines_of(&table).into_bytes()).expect("a table");
        let read = read.participants.expect("participants");
        let cells = |table: &Table| -> Vec<_> {
            table.rows.iter().map(|row| (row.number, row.cells.clone())).collect()
        };
        assert_eq!(
            (read.header.cells.clone(), cells(&read)),
            (table.header.cells.clone(), cells(&table))
        );
    }
}
