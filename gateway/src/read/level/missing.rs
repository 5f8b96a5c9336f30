//! What is missing for the next level, worded as what to add and never as blame.

use registry_core::assessment::{GateOutcome, LevelOutcome};
use registry_core::command::relations_entitled;
use registry_core::profile::reader::{CLUSTER_LINKS, PROJECTS};
use registry_core::rulebook::Marker;
use registry_core::support::names_a_centre;
use registry_events::claim::{Corroboration, Relation};
use registry_events::level::Level;
use registry_events::path::FieldPath;
use registry_events::value::{Code, Language};
use serde::Serialize;
use utoipa::ToSchema;

use super::Now;
use super::markers::MarkerState;
use crate::read::basis::claims_of;
use crate::read::parts::Bilingual;
use crate::words::{Said, in_both};

/// The next level and the way to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NextLevel {
    /// `medium` or `high`.
    pub level: &'static str,
    /// How many more markers it asks for.
    pub markers_missing: usize,
    /// What it can't do without.
    pub missing: Vec<MissingShown>,
    /// Groups of which one thing is enough each.
    pub one_of: Vec<Vec<MissingShown>>,
    /// Further markers, any of which count.
    pub choices: Vec<MissingShown>,
}

/// One thing to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MissingShown {
    /// `marker`, `corroboration`, `one_of` or `condition`.
    pub kind: &'static str,
    /// The marker's id, the ids of several with `|` between, or the condition's key.
    pub key: String,
    /// What to do.
    pub add: Bilingual,
}

pub(super) fn next(now: &Now<'_>) -> Option<NextLevel> {
    let level = now.assessment.level;
    let outcome = now.assessment.levels.iter().find(|outcome| outcome.level > level)?;
    let gates = closed(&outcome.gates, now);
    let missing = minimum(now).chain(gates).chain(conditions(outcome)).collect();
    let one_of = open_groups(outcome).map(|group| closed(group, now).collect()).collect();
    let markers_missing = outcome.markers_min.saturating_sub(outcome.markers);
    let choices = if markers_missing > 0 { choices(outcome, now) } else { Vec::new() };
    Some(NextLevel { level: outcome.level.key(), markers_missing, missing, one_of, choices })
}

fn minimum<'n>(now: &'n Now<'_>) -> impl Iterator<Item = MissingShown> + 'n {
    let open = now.assessment.open.iter();
    let markers = open.filter_map(|id| now.rulebook.marker(id.as_str()));
    markers.map(|marker| MissingShown::marker(marker, now))
}

/// What is missing for each gate that doesn't hold.
fn closed<'n>(
    gates: &'n [GateOutcome],
    now: &'n Now<'_>,
) -> impl Iterator<Item = MissingShown> + 'n {
    let closed = gates.iter().filter(|gate| !gate.holds());
    closed.filter_map(|gate| {
        let marker = now.rulebook.marker(gate.marker.as_str())?;
        let missing = if gate.met {
            corroborate(gate, marker, now)
        } else {
            MissingShown::marker(marker, now)
        };
        Some(missing)
    })
}

/// Groups of gates of which none holds yet.
fn open_groups(outcome: &LevelOutcome) -> impl Iterator<Item = &Vec<GateOutcome>> {
    outcome.one_of.iter().filter(|group| !group.iter().any(GateOutcome::holds))
}

fn conditions(outcome: &LevelOutcome) -> impl Iterator<Item = MissingShown> {
    let open = outcome.conditions.iter().filter(|condition| !condition.holds);
    open.map(|condition| MissingShown {
        kind: "condition",
        key: condition.key.to_string(),
        add: Bilingual::from(&condition.label),
    })
}

/// Markers that are open and aren't asked for already: any of them counts.
fn choices(outcome: &LevelOutcome, now: &Now<'_>) -> Vec<MissingShown> {
    let asked: Vec<_> = outcome.gates.iter().chain(open_groups(outcome).flatten()).collect();
    let is_gate = |id: &Code| asked.iter().any(|gate| gate.marker == *id);
    let open = now.rulebook.markers.iter().filter(|marker| {
        !marker.minimum && !now.assessment.met.contains(&marker.id) && !is_gate(&marker.id)
    });
    open.map(|marker| MissingShown::marker(marker, now)).collect()
}

impl MissingShown {
    fn marker(marker: &Marker, now: &Now<'_>) -> Self {
        let add = MarkerState::of(marker, now).add(marker).into();
        Self { kind: "marker", key: marker.id.to_string(), add }
    }
}

/// The marker is met; who supports it is what's missing.
fn corroborate(gate: &GateOutcome, marker: &Marker, now: &Now<'_>) -> MissingShown {
    let documented = Corroboration::Documented.degree();
    let entitled = entitled(marker, now);
    let how = |language| match language {
        _ if gate.corroboration_min <= documented => ATTACH.get(language).to_owned(),
        Language::Ru => format!("Попросите подтвердить {}", listed(&entitled, language)),
        Language::En => format!("Ask {} to confirm", listed(&entitled, language)),
    };
    let label = |language| marker.label.in_language_or_other(language);
    let add = in_both(|language| format!("{}: {}", how(language), label(language)));
    MissingShown { kind: "corroboration", key: marker.id.to_string(), add: add.into() }
}

