//! The table as a document: `docs/problems.md` is this text, and a test holds it so.

use std::fmt::Write as _;

use super::{PARTS, Row, rows};

const HEADING: &str = "\
# Problems

Made from the table in `gateway/src/problems/`; `UPDATE_GOLDEN=1 cargo test -p registry-gateway` writes it anew.

Errors are RFC 9457 `application/problem+json`.
The `code` is stable; titles and sentences are for people and may change.
Of several problems of one request the first one in this order is answered; problems of the body are answered together, each in `errors` with its place.
The order of an answer: 401, 403 (role), 404, repeat, 400 and 422 (body), 403 (this cluster), 409, 412 and 422 (decision).
A write that the disk doesn't take, for want of room perhaps, has no answer: the process stops rather than guess what is recorded, its journal says so, and connections break off; once it runs again, repeat with the same `Idempotency-Key`.
In a sentence `{0}` is what it names, `{0:field}` the label of what it names, and `{0:meant}` the guess that it is meant.
";

/// The document.
pub fn listing() -> String {
    let mut text = HEADING.to_owned();
    for part in PARTS {
        let _ = write!(
            text,
            "\n## {}\n\n| code | status | what it says |\n|---|---|---|\n",
            part.title
        );
        for row in part.rows {
            text += &line(row);
        }
    }
    text
}

fn line(row: &Row) -> String {
    let Row { code, status, title, detail } = row;
    let sentence = format!("**{}**. {}<br>**{}**. {}", title.ru, detail.ru, title.en, detail.en);
    format!("| `{code}` | {status} | {} |\n", sentence.replace('|', "\\|"))
}

/// The place of a code in the order of precedence.
pub fn precedence(code: &str) -> usize {
    rows().position(|row| row.code == code).unwrap_or(usize::MAX)
}
