//! Where documents are named: of each, the events of clusters that show something by it, so that who may
//! open one is asked of those and not of the whole register.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdMap;
use registry_events::claim::Evidence;
use registry_events::ids::{ClusterId, Digest, StreamVersion};

use crate::history::HistoryLine;

/// An event of a cluster's stream.
pub type Naming = (ClusterId, StreamVersion);

/// Every document that was ever named, with the events that name it, in the order of the log.
#[derive(Debug, Clone, Default)]
pub struct NamedDocuments {
    by: OrdMap<Digest, Arc<Vec<Naming>>>,
}

impl NamedDocuments {
    /// The events that name a document.
    pub fn of(&self, digest: Digest) -> &[Naming] {
        self.by.get(&digest).map_or(&[], |all| all.as_slice())
    }

    /// The clusters of which something was ever shown by a document, each once.
    pub fn clusters_of(&self, digest: Digest) -> BTreeSet<ClusterId> {
        self.of(digest).iter().map(|(cluster, _)| *cluster).collect()
    }

    pub(crate) fn note<'l>(
        &mut self,
        naming: Naming,
        lines: impl Iterator<Item = &'l HistoryLine>,
    ) {
        for piece in lines.flat_map(HistoryLine::evidence) {
            let Evidence::Document(document) = piece else { continue };
            let all = Arc::make_mut(self.by.entry(document.digest).or_default());
            if all.last() != Some(&naming) {
                all.push(naming);
            }
        }
    }
}
