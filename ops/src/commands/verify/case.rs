//! A case («дело проверки»): the digests of its manifest, its checkpoint, a proof of each entry, and
//! that every row says what the entry says that it names.
//!
//! The manifest isn't signed, so nothing is believed for standing in it: what is told of an entry is
//! held against the entry's own bytes, and these against the checkpoint. Where these bytes aren't in the
//! case only the place is shown, and only that may be told.

mod agree;
mod archive;
mod cells;
mod entries;
mod events;
mod evidence;
mod rows;

use std::fmt::Display;
use std::path::Path;

use registry_events::ids::Position;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::VerifierKey;
use registry_gateway::case::format::{
    CHECKPOINT, FORMAT, Kind, MANIFEST, Manifest, SAMPLE, Selection,
};

use super::Args;
use super::given::Given;
use super::key::{error_told, needed, wrong};
use crate::failure::Failure;
use crate::output::{columns, counted, data, say};
use archive::Archive;
use entries::{Beside, Known};

pub(super) use archive::{ARCHIVE_BYTES_MAX, MAGIC, is_one};

/// What stands in a case as the registry's own words.
const WORDS: &str = "sentences, names, README.txt, the selection, held, what sample.csv computes";

/// What is being checked.
struct Case<'c> {
    path: &'c Path,
    archive: Archive,
    manifest: Manifest,
}

/// What is told in a case without its entries saying so, and was passed over.
#[derive(Debug, Default)]
struct Told {
    /// Values that an entry has and the case hides.
    hidden: usize,
    /// Rows that tell the place of their entry alone.
    places: usize,
    /// Values that are left out because the bytes of their entries aren't there.
    left_out: usize,
    /// Rows whose field their entry names by a number only.
    fields: usize,
}

pub(super) fn run(given: &Given<'_>, args: &Args) -> Result<(), Failure> {
    let (path, key) = (given.path, needed(args.key.as_deref())?);
    let archive = Archive::read(path, &given.bytes)?;
    let manifest = manifest(path, &archive)?;
    let case = Case { path, archive, manifest };
    case.check_files()?;
    let signed = case.checkpoint(&key)?;
    let beside = args.folder.as_deref().map(|folder| Beside { folder, key: &key });
    if beside.is_some() && case.manifest.counts.without_bytes == 0 {
        say("every entry is in the case, so nothing was taken from the folder");
    }
    let known = Known::of(&case, &signed, beside.as_ref())?;
    let mut told = Told::default();
    events::check(&case, &known, &mut told)?;
    let named = rows::check(&case, &known, &mut told)?;
    evidence::check(&case, &known, &named)?;
    rows::check_sample(&case, &known)?;
    if args.verbose {
        data(&lines(&case, &signed, &told))?;
    }
    say(&outcome(&case, &signed, &told));
    Ok(())
}

fn manifest(path: &Path, archive: &Archive) -> Result<Manifest, Failure> {
    let told = |reason: &dyn Display| wrong(path, format!("{MANIFEST} {reason}"));
    let bytes = archive.file(MANIFEST).ok_or_else(|| told(&"is missing"))?;
    let manifest: Manifest = serde_json::from_slice(bytes)
        .map_err(|error| told(&format!("isn't a manifest: {error}")))?;
    if manifest.format != FORMAT {
        return Err(Failure::refused(format!(
            "{}: its format is {}, and this program reads {FORMAT}",
            path.display(),
            manifest.format
        )));
    }
    Ok(manifest)
}

