//! What happened to the registry itself as a sentence made without grammatical cases: publications,
//! editions, bulletins, estimates, development centres.
//!
//! What happens to a cluster is told by its history, in [`super::history`].

use registry_events::edition::EditionKind;
use registry_events::entry::Recorded;
use registry_events::event::{Event, Publication, PublicationEvent, RegionEvent, RegistryEvent};
use registry_events::ids::StreamVersion;
use registry_events::value::Language;

use super::{Said, terms, typography};
use crate::read::lens::Lens;

/// What an event of the registry says; none of one that isn't told here.
pub fn describe(
    event: &Event,
    recorded: &Recorded,
    lens: &Lens<'_>,
    language: Language,
) -> Option<String> {
    let speaker = Speaker { lens, language };
    match event {
        Event::Publication(event) => Some(speaker.publication(event, recorded.version)),
        Event::Registry(event) => speaker.registry(event),
        Event::Region(event) => Some(speaker.region(event)),
        Event::Profile(_)
        | Event::Cluster(_)
        | Event::Dispute(_)
        | Event::Account(_)
        | Event::Application(_)
        | Event::Access(_)
        | Event::Organisation(_)
        | Event::Enquiry(_)
        | Event::Report(_)
        | Event::Proposal(_)
        | Event::Expected(_)
        | Event::Holding(_) => None,
    }
}

struct Speaker<'s> {
    lens: &'s Lens<'s>,
    language: Language,
}

impl Speaker<'_> {
    fn publication(&self, event: &PublicationEvent, version: StreamVersion) -> String {
        match event {
            PublicationEvent::PublicationRecorded(recorded) => {
                let said = Said::new("Публикация записана", "Publication recorded");
                self.with(said, &self.named(&recorded.says))
            }
            PublicationEvent::PublicationCorrected(corrected) => {
                let said = Said::new("Публикация исправлена", "Publication corrected");
                self.because(said, &self.named(&corrected.says), &corrected.reason)
            }
            PublicationEvent::PublicationWithdrawn(withdrawn) => {
                let said = Said::new("Публикация отозвана", "Publication withdrawn");
                let named = self.known(event.publication(version));
                self.because(said, &named, &withdrawn.reason)
            }
        }
    }

    /// A publication as it was called; its number where that isn't known.
    fn known(&self, number: StreamVersion) -> String {
        let record = self.lens.views.publications().get(number);
        let said = record.and_then(|record| record.at(self.lens.at));
        said.map_or_else(|| number.to_string(), |said| self.named(&said.says))
    }

    /// «отчёт «…», 01.03.2016».
    fn named(&self, says: &Publication) -> String {
        let kind = lower(terms::publication(says.kind), self.language);
        let title = says.title.in_language_or_other(self.language);
        let day = typography::date(says.published_on, self.language);
        match self.language {
            Language::Ru => format!("{kind} «{title}», {day}"),
            Language::En => format!("{kind} “{title}”, {day}"),
        }
    }

    fn registry(&self, event: &RegistryEvent) -> Option<String> {
        Some(match event {
            RegistryEvent::RegistryOpened(_) => {
                Said::new("Реестр открыт", "The registry was opened").get(self.language).into()
            }
            // A piece of a text; the adoption after it tells what it is of.
            RegistryEvent::EditionTextRecorded(_) => return None,
            RegistryEvent::EditionAdopted(adopted) => {
                let said = Said::new("Принята редакция", "Edition adopted");
                let kind = edition(adopted.kind).get(self.language);
                self.with(said, &format!("{kind}, {}", adopted.edition))
            }
            RegistryEvent::StatisticsPublished(published) => {
                let said = Said::new("Статистика опубликована", "Statistics published");
                self.with(said, &typography::date(published.date, self.language))
            }
            RegistryEvent::SubjectForgotten(forgotten) => {
                let said = Said::new("Стёрто по закону", "Erased by law");
                self.because(said, &forgotten.law, &forgotten.reason)
            }
            RegistryEvent::EstimateStated(stated) => {
                let said = Said::new("Оценка числа кластеров", "Estimate of the clusters");
                let number = typography::integer(stated.clusters);
                self.with(said, &format!("{number}; {}", stated.source))
            }
        })
    }

    fn region(&self, event: &RegionEvent) -> String {
        match event {
            RegionEvent::CkrOpened(opened) => {
                let said = Said::new("ЦКР открыт", "Cluster development centre opened");
                let name = self.lens.organisation(opened.organisation);
                self.with(said, name.in_language_or_other(self.language))
            }
            RegionEvent::CkrClosed(closed) => {
                let said = Said::new("ЦКР закрыт", "Cluster development centre closed");
                let name = self.lens.organisation(closed.organisation);
                self.because(said, name.in_language_or_other(self.language), &closed.reason)
            }
        }
    }

    fn with(&self, said: Said, what: &str) -> String {
        format!("{}: {what}", said.get(self.language))
    }

    fn because(&self, said: Said, what: &str, reason: &str) -> String {
        format!("{}: {what}. {reason}", said.get(self.language))
    }
}

/// A word as it stands inside a sentence.
fn lower(said: Said, language: Language) -> String {
    said.get(language).to_lowercase()
}

const fn edition(kind: EditionKind) -> Said {
    match kind {
        EditionKind::Catalogue => Said::new("состав профиля", "catalogue of the profile"),
        EditionKind::Dictionaries => Said::new("справочники", "dictionaries"),
        EditionKind::Regions => Said::new("субъекты РФ", "subjects of the federation"),
        EditionKind::Rulebook => Said::new("Правила уровней", "rulebook of levels"),
    }
}
