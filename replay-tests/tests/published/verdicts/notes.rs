//! Checkpoints in a proof: their text, and lines of signatures under it that aren't the log's.

use registry_events::transparency::note::{NOTE_BYTES_MAX, SIGNATURES_MAX, sign};

use super::small::{ORIGIN, SIZE, checkpoint, checkpoint_text, key, proof_with};
use super::{Case, HOLDS, WRONG};

/// A signature of the log's key made so that its point is the neutral one: other verifiers take it.
const OF_SMALL_ORDER: &str =
    "E4uMWQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAVJwDzPyaj5woGZlnWT951RozTSw03LVLe9nBzR0fKAI=";

/// The shortest foreign signature: an id and one byte.
const SHORTEST: &str = "AAAAAAA=";

pub(super) fn cases() -> Vec<Case> {
    let cases = foreign().into_iter().chain(texts()).chain(signatures()).chain(bounds());
    cases.map(|(name, note, verdict)| Case::proof(&name, proof_with(&note), verdict)).collect()
}

type Note = (String, String, u8);

fn beside(line: &str) -> String {
    format!("{}{line}", checkpoint(SIZE))
}

/// Names of other keys: without white space as Unicode has it, without plus signs and controls.
fn foreign() -> Vec<Note> {
    let named = |letter: char, verdict| {
        let line = beside(&format!("— other{letter}key {SHORTEST}\n"));
        (format!("a foreign name with U+{:04X}", u32::from(letter)), line, verdict)
    };
    let refused = ['+', '\t', '\u{b}', '\u{1f}', '\r', '\u{85}', '\u{a0}', '\u{1680}', '\u{2003}'];
    let more = ['\u{2028}', '\u{2029}', '\u{202f}', '\u{205f}', '\u{3000}'];
    let taken = ['\u{7f}', '\u{180e}', '\u{200b}', '\u{2060}', '\u{feff}', 'ж', '.', '🙂'];
    let refused = refused.into_iter().chain(more).map(|letter| named(letter, WRONG));
    refused.chain(taken.into_iter().map(|letter| named(letter, HOLDS))).collect()
}

fn texts() -> Vec<Note> {
    let text = checkpoint_text(SIZE);
    let root = text.lines().nth(2).expect("a root");
    let signed = |name: &str, text: String, verdict| {
        (name.to_owned(), sign(&text, &key()).expect("signed"), verdict)
    };
    let sized = |size: &str| format!("{ORIGIN}\n{size}\n{root}\n");
    vec![
        signed("a line after the root", format!("{text}more\n"), HOLDS),
        signed("an empty line after the root", format!("{text}\n"), WRONG),
        signed("an empty line and another after the root", format!("{text}\nmore\n"), WRONG),
        signed("no root", format!("{ORIGIN}\n3\n"), WRONG),
        signed("a root that isn't ASCII", format!("{ORIGIN}\n3\né\n"), WRONG),
        signed("a root of 31 bytes", format!("{ORIGIN}\n3\n{}\n", &root[..40]), WRONG),
        signed("a size with a sign", sized("+3"), WRONG),
        signed("a size with a zero before it", sized("03"), WRONG),
        signed("a size of 2^64", sized("18446744073709551616"), WRONG),
        signed("a size of 5,000 digits", sized(&"3".repeat(5000)), WRONG),
        signed("another size that was signed", sized("7"), WRONG),
        signed("the largest size", sized("18446744073709551615"), WRONG),
        signed("the text of another log", text.replacen(ORIGIN, "other.invalid/log", 1), WRONG),
        signed(
            "the text of the views",
            text.replacen(ORIGIN, &format!("{ORIGIN}/views"), 1),
            WRONG,
        ),
    ]
}

fn signatures() -> Vec<Note> {
    let (note, text) = (checkpoint(SIZE), checkpoint_text(SIZE));
    let own = note.lines().last().expect("a signature").to_owned();
    let line = |name: &str, line: &str, verdict| (name.to_owned(), beside(line), verdict);
    let whole = |name: &str, note: String, verdict| (name.to_owned(), note, verdict);
    let spoiled = spoiled(&own);
    vec![
        line("a foreign signature beside it", &format!("— other {SHORTEST}\n"), HOLDS),
        line("the same signature twice", &format!("{own}\n"), HOLDS),
        line("a second signature that doesn't fit", &format!("{spoiled}\n"), WRONG),
        line("a foreign signature of an id alone", "— other AAAAAA==\n", WRONG),
        line("a foreign signature of nothing", "— other \n", WRONG),
        line("a foreign signature without base64", "— other\n", WRONG),
        line("a foreign signature that isn't ASCII", "— other é\n", WRONG),
        line("a foreign signature with another dash", &format!("- other {SHORTEST}\n"), WRONG),
        line("a foreign signature with two spaces", &format!("—  other {SHORTEST}\n"), WRONG),
        line("a foreign signature with a space after it", &format!("— other {SHORTEST} \n"), WRONG),
        line("a foreign signature without padding", "— other AAAAAAA\n", WRONG),
        line("a foreign signature with other spare bits", "— other AAAAAAB=\n", WRONG),
        line("a foreign signature with no end of line", &format!("— other {SHORTEST}"), WRONG),
        line("an empty line after the signatures", "\n", WRONG),
        line("the log's name with another id", &format!("— {ORIGIN} {SHORTEST}\n"), HOLDS),
        line("the log's name and id, and a byte", &format!("— {ORIGIN} E4uMWQA=\n"), WRONG),
        whole("a signature that doesn't fit", format!("{text}\n{spoiled}\n"), WRONG),
        whole("a foreign signature only", format!("{text}\n— other {SHORTEST}\n"), WRONG),
        whole("no signature", text.clone(), WRONG),
        whole(
            "a signature whose point is of small order",
            format!("{text}\n— {ORIGIN} {OF_SMALL_ORDER}\n"),
            WRONG,
        ),
    ]
}

/// A line of a signature with another bit in its last bytes.
fn spoiled(line: &str) -> String {
    let at = line.len() - 4;
    let letter = if line.as_bytes()[at] == b'A' { "B" } else { "A" };
    format!("{}{letter}{}", &line[..at], &line[at + 1..])
}

fn bounds() -> Vec<Note> {
    let lines = |count: usize| beside(&format!("— other {SHORTEST}\n").repeat(count));
    let text = checkpoint_text(SIZE);
    let long = |bytes: usize| {
        let empty = sign(&format!("{text}\n"), &key()).expect("signed").len();
        sign(&format!("{text}{}\n", "x".repeat(bytes - empty)), &key())
    };
    let longest = long(NOTE_BYTES_MAX).expect("signed");
    vec![
        ("100 signatures".into(), lines(SIGNATURES_MAX - 1), HOLDS),
        ("101 signatures".into(), lines(SIGNATURES_MAX), WRONG),
        ("a note of 64 KiB".into(), longest.clone(), HOLDS),
        ("a longer note".into(), format!("{longest}— other {SHORTEST}\n"), WRONG),
    ]
}
