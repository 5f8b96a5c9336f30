//! The table of files that every verifier must find the same of: `clustermap verify` here, the
//! program in Python and the page's script beside it, which leaves cases to programs.
//!
//! The cases are made here with a fixed key and kept in `replay-tests/verdicts/cases.jsonl`, which the
//! others read; `UPDATE_GOLDEN=1` writes it anew.

mod archives;
mod cases;
mod entries;
mod keys;
mod notes;
mod small;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::copy::run;

/// It holds, something is wrong, it can't be checked.
const HOLDS: u8 = 0;
const WRONG: u8 = 1;
const UNCHECKED: u8 = 2;

/// Files, and what is to be found of them.
pub(super) struct Case {
    name: String,
    key: String,
    key_is_in_a_file: bool,
    /// By their names, in the order in which they are given.
    files: BTreeMap<&'static str, Vec<u8>>,
    verdict: u8,
}

impl Case {
    fn proof(name: &str, text: impl Into<Vec<u8>>, verdict: u8) -> Self {
        Self::of(name, [("1", text.into())], verdict)
    }

    fn of<const N: usize>(name: &str, files: [(&'static str, Vec<u8>); N], verdict: u8) -> Self {
        let (name, key) = (name.to_owned(), small::key().verifier().to_string());
        Self { name, key, key_is_in_a_file: false, files: files.into(), verdict }
    }

    fn with_key(self, key: impl Into<String>) -> Self {
        Self { key: key.into(), ..self }
    }

    fn in_a_file(self) -> Self {
        Self { key_is_in_a_file: true, ..self }
    }

    fn line(&self) -> String {
        let files = self.files.iter().map(|(name, bytes)| ((*name).to_owned(), content(bytes)));
        let files: serde_json::Map<_, _> = files.collect();
        let mut line = json!({
            "case": self.name, "key": self.key, "files": files, "verdict": self.verdict,
        });
        if self.key_is_in_a_file {
            line["key_is_in_a_file"] = true.into();
        }
        line.to_string()
    }

    /// What `clustermap verify` comes to, and what it says.
    fn found(&self) -> (u8, String) {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).expect("written");
            path.to_string_lossy().into_owned()
        };
        let key =
            if self.key_is_in_a_file { put("key", self.key.as_bytes()) } else { self.key.clone() };
        let mut arguments = vec!["verify".to_owned(), format!("--key={key}")];
        for (name, bytes) in &self.files {
            arguments.extend((*name == "entry").then(|| "--entry".to_owned()));
            arguments.push(put(name, bytes));
        }
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        run(&arguments).map_or_else(
            |failure| (failure.code(), format!("{failure:?}")),
            |()| (0, String::new()),
        )
    }
}

fn content(bytes: &[u8]) -> Value {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return json!({ "text": text });
    }
    let hex = bytes.iter().fold(String::new(), |mut hex, byte| {
        let _never = write!(hex, "{byte:02x}");
        hex
    });
    json!({ "hex": hex })
}

fn table() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("verdicts/cases.jsonl")
}

#[test]
fn the_table_of_verdicts_is_the_one_that_is_kept() {
    let made: String = cases::all().iter().map(|case| case.line() + "\n").collect();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(table(), &made).expect("written");
    }
    assert!(made == fs::read_to_string(table()).expect("a table"), "the cases are others");
}

#[test]
fn clustermap_finds_what_the_table_of_verdicts_says() {
    let mut differences = Vec::new();
    for case in cases::all() {
        let (code, said) = case.found();
        if code != case.verdict {
            differences.push(format!("{}: {code} and not {}, {said}", case.name, case.verdict));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
