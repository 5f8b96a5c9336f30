//! What is sealed for others, opened for an auditor: an application, a dispute of before its admission,
//! the words of a report of a mistake or of a proposal. Whoever looks says why first; who looked at what, when and why stands in the security
//! journal before anything is shown, and shows it for a quarter of an hour.

mod opened;

use std::fmt;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::SignedDuration;
use registry_core::access::{Caller, ReadOperation};
use registry_core::editions::RegistryState;
use registry_events::entry::Recorded;
use registry_events::ids::{ApplicationId, ClusterId, ProposalId, ReportId, StreamVersion};
use registry_events::stream::StreamId;

use self::opened::OpenedView;
use crate::api::read::desk::admit;
use crate::api::read::parameters::Parameters;
use crate::api::read::streams::{registry, rules_of};
use crate::api::read::voice::words;
use crate::api::write::{applications, disputes};
use crate::http::form::SignedForm;
use crate::http::path::{Decimal, Path};
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::people::security::Kind;
use crate::people::whereabouts::Whereabouts;
use crate::private::security_journal::{SecurityEvent, SecurityFilter};
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// For how long what was opened once stays open.
const OPEN_FOR: SignedDuration = SignedDuration::from_mins(15);
/// How short and how long a reason is.
const REASON_CHARS: std::ops::RangeInclusive<usize> = 10..=500;
/// How many of an auditor's looks are gone through for one that is open still.
const LOOKS: usize = 100;

/// The page.
#[derive(Template)]
#[template(path = "desk/sealed.html")]
struct SealedPage {
    frame: Frame,
    form: Form,
    title: String,
    lead: String,
    reason: Field,
    /// What was sealed; none before it is said why.
    opened: Option<OpenedView>,
}

impl Page for SealedPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// What is looked at; displayed as the security journal names it.
#[derive(Debug, Clone, Copy)]
pub enum Subject {
    /// An application.
    Application(ApplicationId),
    /// A dispute, or a sealed step of one, by its version.
    Dispute(ClusterId, StreamVersion),
    /// A report of a mistake.
    Report(ReportId),
    /// A proposal on the questionnaire or the rules.
    Proposal(ProposalId),
}

impl fmt::Display for Subject {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Application(application) => write!(to, "application {application}"),
            Self::Dispute(cluster, version) => write!(to, "dispute {cluster} {version}"),
            Self::Report(report) => write!(to, "report {report}"),
            Self::Proposal(proposal) => write!(to, "proposal {proposal}"),
        }
    }
}

impl Subject {
    /// Where it is looked at.
    pub(super) fn path(self) -> String {
        match self {
            Self::Application(application) => format!("/desk/sealed/applications/{application}"),
            Self::Dispute(cluster, version) => format!("/desk/sealed/disputes/{cluster}/{version}"),
            Self::Report(report) => format!("/desk/sealed/reports/{report}"),
            Self::Proposal(proposal) => format!("/desk/sealed/proposals/{proposal}"),
        }
    }

    /// Its entries, opened where their keys are there.
    async fn entries(self, app: &App) -> Result<Vec<Recorded>, Problem> {
        match self {
            Self::Application(id) => applications::show::for_auditor(app, id).await,
            Self::Dispute(cluster, at) => disputes::show::of_step(app, cluster, at).await,
            Self::Report(id) => applications::show::entries(app, &StreamId::report(id)).await,
            Self::Proposal(id) => applications::show::entries(app, &StreamId::proposal(id)).await,
        }
    }

    /// The words that its first entry holds apart from what is told to everybody: none of what is sealed
    /// as a whole.
    async fn own_words(self, app: &App) -> Result<Option<Option<String>>, Problem> {
        let stream = match self {
            Self::Application(_) | Self::Dispute(..) => return Ok(None),
            Self::Report(id) => StreamId::report(id),
            Self::Proposal(id) => StreamId::proposal(id),
        };
        words(app, &stream).await.map(Some)
    }

    fn key(self) -> &'static str {
        match self {
            Self::Application(_) => "application",
            Self::Dispute(..) => "dispute",
            Self::Report(_) => "report",
            Self::Proposal(_) => "proposal",
        }
    }
}

impl From<ApplicationId> for Subject {
    fn from(application: ApplicationId) -> Self {
        Self::Application(application)
    }
}

impl From<(ClusterId, Decimal)> for Subject {
    fn from((cluster, Decimal(at)): (ClusterId, Decimal)) -> Self {
        Self::Dispute(cluster, StreamVersion(at))
    }
}

impl From<ReportId> for Subject {
    fn from(report: ReportId) -> Self {
        Self::Report(report)
    }
}

impl From<ProposalId> for Subject {
    fn from(proposal: ProposalId) -> Self {
        Self::Proposal(proposal)
    }
}

/// `/desk/sealed/applications/{id}`, `/desk/sealed/reports/{id}`, `/desk/sealed/proposals/{id}` and `/desk/sealed/disputes/{cluster}/{version}`.
pub async fn page<N: Into<Subject>>(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<N>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let desk = Desk { app: &app, who: &who, reading: &reading, headers: &headers, uri: &uri };
    desk.page(named.map(|Path(named)| named.into())).await
}

