//! What happened to accounts, organisations, names and numbers, as a sentence made without
//! grammatical cases; the journal tells it beside what histories and the registry tell.

use registry_events::event::{AccessEvent, Event, HoldingEvent, OrganisationEvent};
use registry_events::value::{Language, Text};

use super::{Said, terms, voice};
use crate::read::lens::Lens;

/// What an event says; none of one that is told elsewhere.
pub fn describe(event: &Event, lens: &Lens<'_>, language: Language) -> Option<String> {
    let (said, what) = match event {
        Event::Access(event) => access(event, language),
        Event::Organisation(event) => organisation(event, language),
        Event::Holding(event) => holding(event, lens, language),
        Event::Enquiry(event) => return Some(voice::enquiry(event, language)),
        Event::Report(event) => return Some(voice::report(event, lens, language)),
        Event::Expected(event) => return Some(voice::expected(event, lens, language)),
        Event::Proposal(event) => return Some(voice::proposal(event, language)),
        Event::Profile(_)
        | Event::Cluster(_)
        | Event::Dispute(_)
        | Event::Account(_)
        | Event::Application(_)
        | Event::Region(_)
        | Event::Registry(_)
        | Event::Publication(_) => return None,
    };
    let said = said.get(language);
    Some(what.map_or_else(|| said.to_owned(), |what| format!("{said}: {what}")))
}

type Told = (Said, Option<String>);

fn access(event: &AccessEvent, language: Language) -> Told {
    match event {
        AccessEvent::AccountOpened(opened) => {
            (Said::new("Учётная запись открыта", "Account opened"), Some(opened.label.clone()))
        }
        AccessEvent::RoleGranted(granted) => {
            let role = terms::role(granted.role).get(language);
            (Said::new("Роль выдана", "Role given"), Some(format!("{role}, {}", granted.account)))
        }
        AccessEvent::RoleRevoked(revoked) => {
            (Said::new("Роль отозвана", "Role taken back"), Some(revoked.reason.clone()))
        }
    }
}

fn organisation(event: &OrganisationEvent, language: Language) -> Told {
    let named = |name: &Text| Some(name.in_language_or_other(language).to_owned());
    match event {
        OrganisationEvent::OrganisationRegistered(event) => {
            (Said::new("Организация записана", "Organisation recorded"), named(&event.name))
        }
        OrganisationEvent::OrganisationRenamed(event) => {
            (Said::new("Организация переименована", "Organisation renamed"), named(&event.name))
        }
        OrganisationEvent::IdentifierRecorded(_) => {
            (Said::new("Номер организации записан", "Number of an organisation recorded"), None)
        }
        OrganisationEvent::IdentifierRetired(_) => (
            Said::new(
                "Номер больше не принадлежит организации",
                "Number is the organisation’s no more",
            ),
            None,
        ),
        OrganisationEvent::BranchOpened(_) => (Said::new("Филиал открыт", "Branch opened"), None),
        OrganisationEvent::BranchClosed(_) => (Said::new("Филиал закрыт", "Branch closed"), None),
        OrganisationEvent::OrganisationSizeStated(_) => {
            (Said::new("Размер организации указан", "Size of an organisation stated"), None)
        }
        OrganisationEvent::OrganisationDetailsStated(_) => (
            Said::new("Сведения об организации указаны", "Details of an organisation stated"),
            None,
        ),
        OrganisationEvent::OrganisationSucceeded(_) => {
            (Said::new("У организации есть преемник", "The organisation was succeeded"), None)
        }
        OrganisationEvent::PredecessorRecorded(_) => {
            (Said::new("Записана предшественница", "A predecessor was recorded"), None)
        }
        OrganisationEvent::MailboxDomainTied(event) => (
            Said::new(
                "Почтовый домен привязан к организации",
                "Mail domain tied to an organisation",
            ),
            Some(event.domain.to_string()),
        ),
        OrganisationEvent::MailboxDomainReleased(event) => (
            Said::new("Почтовый домен отвязан от организации", "Mail domain released"),
            Some(format!("{}. {}", event.domain, event.reason)),
        ),
    }
}

fn holding(event: &HoldingEvent, lens: &Lens<'_>, language: Language) -> Told {
    // A name is taken in the commit that lists its cluster, before the row of it is there.
    let commit = lens.views.times().commit_of(lens.at);
    let lens = &Lens::new(lens.views, commit.map_or(lens.at, |(_, end)| end));
    let cluster = |id| Some(lens.cluster(id).in_language_or_other(language).to_owned());
    let organisation = |id| Some(lens.organisation(id).in_language_or_other(language).to_owned());
    match event {
        HoldingEvent::NameHeld(event) => {
            (Said::new("Название занято", "Name taken"), cluster(event.cluster))
        }
        HoldingEvent::NameReleased(event) => {
            (Said::new("Название свободно", "Name released"), cluster(event.cluster))
        }
        HoldingEvent::IdentifierTaken(event) => {
            (Said::new("Номер занят", "Number taken"), organisation(event.organisation))
        }
        HoldingEvent::IdentifierReleased(event) => {
            (Said::new("Номер свободен", "Number released"), organisation(event.organisation))
        }
    }
}

/// A topic of the journal.
pub const fn topic(topic: registry_projections::journal::Topic) -> Said {
    use registry_projections::journal::Topic;
    match topic {
        Topic::Cluster(category) => terms::category(category),
        Topic::Organisations => Said::new("Организации", "Organisations"),
        Topic::Regions => Said::new("Регионы и ЦКР", "Regions and development centres"),
        Topic::Registry => Said::new("Реестр и редакции", "The registry and its editions"),
        Topic::Publications => Said::new("Публикации", "Publications"),
        Topic::Expected => Said::new("Ожидаемые кластеры", "Clusters that are expected"),
        Topic::Proposals => {
            Said::new("Предложения по анкете и Правилам", "Proposals on questionnaire and rules")
        }
        Topic::Reports => Said::new("Сообщения об ошибках", "Reports of mistakes"),
        Topic::Enquiries => Said::new("Обращения к кластерам", "Enquiries to clusters"),
        Topic::Access => Said::new("Учётные записи и роли", "Accounts and roles"),
        Topic::Holdings => Said::new("Названия и номера", "Names and numbers"),
        Topic::Sealed => Said::new("Запечатанные записи", "Sealed entries"),
        Topic::Unknown => Said::new("Записи новой программы", "Entries of a newer program"),
    }
}
