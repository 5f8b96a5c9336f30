//! Second parties confirm what a cluster says: participants, partners, other clusters, and the
//! development centre. Nobody confirms twice what stands confirmed by them.

use anyhow::Result;
use jiff::Span;
use jiff::civil::Date;
use registry_core::access::Party;
use registry_core::command::Target;
use registry_core::profile::reader::{
    CLUSTER_LINKS, GOVERNING_BODIES, ItemReader, OpenItems, PARTICIPANTS, PARTNERS, PROJECTS,
    STRATEGIES,
};
use registry_core::profile::{CurrentClaim, Item, Profile};
use registry_core::support::supports;
use registry_events::ids::OrganisationId;
use registry_events::path::ItemPath;
use registry_events::value::Value;

use super::opening::Listed;
use super::stage::Stage;
use super::statements::link;

/// Everything that the high level asks others to confirm.
pub(super) async fn confirm_what_is_asked(
    stage: &mut Stage<'_>,
    cluster: &Listed,
    percent: usize,
) -> Result<()> {
    confirm_memberships(stage, cluster, percent).await?;
    confirm_projects(stage, cluster).await?;
    confirm_partners(stage, cluster).await?;
    confirm_by_centre(stage, cluster).await
}

/// The members of a cluster that are disclosed, in the order of joining.
pub(super) fn members(profile: &Profile) -> Vec<(ItemPath, OrganisationId)> {
    organisations(profile, PARTICIPANTS)
}

fn organisations(profile: &Profile, collection: &str) -> Vec<(ItemPath, OrganisationId)> {
    let items = OpenItems::of(profile).collection(collection);
    items.filter_map(|item| Some((item.path.clone(), item.organisation()?))).collect()
}

/// The first so many percent of the participants confirm their membership.
pub(super) async fn confirm_memberships(
    stage: &mut Stage<'_>,
    cluster: &Listed,
    percent: usize,
) -> Result<()> {
    let members = members(stage.profile(cluster.id)?);
    let count = (members.len() * percent).div_ceil(100);
    for (path, organisation) in members.into_iter().take(count) {
        confirm_as(stage, cluster, organisation, path).await?;
    }
    Ok(())
}

/// The first participant of each project confirms it.
pub(super) async fn confirm_projects(stage: &mut Stage<'_>, cluster: &Listed) -> Result<()> {
    let profile = stage.profile(cluster.id)?;
    let projects = OpenItems::of(profile).collection(PROJECTS);
    let of: Vec<_> = projects.filter_map(|project| first_of(profile, &project)).collect();
    for (project, organisation) in of {
        confirm_as(stage, cluster, organisation, project).await?;
    }
    Ok(())
}

/// A project with the first of its participants that is disclosed.
fn first_of(profile: &Profile, project: &ItemReader<'_>) -> Option<(ItemPath, OrganisationId)> {
    let members = members(profile);
    let mut items = project.items("participants").iter();
    let first = items.find_map(|item| members.iter().find(|(path, _)| path.item == *item))?;
    Some((project.path.clone(), first.1))
}

/// Each partner confirms its partnership.
pub(super) async fn confirm_partners(stage: &mut Stage<'_>, cluster: &Listed) -> Result<()> {
    for (path, organisation) in organisations(stage.profile(cluster.id)?, PARTNERS) {
        confirm_as(stage, cluster, organisation, path).await?;
    }
    Ok(())
}

/// An organisation confirms an item, unless it has.
pub(super) async fn confirm_as(
    stage: &mut Stage<'_>,
    cluster: &Listed,
    organisation: OrganisationId,
    path: ItemPath,
) -> Result<()> {
    let item = stage.profile(cluster.id)?.item(&path);
    if !item.is_some_and(|item| waits_for(item, Party::Organisation(organisation))) {
        return Ok(());
    }
    let speaker = stage.organisation_speaker(organisation).await?;
    stage.confirm(speaker, cluster.id, vec![Target::Item(path)]).await.map(drop)
}

fn waits_for(item: &Item, party: Party) -> bool {
    item.claims().any(|claim| !has_confirmed(claim, party))
}

fn has_confirmed(claim: &CurrentClaim, party: Party) -> bool {
    claim.support.confirmations.iter().any(|given| given.party == party)
}

/// Whether a party's word ages before the next year's round.
fn ages(claim: &CurrentClaim, party: Party, today: Date) -> bool {
    let next = today.saturating_add(Span::new().months(12));
    let own = claim.support.confirmations.iter().filter(|given| given.party == party);
    own.filter_map(|given| given.holds_until).any(|day| day < next)
}

/// The development centre that supports the cluster knows its bodies, has read the strategies and
/// looked at the site; where no centre supports it, an officer has.
pub(super) async fn confirm_by_centre(stage: &mut Stage<'_>, cluster: &Listed) -> Result<()> {
    let region = cluster.spec.region.as_str();
    let profile = stage.profile(cluster.id)?;
    let centre = stage.centre(region).filter(|centre| supports(*centre, profile, stage.today()));
    let party = centre.map_or(Party::Registry, Party::Organisation);
    let targets = bodies_strategy_and_site(profile, party, stage.today());
    if targets.is_empty() {
        return Ok(());
    }
    let speaker = match party {
        Party::Registry => stage.officer().await?,
        _ => stage.centre_speaker(region).await?,
    };
    let seen = link(cluster.spec.number, "bodies-strategy-and-site")?;
    stage.confirm_having_seen(speaker, cluster.id, targets, seen).await
}

/// The bodies, the strategies and the claims on the site that a party hasn't confirmed, or saw too
/// long ago to look at the site only a year from now.
fn bodies_strategy_and_site(profile: &Profile, party: Party, today: Date) -> Vec<Target> {
    let items = [GOVERNING_BODIES, STRATEGIES].into_iter().flat_map(|key| profile.open_items(key));
    let items = items.filter(|item| waits_for(item, party));
    let site = ["website", "last_content_update"].into_iter();
    let site = site.filter_map(|field| profile.cluster_claim(field));
    let site = site.filter(|claim| !has_confirmed(claim, party) || ages(claim, party, today));
    let items = items.map(|item| Target::Item(item.path.clone()));
    items.chain(site.map(|claim| Target::Claim(claim.reference()))).collect()
}

/// The other side confirms the links of a cluster that lead to it.
pub(super) async fn confirm_links(
    stage: &mut Stage<'_>,
    cluster: &Listed,
    other: &Listed,
) -> Result<()> {
    let leads = |link: &ItemReader<'_>| link.value("cluster") == Some(&Value::Cluster(other.id));
    let links = OpenItems::of(stage.profile(cluster.id)?).collection(CLUSTER_LINKS);
    let links: Vec<_> = links.filter(leads).map(|link| Target::Item(link.path.clone())).collect();
    stage.confirm(other.representative, cluster.id, links).await.map(drop)
}

/// The path of an item by its collection and place in the order of opening.
pub(super) fn nth_open(profile: &Profile, collection: &str, nth: usize) -> Option<ItemPath> {
    profile.open_items(collection).nth(nth).map(|item| item.path.clone())
}
