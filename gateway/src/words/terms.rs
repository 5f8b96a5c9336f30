//! What our own codes are called: levels, degrees of corroboration, absences, roles, standings.

use registry_events::actor::{Basis, Role};
use registry_events::claim::{Absence, ClaimKind, Corroboration, Relation, SourceType};
use registry_events::event::{DisputeOutcome, LapseCause, PublicationKind};
use registry_events::level::Level;
use registry_events::value::{Language, PointPrecision};
use registry_projections::card::ListingStatus;
use registry_projections::history::Category;
use registry_projections::search::Sort;
use registry_projections::support::Support;

use super::Said;
use crate::read::links;
use crate::read::offers::Kind;

/// A profile whose name and summary are in English.
pub const IN_ENGLISH: Said = Said::new("профиль на английском", "profile in English");

/// A level of organisational development.
pub const fn level(level: Level) -> Said {
    match level {
        Level::Initial => Said::new("начальный", "initial"),
        Level::Medium => Said::new("средний", "medium"),
        Level::High => Said::new("высокий", "high"),
    }
}

/// A level as three dots; it stands beside the word and never instead of it.
pub const fn level_glyph(level: Level) -> &'static str {
    match level {
        Level::Initial => "●○○",
        Level::Medium => "●●○",
        Level::High => "●●●",
    }
}

/// How well a claim is supported.
pub const fn corroboration(degree: Corroboration) -> Said {
    match degree {
        Corroboration::SelfDeclared => Said::new("указано кластером", "stated by the cluster"),
        Corroboration::Documented => Said::new("приложен документ", "document attached"),
        Corroboration::PartiallyCorroborated => {
            Said::new("подтверждено второй стороной", "confirmed by a second party")
        }
        Corroboration::FullyCorroborated => Said::new("подтверждено полностью", "fully confirmed"),
    }
}

/// The degree of corroboration that has a key; the lowest for one that isn't known.
pub fn degree(key: &str) -> Corroboration {
    use Corroboration as C;
    let known = [C::SelfDeclared, C::Documented, C::PartiallyCorroborated, C::FullyCorroborated];
    known.into_iter().find(|degree| degree.key() == key).unwrap_or_default()
}

/// Why there is no value; never drawn as a number.
pub const fn absence(absence: Absence) -> Said {
    match absence {
        Absence::NotProvided => Said::new("не представлено", "not provided"),
        Absence::NotApplicable => Said::new("неприменимо", "not applicable"),
        Absence::Withheld => Said::new("не раскрывается", "withheld"),
        Absence::Zero => Said::new("нет", "none"),
    }
}

/// How a cluster is supported.
pub const fn support(support: Support) -> Said {
    let (ru, en) = support.called();
    Said::new(ru, en)
}

/// What that is called which no field of the profile states.
pub const SUPPORT: Said = Said::new("Поддержка", "Support");

/// A kind of publication, of one.
pub const fn publication(kind: PublicationKind) -> Said {
    match kind {
        PublicationKind::Report => Said::new("Отчёт", "Report"),
        PublicationKind::Review => Said::new("Обзор", "Review"),
        PublicationKind::Rating => Said::new("Рейтинг", "Rating"),
        PublicationKind::Announcement => Said::new("Объявление", "Announcement"),
    }
}

/// The same of several, as a filter names it.
pub const fn publications(kind: PublicationKind) -> Said {
    match kind {
        PublicationKind::Report => Said::new("Отчёты", "Reports"),
        PublicationKind::Review => Said::new("Обзоры", "Reviews"),
        PublicationKind::Rating => Said::new("Рейтинги", "Ratings"),
        PublicationKind::Announcement => Said::new("Объявления", "Announcements"),
    }
}

/// What two clusters have in common.
pub const fn in_common(kind: links::Kind) -> Said {
    match kind {
        links::Kind::Participants => Said::new("Общие участники", "Participants in common"),
        links::Kind::Partners => Said::new("Общие партнёры", "Partners in common"),
        links::Kind::Projects => {
            Said::new("Проекты с участниками обоих", "Projects with participants of both")
        }
        links::Kind::Links => Said::new("Подтверждённые связи", "Confirmed links"),
    }
}

/// What clusters offer and look for.
pub const fn offered(kind: Kind) -> Said {
    match kind {
        Kind::Offer => Said::new("Предложение", "Offer"),
        Kind::Request => Said::new("Запрос", "Request"),
        Kind::Site => Said::new("Свободная площадка", "Available site"),
        Kind::Members => Said::new("Принимаем участников", "Accepting participants"),
    }
}

/// The language in which something is told.
pub const fn told_in(language: Language) -> Said {
    match language {
        Language::Ru => Said::new("на русском", "in Russian"),
        Language::En => Said::new("на английском", "in English"),
    }
}

/// How a cluster stands on the register.
pub const fn status(status: ListingStatus) -> Said {
    match status {
        ListingStatus::Listed => Said::new("в реестре", "listed"),
        ListingStatus::Suspended => Said::new("приостановлен", "suspended"),
        ListingStatus::Inactive => Said::new("неактивен", "inactive"),
        ListingStatus::Merged => Said::new("объединён", "merged"),
        ListingStatus::Withdrawn => Said::new("исключён из реестра", "withdrawn"),
    }
}

