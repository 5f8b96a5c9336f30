//! The first autumn: from the registry's opening to 2015-12-01.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use jiff::civil::{Date, date};
use registry_core::access::Caller;
use registry_core::command::{StateClaims, Target};
use registry_core::profile::changes::Changes;
use registry_events::claim::ClaimRef;
use registry_events::event::{ClaimsStated, ClusterEvent, Event, ItemOpened, ProfileEvent};
use registry_events::ids::{ClusterId, ItemId, OrganisationId, StreamVersion};
use registry_events::path::ItemPath;
use registry_events::value::{Code, Value};
use registry_gateway::execute::Done;

use super::figures::{self, Aim};
use super::plan::Plan;
use super::spec::ClusterSpec;
use super::stage::{Stage, right};
use super::statements::cluster_link;

/// The day the registry opens.
pub(super) const OPENED_ON: Date = date(2015, 9, 1);

/// A cluster that is on the register, as the stage knows it.
pub(super) struct Listed {
    pub(super) id: ClusterId,
    pub(super) representative: Caller,
    pub(super) spec: ClusterSpec,
    /// Memberships in the order of opening.
    pub(super) members: Vec<Member>,
    /// Governing bodies and projects in the order of opening.
    pub(super) items: Vec<Witnessed>,
    /// Partnerships that were not confirmed.
    pub(super) partners: Vec<(ItemPath, OrganisationId)>,
    /// Other items in the order of opening.
    pub(super) others: Vec<ItemPath>,
    /// Current claims on the cluster's own fields.
    pub(super) claims: BTreeMap<String, ClaimRef>,
    /// Confirmations of memberships that can be taken back: by which member, and what gave it.
    pub(super) given: Vec<(usize, StreamVersion)>,
}

/// A membership.
#[derive(Clone)]
pub(super) struct Member {
    pub(super) item: ItemId,
    pub(super) organisation: OrganisationId,
    pub(super) in_project: bool,
    pub(super) confirmed: bool,
    pub(super) left: bool,
}

/// A governing body or project, and who may confirm it.
pub(super) struct Witnessed {
    pub(super) path: ItemPath,
    /// Places of the members that may; of a governing body any may.
    pub(super) members: Option<Vec<usize>>,
    /// Places of those that have.
    pub(super) confirmed_by: BTreeSet<usize>,
    /// Whether it has ended.
    pub(super) ended: bool,
}

/// Opens the development centres and lists the first 82 clusters.
pub(super) async fn play(stage: &mut Stage<'_>, plan: &mut Plan) -> Result<Vec<Listed>> {
    for region in figures::WITH_CKR.iter().chain(&figures::WITH_CKR_ONLY) {
        stage.open_ckr(region, plan.ckr(region)?, date(2011, 4, 1)).await?;
    }
    let mut listed = Vec::new();
    for cluster in 0..figures::CLUSTERS {
        stage.begin_day(listing_day(cluster)?);
        let spec = plan.opening(cluster)?;
        listed.push(list(stage, spec).await?);
    }
    stage.begin_day(date(2015, 11, 26));
    link(stage, &mut listed, 2, 3).await?;
    for (cluster, listed) in listed.iter_mut().enumerate() {
        match figures::aim(cluster) {
            Aim::High => confirm_what_is_asked(stage, listed, 60).await?,
            Aim::Medium => {
                for place in 0..3 {
                    confirm_membership(stage, listed, place).await?;
                }
            }
            Aim::Initial => {}
        }
    }
    Ok(listed)
}

/// Two clusters state a link with each other and confirm it.
pub(super) async fn link(
    stage: &mut Stage<'_>,
    listed: &mut [Listed],
    one: usize,
    other: usize,
) -> Result<()> {
    for (from, to) in [(one, other), (other, one)] {
        let link = cluster_link(listed[to].id, "agreement", stage.today());
        let changes = Changes { open: vec![right(link)?], ..Changes::default() };
        state(stage, &mut listed[from], changes).await?;
    }
    for (from, to) in [(one, other), (other, one)] {
        let links = listed[from].paths_of("cluster_links");
        let targets = links.last().cloned().map(Target::Item).into_iter().collect();
        let cluster = listed[from].id;
        stage.confirm(listed[to].representative, cluster, targets).await?;
    }
    Ok(())
}

