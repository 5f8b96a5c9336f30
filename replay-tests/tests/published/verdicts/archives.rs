//! Cases («дела проверки») of the small log, as they are and forged: files are changed, and the manifest
//! is written anew, for nobody signs it.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use registry_events::document::Sha256;
use registry_events::entry::Recorded;
use registry_events::ids::Position;
use registry_events::transparency::tree::leaf_hash;
use registry_gateway::case::format::{
    CHECKPOINT, Counts, EVENTS, EVIDENCE, EVIDENCE_COLUMNS, EntryNamed, FORMAT, FileNamed, Head,
    Kind, MANIFEST, Manifest, README, SELECTION, SELECTION_COLUMNS, Selection, proof_file,
};
use registry_projections::journal::{Topic, topics};
use serde_json::{Value, json};
use sha2::Digest as _;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::super::fixture::log;
use super::small::{ORIGIN, SIZE, checkpoint, proof_at};
use super::{Case, HOLDS, WRONG};

pub(super) fn cases() -> Vec<Case> {
    let case = |name: &str, made: &Made, verdict| Case::of(name, [("1", made.archive())], verdict);
    let whole = Made::whole();
    let place = || Made::whole().without_bytes();
    let half = whole.archive();
    let half = half[..half.len() / 2].to_vec();
    vec![
        case("a case", &whole, HOLDS),
        case(
            "a case with two rows swapped",
            &Made::whole().with_rows(|rows| rows.swap(0, 1)),
            WRONG,
        ),
        case(
            "a case with a row twice",
            &Made::whole().with_rows(|rows| rows.push(rows[2].clone())),
            WRONG,
        ),
        case(
            "a case with a row twice, in other words",
            &Made::whole().with_rows(|rows| {
                let other = rows[2].replace("Занято", "Снова занято");
                rows.push(other);
            }),
            WRONG,
        ),
        case("a case without an entry's bytes, and all told of it", &place(), WRONG),
        case(
            "a case without an entry's bytes, and its row with them",
            &place().told_in_a_row(),
            WRONG,
        ),
        case(
            "a case without an entry's bytes, and its event with them",
            &place().told_in_an_event(),
            WRONG,
        ),
        case("a case with the place of an entry alone", &place().with_its_place_alone(), HOLDS),
        case(
            "a case with the place of an entry and a word",
            &place().with_its_place_alone().with_rows(|rows| {
                let told = rows[2].replacen(";;proofs", ";Украдено;proofs", 1);
                assert_ne!(told, rows[2], "a word is told");
                rows[2] = told;
            }),
            WRONG,
        ),
        case(
            "a case with the place of an entry and a time",
            &place().with_its_place_alone().with_events(|events| {
                events[2] =
                    r#"{"position":2,"bytes":false,"recorded_at":"2026-01-01T00:00:00Z"}"#.into();
            }),
            WRONG,
        ),
        case(
            "a case that counts no entry without bytes",
            &place().with_its_place_alone().with_counts(|counts| counts.without_bytes = 0),
            WRONG,
        ),
        Case::of("half a case", [("1", half)], WRONG),
    ]
    .into_iter()
    .chain(tampered())
    .collect()
}

/// Cases of which something was changed, moved or left out, whatever file it stands in.
fn tampered() -> Vec<Case> {
    let whole = Made::whole;
    let made = [
        ("a case with the proofs of two entries swapped", whole().with_swapped_proofs()),
        (
            "a case with two entries swapped, and all told of them",
            whole().with_swapped_proofs().with_swapped_leaves().with_rows(|rows| rows.swap(0, 1)),
        ),
        (
            "a case with two entries that have changed their positions",
            whole().with_swapped_proofs().with_swapped_leaves().with_proofs_renumbered(),
        ),
        (
            "a case with a byte of an event changed",
            whole().with_events(|events| change_byte(&mut events[1], "\"payload\":{\"")),
        ),
        ("a case with two events swapped", whole().with_events(|events| events.swap(0, 1))),
        ("a case with an event cut", whole().with_events(|events| drop(events.pop()))),
        (
            "a case with a byte of an entry changed",
            whole().with_proof(1, |proof| change_byte(proof, "extra ")),
        ),
        (
            "a case with a byte of a proof changed",
            whole().with_proof(1, |proof| change_byte(proof, "index 1\n")),
        ),
        (
            "a case with a byte of the checkpoint changed",
            whole().with_checkpoint(|note| change_byte(note, "\n3\n")),
        ),
        (
            "a case with a byte of the checkpoint's signature changed",
            whole().with_checkpoint(|note| change_byte_at(note, note.len() - 20)),
        ),
        (
            "a case under an older checkpoint than its proofs",
            whole().with_checkpoint(|note| *note = checkpoint(SIZE - 1)),
        ),
        (
            "a case with a byte of a row changed",
            whole().with_rows(|rows| rows[1] = rows[1].replacen(";officer;", ";offices;", 1)),
        ),
        ("a case with a row cut", whole().with_rows(|rows| drop(rows.pop()))),
        (
            "a case with the row of another entry cut",
            whole().with_rows(|rows| drop(rows.remove(0))),
        ),
    ];
    made.map(|(name, made)| Case::of(name, [("1", made.archive())], WRONG)).into()
}

