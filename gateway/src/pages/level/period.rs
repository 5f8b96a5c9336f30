//! A time of one level in words: what brought it about, and who confirmed its gates.

use jiff::Timestamp;
use registry_events::actor::Role;
use registry_events::level::Level;
use registry_events::path::FieldPath;

use crate::http::App;
use crate::pages::shown::{LANGUAGE, LevelView};
use crate::read::basis::ConfirmationBasis;
use crate::read::level::{BecauseShown, CauseKind, EditionNamed, LackingKind, PeriodShown};
use crate::read::parts::NamedOrganisation;
use crate::words::terms;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

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

    /// «Численность персонала: указано 01.02.2016, приложен документ, держится до 31.12.2016».
    pub fn claim(&self, claim: &BecauseShown, speaker: &Speaker<'_>) -> String {
        let what = named(&claim.of, speaker);
        let stated = self.day(claim.recorded_at);
        let support = terms::corroboration(claim.corroboration).get(LANGUAGE);
        let until = claim.holds_until.map(|day| typography::date(day, LANGUAGE));
        let until = until.map(|day| format!(", обновить до {day}")).unwrap_or_default();
        set(&format!("{what}: {stated}, {support}{until}"))
    }

    /// The period in words, after one of the level before.
    pub fn period(&self, period: &PeriodShown, before: Option<Level>) -> Option<PeriodView> {
        let level = Level::from_key(period.level)?;
        let gates = period.basis.iter().filter(|basis| basis.gate);
        Some(PeriodView {
            level: level.into(),
            sentence: self.sentence(period, before),
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
    fn sentence(&self, period: &PeriodShown, before: Option<Level>) -> String {
        let level = Level::from_key(period.level);
        let word = level.map(|level| capitalised(LevelView::from(level).word)).unwrap_or_default();
        let mut sentence = format!("{word} с {}.", self.day(period.since));
        if let Some(why) = why(period, before) {
            sentence = format!("{sentence} {why}");
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

/// The field of a claim, behind the item it is of.
fn named(path: &FieldPath, speaker: &Speaker<'_>) -> String {
    let field = speaker.label(path);
    match &path.item {
        Some(item) if speaker.lens.is_public(path) => format!("{}, {field}", speaker.item(item)),
        Some(_) | None => field,
    }
}

/// Why the level is another: the edition that came into force, and what changed for the cluster.
fn why(period: &PeriodShown, before: Option<Level>) -> Option<String> {
    let edition = period.cause.as_ref().and_then(|cause| cause.edition.as_ref()).map(came);
    let both: Vec<_> = edition.into_iter().chain(what_changed(period, before)).collect();
    (!both.is_empty()).then(|| both.join(" "))
}

/// That an edition came into force, in its own words where it has some.
fn came(named: &EditionNamed) -> String {
    let of = match named.kind {
        "rulebook" => "правил уровней",
        "catalogue" => "полей профиля",
        "dictionaries" => "справочников",
        _ => "списка субъектов РФ",
    };
    let note = named.note.as_ref().map(|note| format!(": {}", note.in_language(LANGUAGE)));
    let said =
        format!("Вступила в силу редакция {of} {}{}", named.edition, note.unwrap_or_default());
    if said.ends_with('.') { said } else { said + "." }
}

/// What changed for the cluster: the listing, a correction, for a fall what happened and what the level
/// before lacked, for a rise what was gained, else the support that a confirmation gave.
fn what_changed(period: &PeriodShown, before: Option<Level>) -> Option<String> {
    match period.cause.as_ref().map(|cause| cause.kind) {
        Some(CauseKind::Listing) => Some("Кластер внесён в реестр.".into()),
        Some(CauseKind::Correction) => Some("Исправлена прежняя оценка.".into()),
        Some(_) | None if Level::from_key(period.level) < before => fall(period),
        Some(CauseKind::Confirmation) => {
            gained_markers(period).or_else(|| last_confirmation(period))
        }
        Some(
            CauseKind::Statement
            | CauseKind::Ending
            | CauseKind::Denial
            | CauseKind::Withdrawal
            | CauseKind::Outdated
            | CauseKind::ChangeNotConfirmed
            | CauseKind::Dispute
            | CauseKind::Other,
        )
        | None => gained_markers(period),
    }
}

/// What happened, then what was lost and what is lacking beside it.
fn fall(period: &PeriodShown) -> Option<String> {
    let happened = period.cause.as_ref().and_then(|cause| happened(cause.kind));
    let parts = [happened.map(str::to_owned), lost_markers(period)];
    let said: Vec<_> = parts.into_iter().flatten().chain(lacking(period)).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

const fn happened(cause: CauseKind) -> Option<&'static str> {
    match cause {
        CauseKind::Denial => Some("Организация сообщила, что не участвует."),
        CauseKind::Withdrawal => Some("Подтверждение отозвано."),
        CauseKind::Outdated => Some("Сведения не обновлены в срок."),
        CauseKind::ChangeNotConfirmed => Some("Изменение не подтверждено в срок."),
        CauseKind::Dispute => Some("Рассмотрено возражение."),
        CauseKind::Statement => Some("Изменены сведения профиля."),
        CauseKind::Ending => Some("Из профиля исключена запись."),
        CauseKind::Listing | CauseKind::Confirmation | CauseKind::Correction | CauseKind::Other => {
            None
        }
    }
}

/// A sentence for each thing that the level before asks for and that markers lost don't tell.
fn lacking(period: &PeriodShown) -> impl Iterator<Item = String> {
    let told = period.lacking.iter().filter(|one| !period.lost.contains(&one.key));
    told.map(|one| {
        let label = one.label.in_language(LANGUAGE);
        let key = one.key.replace('|', ", ");
        match one.kind {
            LackingKind::Marker => format!("Не выполнен признак {key}."),
            LackingKind::Corroboration => {
                format!("Признак {key} выполнен, но подтверждён недостаточно.")
            }
            LackingKind::OneOf => format!("Не выполнен ни один из признаков: {key}."),
            LackingKind::Markers => format!("Дополнительных признаков: {label}."),
            LackingKind::Condition => format!("Перестало выполняться условие «{label}»."),
        }
    })
}

fn gained_markers(period: &PeriodShown) -> Option<String> {
    match period.gained.as_slice() {
        [] => None,
        [one] => Some(format!("Последним выполнен признак {one}.")),
        several => Some(format!("Последними выполнены признаки: {}.", several.join(", "))),
    }
}

fn last_confirmation(period: &PeriodShown) -> Option<String> {
    let actor = period.cause.as_ref()?.actor.as_ref()?;
    let who = who(actor.organisation.as_ref(), actor.role);
    Some(format!("Последнее подтверждение: {who}."))
}

/// What ceased to be met.
fn lost_markers(period: &PeriodShown) -> Option<String> {
    match period.lost.as_slice() {
        [] => None,
        [one] => Some(format!("Перестал выполняться признак {one}.")),
        several => Some(format!("Перестали выполняться признаки: {}.", several.join(", "))),
    }
}

/// The organisation that somebody spoke for; without one, a cluster confirms the link to it, and an
/// officer everything else.
fn who<'n>(organisation: Option<&'n NamedOrganisation>, role: &str) -> &'n str {
    match organisation {
        Some(named) => named.in_language(LANGUAGE),
        None if role == Role::ClusterRepresentative.key() => "связанный кластер",
        None => "куратор реестра",
    }
}

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
    who(given.organisation.as_ref(), given.role).to_owned()
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
    use crate::read::level::{CauseShown, LackingShown};
    use crate::read::parts::{ActorShown, Bilingual};

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(ToString::to_string).collect()
    }

    fn period(gained: &[&str], lost: &[&str], cause: Option<CauseKind>) -> PeriodShown {
        let program = registry_core::access::program();
        let actor = ActorShown {
            account: program.account,
            role: program.role.key(),
            organisation: None,
            authority: (&program.authority).into(),
        };
        PeriodShown {
            level: "medium",
            since: Timestamp::UNIX_EPOCH,
            until: None,
            position: 0,
            rulebook: "0.9".into(),
            cause: cause.map(|kind| CauseShown {
                event_type: "",
                position: 0,
                actor: Some(actor),
                edition: None,
                kind,
            }),
            gained: ids(gained),
            lost: ids(lost),
            lacking: Vec::new(),
            facts_digest: String::new(),
            corrected: None,
            basis: Vec::new(),
        }
    }

    fn told(before: Level, gained: &[&str], lost: &[&str]) -> Option<String> {
        why(&period(gained, lost, None), Some(before))
    }

    #[test]
    fn a_rise_is_explained_by_what_was_gained() {
        let said = |gained: &[&str], lost: &[&str]| told(Level::Initial, gained, lost);
        assert_eq!(said(&["G1"], &[]).as_deref(), Some("Последним выполнен признак G1."));
        let several = Some("Последними выполнены признаки: G1, P1.");
        assert_eq!(said(&["G1", "P1"], &["G2"]).as_deref(), several);
        assert_eq!(said(&[], &["G1"]), None);
    }

    #[test]
    fn a_fall_is_explained_by_what_was_lost() {
        let said = |gained: &[&str], lost: &[&str]| told(Level::High, gained, lost);
        assert_eq!(said(&[], &["G1"]).as_deref(), Some("Перестал выполняться признак G1."));
        let several = Some("Перестали выполняться признаки: G1, P1.");
        assert_eq!(said(&["P2"], &["G1", "P1"]).as_deref(), several);
    }

    #[test]
    fn a_fall_without_a_lost_marker_names_what_happened_and_what_is_lacking() {
        let lacks = |kind, key: &str| LackingShown {
            kind,
            key: key.into(),
            label: Bilingual {
                ru: Some("половина участников подтверждена".into()), en: None
            },
        };
        let mut fallen = period(&[], &["G3"], Some(CauseKind::Withdrawal));
        fallen.lacking = vec![
            lacks(LackingKind::Marker, "G3"),
            lacks(LackingKind::Corroboration, "G1"),
            lacks(LackingKind::OneOf, "C2|C3"),
            lacks(LackingKind::Condition, "half_confirmed"),
        ];
        insta::assert_snapshot!(why(&fallen, Some(Level::High)).unwrap_or_default(), @"Подтверждение отозвано. Перестал выполняться признак G3. Признак G1 выполнен, но подтверждён недостаточно. Не выполнен ни один из признаков: C2, C3. Перестало выполняться условие «половина участников подтверждена».");
    }

    #[test]
    fn a_new_edition_is_named_with_what_it_changes() {
        let mut assessed_anew = period(&["G9"], &[], Some(CauseKind::Other));
        let mut said = |kind, note: Option<&str>| {
            let note = note.map(|ru| Bilingual { ru: Some(ru.into()), en: None });
            let cause = assessed_anew.cause.as_mut().expect("a cause");
            cause.edition = Some(EditionNamed { kind, edition: "1.1".into(), note });
            why(&assessed_anew, Some(Level::Initial)).expect("a reason")
        };
        assert_eq!(
            said("rulebook", Some("теперь иначе.")),
            "Вступила в силу редакция правил уровней 1.1: теперь иначе. \
             Последним выполнен признак G9."
        );
        assert!(said("catalogue", None).starts_with("Вступила в силу редакция полей профиля 1.1."));
    }

    #[test]
    fn a_confirmation_is_told_by_whom_it_is() {
        let name = |role: Role| who(None, role.key());
        assert_eq!(name(Role::Officer), "куратор реестра");
        assert_eq!(name(Role::ClusterRepresentative), "связанный кластер");
    }

    #[test]
    fn a_correction_is_explained_by_the_correction() {
        let corrected = period(&["P2"], &["G1"], Some(CauseKind::Correction));
        let said = why(&corrected, Some(Level::High));
        assert_eq!(said.as_deref(), Some("Исправлена прежняя оценка."));
    }
}
