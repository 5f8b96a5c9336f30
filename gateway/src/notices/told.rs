//! A notice in words, made when it is read: what was hidden or forgotten meanwhile isn't told.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use registry_events::claim::Stated;
use registry_events::ids::{
    ApplicationId, ClusterId, ExpectedId, OrganisationId, Position, ProposalId, ReportId,
    StreamVersion,
};
use registry_events::value::{Code, Language, Value};
use registry_projections::history::HistoryLine;
use registry_projections::views::Views;

use crate::private::notices::NewNotice;
use crate::read::history::lens_at;
use crate::read::lens::Lens;
use crate::words::entry_types::entry_type;
use crate::words::history::describe;
use crate::words::messages::Messages;
use crate::words::typography;
use crate::words::value::Speaker;

/// The kind of a notice that something runs out soon.
pub const SOON: &str = "soon";
/// Kinds that are told in other words than those of the log.
const SUBMITTED: &str = "ApplicationSubmitted";
const MADE: &str = "ProposalMade";
const ANSWERED: &str = "ProposalAnswered";
const TAKEN: &str = "EditionAdopted";
/// So many letters of what happened are told.
const LETTERS_MAX: usize = 300;

/// What a notice is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A cluster.
    Cluster(ClusterId),
    /// An organisation.
    Organisation(OrganisationId),
    /// An application.
    Application(ApplicationId),
    /// A dispute about a statement of a cluster.
    Dispute(ClusterId, StreamVersion),
    /// A report of a mistake.
    Report(ReportId),
    /// A proposal.
    Proposal(ProposalId),
    /// A cluster that is expected.
    Expected(ExpectedId),
    /// A cluster that applied, of which no more than its region is told.
    Applied(Code),
}

/// A notice in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Of what: the name of a cluster or an organisation.
    pub of: String,
    /// What happened.
    pub what: String,
    /// Where more of it stands, as a path.
    pub path: String,
}

impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cluster(id) => write!(formatter, "cluster {id}"),
            Self::Organisation(id) => write!(formatter, "organisation {id}"),
            Self::Application(id) => write!(formatter, "application {id}"),
            Self::Dispute(cluster, id) => write!(formatter, "dispute {cluster} {id}"),
            Self::Report(id) => write!(formatter, "report {id}"),
            Self::Proposal(id) => write!(formatter, "proposal {id}"),
            Self::Expected(id) => write!(formatter, "expected {id}"),
            Self::Applied(region) => write!(formatter, "applied {region}"),
        }
    }
}

impl FromStr for Subject {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, id) = text.split_once(' ').ok_or(())?;
        match kind {
            "cluster" => id.parse().map(Self::Cluster).map_err(drop),
            "organisation" => id.parse().map(Self::Organisation).map_err(drop),
            "application" => id.parse().map(Self::Application).map_err(drop),
            "dispute" => {
                let (cluster, version) = id.split_once(' ').ok_or(())?;
                let version = version.parse().map(StreamVersion).map_err(drop)?;
                Ok(Self::Dispute(cluster.parse().map_err(drop)?, version))
            }
            "report" => id.parse().map(Self::Report).map_err(drop),
            "proposal" => id.parse().map(Self::Proposal).map_err(drop),
            "expected" => id.parse().map(Self::Expected).map_err(drop),
            "applied" => Code::parse(id).map(Self::Applied).map_err(drop),
            _ => Err(()),
        }
    }
}

/// The organisations that a line names as taking part.
pub(super) fn organisations(line: &HistoryLine) -> impl Iterator<Item = OrganisationId> {
    let stated = line.new.as_ref().map(|claim| &claim.stated);
    stated.into_iter().filter_map(|stated| match stated {
        Stated::Value(Value::Organisation(id)) => Some(*id),
        _ => None,
    })
}

