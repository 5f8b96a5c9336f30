//! Why a level became another one, in sentences: the edition that came into force, what happened,
//! what was gained or lost.

use registry_events::actor::Role;
use registry_events::edition::EditionKind;
use registry_events::level::Level;

use crate::read::level::{CauseKind, EditionNamed, LackingKind, LackingShown, PeriodShown};
use crate::read::parts::NamedOrganisation;
use crate::words::messages::Messages;

/// Says it in one language.
#[derive(Clone, Copy)]
pub struct Reasons {
    /// The messages of the language.
    pub words: Messages,
}

impl Reasons {
    /// Why the level is another than before.
    pub fn why(self, period: &PeriodShown, before: Option<Level>) -> Option<String> {
        let edition = period.cause.as_ref().and_then(|cause| cause.edition.as_ref());
        let came = edition.map(|edition| self.came(edition));
        let both: Vec<_> = came.into_iter().chain(self.what_changed(period, before)).collect();
        (!both.is_empty()).then(|| both.join(" "))
    }

    /// The organisation that somebody spoke for; without one, a cluster confirms the link to it, and
    /// an officer everything else.
    pub fn who(self, organisation: Option<&NamedOrganisation>, role: Role) -> String {
        match organisation {
            Some(named) => named.in_language(self.words.language).to_owned(),
            None => self.words.say(match role {
                Role::ClusterRepresentative => "confirmer-cluster",
                Role::Officer
                | Role::OrganisationRepresentative
                | Role::RegionRepresentative
                | Role::Auditor
                | Role::Administrator
                | Role::Clerk => "confirmer-officer",
            }),
        }
    }

    /// That an edition came into force, in its own words where it has some.
    fn came(self, named: &EditionNamed) -> String {
        let key = match named.kind {
            EditionKind::Rulebook => "came-rulebook",
            EditionKind::Catalogue => "came-catalogue",
            EditionKind::Dictionaries => "came-dictionaries",
            EditionKind::Regions => "came-regions",
        };
        let came = self.words.say_with(key, &[("edition", &named.edition)]);
        let note = named.note.as_ref().map(|note| note.in_language(self.words.language));
        let said = note.map_or(came.clone(), |note| format!("{came}: {note}"));
        if said.ends_with('.') { said } else { said + "." }
    }

    /// What changed for the cluster: the listing, a correction, for a fall what happened and what the
    /// level before lacked, for a rise what was gained, else the support that a confirmation gave.
    fn what_changed(self, period: &PeriodShown, before: Option<Level>) -> Option<String> {
        match period.cause.as_ref().map(|cause| cause.kind) {
            Some(CauseKind::Listing) => Some(self.words.say("cause-listing")),
            Some(CauseKind::Correction) => Some(self.words.say("cause-correction")),
            Some(_) | None if Some(period.level) < before => self.fall(period),
            Some(CauseKind::Confirmation) => {
                self.gained(period).or_else(|| self.last_confirmation(period))
            }
            Some(
                CauseKind::Statement
                | CauseKind::Ending
                | CauseKind::Denial
                | CauseKind::Withdrawal
                | CauseKind::Outdated
                | CauseKind::ChangeNotConfirmed
                | CauseKind::SeenTooLongAgo
                | CauseKind::Dispute
                | CauseKind::Other,
            )
            | None => self.gained(period),
        }
    }

