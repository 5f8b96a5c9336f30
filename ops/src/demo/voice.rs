//! What people from outside asked and said over the years, and what became of it: enquiries, reports of
//! mistakes, proposals, clusters that are expected, mail domains of organisations. All of it is
//! invented and says so.
//!
//! Each act is played in its month and is no numbered step, so that the ids of all that follows don't
//! hang on it.

use anyhow::{Context as _, Result, bail};
use jiff::civil::{Date, date};
use registry_core::access::{Caller, Party};
use registry_core::command::{
    Against, AnswerEnquiry, AnswerProposal, Command, ConfirmClaims, DecideReport, FileReport,
    InviteExpectedCluster, MakeProposal, NoteExpectedCluster, PublishProposal, ReceiveEnquiry,
    RegisterExpectedCluster, RemoveExpectedCluster, StateClaims, Target, TieMailboxDomain,
};
use registry_core::profile::changes::{Changes, ClaimInput};
use registry_core::profile::{CurrentClaim, Item};
use registry_events::claim::{Evidence, Source, SourceType};
use registry_events::event::{EnquiryKind, ProposalOutcome, ProposalTopic, ReportOutcome};
use registry_events::ids::{EnquiryId, ExpectedId, OrganisationId, ProposalId, ReportId, Uuid};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::stream::StreamKind;
use registry_events::value::{Code, MailDomain, Text, Value, WebUrl};
use registry_gateway::execute::Done;

use super::Membership;
use super::charter::charter;
use super::confirming::members;
use super::opening::Listed;
use super::spec::claim;
use super::stage::{Stage, right};
use super::statements::link;

/// The field that says when a cluster was created.
const YEAR: &str = "year_created";

/// What was played so far.
#[derive(Default)]
pub(super) struct Voice {
    played: usize,
    acts: u64,
    expected: Vec<ExpectedId>,
    reports: Vec<ReportId>,
    proposals: Vec<ProposalId>,
}

