//! Who confirmed whose claims, and which documents they could have opened before. The log knows
//! accounts and documents; it knows neither mailboxes nor who looked at what, so whoever keeps these
//! joins them.

use std::collections::BTreeMap;

use registry_events::actor::Role;
use registry_events::claim::{Claim, Evidence};
use registry_events::ids::{AccountId, ClusterId, Digest, Position};
use registry_events::path::FieldPath;

use crate::history::{Detail, History, HistoryLine};
use crate::place::Place;

/// What one account confirmed, in one cluster, of what another one had stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouched {
    /// How many claims.
    pub claims: usize,
    /// Where the last was confirmed, and by whom.
    pub last: Place,
}

/// The same by whose claims they are, and who confirmed them.
pub type VouchedBy = BTreeMap<(AccountId, AccountId), Vouched>;

/// A confirmation of a claim that documents show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Documented {
    /// Of which cluster.
    pub cluster: ClusterId,
    /// The field.
    pub path: FieldPath,
    /// Where it was confirmed, and by whom.
    pub place: Place,
    /// The documents that the claim names.
    pub documents: Vec<Digest>,
}

/// Who confirmed whose claims up to a position, of confirmations that `told` lets pass; nobody's own.
pub fn vouched_in(
    history: &History,
    at: Position,
    told: impl Fn(&HistoryLine) -> bool,
) -> VouchedBy {
    let mut all = VouchedBy::new();
    for line in confirmations(history, at).filter(|line| told(line)) {
        let (confirmer, last) = (line.place.actor.account, line.place.clone());
        let Some(claimant) = claimant(history, line).filter(|one| *one != confirmer) else {
            continue;
        };
        let claims = all.get(&(claimant, confirmer)).map_or(0, |vouched| vouched.claims);
        all.insert((claimant, confirmer), Vouched { claims: claims + 1, last });
    }
    all
}

/// The confirmations of documented claims up to a position that somebody gave in a role for which
/// `opens` says that it may open documents, oldest first.
pub fn documented_in(
    cluster: ClusterId,
    history: &History,
    at: Position,
    opens: impl Fn(Role) -> bool,
    told: impl Fn(&HistoryLine) -> bool,
) -> Vec<Documented> {
    let given = confirmations(history, at).filter(|line| opens(line.place.actor.role));
    let given = given.filter(|line| told(line)).filter_map(|line| {
        let Detail::Confirmed(confirmed) = &line.detail else { return None };
        let claim = confirmed.claim.as_ref()?;
        let (path, documents) = (claim.path.clone(), documents(claim));
        let is_documented = !documents.is_empty();
        let place = line.place.clone();
        is_documented.then_some(Documented { cluster, path, place, documents })
    });
    given.collect()
}

fn confirmations(history: &History, at: Position) -> impl Iterator<Item = &HistoryLine> {
    let lines = history.lines().map(AsRef::as_ref);
    let lines = lines.take_while(move |line: &&HistoryLine| line.place.position <= at);
    lines.filter(|line| matches!(line.detail, Detail::Confirmed(_)))
}

/// Who stated the claim that a line confirms.
fn claimant(history: &History, line: &HistoryLine) -> Option<AccountId> {
    let about = line.about.as_ref()?;
    let mut stated = history.of_event(about.version);
    let stated = stated.find(|line| line.new.as_ref().is_some_and(|new| new.path == about.path))?;
    Some(stated.place.actor.account)
}

fn documents(claim: &Claim) -> Vec<Digest> {
    let documents = claim.evidence.iter().filter_map(|piece| match piece {
        Evidence::Document(document) => Some(document.digest),
        Evidence::Link(_) => None,
    });
    documents.collect()
}
