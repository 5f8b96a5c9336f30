//! A time of one level in words: what brought it about, and who confirmed its gates.

use jiff::Timestamp;
use registry_events::level::Level;

use crate::http::App;
use crate::pages::shown::{LANGUAGE, LevelView};
use crate::read::basis::ConfirmationBasis;
use crate::read::level::PeriodShown;
use crate::words::typography::{self, set};

/// A time of one level.
pub struct PeriodView {
    pub level: LevelView,
    pub sentence: String,
    pub until: Option<String>,
    pub corrected: Option<String>,
    pub gates: Vec<GateView>,
}

/// A gate of a past level with who confirmed it.
pub struct GateView {
    pub marker: String,
    pub confirmations: Vec<String>,
}

/// Says it with the days of the registry's zone.
pub struct Words<'w> {
    /// The app.
    pub app: &'w App,
}

impl Words<'_> {
    fn day(&self, at: Timestamp) -> String {
        typography::day(at, self.app.registry.zone(), LANGUAGE)
    }

    /// The period in words.
    pub fn period(&self, period: &PeriodShown) -> Option<PeriodView> {
        let level = Level::from_key(period.level)?;
        let gates = period.basis.iter().filter(|basis| basis.gate);
        Some(PeriodView {
            level: level.into(),
            sentence: self.sentence(period),
            until: period.until.map(|until| self.day(until)),
            corrected: period.corrected.clone(),
            gates: gates
                .map(|basis| GateView {
                    marker: basis.marker.clone(),
                    confirmations: basis
                        .confirmations
                        .iter()
                        .map(|c| self.confirmation(c))
                        .collect(),
                })
                .collect(),
        })
    }

    /// «Высокий с 12.03.2017. Последним выполнен признак C1. Обязательные признаки подтвердили: …».
    fn sentence(&self, period: &PeriodShown) -> String {
        let word = Level::from_key(period.level)
            .map(|level| capitalised(LevelView::from(level).word))
            .unwrap_or_default();
        let mut sentence = format!("{word} с {}.", self.day(period.since));
        if let Some(last) = last_marker(period) {
            sentence = format!("{sentence} {last}");
        }
        let parties = parties(period);
        if !parties.is_empty() {
            sentence =
                format!("{sentence} Обязательные признаки подтвердили: {}.", parties.join("; "));
        }
        set(&sentence)
    }

    fn confirmation(&self, given: &ConfirmationBasis) -> String {
        let relation = relation(given);
        format!("{}, {relation}, {}", party(given), self.day(given.at))
    }
}

/// What was met last: the listing, markers gained, else the support that a confirmation gave.
fn last_marker(period: &PeriodShown) -> Option<String> {
    let cause = period.cause.as_ref();
    if cause.is_some_and(|cause| cause.event_type == "ClusterListed") {
        return Some("Кластер внесён в реестр.".into());
    }
    let gained = period.gained.join(", ");
    let confirmed = cause.filter(|cause| cause.event_type == "ClaimConfirmed");
    match (period.gained.len(), confirmed) {
        (1, _) => Some(format!("Последним выполнен признак {gained}.")),
        (0, Some(cause)) => {
            let organisation = cause.actor.organisation.as_ref();
            let who = organisation.map_or(OFFICER, |one| one.in_language(LANGUAGE));
            Some(format!("Последнее подтверждение: {who}."))
        }
        (0, None) => lost_markers(period),
        _ => Some(format!("Последними выполнены признаки: {gained}.")),
    }
}

/// What ceased to be met, where nothing was gained.
fn lost_markers(period: &PeriodShown) -> Option<String> {
    match period.lost.as_slice() {
        [] => None,
        [one] => Some(format!("Перестал выполняться признак {one}.")),
        several => Some(format!("Перестали выполняться признаки: {}.", several.join(", "))),
    }
}

/// Who confirms without speaking for an organisation.
const OFFICER: &str = "куратор реестра";

/// Everybody who stood behind a gate when the level began, once each.
fn parties(period: &PeriodShown) -> Vec<String> {
    let mut parties = Vec::new();
    let gates = period.basis.iter().filter(|basis| basis.gate);
    for given in gates.flat_map(|basis| &basis.confirmations) {
        let party = party(given);
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    parties
}

fn party(given: &ConfirmationBasis) -> String {
    let organisation = given.organisation.as_ref();
    organisation.map_or(OFFICER, |one| one.in_language(LANGUAGE)).to_owned()
}

fn relation(given: &ConfirmationBasis) -> &'static str {
    use registry_events::claim::Relation as R;
    let known = [R::Participant, R::Partner, R::Ckr, R::Region, R::Officer, R::Register];
    let relation = known.into_iter().find(|relation| relation.key() == given.relation);
    relation.map_or("", |relation| crate::words::terms::relation(relation).get(LANGUAGE))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(gained: &[&str], lost: &[&str]) -> Option<String> {
        let ids = |ids: &[&str]| ids.iter().map(ToString::to_string).collect();
        last_marker(&PeriodShown {
            level: "initial",
            since: Timestamp::UNIX_EPOCH,
            until: None,
            position: 0,
            rulebook: "0.9".into(),
            cause: None,
            gained: ids(gained),
            lost: ids(lost),
            facts_digest: String::new(),
            corrected: None,
            basis: Vec::new(),
        })
    }

    #[test]
    fn a_period_says_which_markers_were_gained_or_else_lost() {
        let said = |gained: &[&str], lost: &[&str]| told(gained, lost).unwrap_or_default();
        assert_eq!(said(&["G1"], &[]), "Последним выполнен признак G1.");
        assert_eq!(said(&["G1", "P1"], &["G2"]), "Последними выполнены признаки: G1, P1.");
        assert_eq!(said(&[], &["G1"]), "Перестал выполняться признак G1.");
        assert_eq!(said(&[], &["G1", "P1"]), "Перестали выполняться признаки: G1, P1.");
        assert_eq!(told(&[], &[]), None);
    }
}
