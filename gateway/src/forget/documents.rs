//! The documents that are to be erased with keys: those that nothing else names than what is sealed
//! under them, and confirmations of it.

use std::collections::BTreeSet;

use registry_events::claim::{Claim, Evidence, Stated};
use registry_events::entry::{Content, Recorded};
use registry_events::event::{AccessEvent, ClusterEvent, Event};
use registry_events::ids::{Digest, Position, StreamVersion};
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_events::path::FieldPath;
use registry_events::seal::KeyId;
use registry_events::stream::StreamId;

use super::ForgottenError;
use crate::case::documents_in;
use crate::keyring::KeyStore;

const DOCUMENT: &[u8] = b"media_type";

/// Documents by who names them, as far as that can be read.
#[derive(Default)]
pub struct Named {
    by_forgotten: BTreeSet<Digest>,
    by_others: BTreeSet<Digest>,
    /// Claims whose values are sealed under the keys.
    sealed: BTreeSet<(StreamId, StreamVersion, FieldPath)>,
}

/// The documents that only subjects of some keys name, which are still there to open what they sealed.
///
/// # Errors
/// [`ForgottenError`].
pub async fn documents_of(
    log: &dyn EventLog,
    keys: &dyn KeyStore,
    forgotten: &BTreeSet<KeyId>,
) -> Result<BTreeSet<Digest>, ForgottenError> {
    Ok(named(log, keys, forgotten).await?.only_by_forgotten())
}

/// Who names which documents, with the keys that are there.
///
/// # Errors
/// [`ForgottenError`].
pub async fn named(
    log: &dyn EventLog,
    keys: &dyn KeyStore,
    forgotten: &BTreeSet<KeyId>,
) -> Result<Named, ForgottenError> {
    let (mut named, mut next) = (Named::default(), Position(0));
    loop {
        let entries = log.read(next, READ_ENTRIES_MAX).await?;
        let Some(last) = entries.last() else { break };
        next = Position(last.position.0 + 1);
        for entry in entries {
            let recorded = entry.decode()?;
            let own = is_under(&recorded, forgotten);
            let sealed = matches!(recorded.content, Content::Sealed(_));
            let may_name = sealed || has_document(&entry.bytes);
            named.take(keys.open(recorded).await, own, may_name, forgotten);
        }
    }
    Ok(named)
}

/// Whether the bytes of an entry in the clear have the member by which documents are told; most have
/// none, and needn't be searched.
fn has_document(bytes: &[u8]) -> bool {
    bytes.windows(DOCUMENT.len()).any(|window| window == DOCUMENT)
}

/// Whether a whole entry is sealed under one of the keys.
fn is_under(recorded: &Recorded, forgotten: &BTreeSet<KeyId>) -> bool {
    matches!(&recorded.content, Content::Sealed(sealed) if forgotten.contains(&sealed.key))
}

impl Named {
    /// Those that nothing names but what is to be forgotten.
    pub fn only_by_forgotten(&self) -> BTreeSet<Digest> {
        self.by_forgotten.difference(&self.by_others).copied().collect()
    }

    /// Those of some that nothing names which can be read.
    pub fn named_by_nothing(&self, kept: &BTreeSet<Digest>) -> BTreeSet<Digest> {
        let named = |digest: &&Digest| {
            self.by_forgotten.contains(*digest) || self.by_others.contains(*digest)
        };
        kept.iter().filter(|digest| !named(digest)).copied().collect()
    }

    fn take(&mut self, recorded: Recorded, own: bool, may_name: bool, forgotten: &BTreeSet<KeyId>) {
        let (stream, version) = (recorded.stream, recorded.version);
        let Content::Clear(mut clear) = recorded.content else { return };
        // A role names the letter that it rests on by its digest alone.
        if let Event::Access(AccessEvent::RoleGranted(granted)) = &clear.event {
            self.by_others.extend(granted.authority.document);
        }
        for claim in clear.event.claims_mut() {
            let sealed = matches!(&claim.stated, Stated::Sealed(it) if forgotten.contains(&it.key));
            if sealed {
                self.by_forgotten.extend(shown_for(claim));
                claim.evidence.clear();
                self.sealed.insert((stream.clone(), version, claim.path.clone()));
            }
        }
        if !may_name {
            return;
        }
        let own = own || self.confirms_sealed(stream, &clear.event);
        let named = if own { &mut self.by_forgotten } else { &mut self.by_others };
        named.extend(digests(&clear.event));
    }

    /// Whether an event confirms a claim whose value is sealed under one of the keys.
    fn confirms_sealed(&self, stream: StreamId, event: &Event) -> bool {
        let Event::Cluster(ClusterEvent::ClaimConfirmed(confirmed)) = event else { return false };
        let claim = &confirmed.claim;
        self.sealed.contains(&(stream, claim.version, claim.path.clone()))
    }
}

/// The documents that show one claim.
fn shown_for(claim: &Claim) -> impl Iterator<Item = Digest> {
    claim.evidence.iter().filter_map(|piece| match piece {
        Evidence::Document(document) => Some(document.digest),
        Evidence::Link(_) => None,
    })
}

fn digests(event: &Event) -> impl Iterator<Item = Digest> {
    let payload = serde_json::to_value(event).unwrap_or_default();
    documents_in(&payload).into_iter().map(|document| document.digest)
}