    /// What happened, then what was lost and what is lacking beside it.
    fn fall(self, period: &PeriodShown) -> Option<String> {
        let happened = period.cause.as_ref().and_then(|cause| happened(cause.kind));
        let parts = [happened.map(|key| self.words.say(key)), self.lost(period)];
        let told = period.lacking.iter().filter(|one| !period.lost.contains(&one.key));
        let lacking = told.map(|one| self.lacking(one));
        let said: Vec<_> = parts.into_iter().flatten().chain(lacking).collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// One thing that the level before asks for and that markers lost don't tell.
    fn lacking(self, one: &LackingShown) -> String {
        let key = match one.kind {
            LackingKind::Marker => "lacking-marker",
            LackingKind::Corroboration => "lacking-corroboration",
            LackingKind::OneOf => "lacking-one-of",
            LackingKind::Markers => "lacking-markers",
            LackingKind::Condition => "lacking-condition",
        };
        let (named, label) =
            (one.key.replace('|', ", "), one.label.in_language(self.words.language));
        self.words.say_with(key, &[("key", &named), ("label", label)])
    }

    fn gained(self, period: &PeriodShown) -> Option<String> {
        self.markers(&period.gained, ("gained-one", "gained-several"))
    }

    /// What ceased to be met.
    fn lost(self, period: &PeriodShown) -> Option<String> {
        self.markers(&period.lost, ("lost-one", "lost-several"))
    }

    fn markers(self, ids: &[String], (one, several): (&str, &str)) -> Option<String> {
        let key = match ids {
            [] => return None,
            [_] => one,
            _ => several,
        };
        Some(self.words.say_with(key, &[("markers", &ids.join(", "))]))
    }

    fn last_confirmation(self, period: &PeriodShown) -> Option<String> {
        let actor = period.cause.as_ref()?.actor.as_ref()?;
        let who = self.who(actor.organisation.as_ref(), actor.role);
        Some(self.words.say_with("last-confirmation", &[("who", &who)]))
    }
}

/// The message of what made a level fall.
const fn happened(cause: CauseKind) -> Option<&'static str> {
    match cause {
        CauseKind::Denial => Some("happened-denial"),
        CauseKind::Withdrawal => Some("happened-withdrawal"),
        CauseKind::Outdated => Some("happened-outdated"),
        CauseKind::ChangeNotConfirmed => Some("happened-change-not-confirmed"),
        CauseKind::SeenTooLongAgo => Some("happened-seen-too-long-ago"),
        CauseKind::Dispute => Some("happened-dispute"),
        CauseKind::Statement => Some("happened-statement"),
        CauseKind::Ending => Some("happened-ending"),
        CauseKind::Listing | CauseKind::Confirmation | CauseKind::Correction | CauseKind::Other => {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use registry_events::value::Language;

    use super::*;
    use crate::read::level::CauseShown;
    use crate::read::parts::{ActorShown, Bilingual};

    const RUSSIAN: Reasons = Reasons { words: Messages::of(Language::Ru) };

    /// The reason with plain spaces.
    fn why(period: &PeriodShown, before: Option<Level>) -> Option<String> {
        RUSSIAN.why(period, before).map(|said| said.replace('\u{a0}', " "))
    }

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(ToString::to_string).collect()
    }

    fn period(gained: &[&str], lost: &[&str], cause: Option<CauseKind>) -> PeriodShown {
        let program = registry_core::access::program();
        let actor = ActorShown {
            account: program.account,
            role: program.role,
            organisation: None,
            authority: (&program.authority).into(),
        };
        PeriodShown {
            level: Level::Medium,
            since: Timestamp::UNIX_EPOCH,
            until: None,
            position: 0,
            proof_url: None,
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
            facts_digest: None,
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
            said(EditionKind::Rulebook, Some("теперь иначе.")),
            "Вступила в силу редакция правил уровней 1.1: теперь иначе. \
             Последним выполнен признак G9."
        );
        assert!(
            said(EditionKind::Catalogue, None)
                .starts_with("Вступила в силу редакция полей профиля 1.1.")
        );
    }

    #[test]
    fn a_confirmation_is_told_by_whom_it_is() {
        let name = |role: Role| RUSSIAN.who(None, role).replace('\u{a0}', " ");
        assert_eq!(name(Role::Officer), "куратор реестра");
        assert_eq!(name(Role::ClusterRepresentative), "связанный кластер");
    }

    #[test]
    fn a_correction_is_explained_by_the_correction() {
        let corrected = period(&["P2"], &["G1"], Some(CauseKind::Correction));
        let said = why(&corrected, Some(Level::High));
        assert_eq!(said.as_deref(), Some("Исправлена прежняя оценка."));
    }

    #[test]
    fn a_reason_is_told_in_english_too() {
        let english = Reasons { words: Messages::of(Language::En) };
        let mut fallen = period(&[], &["G3"], Some(CauseKind::Outdated));
        fallen.lacking = vec![LackingShown {
            kind: LackingKind::Condition,
            key: "half_confirmed".into(),
            label: Bilingual { ru: None, en: Some("half of the participants confirmed".into()) },
        }];
        let said =
            english.why(&fallen, Some(Level::High)).unwrap_or_default().replace('\u{a0}', " ");
        insta::assert_snapshot!(said, @"Statements were not renewed in time. Marker G3 is no longer met. The condition “half of the participants confirmed” no longer holds.");
    }
}
