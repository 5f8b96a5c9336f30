//! The documents that are to be erased with keys: those that nothing else names than what is sealed
//! under them.

use std::collections::BTreeSet;

use registry_events::claim::{Claim, Evidence, Stated};
use registry_events::entry::{Content, Recorded};
use registry_events::event::Event;
use registry_events::ids::{Digest, Position};
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_events::seal::KeyId;

use super::ForgottenError;
use crate::case::documents_in;
use crate::keyring::KeyStore;

/// Documents by who names them.
#[derive(Default)]
struct Named {
    by_forgotten: BTreeSet<Digest>,
    by_others: BTreeSet<Digest>,
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
    let (mut named, mut next) = (Named::default(), Position(0));
    loop {
        let entries = log.read(next, READ_ENTRIES_MAX).await?;
        let Some(last) = entries.last() else { break };
        next = Position(last.position.0 + 1);
        for entry in entries {
            let recorded = entry.decode()?;
            let own = is_under(&recorded, forgotten);
            named.take(keys.open(recorded).await, own, forgotten);
        }
    }
    Ok(named.by_forgotten.difference(&named.by_others).copied().collect())
}

/// Whether a whole entry is sealed under one of the keys.
fn is_under(recorded: &Recorded, forgotten: &BTreeSet<KeyId>) -> bool {
    matches!(&recorded.content, Content::Sealed(sealed) if forgotten.contains(&sealed.key))
}

impl Named {
    fn take(&mut self, recorded: Recorded, own: bool, forgotten: &BTreeSet<KeyId>) {
        let Content::Clear(mut clear) = recorded.content else { return };
        for claim in clear.event.claims_mut() {
            let sealed = matches!(&claim.stated, Stated::Sealed(it) if forgotten.contains(&it.key));
            if sealed {
                self.by_forgotten.extend(shown_for(claim));
                claim.evidence.clear();
            }
        }
        let named = if own { &mut self.by_forgotten } else { &mut self.by_others };
        named.extend(digests(&clear.event));
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
