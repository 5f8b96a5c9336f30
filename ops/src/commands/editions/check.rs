//! What an edition would change, told line by line: what it says, then for which clusters.

use registry_core::editions::{InForce, disagreement};
use registry_core::rulebook::Rulebook;
use registry_core::state::StreamState;
use registry_events::catalogue::Catalogue;
use registry_events::dictionary::{Dictionaries, Regions};
use registry_events::edition::EditionKind;
use registry_gateway::follow::fold_all;
use registry_gateway::registry::Registry;

use super::{Read, changes, lapses, levels, not_the_registry, state, usage};
use crate::failure::Failure;
use crate::output::{data, say};

/// Tells what would change, and whether it agrees with what is in force; nothing is recorded.
pub(super) async fn run(read: &Read, registry: &Registry) -> Result<(), Failure> {
    let state = state(registry).await?;
    let StreamState::Registry(known) = state.as_ref() else { return Err(not_the_registry()) };
    let now = known.in_force().ok_or_else(not_the_registry)?;
    let lines = lines(read, now, registry).await?;
    data(&lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect::<String>())?;
    if let Some(reason) = disagreement(read.kind, &read.text, now) {
        let sentence = format!("it disagrees with the others in force or with the rules: {reason}");
        return Err(Failure::found_wrong(sentence).hint("`adopt` would refuse it"));
    }
    say(if lines.is_empty() {
        "it can be read, and changes nothing"
    } else {
        "it can be read; nothing is recorded until it is adopted"
    });
    Ok(())
}

async fn lines(read: &Read, now: InForce<'_>, registry: &Registry) -> Result<Vec<String>, Failure> {
    let wrong = |error: &dyn std::error::Error| Failure::found_wrong(error.to_string());
    let views = fold_all(&**registry.log(), |_| ()).await.map_err(Failure::found_wrong)?;
    match read.kind {
        EditionKind::Catalogue => {
            let new = Catalogue::parse(&read.text).map_err(|error| wrong(&error))?;
            let told = changes::of_catalogue(now.catalogue, &new);
            Ok([told, usage::of_fields(&views, now, &new, registry.today())].concat())
        }
        EditionKind::Dictionaries => {
            let new = Dictionaries::parse(&read.text).map_err(|error| wrong(&error))?;
            let told = changes::of_dictionaries(now.dictionaries, &new);
            Ok([told, usage::of_terms(&views, now, &new, registry.today())].concat())
        }
        EditionKind::Regions => {
            let new = Regions::parse(&read.text).map_err(|error| wrong(&error))?;
            let told = changes::of_regions(now.regions, &new);
            let namesakes = usage::namesakes::of(&views, now.regions, &new);
            Ok([told, usage::regions::of(&views, now, &new), namesakes].concat())
        }
        EditionKind::Rulebook => {
            let new = Rulebook::parse(&read.text).map_err(|error| wrong(&error))?;
            let told = changes::of_rulebook(now.rulebook, &new);
            let judged = levels::under(&new, &views, registry).await?;
            let lapsed = lapses::under(&new, now.rulebook, &views, registry).await?;
            Ok([told, judged, lapsed].concat())
        }
    }
}