/// What ran out when a claim lapsed.
pub const fn lapse(cause: LapseCause) -> Said {
    match cause {
        LapseCause::Outdated => Said::new("Нужно обновить", "Needs renewal"),
        LapseCause::ChangeNotConfirmed => Said::new(
            "Подтверждения прежнего значения больше не действуют",
            "Confirmations of the value before no longer count",
        ),
        LapseCause::SeenTooLongAgo => {
            Said::new("Подтверждение устарело", "A confirmation is out of date")
        }
    }
}

/// What is said instead of what is of its day, which nobody is asked to renew.
pub const NO_LONGER_COUNTED: Said =
    Said::new("Больше не учитывается для признаков", "No longer counted for markers");

/// How a dispute ended.
pub const fn dispute_outcome(outcome: DisputeOutcome) -> Said {
    match outcome {
        DisputeOutcome::Upheld => Said::new("возражение принято", "upheld"),
        DisputeOutcome::Rejected => Said::new("возражение отклонено", "rejected"),
    }
}

/// A role.
pub const fn role(role: Role) -> Said {
    match role {
        Role::ClusterRepresentative => {
            Said::new("представитель кластера", "cluster representative")
        }
        Role::OrganisationRepresentative => {
            Said::new("представитель организации", "organisation representative")
        }
        Role::RegionRepresentative => Said::new(
            "ЦКР или орган власти региона",
            "cluster development centre or regional authority",
        ),
        Role::Officer => Said::new("куратор реестра", "registry officer"),
        Role::Auditor => Said::new("аудитор", "auditor"),
        Role::Administrator => Said::new("администратор", "administrator"),
        Role::Clerk => Said::new("программа реестра", "the registry’s program"),
    }
}

/// How a confirmer stands to the cluster.
pub const fn relation(relation: Relation) -> Said {
    match relation {
        Relation::Participant => Said::new("участник кластера", "participant of the cluster"),
        Relation::Partner => Said::new("партнёр кластера", "partner of the cluster"),
        Relation::Ckr => Said::new(
            "ЦКР, который поддерживает кластер",
            "cluster development centre that supports the cluster",
        ),
        Relation::Region => Said::new("орган власти региона", "authority of the region"),
        Relation::Officer => {
            Said::new("куратор реестра, видел подлинник", "registry officer who saw the original")
        }
        Relation::Register => Said::new(
            "куратор реестра, сверил с реестром",
            "registry officer who matched a register",
        ),
    }
}

/// By what right somebody speaks.
pub const fn authority(basis: Basis) -> Said {
    match basis {
        Basis::WorkMailbox => Said::new("рабочий почтовый ящик", "work mailbox"),
        Basis::Letter => Said::new("письмо или доверенность", "letter or power of attorney"),
        Basis::Office => Said::new("по должности", "by virtue of office"),
        Basis::Program => Said::new("программа реестра", "the registry’s program"),
    }
}

/// Whether the world changed or the record was wrong.
pub const fn kind(kind: ClaimKind) -> Said {
    match kind {
        ClaimKind::Change => Said::new("изменение", "change"),
        ClaimKind::Correction => Said::new("исправление", "correction"),
    }
}

/// What kind of source a claimant names.
pub const fn source(source: SourceType) -> Said {
    match source {
        SourceType::Own => Said::new("сам кластер", "the cluster itself"),
        SourceType::Document => Said::new("документ", "document"),
        SourceType::Register => Said::new("публичный реестр", "public register"),
        SourceType::Press => Said::new("пресса", "press"),
    }
}

/// How exact a point is.
pub const fn precision(precision: PointPrecision) -> Said {
    match precision {
        PointPrecision::Exact => Said::new("здание", "building"),
        PointPrecision::Locality => Said::new("населённый пункт", "town"),
        PointPrecision::RegionCentroid => Said::new("центр региона", "centre of the region"),
    }
}

/// A category of history lines.
pub const fn category(category: Category) -> Said {
    match category {
        Category::Listing => Said::new("Внесение в реестр", "Listing"),
        Category::Profile => Said::new("Сведения о кластере", "The cluster’s own fields"),
        Category::Contacts => Said::new("Контакты", "Contacts"),
        Category::Participants => Said::new("Участники", "Participants"),
        Category::GoverningBodies => Said::new("Органы управления", "Governing bodies"),
        Category::Projects => Said::new("Совместные проекты", "Joint projects"),
        Category::Items => Said::new("Другие записи", "Other items"),
        Category::Confirmation => Said::new("Подтверждения", "Confirmations"),
        Category::Level => Said::new("Уровень оргразвития", "Level"),
        Category::Lapse => Said::new("Устаревание сведений", "Lapses"),
        Category::Dispute => Said::new("Споры", "Disputes"),
        Category::Standing => Said::new("Статус записи", "Standing"),
    }
}

/// A term with an abbreviation of the dictionary in full.
pub fn spelled_out(label: &str) -> String {
    label.replace("ИиР", "исследований и разработок")
}

/// An order of the register.
pub const fn sort(sort: Sort) -> Said {
    match sort {
        Sort::Updated => Said::new("недавно обновлённые", "recently updated"),
        Sort::Name | Sort::NameInEnglish => Said::new("по названию", "by name"),
        Sort::Participants => Said::new("больше участников", "most participants"),
        Sort::LevelSince => Said::new("недавно сменили уровень", "recently changed level"),
        Sort::Relevance => Said::new("ближе к запросу", "closest to the words"),
    }
}