/// Everything that the high level asks others to confirm: participants, partners, the centre.
pub(super) async fn confirm_what_is_asked(
    stage: &mut Stage<'_>,
    cluster: &mut Listed,
    percent: usize,
) -> Result<()> {
    confirm_by_participants(stage, cluster, percent).await?;
    confirm_by_partners(stage, cluster).await?;
    confirm_by_centre(stage, cluster).await
}

/// Each partner confirms its partnership, once.
pub(super) async fn confirm_by_partners(stage: &mut Stage<'_>, cluster: &mut Listed) -> Result<()> {
    for (path, organisation) in std::mem::take(&mut cluster.partners) {
        let partner = stage.organisation_speaker(organisation).await?;
        stage.confirm(partner, cluster.id, vec![Target::Item(path)]).await?;
    }
    Ok(())
}

/// The region's development centre has read the strategy and looked at the site.
pub(super) async fn confirm_by_centre(stage: &mut Stage<'_>, cluster: &mut Listed) -> Result<()> {
    let strategies = cluster.paths_of("strategies").last().cloned().map(Target::Item);
    let site = ["website", "last_content_update"].into_iter();
    let site = site.filter_map(|field| cluster.claims.get(field).cloned()).map(Target::Claim);
    let targets = strategies.into_iter().chain(site).collect();
    let centre = stage.centre_speaker(cluster.spec.region.as_str()).await?;
    stage.confirm(centre, cluster.id, targets).await.map(drop)
}

/// A cluster states something by its representative.
pub(super) async fn state(
    stage: &mut Stage<'_>,
    cluster: &mut Listed,
    changes: Changes,
) -> Result<()> {
    let command = StateClaims { cluster: cluster.id, changes, expected: None };
    let done = stage.play(cluster.representative, command.into()).await?;
    cluster.take_in(&done);
    Ok(())
}

/// Listings are spread over eleven weeks.
fn listing_day(cluster: usize) -> Result<Date> {
    Ok(OPENED_ON.checked_add(jiff::Span::new().days(i64::try_from(cluster)? + 2))?)
}

/// Lists a cluster as its specification says.
pub(super) async fn list(stage: &mut Stage<'_>, spec: ClusterSpec) -> Result<Listed> {
    let changes = right(spec.changes(stage.today()))?;
    let (id, representative, done) = stage.list(spec.number, changes).await?;
    let mut listed = Listed {
        id,
        representative,
        spec,
        members: Vec::new(),
        items: Vec::new(),
        partners: Vec::new(),
        others: Vec::new(),
        claims: BTreeMap::new(),
        given: Vec::new(),
    };
    listed.take_in(&done);
    Ok(listed)
}

impl Listed {
    /// Notes the memberships, bodies and projects that a commit opened.
    pub(super) fn take_in(&mut self, done: &Done) {
        for recorded in &done.entries {
            match recorded.event() {
                Some(Event::Profile(ProfileEvent::ItemOpened(opened))) => self.take_item(opened),
                Some(Event::Profile(ProfileEvent::ClaimsStated(stated))) => {
                    self.take_claims(stated, recorded.version);
                }
                _ => {}
            }
        }
    }

    fn take_claims(&mut self, stated: &ClaimsStated, version: StreamVersion) {
        for path in stated.claims.iter().map(|claim| &claim.path) {
            if path.item.is_none() {
                let reference = ClaimRef { path: path.clone(), version };
                self.claims.insert(path.field.as_str().into(), reference);
            }
        }
    }

    /// The items of a collection, in the order of opening.
    pub(super) fn paths_of(&self, collection: &str) -> Vec<ItemPath> {
        let of = |path: &&ItemPath| path.collection.as_str() == collection;
        self.others.iter().filter(of).cloned().collect()
    }

