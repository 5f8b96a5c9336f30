//! Gates of the level a cluster has that one organisation alone confirmed.
//!
//! Which claims a gate rests on is for the rules to say; here is only who stands behind it.

use std::collections::BTreeSet;

use registry_events::ids::{AccountId, OrganisationId};

/// The organisation behind a gate, when every confirmation that counts is its own.
///
/// Each confirmer is the organisation it spoke for, or the account of one who speaks for none, such
/// as an officer. A gate that nobody confirmed has no such organisation.
pub fn only_organisation(
    confirmers: impl IntoIterator<Item = (AccountId, Option<OrganisationId>)>,
) -> Option<OrganisationId> {
    let who =
        |(account, organisation): (AccountId, Option<OrganisationId>)| organisation.ok_or(account);
    let mut behind: BTreeSet<Result<OrganisationId, AccountId>> = BTreeSet::new();
    behind.extend(confirmers.into_iter().map(who));
    if behind.len() != 1 {
        return None;
    }
    behind.into_iter().next().and_then(Result::ok)
}
