//! Publications as rules know them: what is said of each, and which of them stand.

use std::collections::BTreeMap;
use std::sync::Arc;

use registry_events::claim::Evidence;
use registry_events::event::{Publication, PublicationEvent};
use registry_events::ids::StreamVersion;
use registry_events::value::Text;

use crate::name::normalise;

/// A publication that was ever recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPublication {
    /// What is said of it.
    pub says: Publication,
    /// The version of the last event about it: what a caller has seen of it.
    pub version: StreamVersion,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
}

/// Every publication by the version of its recording.
#[derive(Debug, Clone, Default)]
pub struct Publications {
    known: BTreeMap<StreamVersion, Arc<KnownPublication>>,
}

impl Publications {
    /// One by its number.
    pub fn get(&self, number: StreamVersion) -> Option<&KnownPublication> {
        self.known.get(&number).map(AsRef::as_ref)
    }

    /// Another one that stands and is the same: the same document, or one of the same kind and day
    /// at the same address or under the same title.
    pub fn same_as(&self, says: &Publication, own: Option<StreamVersion>) -> bool {
        let others = self.known.iter().filter(|(number, _)| Some(**number) != own);
        let mut standing = others.map(|(_, known)| known).filter(|known| !known.withdrawn);
        standing.any(|known| is_same(&known.says, says))
    }

    pub(crate) fn evolve(&mut self, version: StreamVersion, event: &PublicationEvent) {
        let number = event.publication(version);
        match event {
            PublicationEvent::PublicationRecorded(recorded) => {
                let says = recorded.says.clone();
                let known = KnownPublication { says, version, withdrawn: false };
                self.known.insert(number, Arc::new(known));
            }
            PublicationEvent::PublicationCorrected(corrected) => {
                self.change(number, version, |known| known.says = corrected.says.clone());
            }
            PublicationEvent::PublicationWithdrawn(_) => {
                self.change(number, version, |known| known.withdrawn = true);
            }
        }
    }

    fn change(
        &mut self,
        number: StreamVersion,
        version: StreamVersion,
        change: impl FnOnce(&mut KnownPublication),
    ) {
        if let Some(known) = self.known.get_mut(&number).map(Arc::make_mut) {
            known.version = version;
            change(known);
        }
    }
}

fn is_same(one: &Publication, other: &Publication) -> bool {
    if let (Some(Evidence::Document(one)), Some(Evidence::Document(other))) =
        (&one.found_at, &other.found_at)
        && one.digest == other.digest
    {
        return true;
    }
    let of_one_day = one.kind == other.kind && one.published_on == other.published_on;
    let at_one_place = one.found_at.is_some() && one.found_at == other.found_at;
    of_one_day && (at_one_place || is_same_title(&one.title, &other.title))
}

fn is_same_title(one: &Text, other: &Text) -> bool {
    let same = |one: &Option<String>, other: &Option<String>| match (one, other) {
        (Some(one), Some(other)) => normalise(one) == normalise(other),
        _ => false,
    };
    same(&one.ru, &other.ru) || same(&one.en, &other.en)
}
