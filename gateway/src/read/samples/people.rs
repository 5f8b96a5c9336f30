//! What samples are told of people, whom the log doesn't know: of which domain their mailboxes are,
//! and who had opened which document. It is joined here and goes no further than who was found.

use std::collections::HashMap;

use registry_core::command::is_for_anybody;
use registry_events::ids::{AccountId, ClusterId, Digest, Position};
use registry_events::value::MailDomain;
use registry_projections::samples::vouching::{Documented, Vouched, VouchedBy};

use crate::people::{Accounts, PeopleError};
use crate::read::lens::Lens;

/// The domains of mailboxes. People are added and their mailboxes stay, so it only grows.
#[derive(Debug, Clone, Default)]
pub(super) struct Domains {
    /// The number of the person who was entered last.
    last: i64,
    of: HashMap<AccountId, MailDomain>,
}

/// An account that confirmed what an account with a mailbox of the same domain had stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedDomain {
    /// Of which cluster.
    pub cluster: ClusterId,
    /// Who had stated it.
    pub claimant: AccountId,
    /// What was confirmed of it, and by whom.
    pub vouched: Vouched,
}

impl Domains {
    /// The number of the person who was entered last.
    pub(super) const fn last(&self) -> i64 {
        self.last
    }

    /// Takes in who was entered since.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub(super) async fn refresh(&mut self, accounts: &Accounts) -> Result<(), PeopleError> {
        for (number, account, mailbox) in accounts.mailboxes_after(self.last).await? {
            let domain = mailbox.rsplit_once('@').map(|(_, domain)| MailDomain::parse(domain));
            self.of.extend(domain.and_then(Result::ok).map(|domain| (account, domain)));
            self.last = self.last.max(number);
        }
        Ok(())
    }

    /// Who confirmed claims of somebody with a mailbox of the same domain.
    pub(super) fn sharing<'p>(
        &self,
        all: impl Iterator<Item = (ClusterId, &'p VouchedBy)>,
        lens: &Lens<'_>,
    ) -> Vec<SharedDomain> {
        let (mut found, mut counts) = (Vec::new(), HashMap::new());
        for (cluster, vouched) in all {
            for ((claimant, confirmer), vouched) in vouched {
                let Some(domain) = self.shared(*claimant, *confirmer) else { continue };
                if *counts.entry(domain).or_insert_with(|| counts_as_shared(domain, lens)) {
                    let vouched = vouched.clone();
                    found.push(SharedDomain { cluster, claimant: *claimant, vouched });
                }
            }
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.vouched.last.position));
        found
    }

    fn shared(&self, one: AccountId, other: AccountId) -> Option<&MailDomain> {
        let domain = self.of.get(&one)?;
        (self.of.get(&other) == Some(domain)).then_some(domain)
    }
}

/// A domain where anybody can open a mailbox says nothing of who does, unless it is tied to an
/// organisation whole.
fn counts_as_shared(domain: &MailDomain, lens: &Lens<'_>) -> bool {
    let tied = || lens.views.organisations().of_mailbox_domain(domain, lens.at).next().is_some();
    !is_for_anybody(domain) || tied()
}

/// The confirmations whose givers had opened none of the documents, where that would have been noted.
///
/// # Errors
/// [`PeopleError`].
pub(super) async fn unopened(
    documented: Vec<Documented>,
    accounts: &Accounts,
) -> Result<Vec<Documented>, PeopleError> {
    if documented.is_empty() {
        return Ok(documented);
    }
    let pairs = documented
        .iter()
        .flat_map(|one| one.documents.iter().map(|document| (one.place.actor.account, *document)));
    let known = accounts.first_looks(pairs.collect()).await?;
    let was_noted = |at: Position| known.since.is_some_and(|since| since <= at);
    let is_unopened = |one: &Documented| {
        let (account, at) = (one.place.actor.account, one.place.position);
        let had_opened = |document: &Digest| {
            known.looks.get(&(account, *document)).is_some_and(|before| *before <= at)
        };
        was_noted(at) && !one.documents.iter().any(had_opened)
    };
    Ok(documented.into_iter().filter(is_unopened).collect())
}