/// A notice in words; none where what it is about can't be told any more.
pub fn told(notice: &NewNotice, views: &Views, language: Language) -> Option<Told> {
    let lens = Lens::new(views, views.position()?);
    let words = Messages::of(language);
    match notice.subject.parse().ok()? {
        Subject::Cluster(id) => {
            let is_soon = notice.kind == SOON;
            let what =
                if is_soon { soon(notice, words)? } else { happened(notice, id, &lens, language)? };
            let page = if is_soon {
                format!("/work/clusters/{id}")
            } else {
                format!("/clusters/{id}/history")
            };
            let of = lens.cluster(id).in_language_or_other(language).to_owned();
            Some(Told { of, what, path: page })
        }
        Subject::Organisation(id) => {
            let of = lens.known_organisation(id)?.in_language_or_other(language).to_owned();
            let what = entry_type(&notice.kind)?.get(language).to_owned();
            Some(Told { of, what, path: format!("/organisations/{id}") })
        }
        Subject::Application(id) => {
            let what = entry_type(&notice.kind)?.get(language).to_owned();
            let (of, path) = if notice.kind == SUBMITTED {
                ("notices-application-came", format!("/work/queue/applications/{id}"))
            } else {
                ("notices-application", "/work".into())
            };
            Some(Told { of: words.say(of), what, path })
        }
        Subject::Dispute(cluster, id) => {
            let of = lens.cluster(cluster).in_language_or_other(language).to_owned();
            let what = entry_type(&notice.kind)?.get(language).to_owned();
            Some(Told { of, what, path: format!("/work/disputes/{cluster}/{id}") })
        }
        Subject::Report(id) => {
            let cluster = views.voice().report(id)?.cluster;
            let of = lens.cluster(cluster).in_language_or_other(language).to_owned();
            let what = entry_type(&notice.kind)?.get(language).to_owned();
            Some(Told { of, what, path: format!("/work/queue/reports/{id}") })
        }
        Subject::Proposal(id) => Some(proposal(notice, id, &lens, words)),
        Subject::Expected(id) => {
            let name = &views.expected().get(id)?.says.name;
            let what = entry_type(&notice.kind)?.get(language).to_owned();
            let of = name.in_language_or_other(language).to_owned();
            Some(Told { of, what, path: format!("/work/expected/{id}") })
        }
        Subject::Applied(region) => {
            let name = &lens.region(region.as_str())?.name;
            let of = name.in_language_or_other(language).to_owned();
            let what = words.say("notices-applied-in-region");
            Some(Told { of, what, path: format!("/work/regions/{region}") })
        }
    }
}

/// What became of a proposal, to who made it; that one came, to officers.
fn proposal(notice: &NewNotice, id: ProposalId, lens: &Lens<'_>, words: Messages) -> Told {
    let path = format!("/proposals/{id}");
    let (of, what) = match notice.kind.as_str() {
        MADE => ("notices-proposal-came", words.say("notices-proposal-made")),
        TAKEN => ("notices-proposal", words.say("notices-proposal-taken")),
        ANSWERED => ("notices-proposal", answered(id, lens, words)),
        _ => ("notices-proposal", words.say("notices-proposal-published")),
    };
    Told { of: words.say(of), what, path }
}

/// «На предложение ответили: принято».
fn answered(id: ProposalId, lens: &Lens<'_>, words: Messages) -> String {
    let proposal = lens.views.voice().proposal(id);
    let answer = proposal.and_then(|proposal| proposal.answered.as_ref());
    let key = answer.map_or("waiting", |answer| answer.outcome.key()).replace('_', "-");
    let outcome = words.say(&format!("proposals-outcome-{key}")).to_lowercase();
    words.say_with("notices-proposal-answered", &[("outcome", outcome.as_str())])
}

/// «Скоро устареет: подтвердите до 30.06.2016».
fn soon(notice: &NewNotice, words: Messages) -> Option<String> {
    let (_, day) = notice.key.split_once(' ')?;
    let day: Date = day.parse().ok()?;
    Some(words.say_with("notices-soon", &[("day", &typography::date(day, words.language))]))
}

/// What happened to a cluster, in the words of its history.
fn happened(
    notice: &NewNotice,
    cluster: ClusterId,
    lens: &Lens<'_>,
    language: Language,
) -> Option<String> {
    let position = Position(notice.key.parse().ok()?);
    let card = lens.views.card(cluster)?;
    let history = lens.views.history(cluster)?;
    let after = |line: &&std::sync::Arc<HistoryLine>| line.place.position > position;
    let here = |line: &&std::sync::Arc<HistoryLine>| line.place.position == position;
    let lines: Vec<_> = history.lines().rev().skip_while(after).take_while(here).collect();
    let Some(first) = lines.last() else {
        return Some(entry_type(&notice.kind)?.get(language).to_owned());
    };
    let speaker = Speaker { lens: lens_at(position, lens), card: Some(card), language };
    let mut what: String = describe(first, &speaker).chars().take(LETTERS_MAX).collect();
    if lines.len() > 1 {
        let more = Messages::of(language).count("feed-more", lines.len() - 1);
        what = format!("{what}; {more}");
    }
    Some(what)
}
