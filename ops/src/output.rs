//! Data to stdout, words to stderr: what is piped on is never mixed with what is said.

use std::fmt::{Display, Write as _};
use std::io::{self, ErrorKind, Write as _};

use crate::failure::Failure;

/// Writes data; a reader that has seen enough is no failure.
///
/// # Errors
/// When stdout takes nothing.
pub fn data(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::cannot_run(&error)),
        _ => Ok(()),
    }
}

/// Says a sentence to whoever watches.
pub fn say(sentence: &str) {
    // What is said is no result: a closed stderr changes nothing.
    let _closed = writeln!(io::stderr(), "{sentence}");
}

/// Lines of a name and a value, the values one below the other.
pub fn columns<'a>(rows: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let rows: Vec<_> = rows.into_iter().collect();
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    rows.iter().fold(String::new(), |mut lines, (name, value)| {
        // Writing to a string can't fail.
        let _ = writeln!(lines, "{name:width$}  {value}");
        lines
    })
}

/// So many of something: «1 entry», «2 entries».
pub fn counted(count: impl TryInto<u64>, one: &str, many: &str) -> String {
    match count.try_into() {
        Ok(1) => format!("1 {one}"),
        Ok(count) => format!("{count} {many}"),
        Err(_) => many.into(),
    }
}

/// A value, or a word where there is none.
pub fn or_none<T: Display>(value: Option<T>) -> String {
    value.map_or_else(|| "none".into(), |value| value.to_string())
}