impl Case<'_> {
    /// A file of the case that isn't as it must be.
    fn wrong(&self, file: &str, reason: impl Display) -> Failure {
        wrong(self.path, format!("{file}: {reason}"))
    }

    /// The text of a file that must be there.
    fn text(&self, file: &str) -> Result<&str, Failure> {
        let bytes = self.archive.file(file);
        let bytes = bytes.ok_or_else(|| wrong(self.path, format!("{file} is missing")))?;
        std::str::from_utf8(bytes).map_err(|_| self.wrong(file, "it isn't text"))
    }

    /// Every file is named in the manifest by its digest, and every file that is named is there.
    fn check_files(&self) -> Result<(), Failure> {
        let files = self.archive.files().filter(|(name, _)| *name != MANIFEST);
        for (name, bytes) in files {
            let named = self.manifest.files.get(name).ok_or_else(|| {
                self.wrong(name, format!("{MANIFEST} names no such file: it was added"))
            })?;
            if named.sha256 != archive::sha256(bytes) || named.bytes != bytes.len() as u64 {
                let reason = format!("it isn't the file that {MANIFEST} names: it was changed");
                return Err(self.wrong(name, reason));
            }
        }
        match self.manifest.files.keys().find(|name| self.archive.file(name).is_none()) {
            Some(name) => Err(wrong(self.path, format!("{name} is missing"))),
            None => self.check_kind(),
        }
    }

    fn check_kind(&self) -> Result<(), Failure> {
        let is_sample = self.manifest.selection.kind == Kind::Sample;
        if is_sample == self.manifest.files.contains_key(SAMPLE) {
            return Ok(());
        }
        Err(self.wrong(SAMPLE, "it belongs to the case of a control sample, and to no other one"))
    }

    /// The checkpoint, signed by the log's key and the one that the manifest names.
    fn checkpoint(&self, key: &VerifierKey) -> Result<SignedCheckpoint, Failure> {
        let note = self.text(CHECKPOINT)?;
        let signed = SignedCheckpoint::open(note, key)
            .map_err(|error| self.wrong(CHECKPOINT, error_told(&error)))?;
        let (manifest, head) = (&self.manifest, signed.head());
        let named = (manifest.checkpoint.size, manifest.checkpoint.root.as_str());
        if manifest.log != signed.checkpoint.origin || named != (head.size, &head.root.to_string())
        {
            return Err(self.wrong(CHECKPOINT, format!("it isn't the one that {MANIFEST} names")));
        }
        if manifest.position >= head.size {
            let position = manifest.position;
            return Err(self.wrong(CHECKPOINT, format!("it doesn't cover position {position}")));
        }
        Ok(signed)
    }
}

/// The entry that a file speaks of, for a sentence.
fn at(position: Position) -> String {
    format!("the entry at position {position}")
}

/// That something is told of an entry whose bytes aren't there.
fn more_than_place(position: Position) -> String {
    format!("of {} only the place is shown, and it tells more", at(position))
}

fn outcome(case: &Case<'_>, signed: &SignedCheckpoint, told: &Told) -> String {
    let counts = &case.manifest.counts;
    let log = &signed.checkpoint.origin;
    let entries = counted(counts.chosen + counts.added, "entry", "entries");
    let (rows, places) = (counts.rows, told.places);
    if counts.without_bytes == 0 {
        return format!(
            "verified: the log {log} has recorded every one of the {entries} of this case, unchanged, \
             and its {} what they say",
            counted(rows, "row says", "rows say"),
        );
    }
    format!(
        "verified: the log {log} has recorded every one of the {entries} of this case, each in \
         its place; but the bytes of {without} aren't in it, as where a law hides some of what they \
         say: {places} of {rows} rows weren't checked, only their place, and {left_out} values are \
         left out; the other rows say what their entries say",
        without = counts.without_bytes,
        left_out = told.left_out,
    )
}

fn lines(case: &Case<'_>, signed: &SignedCheckpoint, told: &Told) -> String {
    let Manifest { selection, counts, position, .. } = &case.manifest;
    columns([
        ("log", signed.checkpoint.origin.clone()),
        ("size", signed.head().size.to_string()),
        ("root", signed.head().root.to_string()),
        ("position", position.to_string()),
        ("selection", chosen(selection)),
        ("filters", filters(selection)),
        ("chosen", counts.chosen.to_string()),
        ("added", counts.added.to_string()),
        ("rows", counts.rows.to_string()),
        ("documents", counts.documents.to_string()),
        ("sealed", counts.sealed.to_string()),
        ("without bytes", counts.without_bytes.to_string()),
        ("hidden values", told.hidden.to_string()),
        ("rows of a place alone", told.places.to_string()),
        ("values left out", told.left_out.to_string()),
        ("fields told by the registry", told.fields.to_string()),
        ("told and not proven", WORDS.into()),
    ])
}

fn chosen(selection: &Selection) -> String {
    let kind = match selection.kind {
        Kind::Cluster => "cluster",
        Kind::Journal => "journal",
        Kind::Account => "account",
        Kind::Sample => "sample",
    };
    match &selection.subject {
        Some(subject) => format!("{kind} {subject}"),
        None => kind.into(),
    }
}

fn filters(selection: &Selection) -> String {
    let given = selection.filters.iter();
    let given: Vec<_> =
        given.map(|(name, values)| format!("{name}={}", values.join(","))).collect();
    if given.is_empty() { "none".into() } else { given.join(" ") }
}
