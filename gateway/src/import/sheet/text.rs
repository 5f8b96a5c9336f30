//! Delimited text: its encoding and delimiter are recognised, nobody is asked.

use std::borrow::Cow;

use anyhow::{Context as _, Result, ensure};
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, WINDOWS_1251};

use super::Builder;

/// Reads delimited text into a table.
pub(super) fn read(bytes: &[u8], builder: &mut Builder) -> Result<()> {
    let text = decode(bytes)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    let (mut number, mut end) = (0_u32, 0_usize);
    while reader.read_byte_record(&mut record).context("can't be read as CSV")? {
        number += 1 + blank_lines(text.as_bytes(), end);
        end = usize::try_from(reader.position().byte())?;
        for (column, cell) in record.iter().enumerate() {
            builder.cell(number, column, std::str::from_utf8(cell)?)?;
        }
    }
    Ok(())
}

/// The text: by its byte order mark, else as UTF-8 when it is, else as Windows-1251.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>> {
    let (encoding, mark) = match (Encoding::for_bom(bytes), std::str::from_utf8(bytes)) {
        (Some((encoding, mark)), _) => (encoding, mark),
        (None, Ok(text)) => return as_text(Cow::Borrowed(text)),
        (None, Err(_)) => (WINDOWS_1251, 0),
    };
    ensure!(mark > 0 || !is_damaged_utf8(bytes), "damaged text in UTF-8");
    let (text, damaged) = encoding.decode_without_bom_handling(&bytes[mark..]);
    ensure!(!damaged, "damaged text in {}", encoding.name());
    as_text(text)
}

fn as_text(text: Cow<'_, str>) -> Result<Cow<'_, str>> {
    ensure!(!text.contains('\0'), "neither text nor a workbook");
    Ok(text)
}

/// Whether text is UTF-8 but for a few bytes: read as Windows-1251 it would be nonsense that looks
/// right to a program.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let damaged = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let sound = text.chars().filter(|c| !c.is_ascii()).count() - damaged;
    sound > damaged
}

/// The delimiter that stands most often in the first line, outside quotes; a comma, which names hold as
/// well, only where neither of the others stands.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b';', 0_usize), (b'\t', 0), (b',', 0)];
    let mut quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(of, _)| *of == byte).for_each(|(_, n)| *n += 1),
        }
    }
    let [semicolons, tabs, commas] = counts.map(|(_, count)| count);
    match (semicolons, tabs, commas) {
        (0, 0, 1..) => b',',
        // Of equals a semicolon: it is what Russian spreadsheets write.
        _ if tabs > semicolons => b'\t',
        _ => b';',
    }
}

/// How many blank lines stand before the next record: the CSV reader passes over them, a
/// spreadsheet counts them.
fn blank_lines(bytes: &[u8], from: usize) -> u32 {
    let mut before = from.checked_sub(1).map(|index| bytes[index]);
    let mut lines = 0;
    for byte in &bytes[from..] {
        match (byte, before) {
            (b'\n', Some(b'\r')) => {}
            (b'\n' | b'\r', _) => lines += 1,
            _ => break,
        }
        before = Some(*byte);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::{Sheet, Table};
    use super::*;

    fn table(bytes: &[u8]) -> Table {
        let mut builder = Builder::default();
        read(bytes, &mut builder).expect("a table");
        builder.finish(Sheet::Clusters).expect("rows")
    }

    fn cells(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        table(bytes).rows.into_iter().map(|row| (row.number, row.cells)).collect()
    }

    #[test]
    fn the_same_table_is_read_from_every_encoding_and_delimiter() {
        for delimiter in [";", ",", "\t"] {
            let text = "ключ;имя\r\n1;\"Ёлка; сосна,\tель\"\r\n".replacen(';', delimiter, 1);
            let text = text.replacen("1;", &format!("1{delimiter}"), 1);
            let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
            let (old, ..) = WINDOWS_1251.encode(&text);
            for bytes in [text.as_bytes(), &marked, &old] {
                let table = table(bytes);
                assert_eq!(table.header.cells, ["ключ", "имя"], "{delimiter:?}");
                assert_eq!(table.rows[0].cells, ["1", "Ёлка; сосна,\tель"], "{delimiter:?}");
            }
        }
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
        for line_break in ["\n", "\r\n"] {
            let text = "a;b\n\n1;\"две\nстроки\"\n;\n\n2;3".replace('\n', line_break);
            let expected = [
                (3, vec!["1".to_owned(), "две\nстроки".to_owned()]),
                (6, vec!["2".to_owned(), "3".to_owned()]),
            ];
            assert_eq!(cells(text.as_bytes()), expected, "{line_break:?}");
        }
    }

    #[test]
    fn damaged_utf8_is_not_taken_for_windows_1251() {
        let mut bytes = "имя;описание\nСосна;Мебель\n".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 2);
        assert!(read(&bytes, &mut Builder::default()).is_err());
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(read(b"a;b\n\0;1\n", &mut Builder::default()).is_err());
    }
}
