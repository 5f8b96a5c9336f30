//! Whether an organisation takes part in a cluster that names it: asked for by the cluster or an
//! officer, said by the organisation on the page of a one-time link, without an account.

pub mod asking;
pub mod evidence;
pub mod link;

use registry_core::profile::reader::PARTICIPANTS;
use registry_core::profile::{CurrentClaim, Item, Profile};
use registry_core::state::{OrganisationState, StreamState};
use registry_events::actor::Party;
use registry_events::ids::{ClusterId, OrganisationId};
use registry_events::path::ItemPath;
use registry_events::stream::StreamId;

use crate::http::{App, Problem};
use crate::words::typography::set;
use crate::words::value::Speaker;

/// A cluster's profile as the rules have it, without what is hidden by law.
pub(super) struct OfCluster(Option<Profile>);

impl OfCluster {
    /// # Errors
    /// A fault when the log can't be read.
    pub(super) async fn load(app: &App, cluster: ClusterId) -> Result<Self, Problem> {
        let loaded = app.registry.executor().streams().load(&StreamId::cluster(cluster)).await?;
        Ok(Self(match loaded.state.as_ref() {
            StreamState::Cluster(state) => Some(state.profile.without_masked(cluster)),
            _ => None,
        }))
    }

    const fn profile(&self) -> Option<&Profile> {
        self.0.as_ref()
    }

    /// The open memberships that name an organisation.
    fn members(&self) -> impl Iterator<Item = (&Item, OrganisationId)> {
        let open = self.profile().into_iter().flat_map(|it| it.open_items(PARTICIPANTS));
        open.filter_map(|item| Some((item, named(item)?)))
    }

    /// An open membership with the organisation that it names.
    fn member(&self, path: &ItemPath) -> Option<(&Item, OrganisationId)> {
        self.members().find(|(item, _)| item.path == *path)
    }
}

fn named(item: &Item) -> Option<OrganisationId> {
    let named = item.claims().find(|current| current.claim.path.field.as_str() == "organisation");
    named?.claim.stated.value()?.as_organisation()
}

/// The claims of a membership that everybody sees: what is confirmed is what was read.
fn said<'i>(item: &'i Item, speaker: &Speaker<'_>) -> Vec<&'i CurrentClaim> {
    let lens = speaker.lens;
    item.claims().filter(|current| lens.is_public(&current.claim.path)).collect()
}

/// The same that the organisation hasn't confirmed itself.
fn unconfirmed<'c>(
    claims: &[&'c CurrentClaim],
    organisation: OrganisationId,
) -> Vec<&'c CurrentClaim> {
    let party = Party::Organisation(organisation);
    let waits = |current: &&&CurrentClaim| {
        current.support.confirmations.iter().all(|given| given.party != party)
    };
    claims.iter().filter(waits).copied().collect()
}

/// Claims in words: label and value.
fn rows(claims: &[&CurrentClaim], speaker: &Speaker<'_>) -> Vec<(String, String)> {
    let row = |current: &&CurrentClaim| {
        (set(&speaker.label(&current.claim.path)), set(&speaker.claim(&current.claim)))
    };
    claims.iter().map(row).collect()
}

/// An organisation as the rules have it.
async fn organisation(app: &App, id: OrganisationId) -> Result<OrganisationState, Problem> {
    let loaded = app.registry.executor().streams().load(&StreamId::organisation(id)).await?;
    Ok(match loaded.state.as_ref() {
        StreamState::Organisation(organisation) => organisation.as_ref().clone(),
        _ => OrganisationState::default(),
    })
}
