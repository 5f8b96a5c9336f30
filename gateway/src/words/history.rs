//! A history line as a sentence made without grammatical cases: labels, names, an arrow.
//!
//! «Численность работников: 120 → 135», «Участие подтверждено: ООО …». The words of fields and
//! terms come from the catalogue and dictionaries of the line's own position.

use jiff::civil::Date;
use registry_events::claim::{Claim, ClaimRef, Relation};
use registry_events::event::LapseCause;
use registry_events::ids::ClusterId;
use registry_events::level::Level;
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::Code;
use registry_projections::history::{
    ConfirmationGiven, ConfirmationTaken, Detail, DisputeTold, HistoryLine, ItemEnd, MembershipEnd,
};
use registry_projections::levels::Assessment;
use registry_projections::place::Place;

use super::value::Speaker;
use super::{Said, terms, typography};

/// The collection and field whose claim is a membership.
const MEMBERSHIP: (&str, &str) = ("participants", "organisation");

/// What a line says.
pub fn describe(line: &HistoryLine, speaker: &Speaker<'_>) -> String {
    Sentence { line, speaker }.words()
}

struct Sentence<'s> {
    line: &'s HistoryLine,
    speaker: &'s Speaker<'s>,
}

impl Sentence<'_> {
    fn words(&self) -> String {
        match &self.line.detail {
            Detail::Stated => self.stated(),
            Detail::ItemOpened(item) => self.opened(item),
            Detail::ItemClosed(end) => self.closed(end),
            Detail::Confirmed(given) => self.confirmed(given),
            Detail::ConfirmationWithdrawn(taken) => self.withdrawn(taken),
            Detail::MembershipDenied(end) => self.denied(end),
            Detail::DenialWithdrawn { reason, .. } => self.denial_withdrawn(reason),
            Detail::Assessed(assessment) => self.assessed(assessment),
            Detail::Listed { by_application } => self.say(listed(*by_application)).into(),
            Detail::AssessmentCorrected { reason, .. } => {
                self.with(Said::new("Решение об уровне исправлено", "Assessment corrected"), reason)
            }
            Detail::Standing { reason } => self.with(standing(self.line.event_type), reason),
            Detail::Lapsed { cause, held_until } => self.lapsed(*cause, *held_until),
            Detail::RequirementOpened { marker, until, waived } => {
                self.requirement(marker, *until, *waived)
            }
            Detail::RequirementClosed { marker } => {
                self.with(Said::new("Требование закрыто", "Requirement met again"), marker.as_str())
            }
            Detail::Deactivated { markers } => self.deactivated(markers),
            Detail::Reactivated => {
                self.say(Said::new("Запись снова в реестре", "The record is listed again")).into()
            }
            Detail::Merged { into, on, reason } => {
                let what = Said::new("Кластер вошёл в состав", "The cluster became part of");
                format!("{} ({reason})", self.joined(what, *into, *on))
            }
            Detail::Absorbed { cluster, on } => {
                self.joined(Said::new("В состав вошёл кластер", "Joined by"), *cluster, *on)
            }
            Detail::Masked { path, law, reason } => self.masked(path, law, reason),
            Detail::MaskLifted { reason, .. } => self.with(
                Said::new(
                    "Скрытое по закону снова показано",
                    "What was hidden by law is shown again",
                ),
                reason,
            ),
            Detail::Dispute(told) => self.dispute(told),
        }
    }

    fn say(&self, said: Said) -> &'static str {
        said.get(self.speaker.language)
    }

    fn with(&self, said: Said, what: &str) -> String {
        format!("{}: {what}", self.say(said))
    }

    /// «Численность работников: 120 → 135»; said again, «Численность работников: 120, обновлено
    /// без изменений».
    fn stated(&self) -> String {
        let (Some(path), Some(new)) = (self.line.path(), &self.line.new) else {
            return self.say(Said::new("Сведения изменены", "Fields changed")).into();
        };
        let what = self.place_of(path);
        let renewed = self.line.old.as_deref().is_some_and(|old| self.says_the_same(old, new));
        let new = self.speaker.claim(new);
        match self.line.old.as_deref() {
            Some(_) if renewed => {
                format!(
                    "{what}: {new}, {}",
                    self.say(Said::new("обновлено без изменений", "updated unchanged"))
                )
            }
            Some(old) => format!("{what}: {} → {new}", self.speaker.claim(old)),
            None => format!("{what}: {new}"),
        }
    }

    /// Whether a value that everybody sees is said again. What is withheld can have changed.
    fn says_the_same(&self, old: &Claim, new: &Claim) -> bool {
        let known = new.stated.value().is_some() && self.speaker.lens.is_public(&new.path);
        known && old.stated == new.stated
    }

    /// The title's line says that the item is new; the others read as any other statement.
    fn opened(&self, item: &ItemPath) -> String {
        let other = self.line.new.as_ref().filter(|claim| !self.is_title(item, &claim.path));
        if other.is_some() {
            return self.stated();
        }
        let name = self.line.new.as_ref().map(|claim| self.speaker.claim(claim));
        self.entry(item, Said::new("новая запись", "new entry"), name)
    }

    fn is_title(&self, item: &ItemPath, path: &FieldPath) -> bool {
        let collection = self.speaker.lens.collection(item.collection.as_str());
        collection.is_some_and(|collection| collection.title_field == path.field)
    }

    fn closed(&self, end: &ItemEnd) -> String {
        let name = self.line.old.as_ref().map(|claim| self.speaker.claim(claim));
        let mut text = self.entry(&end.item, Said::new("запись закрыта", "entry closed"), name);
        if let Some(on) = end.on {
            text = format!("{text}, {}", typography::date(on, self.speaker.language));
        }
        match &end.reason {
            Some(reason) => format!("{text} ({reason})"),
            None => text,
        }
    }

    /// «Участники, новая запись: ООО …».
    fn entry(&self, item: &ItemPath, what: Said, name: Option<String>) -> String {
        let collection = self.speaker.collection(&item.collection);
        let name = name.unwrap_or_else(|| self.speaker.item(item));
        format!("{collection}, {}: {name}", self.say(what))
    }

    fn confirmed(&self, given: &ConfirmationGiven) -> String {
        let what = self.claim_spoken_of(
            Said::new("Участие подтверждено", "Membership confirmed"),
            Said::new("Подтверждено", "Confirmed"),
            given.claim.as_deref(),
        );
        if !self.may_tell_confirmer() {
            return what;
        }
        let own = self.is_about_membership() && given.relation == Relation::Participant;
        if own { what } else { format!("{what} ({})", self.party(terms::relation(given.relation))) }
    }

    fn is_about_membership(&self) -> bool {
        let path = self.line.about.as_deref().map(|about| &about.path);
        path.is_some_and(|path| path.item.as_ref().is_some_and(|item| is_membership(item, path)))
    }

    fn withdrawn(&self, taken: &ConfirmationTaken) -> String {
        let what = self.claim_spoken_of(
            Said::new("Подтверждение участия отозвано", "Confirmation of membership withdrawn"),
            Said::new("Подтверждение отозвано", "Confirmation withdrawn"),
            None,
        );
        if self.may_tell_confirmer() { format!("{what} ({})", taken.reason) } else { what }
    }

    /// Who confirmed a field that isn't public, and what it says of it, isn't either.
    fn may_tell_confirmer(&self) -> bool {
        let public = |path| self.speaker.lens.is_public(path);
        !self.line.hidden && self.line.path().is_none_or(public)
    }

    /// «Организация сообщила, что не участвует: ООО …, 01.05.2018 (договора нет)».
    fn denied(&self, end: &MembershipEnd) -> String {
        let name = self.speaker.lens.organisation(end.organisation);
        let what = Said::new(
            "Организация сообщила, что не участвует",
            "An organisation said that it takes no part",
        );
        let since = end.since.map(|day| typography::date(day, self.speaker.language));
        let since = since.map(|day| format!(", {day}")).unwrap_or_default();
        format!("{}{since} ({})", self.with(what, self.speaker.text(&name)), end.reason)
    }

    fn denial_withdrawn(&self, reason: &str) -> String {
        let name = self.line.old.as_ref().map(|claim| self.speaker.claim(claim));
        let what =
            Said::new("Слова «Мы не участвуем» отозваны", "“We take no part” was taken back");
        format!("{} ({reason})", self.with(what, &name.unwrap_or_default()))
    }

    /// Names the claim that a confirmation is about; of a membership its organisation.
    fn claim_spoken_of(&self, membership: Said, other: Said, claim: Option<&Claim>) -> String {
        let Some(ClaimRef { path, .. }) = self.line.about.as_deref() else {
            return self.say(other).into();
        };
        match &path.item {
            Some(item) if is_membership(item, path) => {
                self.with(membership, &self.speaker.item(item))
            }
            Some(item) if self.is_title(item, path) => {
                let collection = self.speaker.collection(&item.collection);
                self.with(other, &format!("{collection} · {}", self.speaker.item(item)))
            }
            _ => {
                let value = claim.map(|claim| format!(": {}", self.speaker.claim(claim)));
                let what = format!("{}{}", self.place_of(path), value.unwrap_or_default());
                self.with(other, &what)
            }
        }
    }

    /// «Нужно обновить: Сайт, срок 01.06.2025».
    fn lapsed(&self, cause: LapseCause, held_until: Date) -> String {
        let day = typography::date(held_until, self.speaker.language);
        let until = self.say(Said::new("срок", "held until"));
        let what = self.claim_about().unwrap_or_default();
        let about = self.line.about.as_deref();
        let is_of_its_day = about.is_some_and(|about| self.speaker.lens.is_of_its_day(&about.path));
        let said = if is_of_its_day { terms::NO_LONGER_COUNTED } else { terms::lapse(cause) };
        format!("{}, {until} {day}", self.with(said, &what))
    }

    /// The field that the line is about, with its item.
    fn claim_about(&self) -> Option<String> {
        self.line.about.as_deref().map(|about| self.place_of(&about.path))
    }

    fn requirement(&self, marker: &Code, until: Date, waived: bool) -> String {
        let what = if waived {
            Said::new("Требование отложено при внесении", "Requirement waived at listing")
        } else {
            Said::new("Требование не закрыто", "Requirement open")
        };
        let day = typography::date(until, self.speaker.language);
        let until = self.say(Said::new("срок", "until"));
        format!("{}, {until} {day}", self.with(what, marker.as_str()))
    }

    fn deactivated(&self, markers: &[Code]) -> String {
        let ids = markers.iter().map(Code::as_str).collect::<Vec<_>>().join(", ");
        let what = Said::new(
            "Запись неактивна, требования не закрыты",
            "The record is inactive, requirements stayed open",
        );
        self.with(what, &ids)
    }

    fn joined(&self, what: Said, cluster: ClusterId, on: Date) -> String {
        let name = self.speaker.lens.cluster(cluster);
        let day = typography::date(on, self.speaker.language);
        format!("{}, {day}", self.with(what, self.speaker.text(&name)))
    }

    /// «Скрыто по закону: Сайт, 149-ФЗ, статья 10 (решение суда)».
    fn masked(&self, path: &FieldPath, law: &str, reason: &str) -> String {
        let what = self.with(Said::new("Скрыто по закону", "Hidden by law"), &self.place_of(path));
        format!("{what}, {law} ({reason})")
    }

    fn dispute(&self, told: &DisputeTold) -> String {
        let about = self.claim_about().unwrap_or_default();
        let day = |date| typography::date(date, self.speaker.language);
        match told {
            DisputeTold::Admitted { text, answer_until, .. } => {
                let due = self.say(Said::new("ответ до", "answer by"));
                let what = Said::new("Оспаривается", "Contested");
                format!("{}: {text} ({due} {})", self.with(what, &about), day(*answer_until))
            }
            DisputeTold::Answered { text, .. } => {
                let what = Said::new("Ответ кластера на возражение", "The cluster’s answer");
                format!("{}: {text}", self.with(what, &about))
            }
            DisputeTold::Unanswered { due_on } => {
                let what = Said::new("Ответа на возражение нет", "No answer came");
                let due = self.say(Said::new("срок", "due"));
                format!("{}, {due} {}", self.with(what, &about), day(*due_on))
            }
            DisputeTold::Resolved { outcome, reason, .. } => {
                let what = Said::new("Решение по возражению", "Decision on the dispute");
                let outcome = self.say(terms::dispute_outcome(*outcome));
                format!("{}: {outcome} ({reason})", self.with(what, &about))
            }
            DisputeTold::Lifted => {
                let what = Said::new(
                    "Больше не оспаривается: указано заново и сверено куратором",
                    "No longer disputed: stated anew and confirmed by an officer",
                );
                self.with(what, &about)
            }
        }
    }

    /// Who stands behind the line: an organisation, else a role, with how it stands to the cluster.
    fn party(&self, relation: Said) -> String {
        let relation = self.say(relation);
        match self.line.place.actor.organisation {
            Some(id) => {
                let name = self.speaker.lens.organisation(id);
                format!("{}, {relation}", self.speaker.text(&name))
            }
            None => relation.into(),
        }
    }

    fn assessed(&self, assessment: &Assessment) -> String {
        let label =
            self.say(Said::new("Уровень оргразвития", "Level of organisational development"));
        let word = |level: Level| self.say(terms::level(level));
        let level = match assessment.before {
            Some(before) if before != assessment.after => {
                format!("{} → {}", word(before), word(assessment.after))
            }
            Some(_) | None => word(assessment.after).into(),
        };
        let gained =
            self.markers(Said::new("выполнены признаки", "markers met"), &assessment.gained);
        let lost = self.markers(Said::new("открыты признаки", "markers open"), &assessment.lost);
        format!("{label}: {level}{gained}{lost}")
    }

    fn markers(&self, what: Said, markers: &[Code]) -> String {
        let ids: Vec<_> = markers.iter().map(Code::as_str).collect();
        if ids.is_empty() {
            String::new()
        } else {
            format!("; {}: {}", self.say(what), ids.join(", "))
        }
    }

    /// «Участники · ООО … · Численность работников».
    fn place_of(&self, path: &FieldPath) -> String {
        self.speaker.place_of(path)
    }
}

fn is_membership(item: &ItemPath, path: &FieldPath) -> bool {
    (item.collection.as_str(), path.field.as_str()) == MEMBERSHIP
}

const fn listed(by_application: bool) -> Said {
    if by_application {
        Said::new("Кластер внесён в реестр по заявке", "The cluster was listed from an application")
    } else {
        Said::new(
            "Кластер внесён в реестр куратором из источника",
            "The cluster was entered by an officer from a source",
        )
    }
}

fn standing(event_type: &str) -> Said {
    match event_type {
        "ClusterSuspended" => Said::new("Запись приостановлена", "The record was suspended"),
        "ClusterResumed" => Said::new("Запись снова в реестре", "The record is listed again"),
        _ => Said::new("Кластер исключён из реестра", "The cluster left the register"),
    }
}

/// Who acted: an organisation where there is one, else the role.
pub fn actor(place: &Place, speaker: &Speaker<'_>) -> String {
    let role = terms::role(place.actor.role).get(speaker.language);
    match place.actor.organisation {
        Some(id) => format!("{}, {role}", speaker.text(&speaker.lens.organisation(id))),
        None => role.into(),
    }
}
