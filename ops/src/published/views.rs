//! What the entries of a published log fold into, by digests: the public views of `replay`.

use std::collections::BTreeMap;

use registry_events::ids::Digest;
use registry_projections::views::{FOLDS_VERSION, Views};
use serde::{Deserialize, Serialize};

use super::Fault;

/// The digests of the views at a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

    /// Whether they are of a log of this size.
    pub(super) fn check_position(&self, size: u64) -> Result<(), Fault> {
        let checkpoint = size.saturating_sub(1);
        if self.position == checkpoint {
            return Ok(());
        }
        Err(Fault::OtherPosition { views: self.position, checkpoint })
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
