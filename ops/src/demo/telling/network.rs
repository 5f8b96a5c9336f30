//! Links with other clusters, stated and confirmed by both sides, partners that clusters have in
//! common, and memberships in associations.

use anyhow::Result;
use registry_core::profile::Profile;
use registry_core::profile::changes::Changes;
use registry_core::profile::reader::{
    ASSOCIATION_MEMBERSHIPS, CLUSTER_LINKS, ItemReader, OpenItems, PARTNERS,
};
use registry_core::state::Standing;
use registry_events::ids::OrganisationId;
use registry_events::value::{Text, Value};

use super::{Made, Teller, is_of_a_story};
use crate::demo::opening::{Listed, link_by};
use crate::demo::stage::{Stage, right};
use crate::demo::statements::{item, known_partner};

const ASSOCIATIONS: [(&str, &str); 3] = [
    ("Ассоциация «Вместе-Демо» (демо)", "Together Demo Association (demo)"),
    ("Союз отраслевых кластеров «Демо-Сеть» (демо)", "Demo Network of Trade Clusters (demo)"),
    ("Объединение промышленных площадок «Демо-Парк» (демо)", "Demo Park Union of Sites (demo)"),
];

impl Teller<'_> {
    pub(super) fn tell_associations(&self, changes: &mut Changes) -> Made<()> {
        let joins = self.number % 11 == 2 && self.is_due(2022, 4);
        if joins && self.has_none(ASSOCIATION_MEMBERSHIPS) {
            let (ru, en) = ASSOCIATIONS[self.number / 11 % ASSOCIATIONS.len()];
            let en = self.english().then(|| en.into());
            let name = Value::Text(Text { ru: Some(ru.into()), en });
            let values = vec![("association", name), ("since", Value::Date(self.today))];
            changes.open.push(item(ASSOCIATION_MEMBERSHIPS, values)?);
        }
        Ok(())
    }
}

const SUPPLIES: (&str, &str) =
    ("Общие закупки и испытания (демо)", "Joint purchases and tests (demo)");
const LINK_TYPES: [&str; 4] = ["agreement", "joint_project", "supply", "sister"];

/// A cluster in thirteen finds another one of its specialisation to work with.
pub(super) async fn link_with_another(
    stage: &mut Stage<'_>,
    cluster: &Listed,
    listed: &[Listed],
) -> Result<()> {
    let teller = Teller::of(cluster, stage.profile(cluster.id)?, stage.today());
    let seeks = teller.number % 13 == 6 && teller.is_due(2022, 4);
    if !seeks || !teller.has_none(CLUSTER_LINKS) {
        return Ok(());
    }
    if let Some(other) = listed.iter().find(|other| fit(stage, cluster, other)) {
        let link_type = LINK_TYPES[cluster.spec.number / 13 % LINK_TYPES.len()];
        link_by(stage, cluster, other, link_type).await?;
    }
    Ok(())
}

/// A cluster in three that has one partner takes on that of another cluster of its specialisation:
/// a supplier of both. What it has already lets markers stay as they are.
pub(super) async fn share_a_partner(
    stage: &mut Stage<'_>,
    cluster: &Listed,
    listed: &[Listed],
) -> Result<()> {
    let profile = stage.profile(cluster.id)?;
    let teller = Teller::of(cluster, profile, stage.today());
    let own = partners(profile);
    if teller.number % 3 != 1 || !teller.is_due(2022, 4) || own.len() != 1 {
        return Ok(());
    }
    let others = listed.iter().filter(|other| is_of_the_same_trade(cluster, other));
    let theirs = others.filter_map(|other| stage.profile(other.id).ok()).flat_map(partners);
    let Some(shared) = theirs.into_iter().find(|partner| !own.contains(partner)) else {
        return Ok(());
    };
    let partner = right(known_partner(shared, "RU", SUPPLIES, stage.today()))?;
    stage.state(cluster, Changes { open: vec![partner], ..Changes::default() }).await
}

/// The partners of a cluster that are in Russia.
fn partners(profile: &Profile) -> Vec<OrganisationId> {
    let items = OpenItems::of(profile).collection(PARTNERS);
    let is_russian =
        |item: &ItemReader<'_>| item.code("country").is_some_and(|c| c.as_str() == "RU");
    items.filter(is_russian).filter_map(|item| item.organisation()).collect()
}

fn is_of_the_same_trade(cluster: &Listed, other: &Listed) -> bool {
    other.spec.specialisation == cluster.spec.specialisation
        && other.id != cluster.id
        && !is_of_a_story(other.spec.number)
}

/// Whether another cluster is of the same specialisation and has no link yet.
fn fit(stage: &Stage<'_>, cluster: &Listed, other: &Listed) -> bool {
    let free = |other: &Listed| {
        stage.cluster(other.id).is_ok_and(|state| {
            state.standing == Standing::Listed
                && state.profile.open_items(CLUSTER_LINKS).next().is_none()
        })
    };
    is_of_the_same_trade(cluster, other) && free(other)
}