/// Changes the last bit of the byte that follows some words.
fn change_byte(text: &mut String, words: &str) {
    let at = text.find(words).expect("such words") + words.len();
    change_byte_at(text, at);
}

fn change_byte_at(text: &mut String, at: usize) {
    let other = char::from(text.as_bytes()[at] ^ 1);
    text.replace_range(at..=at, other.encode_utf8(&mut [0; 4]));
}

/// A case that may be changed.
#[derive(Clone)]
struct Made {
    rows: Vec<String>,
    events: Vec<String>,
    proofs: BTreeMap<u64, String>,
    checkpoint: String,
    manifest: Manifest,
}

impl Made {
    /// All three entries.
    fn whole() -> Self {
        let entries: Vec<_> = (0..SIZE).map(recorded).collect();
        let named = (0..SIZE).map(|position| EntryNamed {
            position,
            leaf: leaf_hash(&bytes(position)).to_string(),
            chosen: true,
            bytes: true,
        });
        let manifest = Manifest {
            format: FORMAT.into(),
            log: ORIGIN.into(),
            demonstration: false,
            selection: Selection { kind: Kind::Journal, subject: None, filters: BTreeMap::new() },
            position: SIZE - 1,
            checkpoint: Head { size: SIZE, root: root() },
            counts: Counts { chosen: entries.len(), rows: entries.len(), ..Counts::default() },
            entries: named.collect(),
            files: BTreeMap::new(),
        };
        Self {
            rows: entries.iter().map(row).collect(),
            events: entries.iter().map(|entry| event(entry).to_string()).collect(),
            proofs: (0..SIZE).map(|at| (at, proof_at(at).to_string())).collect(),
            checkpoint: checkpoint(SIZE),
            manifest,
        }
    }

    /// The last entry without its bytes, and counted so.
    fn without_bytes(mut self) -> Self {
        let mut proof = proof_at(2);
        proof.extra = None;
        self.proofs.insert(2, proof.to_string());
        self.manifest.entries[2].bytes = false;
        self.manifest.counts.without_bytes = 1;
        self
    }

    fn with_its_place_alone(self) -> Self {
        self.with_rows(|rows| rows[2] = place_row(2))
            .with_events(|events| events[2] = json!({ "position": 2, "bytes": false }).to_string())
    }

    /// The event tells its place alone, and the row what never was.
    fn told_in_a_row(self) -> Self {
        self.with_events(|events| events[2] = json!({ "position": 2, "bytes": false }).to_string())
            .with_rows(|rows| rows[2] = rows[2].replacen(";officer;", ";auditor;", 1))
    }

    /// The row tells its place alone, and the event what never was.
    fn told_in_an_event(self) -> Self {
        self.with_rows(|rows| rows[2] = place_row(2)).with_events(|events| {
            events[2] = event(&recorded(2)).to_string().replacen("officer", "auditor", 1);
        })
    }

    fn with_rows(mut self, change: impl FnOnce(&mut Vec<String>)) -> Self {
        change(&mut self.rows);
        self.manifest.counts.rows = self.rows.len();
        self
    }

    fn with_events(mut self, change: impl FnOnce(&mut Vec<String>)) -> Self {
        change(&mut self.events);
        self
    }

    fn with_proof(mut self, position: u64, change: impl FnOnce(&mut String)) -> Self {
        change(self.proofs.get_mut(&position).expect("a proof"));
        self
    }

    fn with_checkpoint(mut self, change: impl FnOnce(&mut String)) -> Self {
        change(&mut self.checkpoint);
        self
    }

    /// The proofs of the first two entries, each under the other's name.
    fn with_swapped_proofs(mut self) -> Self {
        let [first, second] = [0, 1].map(|at| self.proofs[&at].clone());
        self.proofs.extend([(0, second), (1, first)]);
        self
    }