const ATTACH: Said = Said::new("Приложите документ или ссылку", "Attach a document or a link");

/// Who can confirm one of a marker's claims.
fn entitled(marker: &Marker, now: &Now<'_>) -> Vec<Said> {
    let profile = &now.state.profile;
    let claims = claims_of(marker, &now.facts, profile);
    let paths = claims.iter().map(|current| &current.claim.path);
    entitled_to(paths, names_a_centre(profile))
}

/// Who can confirm some claims, nearest to the matter first; a development centre only if one
/// supports the cluster. Where nobody nearer than the region can, the registry's officer is named:
/// not every region has somebody who speaks for it.
fn entitled_to<'c>(paths: impl Iterator<Item = &'c FieldPath>, has_centre: bool) -> Vec<Said> {
    let mut words = Vec::new();
    let mut officer = true;
    for path in paths {
        let entitled = relations_entitled(path).iter();
        for relation in entitled.filter(|relation| has_centre || **relation != Relation::Ckr) {
            let Some(word) = asked(*relation, path) else { continue };
            officer &= *relation == Relation::Region;
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words.extend(Some(OFFICER).filter(|_| officer));
    words
}

const OFFICER: Said = Said::new("куратора реестра", "an officer of the registry");

/// Whom to ask, in the accusative.
fn asked(relation: Relation, path: &FieldPath) -> Option<Said> {
    let collection = path.item.as_ref().map(|item| item.collection.as_str());
    match relation {
        Relation::Participant if collection == Some(PROJECTS) => {
            Some(Said::new("участника проекта", "a participant of the project"))
        }
        Relation::Participant => Some(Said::new("участника", "a participant")),
        Relation::Partner if collection == Some(CLUSTER_LINKS) => {
            Some(Said::new("другой кластер", "the other cluster"))
        }
        Relation::Partner => Some(Said::new("партнёра", "a partner")),
        Relation::Ckr => Some(Said::new(
            "поддерживающий ЦКР",
            "the development centre that supports the cluster",
        )),
        Relation::Region => Some(Said::new("орган власти региона", "the region’s authority")),
        Relation::Officer | Relation::Register => None,
    }
}

/// «поддерживающий ЦКР или орган власти региона».
fn listed(words: &[Said], language: Language) -> String {
    let words: Vec<_> = words.iter().map(|word| word.get(language)).collect();
    let or = Said::new("или", "or").get(language);
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} {or} {last}", before.join(", ")),
        None => String::new(),
    }
}

/// «Ещё 2 признака до среднего уровня».
pub fn heading(next: &NextLevel, language: Language) -> String {
    let count = next.markers_missing;
    let level = Level::from_key(next.level);
    match language {
        Language::Ru => {
            let level =
                if level == Some(Level::High) { "высокого" } else { "среднего" };
            if count == 0 {
                return format!("До {level} уровня осталось");
            }
            format!("Ещё {count} {} до {level} уровня", plural_ru(count))
        }
        Language::En => {
            if count == 0 {
                return format!("Left to the {} level", next.level);
            }
            let markers = if count == 1 { "marker" } else { "markers" };
            format!("{count} more {markers} to the {} level", next.level)
        }
    }
}

const fn plural_ru(count: usize) -> &'static str {
    match (count % 10, count % 100) {
        (_, 11..=14) => "признаков",
        (1, _) => "признак",
        (2..=4, _) => "признака",
        _ => "признаков",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_to_ask_follows_who_is_entitled_to_confirm() {
        let asked = |paths: &[&str], has_centre| {
            let paths: Vec<FieldPath> =
                paths.iter().map(|path| path.parse().expect("a path")).collect();
            listed(&entitled_to(paths.iter(), has_centre), Language::Ru)
        };
        let said = [
            asked(&["governing_bodies/1/type"], true),
            asked(&["governing_bodies/1/type"], false),
            asked(&["projects/1/stage"], true),
            asked(&["website", "last_content_update"], true),
            asked(&["employees_total"], true),
            asked(&["partners/1/organisation"], true),
            asked(&["cluster_links/1/type", "association_memberships/2/association"], true),
            asked(&["participants/1/organisation"], true),
            asked(&["contacts/1/email"], true),
        ];
        insta::assert_snapshot!(said.join("\n"), @r"
        поддерживающий ЦКР или орган власти региона
        орган власти региона или куратора реестра
        участника проекта
        поддерживающий ЦКР или орган власти региона
        куратора реестра
        партнёра
        другой кластер
        участника
        куратора реестра
        ");
    }

    #[test]
    fn the_way_is_counted_in_good_russian() {
        let next = |markers_missing| NextLevel {
            level: "medium",
            markers_missing,
            missing: Vec::new(),
            one_of: Vec::new(),
            choices: Vec::new(),
        };
        let said = [1, 2, 5, 11, 21].map(|count| heading(&next(count), Language::Ru));
        insta::assert_snapshot!(said.join("\n"), @r"
        Ещё 1 признак до среднего уровня
        Ещё 2 признака до среднего уровня
        Ещё 5 признаков до среднего уровня
        Ещё 11 признаков до среднего уровня
        Ещё 21 признак до среднего уровня
        ");
    }
}
