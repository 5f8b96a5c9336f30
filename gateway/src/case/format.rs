//! What stands in the archive: the names of its files, its manifest, the columns of its tables, and
//! the bounds that who writes and who reads it keep.

use std::collections::BTreeMap;

use registry_events::ids::Position;
use serde::{Deserialize, Serialize};

/// The format, as the manifest names it.
pub const FORMAT: &str = "cluster-registry-case/1";
/// What it is and how it is checked, in words.
pub const README: &str = "README.txt";
/// The signed checkpoint that every proof leads to.
pub const CHECKPOINT: &str = "checkpoint";
/// The entries as the journal shows them, one per line.
pub const EVENTS: &str = "events.jsonl";
/// The documents that rows name as evidence.
pub const EVIDENCE: &str = "evidence.csv";
/// What was chosen, and the digest of every other file.
pub const MANIFEST: &str = "manifest.json";
/// What a control sample found; only in a case of one.
pub const SAMPLE: &str = "sample.csv";
/// What was chosen, a row per line of a history.
pub const SELECTION: &str = "selection.csv";
/// Where proofs stand.
pub const PROOFS: &str = "proofs/";
const PROOF_EXTENSION: &str = ".tlog-proof";

/// The most entries that may be chosen.
pub const CHOSEN_MAX: usize = 5_000;
/// The most entries in all, with those that stated the values before.
pub const ENTRIES_MAX: usize = 2 * CHOSEN_MAX;
/// The most rows.
pub const ROWS_MAX: usize = 50_000;
/// The most bytes of all files together.
pub const BYTES_MAX: u64 = 96 * 1024 * 1024;

/// The columns of the rows.
pub const SELECTION_COLUMNS: [&str; 22] = [
    "position",
    "recorded_at",
    "stream",
    "version",
    "type",
    "cluster",
    "category",
    "path",
    "old",
    "old_position",
    "new",
    "new_position",
    "account",
    "role",
    "organisation",
    "organisation_name",
    "authority",
    "authority_document",
    "evidence",
    "links",
    "sentence",
    "proof",
];
/// The columns of the documents.
pub const EVIDENCE_COLUMNS: [&str; 6] =
    ["digest", "sha256", "media_type", "bytes", "held", "positions"];
/// The columns of what a sample found.
pub const SAMPLE_COLUMNS: [&str; 11] = [
    "position",
    "recorded_at",
    "cluster",
    "application",
    "account",
    "marker",
    "path",
    "organisation",
    "on",
    "days",
    "count",
];

/// The manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// The name of the log.
    pub log: String,
    /// Whether its data are invented.
    pub demonstration: bool,
    /// What was asked for.
    pub selection: Selection,
    /// Up to which position the registry was looked at.
    pub position: u64,
    /// The checkpoint.
    pub checkpoint: Head,
    /// How many there are.
    pub counts: Counts,
    /// Every entry, in the order of the log.
    pub entries: Vec<EntryNamed>,
    /// Every other file.
    pub files: BTreeMap<String, FileNamed>,
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// From which list.
    pub kind: Kind,
    /// Whose list: the id of a cluster or an account, the key of a sample; null of the journal.
    pub subject: Option<String>,
    /// By what it was narrowed.
    pub filters: BTreeMap<String, Vec<String>>,
}

/// The lists of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The time line of a cluster.
    Cluster,
    /// The journal of the registry.
    Journal,
    /// The acts of an account.
    Account,
    /// What a control sample finds.
    Sample,
}

/// A size of the log and the root over it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// How many entries.
    pub size: u64,
    /// The root, in base64.
    pub root: String,
}

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Entries that were chosen.
    pub chosen: usize,
    /// Entries that were added because they stated a value of a row.
    pub added: usize,
    /// Rows.
    pub rows: usize,
    /// Entries that only holders of a key can read.
    pub sealed: usize,
    /// Entries whose bytes aren't handed out, because a law hides some of what they say.
    pub without_bytes: usize,
    /// Documents.
    pub documents: usize,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryNamed {
    /// Its place in the log.
    pub position: u64,
    /// Its leaf in the tree, in base64: what its proof is of where it carries no bytes.
    pub leaf: String,
    /// Whether it was chosen; else it stated a value of a row.
    pub chosen: bool,
    /// Whether its proof carries its bytes.
    pub bytes: bool,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileNamed {
    /// How many bytes it has.
    pub bytes: u64,
    /// SHA-256 of them, in hexadecimal digits.
    pub sha256: String,
}

/// The name of the file with the proof of an entry.
pub fn proof_file(position: Position) -> String {
    format!("{PROOFS}{position}{PROOF_EXTENSION}")
}

/// The position that a file is the proof of; none for another file, and for a number that is written
/// otherwise.
pub fn position_of(file: &str) -> Option<Position> {
    let number = file.strip_prefix(PROOFS)?.strip_suffix(PROOF_EXTENSION)?;
    let position = Position(number.parse().ok()?);
    (proof_file(position) == file).then_some(position)
}
