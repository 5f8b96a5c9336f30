//! The first autumn: from the registry's opening to 2015-12-01.

use std::collections::BTreeSet;

use anyhow::Result;
use jiff::civil::{Date, date};
use registry_core::access::Caller;
use registry_core::command::{OpenCkr, Target};
use registry_events::actor::{Basis, Role};
use registry_events::event::{ClusterEvent, Event, ItemOpened, ProfileEvent, Scope};
use registry_events::ids::{ClusterId, ItemId, OrganisationId, StreamVersion};
use registry_events::path::ItemPath;
use registry_events::value::{Code, Value};
use registry_gateway::execute::Done;

use super::figures::{self, Aim};
use super::plan::Plan;
use super::spec::ClusterSpec;
use super::stage::{Stage, right};

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
    /// Confirmations of memberships that can be taken back: by which member, and what gave it.
    pub(super) given: Vec<(usize, StreamVersion)>,
}

/// A membership.
#[derive(Clone)]
pub(super) struct Member {
    pub(super) item: ItemId,
    pub(super) organisation: OrganisationId,
    pub(super) representative: Option<Caller>,
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
        open_ckr(stage, plan, region).await?;
    }
    let mut listed = Vec::new();
    for cluster in 0..figures::CLUSTERS {
        stage.begin_day(listing_day(cluster)?);
        let spec = plan.opening(cluster)?;
        listed.push(list(stage, spec).await?);
    }
    stage.begin_day(date(2015, 11, 30));
    for (cluster, listed) in listed.iter_mut().enumerate() {
        if figures::aim(cluster) == Aim::High {
            confirm_by_participants(stage, listed, 60).await?;
        }
    }
    Ok(listed)
}

/// Listings are spread over eleven weeks.
fn listing_day(cluster: usize) -> Result<Date> {
    Ok(OPENED_ON.checked_add(jiff::Span::new().days(i64::try_from(cluster)? + 2))?)
}

async fn open_ckr(stage: &mut Stage<'_>, plan: &mut Plan, region: &str) -> Result<()> {
    let officer = stage.officer().await?;
    let organisation = plan.ckr(region)?;
    let opened_on = date(2011, 4, 1);
    let region = right(Code::parse(region))?;
    let open = OpenCkr { region, organisation, opened_on, evidence: Vec::new() };
    stage.play(officer, open.into()).await.map(drop)
}

/// Lists a cluster as its specification says.
pub(super) async fn list(stage: &mut Stage<'_>, spec: ClusterSpec) -> Result<Listed> {
    let changes = right(spec.changes(stage.today()))?;
    let (id, representative, done) = stage.list(changes).await?;
    let mut listed = Listed {
        id,
        representative,
        spec,
        members: Vec::new(),
        items: Vec::new(),
        given: Vec::new(),
    };
    listed.take_in(&done);
    Ok(listed)
}

impl Listed {
    /// Notes the memberships, bodies and projects that a commit opened.
    pub(super) fn take_in(&mut self, done: &Done) {
        for recorded in &done.entries {
            if let Some(Event::Profile(ProfileEvent::ItemOpened(opened))) = recorded.event() {
                self.take_item(opened);
            }
        }
    }

    fn take_item(&mut self, opened: &ItemOpened) {
        let mut values = opened.claims.iter().filter_map(|claim| claim.stated.value());
        let members = match opened.item.collection.as_str() {
            "participants" => {
                let organisation = values.find_map(Value::as_organisation);
                return self.members.extend(organisation.map(|organisation| Member {
                    item: opened.item.item,
                    organisation,
                    representative: None,
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
            _ => return,
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
    cluster: &mut Listed,
    place: usize,
) -> Result<Caller> {
    if let Some(representative) = cluster.members[place].representative {
        return Ok(representative);
    }
    let scope = Scope::Organisation(cluster.members[place].organisation);
    let label = "Представитель организации (демо)";
    let role = Role::OrganisationRepresentative;
    let representative = stage.account(label, role, scope, Basis::WorkMailbox).await?;
    cluster.members[place].representative = Some(representative);
    Ok(representative)
}
