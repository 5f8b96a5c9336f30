//! Which cluster a row means: by id, by the name it is shown under, else by its official name.
//!
//! The stream of a name tells at once who is shown under it. An official name that differs from the
//! shown one stands in the cluster's own stream only, so all clusters are looked through, once, and
//! only when a name wasn't found: a cluster entered twice could never be made one again.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use registry_core::name::normalise;
use registry_core::profile::Profile;
use registry_core::state::Standing;
use registry_events::dictionary::Regions;
use registry_events::ids::{ClusterId, Position};
use registry_events::log::READ_ENTRIES_MAX;
use registry_events::stream::{StreamId, StreamKind};
use registry_events::value::{Code, Language};

use super::shadow::{Shadow, as_cluster};

/// What a name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// No cluster.
    Nobody,
    /// One.
    One(ClusterId),
    /// Several clusters of the region with one official name.
    Several,
}

/// Looks clusters up.
pub(super) struct Directory<'s, 'r> {
    shadow: &'s Shadow<'r>,
    regions: &'s Regions,
    by_name: Option<BTreeMap<(Code, String), BTreeSet<ClusterId>>>,
}

impl<'s, 'r> Directory<'s, 'r> {
    /// A directory of a registry.
    pub(super) const fn new(shadow: &'s Shadow<'r>, regions: &'s Regions) -> Self {
        Self { shadow, regions, by_name: None }
    }

    /// Whether a cluster was ever listed.
    ///
    /// # Errors
    /// When the log can't be read.
    pub(super) async fn has(&self, id: ClusterId) -> Result<bool> {
        let loaded = self.shadow.cluster(id).await?;
        Ok(as_cluster(&loaded).is_some_and(|cluster| cluster.standing != Standing::NotListed))
    }

    /// The cluster of a region under the first of the names that leads to one.
    ///
    /// # Errors
    /// When the log can't be read.
    pub(super) async fn find(&mut self, region: &Code, names: &[String]) -> Result<Found> {
        for name in names {
            for code in self.regions.read_at(region) {
                let holder = self.shadow.holder(&StreamId::name(code, name)).await?.1;
                if let Some(cluster) = holder.cluster {
                    return Ok(Found::One(cluster));
                }
            }
        }
        for name in names {
            let found = self.named(region, name).await?;
            if found != Found::Nobody {
                return Ok(found);
            }
        }
        Ok(Found::Nobody)
    }

    async fn named(&mut self, region: &Code, name: &str) -> Result<Found> {
        if self.by_name.is_none() {
            self.by_name = Some(look_through(self.shadow, self.regions).await?);
        }
        let by_name = self.by_name.as_ref();
        let found = by_name.and_then(|known| known.get(&(region.clone(), name.to_owned())));
        Ok(match found.map(|clusters| (clusters.first(), clusters.len())) {
            Some((Some(only), 1)) => Found::One(*only),
            Some((Some(_), _)) => Found::Several,
            _ => Found::Nobody,
        })
    }
}

async fn look_through(
    shadow: &Shadow<'_>,
    regions: &Regions,
) -> Result<BTreeMap<(Code, String), BTreeSet<ClusterId>>> {
    let mut by_name: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for id in clusters(shadow).await? {
        let loaded = shadow.cluster(id).await?;
        let Some(cluster) = as_cluster(&loaded) else { continue };
        if cluster.standing == Standing::Withdrawn {
            continue;
        }
        let Some(region) = cluster.profile.regions().first() else { continue };
        if let Some(name) = official_name(&cluster.profile) {
            by_name.entry((regions.resolve(region).clone(), name)).or_default().insert(id);
        }
    }
    Ok(by_name)
}

fn official_name(profile: &Profile) -> Option<String> {
    let text = profile.stated("official_name")?.value()?.as_text()?;
    Some(normalise(text.in_language_or_other(Language::Ru)))
}

/// Every cluster of the log.
async fn clusters(shadow: &Shadow<'_>) -> Result<BTreeSet<ClusterId>> {
    let log = shadow.registry().log();
    let (mut ids, mut next) = (BTreeSet::new(), Position(0));
    loop {
        let entries = log.read(next, READ_ENTRIES_MAX).await?;
        let Some(last) = entries.last() else { return Ok(ids) };
        next = Position(last.position.0 + 1);
        for entry in &entries {
            if let StreamKind::Cluster(id) = entry.decode()?.stream.kind() {
                ids.insert(id);
            }
        }
    }
}
