//! What the entries of a published log fold into, by digests: the public views of `replay`.
//!
//! The log's key signs them as a note of an origin of its own, so that it is never taken for a
//! checkpoint: `ORIGIN/views`, size and root as in the checkpoint, and the digests as JSON in one line.
//! Unsigned they could name other folds, and a lie would be what merely can't be compared.

use std::collections::BTreeMap;
use std::slice;

use registry_events::ids::Digest;
use registry_events::transparency::note::{self, Note, SigningKey, VerifierKey};
use registry_events::transparency::tree::TreeHead;
use registry_projections::views::{FOLDS_VERSION, Views};
use serde::{Deserialize, Serialize};

use super::Fault;

/// The digests of the views at a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedViews {
    /// The position of the last entry that is in them.
    pub position: u64,
    /// The digest of them all.
    pub digest: Digest,
    /// The digest of each.
    pub views: BTreeMap<String, Digest>,
    /// The version of the folds; a folder from before it was named has none.
    #[serde(default)]
    pub folds: Option<u32>,
    /// The version of the program that folded them.
    pub program: String,
}

impl PublishedViews {
    /// The digests of views; none of views that no entry is in.
    pub fn of(views: &Views) -> Option<Self> {
        let named = views.digests();
        Some(Self {
            position: views.position()?.0,
            digest: views.digest_over(&named),
            views: named.into_iter().map(|(name, digest)| (name.to_owned(), digest)).collect(),
            folds: Some(FOLDS_VERSION),
            program: env!("CARGO_PKG_VERSION").into(),
        })
    }

    /// The note with which the log's key says so.
    pub(super) fn sign(&self, head: &TreeHead, key: &SigningKey) -> Result<String, String> {
        let json = serde_json::to_string(self).map_err(|error| error.to_string())?;
        let text = format!("{}{json}\n", heading(key.name(), head));
        note::sign(&text, key).map_err(|error| error.to_string())
    }

    /// Opens such a note, of a log with this head.
    pub(super) fn open(note: &str, key: &VerifierKey, head: &TreeHead) -> Result<Self, String> {
        let note = Note::open(note, slice::from_ref(key))
            .map_err(|error| format!("can't be believed: {error}"))?;
        let json = note.text.strip_prefix(&heading(key.name(), head));
        let json = json.ok_or("is of another log than the checkpoint, or of another size")?;
        let views: Self =
            serde_json::from_str(json).map_err(|error| format!("can't be read: {error}"))?;
        if views.position.checked_add(1) == Some(head.size) {
            return Ok(views);
        }
        Err(format!("is of position {}", views.position))
    }

    /// Compares the digests that were published with those that follow from the entries.
    pub(super) fn compare(&self, views: &Views, unknown: u64) -> Result<(), Fault> {
        let Some(own) = Self::of(views) else { return Ok(()) };
        if (self.digest, &self.views) == (own.digest, &own.views) {
            return Ok(());
        }
        if unknown > 0 {
            return Err(Fault::NewerProgram { unknown });
        }
        if self.folds != own.folds {
            let (folds, program) = (self.folds, self.program.clone());
            return Err(Fault::OtherFolds { folds, program });
        }
        Err(Fault::Views { names: self.differing(&own) })
    }

    fn differing(&self, own: &Self) -> String {
        let names = self.views.keys().chain(own.views.keys());
        let differ = |name: &&String| self.views.get(*name) != own.views.get(*name);
        let mut names: Vec<_> = names.filter(differ).map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        if names.is_empty() { "the digest of them all".into() } else { names.join(", ") }
    }
}

/// What the note begins with.
fn heading(origin: &str, head: &TreeHead) -> String {
    format!("{origin}/views\n{}\n{}\n", head.size, head.root)
}
