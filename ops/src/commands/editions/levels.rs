//! What a rulebook would make of every cluster's facts.

use std::collections::BTreeSet;

use registry_core::assessment::{Assessment, assess};
use registry_core::facts::Facts;
use registry_core::rulebook::Rulebook;
use registry_core::state::StreamState;
use registry_events::level::Level;
use registry_events::stream::StreamId;
use registry_events::value::Code;
use registry_gateway::registry::Registry;
use registry_projections::views::Views;

use super::usage::name;
use crate::failure::Failure;

/// A line for each cluster whose level or markers would change.
///
/// # Errors
/// Of which cluster a predicate can't be computed.
pub(super) async fn under(
    rulebook: &Rulebook,
    views: &Views,
    registry: &Registry,
) -> Result<Vec<String>, Failure> {
    let mut lines = Vec::new();
    for card in views.cards() {
        let stream = StreamId::cluster(card.cluster);
        let state = registry.executor().streams().load(&stream).await?.state;
        let StreamState::Cluster(state) = state.as_ref() else { continue };
        let Some(recorded) = state.assessment.as_ref() else { continue };
        let facts = Facts::of(&state.profile);
        if let Some(problem) = rulebook.failure(&facts) {
            let of = format!("cluster {} ({})", card.cluster, name(card));
            return Err(Failure::found_wrong(format!("{of}: can't be computed: {problem}")));
        }
        let outcome = assess(rulebook, &facts);
        if let Some(told) = difference((recorded.level, &recorded.met), &outcome)
            .filter(|_| state.standing.is_living())
        {
            lines.push(format!("cluster {} ({}): {told}", card.cluster, name(card)));
        }
    }
    Ok(lines)
}

/// What another outcome changes of a level and its markers.
pub(super) fn difference(
    (level, met): (Level, &BTreeSet<Code>),
    outcome: &Assessment,
) -> Option<String> {
    let mut told = Vec::new();
    if level != outcome.level {
        told.push(format!("level {} to {}", level.key(), outcome.level.key()));
    }
    told.extend(markers("gains", &outcome.met, met));
    told.extend(markers("loses", met, &outcome.met));
    (!told.is_empty()).then(|| told.join("; "))
}

/// The markers of one set that the other one lacks.
fn markers(what: &str, of: &BTreeSet<Code>, others: &BTreeSet<Code>) -> Option<String> {
    let names: Vec<_> = of.difference(others).map(Code::as_str).collect();
    (!names.is_empty()).then(|| format!("{what} {}", names.join(" ")))
}