/// Says why it is looked at.
pub async fn open<N: Into<Subject>>(
    State(app): State<App>,
    named: Result<Path<N>, Problem>,
    reading: Reading,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    let desk = Desk { app: &app, who, reading: &reading, headers: &headers, uri: &uri };
    desk.open(named.map(|Path(named)| named.into()), &sent, &from).await
}

/// An auditor who asks.
struct Desk<'d> {
    app: &'d App,
    who: &'d SignedIn,
    reading: &'d Reading,
    headers: &'d HeaderMap,
    uri: &'d Uri,
}

impl Desk<'_> {
    const fn caller(&self) -> Caller {
        self.who.caller
    }

    /// What is named, for who may look; nobody else learns whether it is there.
    async fn admitted(
        &self,
        named: Result<Subject, Problem>,
    ) -> Result<(Subject, Vec<Recorded>), Problem> {
        admit(self.app, Some(self.caller()), ReadOperation::ReadSealed).await?;
        let subject = named?;
        let entries = subject.entries(self.app).await?;
        if entries.is_empty() {
            return Err(Problem::new("not-found").with(subject.key()));
        }
        Ok((subject, entries))
    }

    fn frame(&self) -> Frame {
        frame(self.app, self.reading.language, self.headers, self.uri, &self.who.present)
    }

    async fn page(&self, named: Result<Subject, Problem>) -> Result<Response, Problem> {
        let (subject, entries) = self.admitted(named).await?;
        let mut given = Parameters::of_page(self.uri);
        let look: Option<i64> = given.one("look", "filter.unknown-value", |text| text.parse().ok());
        given.finish()?;
        let frame = self.frame();
        let look = match look {
            Some(look) => self.look(subject).await?.filter(|noted| noted.id == look),
            None => None,
        };
        let opened = match look {
            Some(look) => Some(self.opened(subject, &entries, &look, &frame).await?),
            None => None,
        };
        let form = own_form(self.app, &frame, &self.who.present, &subject.path());
        rendered_privately(&SealedPage { opened, ..Self::closed(subject, form, frame) })
    }

    async fn open(
        &self,
        named: Result<Subject, Problem>,
        sent: &SignedForm,
        from: &Whereabouts,
    ) -> Result<Response, Problem> {
        let (subject, _) = self.admitted(named).await?;
        let frame = self.frame();
        let reason = sent.fields.get("reason").split_whitespace().collect::<Vec<_>>().join(" ");
        if !REASON_CHARS.contains(&reason.chars().count()) {
            let form = own_form(self.app, &frame, &self.who.present, &subject.path());
            let mut form = form.sent(sent.fields.clone());
            form.wrong("reason", frame.say("sealed-reason-wrong"));
            return to_correct(&Self::closed(subject, form, frame));
        }
        // A form that is sent twice opens once.
        let same = self.look(subject).await?.filter(|noted| noted.reason == reason);
        let accounts = self.app.registry.accounts();
        let look = if let Some(noted) = same {
            noted.id
        } else {
            let about = subject.to_string();
            accounts.note_look(self.caller().account, &about, &reason, from).await?
        };
        let to = format!("{}?look={look}", frame.plain_link(&subject.path()));
        Ok(Redirect::to(&to).into_response())
    }

    /// The last look of the auditor, where it was at this and is open still.
    async fn look(&self, subject: Subject) -> Result<Option<SecurityEvent>, Problem> {
        let accounts = self.app.registry.accounts();
        let (kind, account) = (Some(Kind::SealedSeen.key().into()), Some(self.caller().account));
        let filter = SecurityFilter { kind, account, before: None };
        let last = accounts.security_events(filter, LOOKS).await?;
        let since = accounts.now() - OPEN_FOR;
        let about = subject.to_string();
        let mut open = last.into_iter().filter(|noted| noted.at >= since);
        Ok(open.find(|noted| noted.about == about && !noted.reason.is_empty()))
    }

    fn closed(subject: Subject, form: Form, frame: Frame) -> SealedPage {
        let key = subject.key();
        let reason = form.field("reason", frame.say("sealed-reason")).lines(3);
        SealedPage {
            title: frame.say(&format!("sealed-{key}")),
            lead: frame.say(&format!("sealed-{key}-lead")),
            reason: reason.hint(frame.say("sealed-reason-hint")),
            opened: None,
            form,
            frame,
        }
    }

    /// What was sealed, until when it stays open, and why.
    async fn opened(
        &self,
        subject: Subject,
        entries: &[Recorded],
        look: &SecurityEvent,
        frame: &Frame,
    ) -> Result<OpenedView, Problem> {
        let (zone, language) = (self.app.registry.zone(), frame.language);
        let until = typography::minute(look.at + OPEN_FOR, zone, language);
        let words = [("until", until.as_str()), ("reason", look.reason.as_str())];
        let noted = set(&frame.words.say_with("sealed-noted", &words));
        let registry = registry(self.app).await?;
        let in_force = rules_of(&registry).and_then(RegistryState::in_force);
        let catalogue = in_force.map(|in_force| in_force.catalogue);
        let speaker = Speaker { lens: self.reading.lens(), card: None, language };
        let opened = OpenedView::of(entries, noted, catalogue, &speaker, frame);
        Ok(match subject.own_words(self.app).await? {
            Some(words) => opened.beginning_with(words, frame),
            None => opened,
        })
    }
}
