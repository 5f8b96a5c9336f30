//! Links with other clusters, stated and confirmed by both sides, and memberships in associations.

use anyhow::Result;
use registry_core::profile::changes::Changes;
use registry_core::profile::reader::{ASSOCIATION_MEMBERSHIPS, CLUSTER_LINKS};
use registry_core::state::Standing;
use registry_events::value::{Text, Value};

use super::{Made, Teller, is_of_a_story};
use crate::demo::opening::{Listed, link_by};
use crate::demo::stage::Stage;
use crate::demo::statements::item;

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

/// Whether another cluster is of the same specialisation and has no link yet.
fn fit(stage: &Stage<'_>, cluster: &Listed, other: &Listed) -> bool {
    let same = other.spec.specialisation == cluster.spec.specialisation;
    let free = |other: &Listed| {
        stage.cluster(other.id).is_ok_and(|state| {
            state.standing == Standing::Listed
                && state.profile.open_items(CLUSTER_LINKS).next().is_none()
        })
    };
    same && other.id != cluster.id && !is_of_a_story(other.spec.number) && free(other)
}
