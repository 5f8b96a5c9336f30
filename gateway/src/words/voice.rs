//! What people from outside asked of clusters and of the registry, and what came of it, as a sentence
//! made without grammatical cases.

use registry_events::event::{
    EnquiryEvent, EnquiryKind, ExpectedEvent, ProposalEvent, ProposalOutcome, ProposalTopic,
    ReportEvent, ReportOutcome,
};
use registry_events::value::Language;

use super::{Said, typography};
use crate::read::lens::Lens;

/// How a report was decided.
pub const fn report_outcome(outcome: ReportOutcome) -> Said {
    match outcome {
        ReportOutcome::Corrected => Said::new("исправлено", "corrected"),
        ReportOutcome::Declined => Said::new("ошибки нет", "no mistake"),
        ReportOutcome::PassedToCluster => Said::new("передано кластеру", "passed to the cluster"),
    }
}

/// How a proposal was answered.
pub const fn proposal_outcome(outcome: ProposalOutcome) -> Said {
    match outcome {
        ProposalOutcome::Accepted => Said::new("принято", "accepted"),
        ProposalOutcome::PartlyAccepted => Said::new("принято частично", "accepted in part"),
        ProposalOutcome::Declined => Said::new("отклонено", "declined"),
    }
}

/// What a proposal is about.
pub const fn proposal_topic(topic: ProposalTopic) -> Said {
    match topic {
        ProposalTopic::Questionnaire => Said::new("анкета", "questionnaire"),
        ProposalTopic::Rules => Said::new("Правила", "rules"),
    }
}

/// What a report's event says; its own words are sealed.
pub fn report(event: &ReportEvent, lens: &Lens<'_>, language: Language) -> String {
    match event {
        ReportEvent::ReportFiled(filed) => {
            let said = Said::new("Сообщили об ошибке", "A mistake was reported");
            let cluster = lens.cluster(filed.cluster);
            let name = cluster.in_language_or_other(language);
            let field = lens.field(&filed.path).map(|field| &field.label);
            let field = field.map_or("", |label| label.in_language_or_other(language));
            format!("{}: {name} — {field}", said.get(language))
        }
        ReportEvent::ReportDecided(decided) => {
            let said = Said::new("Сообщение об ошибке рассмотрено", "A report was decided");
            let outcome = report_outcome(decided.outcome).get(language);
            format!("{}: {outcome}. {}", said.get(language), decided.reason)
        }
    }
}

/// What a proposal's event says.
pub fn proposal(event: &ProposalEvent, language: Language) -> String {
    match event {
        ProposalEvent::ProposalMade(made) => {
            let said = Said::new("Внесено предложение", "A proposal was made");
            format!("{}: {}", said.get(language), proposal_topic(made.about).get(language))
        }
        ProposalEvent::ProposalPublished(published) => {
            let said = Said::new("Предложение опубликовано", "A proposal was published");
            format!("{}: {}", said.get(language), published.text)
        }
        ProposalEvent::ProposalAnswered(answered) => {
            let said = Said::new("На предложение ответили", "A proposal was answered");
            let outcome = proposal_outcome(answered.outcome).get(language);
            format!("{}: {outcome}. {}", said.get(language), answered.reason)
        }
    }
}

/// What is told of a cluster that is expected; that it applied is sealed.
pub fn expected(event: &ExpectedEvent, lens: &Lens<'_>, language: Language) -> String {
    match event {
        ExpectedEvent::ExpectedClusterNoted(noted) => {
            let said = Said::new("Кластер ожидается на Карте", "A cluster is expected");
            let name = noted.name.in_language_or_other(language);
            format!("{}: {name}, {}", said.get(language), noted.region)
        }
        ExpectedEvent::ExpectedClusterInvited(invited) => {
            let said = Said::new("Кластер приглашён", "The cluster was invited");
            format!("{}: {}", said.get(language), typography::date(invited.invited_on, language))
        }
        ExpectedEvent::ExpectedClusterApplied(_) => {
            Said::new("Кластер подал заявку", "The cluster applied").get(language).into()
        }
        ExpectedEvent::ExpectedClusterRegistered(registered) => {
            let said = Said::new("Кластер, который ждали, в реестре", "It is in the register");
            let name = lens.cluster(registered.cluster);
            format!("{}: {}", said.get(language), name.in_language_or_other(language))
        }
        ExpectedEvent::ExpectedClusterRemoved(removed) => {
            let said = Said::new("Кластер больше не ожидается", "It isn’t expected any more");
            format!("{}: {}", said.get(language), removed.reason)
        }
    }
}

/// What an enquiry's event says.
pub fn enquiry(event: &EnquiryEvent, language: Language) -> String {
    let (said, id) = match event {
        EnquiryEvent::EnquiryReceived(received) => {
            let said = match received.kind {
                EnquiryKind::Write => {
                    Said::new("Кластеру написали", "Somebody wrote to the cluster")
                }
                EnquiryKind::Join => {
                    Said::new("Просят принять в кластер", "Somebody asks to join the cluster")
                }
            };
            (said, received.enquiry)
        }
        EnquiryEvent::EnquiryAnswered(answered) => {
            (Said::new("Кластер ответил", "The cluster answered"), answered.enquiry)
        }
    };
    format!("{}: {id}", said.get(language))
}