    /// The manifest names the leaves so too.
    fn with_swapped_leaves(mut self) -> Self {
        let [first, second] = [0, 1].map(|at| self.manifest.entries[at].leaf.clone());
        (self.manifest.entries[0].leaf, self.manifest.entries[1].leaf) = (second, first);
        self
    }

    /// Each proof says that it is of the position it is named by.
    fn with_proofs_renumbered(mut self) -> Self {
        for (at, proof) in &mut self.proofs {
            let index = proof.lines().find(|line| line.starts_with("index ")).expect("an index");
            *proof = proof.replacen(&format!("{index}\n"), &format!("index {at}\n"), 1);
        }
        self
    }

    fn with_counts(mut self, change: impl FnOnce(&mut Counts)) -> Self {
        change(&mut self.manifest.counts);
        self
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let lines = |head: Option<String>, lines: &[String]| {
            let lines = head.into_iter().chain(lines.iter().cloned());
            lines.map(|line| line + "\n").collect::<String>().into_bytes()
        };
        let proofs = self.proofs.iter();
        let proofs =
            proofs.map(|(at, text)| (proof_file(Position(*at)), text.clone().into_bytes()));
        proofs
            .chain([
                (README.to_owned(), "Дело (тест)\n".into()),
                (CHECKPOINT.to_owned(), self.checkpoint.clone().into_bytes()),
                (EVENTS.to_owned(), lines(None, &self.events)),
                (EVIDENCE.to_owned(), lines(Some(EVIDENCE_COLUMNS.join(";")), &[])),
                (SELECTION.to_owned(), lines(Some(SELECTION_COLUMNS.join(";")), &self.rows)),
            ])
            .collect()
    }

    /// The archive, under a manifest that names its files.
    fn archive(&self) -> Vec<u8> {
        let mut files = self.files();
        let mut manifest = self.manifest.clone();
        manifest.files = files.iter().map(|(name, bytes)| (name.clone(), named(bytes))).collect();
        files.insert(MANIFEST.to_owned(), serde_json::to_vec(&manifest).expect("JSON"));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default());
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &files {
            writer.start_file(name.as_str(), options).expect("begun");
            writer.write_all(bytes).expect("written");
        }
        writer.finish().expect("finished").into_inner()
    }
}

fn named(bytes: &[u8]) -> FileNamed {
    FileNamed {
        bytes: bytes.len() as u64,
        sha256: Sha256(sha2::Sha256::digest(bytes).into()).to_string(),
    }
}

fn bytes(position: u64) -> Vec<u8> {
    proof_at(position).extra.expect("an entry")
}

fn recorded(position: u64) -> Recorded {
    let entry = &log().entries()[usize::try_from(position).expect("small")];
    entry.decode().expect("readable")
}

fn root() -> String {
    checkpoint(SIZE).lines().nth(2).expect("a root").to_owned()
}

fn row(entry: &Recorded) -> String {
    let actor = entry.actor().expect("an actor");
    let position = entry.position;
    let categories: Vec<_> = topics(entry).map(Topic::key).collect();
    let (event_type, _) = entry.event().expect("an event").type_and_schema();
    let cell = |column: &str| match column {
        "position" => position.to_string(),
        "recorded_at" => entry.recorded_at.to_string(),
        "stream" => entry.stream.to_string(),
        "version" => entry.version.to_string(),
        "type" => event_type.to_owned(),
        "category" => categories.join(" "),
        "account" => actor.account.to_string(),
        "role" => "officer".to_owned(),
        "authority" => "office".to_owned(),
        "sentence" => "Занято название".to_owned(),
        "proof" => proof_file(position),
        _ => String::new(),
    };
    SELECTION_COLUMNS.map(cell).join(";")
}

fn place_row(position: u64) -> String {
    let proof = proof_file(Position(position));
    let cell = |column: &str| match column {
        "position" => position.to_string(),
        "proof" => proof.clone(),
        _ => String::new(),
    };
    SELECTION_COLUMNS.map(cell).join(";")
}

fn event(entry: &Recorded) -> Value {
    let (event, actor) = (entry.event().expect("an event"), entry.actor().expect("an actor"));
    let (event_type, schema) = event.type_and_schema();
    json!({
        "position": entry.position.0,
        "recorded_at": entry.recorded_at.to_string(),
        "stream": entry.stream.to_string(),
        "version": entry.version.0,
        "type": event_type,
        "schema": schema,
        "actor": {
            "account": actor.account, "role": actor.role, "organisation": null,
            "authority": { "basis": "office", "document": null },
        },
        "payload": event,
    })
}