    fn take_item(&mut self, opened: &ItemOpened) {
        let mut values = opened.claims.iter().filter_map(|claim| claim.stated.value());
        let members = match opened.item.collection.as_str() {
            "participants" => {
                let organisation = values.find_map(Value::as_organisation);
                return self.members.extend(organisation.map(|organisation| Member {
                    item: opened.item.item,
                    organisation,
                    in_project: false,
                    confirmed: false,
                    left: false,
                }));
            }
            "governing_bodies" => None,
            "projects" => Some(values.find_map(|value| match value {
                Value::Items(items) => Some(self.join_project(items)),
                _ => None,
            })),
            "partners" => {
                let organisation = values.find_map(Value::as_organisation);
                let path = opened.item.clone();
                self.partners.extend(organisation.map(|organisation| (path, organisation)));
                return self.others.push(opened.item.clone());
            }
            _ => return self.others.push(opened.item.clone()),
        };
        let members = members.map(Option::unwrap_or_default);
        let path = opened.item.clone();
        self.items.push(Witnessed { path, members, confirmed_by: BTreeSet::new(), ended: false });
    }

    /// The places of a project's members; from now on they don't leave.
    fn join_project(&mut self, items: &[ItemId]) -> Vec<usize> {
        let places = (0..self.members.len()).filter(|p| items.contains(&self.members[*p].item));
        let places: Vec<usize> = places.collect();
        for place in &places {
            self.members[*place].in_project = true;
        }
        places
    }
}

/// `percent` of the participants confirm their membership; two confirm each body, one each project.
pub(super) async fn confirm_by_participants(
    stage: &mut Stage<'_>,
    cluster: &mut Listed,
    percent: usize,
) -> Result<()> {
    let members = &cluster.members;
    let staying: Vec<_> = (0..members.len()).filter(|place| !members[*place].left).collect();
    let count = (staying.len() * percent).div_ceil(100);
    for place in &staying[..count] {
        if !cluster.members[*place].confirmed {
            confirm_membership(stage, cluster, *place).await?;
        }
    }
    for index in 0..cluster.items.len() {
        let places = match &cluster.items[index].members {
            None => staying[1..3].to_vec(),
            Some(members) => members[..1].to_vec(),
        };
        for place in places {
            confirm_item(stage, cluster, index, place).await?;
        }
    }
    Ok(())
}

/// A member confirms its own membership.
pub(super) async fn confirm_membership(
    stage: &mut Stage<'_>,
    cluster: &mut Listed,
    place: usize,
) -> Result<()> {
    let representative = representative_of(stage, cluster, place).await?;
    let collection = right(Code::parse("participants"))?;
    let path = ItemPath { collection, item: cluster.members[place].item };
    let done = stage.confirm(representative, cluster.id, vec![Target::Item(path)]).await?;
    cluster.members[place].confirmed = true;
    cluster.given.extend(done.entries.iter().filter_map(|recorded| match recorded.event()? {
        Event::Cluster(ClusterEvent::ClaimConfirmed(confirmed))
            if confirmed.claim.path.field.as_str() == "organisation" =>
        {
            Some((place, recorded.version))
        }
        _ => None,
    }));
    Ok(())
}

/// A member confirms a body or project that goes on, unless it has.
pub(super) async fn confirm_item(
    stage: &mut Stage<'_>,
    cluster: &mut Listed,
    index: usize,
    place: usize,
) -> Result<()> {
    let item = &mut cluster.items[index];
    if item.ended || !item.confirmed_by.insert(place) {
        return Ok(());
    }
    let representative = representative_of(stage, cluster, place).await?;
    let target = Target::Item(cluster.items[index].path.clone());
    stage.confirm(representative, cluster.id, vec![target]).await.map(drop)
}

/// The account of a participant; opened at first need.
pub(super) async fn representative_of(
    stage: &mut Stage<'_>,
    cluster: &Listed,
    place: usize,
) -> Result<Caller> {
    stage.organisation_speaker(cluster.members[place].organisation).await
}
