//! The table of problems: complete, and the same as its document.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use registry_gateway::problems;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Where problems come from.
const FOLDERS: [&str; 5] =
    ["core/src", "events/src/value", "gateway/src/http", "gateway/src/api", "gateway/src/pages"];

#[test]
fn every_code_in_use_stands_in_the_table() {
    let mut missing = BTreeSet::new();
    for folder in FOLDERS {
        for file in sources(&root().join(folder)) {
            let text = fs::read_to_string(&file).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            for code in codes(&text) {
                if problems::find(&code).is_none() {
                    missing.insert(format!("{code} in {}", file.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn the_document_is_the_table() {
    check_golden("../docs/problems.md", &problems::listing());
}

#[test]
fn precedence_follows_the_order_of_answers() {
    let order = [
        "token.needed",
        "access.role",
        "not-found",
        "idempotency-key.reused",
        "json.malformed",
        "value.type",
        "item.not-open",
        "access.no-grant",
        "version.passed",
        "cluster.suspended",
    ];
    assert!(order.is_sorted_by_key(|code| problems::precedence(code)));
}

/// Compares with a file beside the crate; `UPDATE_GOLDEN=1` writes it.
pub(crate) fn check_golden(path: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, text).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert!(golden == text, "{} has changed; UPDATE_GOLDEN=1 writes it", path.display());
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// String literals that have the shape of a code: lower-case words joined by one dot, or `not-found`.
fn codes(text: &str) -> BTreeSet<String> {
    // A quotation mark that is itself quoted would turn literals inside out.
    let text = text.replace("\\\"", "").replace("'\"'", "");
    let literals = text.split('"').skip(1).step_by(2);
    literals.filter(|literal| is_code(literal)).map(ToOwned::to_owned).collect()
}

fn is_code(literal: &str) -> bool {
    let Some((subject, fault)) = literal.split_once('.') else { return literal == "not-found" };
    let word = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_lowercase())
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    word(subject) && word(fault) && !["html", "css", "svg"].contains(&fault)
}