/// What is done in a month.
enum Act {
    Note(&'static str, &'static str),
    Invite(usize),
    Remove(usize, &'static str),
    /// The cluster that was listed last had been expected.
    RegisterLast,
    Enquire(EnquiryKind),
    Answer(u128),
    Report(&'static str, &'static str),
    Decide(usize, ReportOutcome, &'static str),
    Propose(ProposalTopic, &'static str),
    Publish(usize, &'static str),
    Respond(usize, ProposalOutcome, &'static str),
    TieDomain(&'static str),
    /// The same for a participant that hasn't confirmed its membership yet.
    TieUnconfirmed(&'static str),
    /// The second cluster shows by a document when it was created.
    ShowYear,
    /// An officer confirms that, without having opened the document: a control sample finds it.
    ConfirmYear,
}

use Act as A;

/// The mail domain of a participant that is asked to confirm its membership.
pub(super) const UNCONFIRMED_DOMAIN: &str = "kaskad-demo.example";

/// Each act with the day from which on it is played, in order.
const ACTS: &[(Date, Act)] = &[
    (date(2016, 5, 1), A::Note("Кластер станкостроения Алтая (демо)", "RU-ALT")),
    (date(2016, 5, 1), A::Note("Кластер судостроения Астрахани (демо)", "RU-AST")),
    (date(2016, 5, 1), A::Note("Кластер судостроителей Астрахани (демо)", "RU-AST")),
    (date(2016, 7, 1), A::Invite(1)),
    (date(2016, 9, 1), A::Remove(2, "Записан дважды под разными названиями (демо)")),
    (date(2019, 2, 1), A::RegisterLast),
    (date(2025, 3, 1), A::TieDomain("pribor-demo.example")),
    (date(2026, 1, 1), A::Invite(0)),
    (date(2026, 4, 1), A::Enquire(EnquiryKind::Write)),
    (date(2026, 4, 1), A::Answer(1)),
    (date(2026, 4, 1), A::Report("summary", "В описании назван не тот город (демо)")),
    (date(2026, 5, 1), A::Enquire(EnquiryKind::Join)),
    (date(2026, 5, 1), A::Answer(2)),
    (date(2026, 5, 1), A::Decide(0, ReportOutcome::Corrected, "Кластер исправил описание (демо)")),
    (
        date(2026, 5, 1),
        A::Propose(ProposalTopic::Questionnaire, "Спрашивать о стажировках студентов (демо)"),
    ),
    (date(2026, 6, 1), A::Enquire(EnquiryKind::Write)),
    (date(2026, 6, 1), A::Answer(3)),
    (date(2026, 6, 1), A::Publish(0, "Добавить в анкету поле о стажировках студентов (демо)")),
    (date(2026, 6, 1), A::Report("year_created", "Кластер создан раньше (демо)")),
    (date(2026, 7, 1), A::Enquire(EnquiryKind::Write)),
    (date(2026, 7, 1), A::Answer(4)),
    (
        date(2026, 7, 1),
        A::Decide(1, ReportOutcome::Declined, "Год стоит в учредительном документе (демо)"),
    ),
    (
        date(2026, 7, 1),
        A::Respond(0, ProposalOutcome::Accepted, "Поле войдёт в следующую редакцию (демо)"),
    ),
    (
        date(2026, 7, 1),
        A::Propose(
            ProposalTopic::Rules,
            "Считать уровень высоким без второго подтверждения (демо)",
        ),
    ),
    (date(2026, 8, 1), A::Enquire(EnquiryKind::Join)),
    (
        date(2026, 8, 1),
        A::Respond(
            1,
            ProposalOutcome::Declined,
            "Высокий уровень держится на том, что подтвердил другой (демо)",
        ),
    ),
    (date(2026, 9, 1), A::Answer(5)),
    (date(2026, 9, 1), A::Enquire(EnquiryKind::Write)),
    (date(2026, 9, 1), A::Answer(6)),
    (date(2026, 10, 1), A::TieUnconfirmed(UNCONFIRMED_DOMAIN)),
    (date(2026, 10, 1), A::Report("summary", "Ссылка в описании не открывается (демо)")),
    (
        date(2026, 10, 1),
        A::Propose(ProposalTopic::Questionnaire, "Показывать пример рядом с каждым полем (демо)"),
    ),
    (date(2026, 10, 1), A::ShowYear),
    (date(2026, 10, 1), A::ConfirmYear),
];

impl Voice {
    /// Plays what is due by the day it is on the stage.
    pub(super) async fn play_due(
        &mut self,
        stage: &mut Stage<'_>,
        listed: &[Listed],
    ) -> Result<()> {
        let today = stage.today();
        while let Some((_, act)) = ACTS.get(self.played).filter(|(day, _)| *day <= today) {
            self.play(act, stage, listed).await?;
            self.played += 1;
        }
        Ok(())
    }

    async fn play(&mut self, act: &Act, stage: &mut Stage<'_>, listed: &[Listed]) -> Result<()> {
        let officer = stage.officer().await?;
        let (first, second) = (&listed[0], &listed[1]);
        let (caller, command): (Caller, Command) = match act {
            A::Note(name, region) => (officer, note(name, region, stage.today())?.into()),
            A::RegisterLast => return self.register_last(stage, listed).await,
            A::Enquire(kind) => {
                let (cluster, kind) = (first.id, *kind);
                let enquiry = enquiry(self.enquiries() + 1);
                (Caller::PROGRAM, ReceiveEnquiry { cluster, enquiry, kind, item: None }.into())
            }
            A::Answer(number) => {
                let answer = AnswerEnquiry { cluster: first.id, enquiry: enquiry(*number) };
                (first.representative, answer.into())
            }
            A::Report(field, text) => {
                let path = FieldPath::of_cluster(right(Code::parse(field))?);
                let report = FileReport { cluster: second.id, path, text: (*text).into() };
                (Caller::PROGRAM, report.into())
            }
            A::Propose(about, text) => {
                let proposal = MakeProposal { about: *about, text: (*text).into() };
                (second.representative, proposal.into())
            }
            A::TieDomain(domain) => {
                let members = members(stage.profile(first.id)?);
                let (_, organisation) = members.first().context("the cluster has participants")?;
                (officer, tie(*organisation, domain)?.into())
            }
            A::TieUnconfirmed(domain) => {
                let asked = unconfirmed(stage, listed)?;
                stage.asked = Some(asked);
                (officer, tie(asked.organisation, domain)?.into())
            }
            A::ShowYear => {
                let shown = show_year(stage, second).await?;
                (second.representative, shown.into())
            }
            A::ConfirmYear => (officer, confirm_year(stage, second)?.into()),
            A::Invite(_) | A::Remove(..) | A::Decide(..) | A::Publish(..) | A::Respond(..) => {
                (officer, self.of_officer(act, stage.today())?)
            }
        };
        let done = self.perform(stage, caller, command).await?;
        self.note(&done);
        Ok(())
    }

    /// What an officer does with something that came before.
    fn of_officer(&self, act: &Act, today: Date) -> Result<Command> {
        let expected = |number: &usize| self.expected.get(*number).copied().context("it was noted");
        let report = |number: &usize| self.reports.get(*number).copied().context("it was filed");
        let proposal = |number: &usize| self.proposals.get(*number).copied().context("it was made");
        Ok(match act {
            A::Invite(number) => {
                let expected = expected(number)?;
                InviteExpectedCluster { expected, invited_on: today }.into()
            }
            A::Remove(number, reason) => {
                let expected = expected(number)?;
                RemoveExpectedCluster { expected, reason: (*reason).into() }.into()
            }
            A::Decide(number, outcome, reason) => {
                let (report, reason) = (report(number)?, (*reason).into());
                DecideReport { report, outcome: *outcome, reason }.into()
            }
            A::Publish(number, text) => {
                let proposal = proposal(number)?;
                PublishProposal { proposal, text: (*text).into() }.into()
            }
            A::Respond(number, outcome, reason) => {
                let (proposal, reason) = (proposal(number)?, (*reason).into());
                AnswerProposal { proposal, outcome: *outcome, reason }.into()
            }
            A::Note(..)
            | A::RegisterLast
            | A::Enquire(_)
            | A::Answer(_)
            | A::Report(..)
            | A::Propose(..)
            | A::TieDomain(_)
            | A::TieUnconfirmed(_)
            | A::ShowYear
            | A::ConfirmYear => bail!("an act of another"),
        })
    }

    /// A report of years before had named the cluster that was listed last.
    async fn register_last(&mut self, stage: &mut Stage<'_>, listed: &[Listed]) -> Result<()> {
        let officer = stage.officer().await?;
        let last = listed.last().context("clusters were listed")?;
        let said = |field| {
            let claim = stage.profile(last.id).ok()?.cluster_claim(field)?;
            claim.claim.stated.value().cloned()
        };
        let (Some(Value::Text(name)), Some(Value::Codes(regions))) =
            (said("display_name").or_else(|| said("official_name")), said("regions"))
        else {
            bail!("a cluster has a name and regions")
        };
        let region = regions.first().context("a cluster has a region")?.as_str();
        let noted = NoteExpectedCluster { name, ..note("", region, date(2016, 2, 15))? };
        let done = self.perform(stage, officer, noted.into()).await?;
        self.note(&done);
        let expected = self.expected.last().copied().context("it was noted")?;
        let registers = RegisterExpectedCluster { expected, cluster: last.id };
        self.perform(stage, officer, registers.into()).await.map(drop)
    }

    async fn perform(
        &mut self,
        stage: &mut Stage<'_>,
        caller: Caller,
        command: Command,
    ) -> Result<Done> {
        self.acts += 1;
        stage.play_beside(self.acts, caller, command).await
    }

    fn note(&mut self, done: &Done) {
        match done.entries.first().map(|entry| entry.stream.kind()) {
            Some(StreamKind::Expected(id)) if !self.expected.contains(&id) => {
                self.expected.push(id);
            }
            Some(StreamKind::Report(id)) if !self.reports.contains(&id) => self.reports.push(id),
            Some(StreamKind::Proposal(id)) if !self.proposals.contains(&id) => {
                self.proposals.push(id);
            }
            _ => {}
        }
    }

    /// How many enquiries came so far.
    fn enquiries(&self) -> u128 {
        let came = ACTS[..self.played].iter().filter(|(_, act)| matches!(act, A::Enquire(_)));
        came.map(|_| 1).sum()
    }
}

/// What a cluster says of the year it was created, with a document that shows it.
async fn show_year(stage: &Stage<'_>, cluster: &Listed) -> Result<StateClaims> {
    let kept = stage.registry().documents().keep(charter()).await?;
    let document = kept.context("the demonstration's own page is no document")?;
    let value = year(stage, cluster)?.claim.stated.value().cloned().context("a year is stated")?;
    let stated = right(claim(YEAR, value, None))?;
    let stated = ClaimInput { evidence: vec![Evidence::Document(document)], ..stated };
    let changes = Changes { claims: vec![stated], ..Changes::default() };
    Ok(StateClaims { cluster: cluster.id, changes, expected: None })
}

fn confirm_year(stage: &Stage<'_>, cluster: &Listed) -> Result<ConfirmClaims> {
    Ok(ConfirmClaims {
        cluster: cluster.id,
        targets: vec![Target::Claim(year(stage, cluster)?.reference())],
        against: Against::default(),
        evidence: right(link(cluster.spec.number, "year-of-creation"))?,
        note: None,
        seen_on: None,
    })
}

fn year<'s>(stage: &'s Stage<'_>, cluster: &Listed) -> Result<&'s CurrentClaim> {
    stage.profile(cluster.id)?.cluster_claim(YEAR).context("the cluster states when it was created")
}

/// An enquiry by its number; the private store of the demonstration has no words of it.
const fn enquiry(number: u128) -> EnquiryId {
    EnquiryId::from_uuid(Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 + number))
}

fn note(name: &str, region: &str, known_since: Date) -> Result<NoteExpectedCluster> {
    let url = right(WebUrl::parse("https://reports.example/regions-2016"))?;
    Ok(NoteExpectedCluster {
        name: Text::ru(name),
        region: right(Code::parse(region))?,
        source: Source { source_type: SourceType::Press, url: Some(url), retrieved_on: None },
        evidence: Vec::new(),
        known_since,
    })
}

/// A participant of some cluster that hasn't confirmed its membership.
fn unconfirmed(stage: &Stage<'_>, listed: &[Listed]) -> Result<Membership> {
    for cluster in listed {
        let profile = stage.profile(cluster.id)?;
        let waits = |(path, organisation): &(ItemPath, OrganisationId)| {
            let party = Party::Organisation(*organisation);
            let claims = profile.item(path).into_iter().flat_map(Item::claims);
            let mut given = claims.flat_map(|current| &current.support.confirmations);
            given.all(|given| given.party != party)
        };
        if let Some((path, organisation)) = members(profile).into_iter().find(waits) {
            return Ok(Membership { cluster: cluster.id, item: path.item, organisation });
        }
    }
    bail!("every participant has confirmed")
}

fn tie(organisation: OrganisationId, domain: &str) -> Result<TieMailboxDomain> {
    let url = right(WebUrl::parse("https://register.example/domains/1"))?;
    Ok(TieMailboxDomain {
        organisation,
        domain: right(MailDomain::parse(domain))?,
        source: Source::OWN,
        evidence: vec![Evidence::Link(url)],
    })
}
