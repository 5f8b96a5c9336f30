//! Which documents open to those who are asked to confirm a statement: what shows that very statement,
//! where who stated it had it. Naming a document by its digest, which is public, opens it to nobody.

use std::collections::BTreeSet;

use registry_core::access::Operation;
use registry_core::profile::CurrentClaim;
use registry_events::actor::Party;
use registry_events::claim::Evidence;
use registry_events::ids::{ClusterId, Digest};
use registry_projections::card::{Card, ListingStatus};

use super::super::shown_to::names;
use super::{candidates_with, state};
use crate::http::{App, Problem, SignedIn};

/// Whether a document shows a statement that waits for somebody's confirmation.
///
/// # Errors
/// A fault when the log or the private store can't be read.
pub(in crate::pages::work) async fn shows_what_is_asked(
    app: &App,
    who: &SignedIn,
    digest: Digest,
) -> Result<bool, Problem> {
    if Operation::ConfirmClaims.check(who.caller.role).is_err() {
        return Ok(false);
    }
    let views = app.views();
    let named = views.documents().clusters_of(digest).into_iter();
    let cards = named.filter_map(|cluster| views.card(cluster));
    for card in cards.filter(|card| is_named_by(card, digest)) {
        let Some(state) = state(app, card.cluster).await? else { continue };
        let shown = |claim: &CurrentClaim| names(&claim.claim.evidence, digest);
        let claims = candidates_with(app, who, card.cluster, &state, shown).await?;
        if opened(app, card.cluster, &claims).await?.contains(&digest) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a listed cluster still names a document, as its card tells it.
fn is_named_by(card: &Card, digest: Digest) -> bool {
    card.standing.status == ListingStatus::Listed
        && card.claims().any(|claim| names(&claim.claim.evidence, digest))
}

/// The documents of statements of a cluster that open to who is asked to confirm them.
///
/// # Errors
/// A fault when the private store can't be read.
pub(in crate::pages) async fn opened(
    app: &App,
    cluster: ClusterId,
    claims: &[&CurrentClaim],
) -> Result<BTreeSet<Digest>, Problem> {
    let accounts = app.registry.accounts();
    let own = accounts.documents_for(cluster).await?;
    let mut opened: BTreeSet<Digest> = own.into_iter().map(|own| own.digest).collect();
    let mut named = BTreeSet::new();
    for claim in claims {
        for digest in documents(claim) {
            named.insert(digest);
            let is_officers = claim.party == Party::Registry;
            if is_officers || accounts.has_brought(claim.claimant, digest).await? {
                opened.insert(digest);
            }
        }
    }
    opened.retain(|digest| named.contains(digest));
    Ok(opened)
}

fn documents(claim: &CurrentClaim) -> impl Iterator<Item = Digest> {
    claim.claim.evidence.iter().filter_map(|piece| match piece {
        Evidence::Document(document) => Some(document.digest),
        Evidence::Link(_) => None,
    })
}
