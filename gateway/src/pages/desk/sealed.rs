//! What is sealed for others, opened for an auditor: an application, or a dispute of before its
//! admission. Whoever looks says why first; who looked at what, when and why stands in the security
//! journal before anything is shown, and shows it for a quarter of an hour.

use std::borrow::Cow;
use std::fmt;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::SignedDuration;
use registry_core::access::{Caller, ReadOperation};
use registry_core::editions::RegistryState;
use registry_core::profile::{CurrentClaim, Item, Profile};
use registry_core::state::StreamState;
use registry_events::claim::{Claim, Evidence, Stated};
use registry_events::entry::Recorded;
use registry_events::event::{ApplicationEvent, DisputeEvent, Event};
use registry_events::ids::{ApplicationId, ClusterId, StreamVersion};

use crate::api::read::desk::admit;
use crate::api::read::parameters::Parameters;
use crate::api::read::streams::{registry, rules_of};
use crate::api::write::{applications, disputes};
use crate::http::form::SignedForm;
use crate::http::path::{Decimal, Path};
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::pages::work::queue::application::EvidenceView;
use crate::people::security::Kind;
use crate::people::whereabouts::Whereabouts;
use crate::private::security_journal::{SecurityEvent, SecurityFilter};
use crate::words::terms;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// For how long what was opened once stays open.
const OPEN_FOR: SignedDuration = SignedDuration::from_mins(15);
/// How short and how long a reason is.
const REASON_CHARS: std::ops::RangeInclusive<usize> = 10..=500;

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

/// What was sealed.
struct OpenedView {
    /// Until when it stays open, and why.
    noted: String,
    /// Whether something of it was erased.
    is_erased: bool,
    steps: Vec<StepView>,
    parts: Vec<PartView>,
}

/// What somebody did.
struct StepView {
    heading: String,
    on: String,
    texts: Vec<String>,
    evidence: Vec<EvidenceView>,
}

/// The cluster itself, or one of its items.
struct PartView {
    heading: String,
    rows: Vec<ClaimView>,
}

/// A statement with what shows it.
struct ClaimView {
    label: String,
    value: String,
    evidence: Vec<EvidenceView>,
}

/// What is looked at; displayed as the security journal names it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject {
    /// An application.
    Application(ApplicationId),
    /// A dispute, or a sealed step of one, by its version.
    Dispute(ClusterId, StreamVersion),
}

impl fmt::Display for Subject {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Application(application) => write!(to, "application {application}"),
            Self::Dispute(cluster, version) => write!(to, "dispute {cluster} {version}"),
        }
    }
}

impl Subject {
    /// Where it is looked at.
    pub(super) fn path(self) -> String {
        match self {
            Self::Application(application) => format!("/desk/sealed/applications/{application}"),
            Self::Dispute(cluster, version) => format!("/desk/sealed/disputes/{cluster}/{version}"),
        }
    }

    /// Its entries, opened where their keys are there.
    async fn entries(self, app: &App) -> Result<Vec<Recorded>, Problem> {
        match self {
            Self::Application(id) => applications::show::for_auditor(app, id).await,
            Self::Dispute(cluster, at) => disputes::show::for_auditor(app, cluster, at).await,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Application(_) => "application",
            Self::Dispute(..) => "dispute",
        }
    }
}

type NamedApplication = Result<Path<ApplicationId>, Problem>;
type NamedDispute = Result<Path<(ClusterId, Decimal)>, Problem>;

fn of_application(named: NamedApplication) -> Result<Subject, Problem> {
    named.map(|Path(application)| Subject::Application(application))
}

fn of_dispute(named: NamedDispute) -> Result<Subject, Problem> {
    named.map(|Path((cluster, Decimal(at)))| Subject::Dispute(cluster, StreamVersion(at)))
}

/// `/desk/sealed/applications/{id}`.
pub async fn application(
    State(app): State<App>,
    who: SignedIn,
    named: NamedApplication,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let desk = Desk { app: &app, who: &who, reading: &reading, headers: &headers, uri: &uri };
    desk.page(|| of_application(named)).await
}

/// `/desk/sealed/disputes/{cluster}/{version}`.
pub async fn dispute(
    State(app): State<App>,
    who: SignedIn,
    named: NamedDispute,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let desk = Desk { app: &app, who: &who, reading: &reading, headers: &headers, uri: &uri };
    desk.page(|| of_dispute(named)).await
}

/// Says why an application is looked at.
pub async fn open_application(
    State(app): State<App>,
    named: NamedApplication,
    reading: Reading,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    let desk = Desk { app: &app, who, reading: &reading, headers: &headers, uri: &uri };
    desk.open(|| of_application(named), &sent, &from).await
}

/// Says why a dispute is looked at.
pub async fn open_dispute(
    State(app): State<App>,
    named: NamedDispute,
    reading: Reading,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    let desk = Desk { app: &app, who, reading: &reading, headers: &headers, uri: &uri };
    desk.open(|| of_dispute(named), &sent, &from).await
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
        named: impl FnOnce() -> Result<Subject, Problem>,
    ) -> Result<(Subject, Vec<Recorded>), Problem> {
        admit(self.app, Some(self.caller()), ReadOperation::ReadSealed).await?;
        let subject = named()?;
        let entries = subject.entries(self.app).await?;
        if entries.is_empty() {
            return Err(Problem::new("not-found").with(subject.key()));
        }
        Ok((subject, entries))
    }

    fn frame(&self) -> Frame {
        frame(self.app, self.reading.language, self.headers, self.uri, &self.who.present)
    }

    async fn page(
        &self,
        named: impl FnOnce() -> Result<Subject, Problem>,
    ) -> Result<Response, Problem> {
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
            Some(look) => Some(self.opened(&entries, &look, &frame).await?),
            None => None,
        };
        let form = own_form(self.app, &frame, &self.who.present, &subject.path());
        rendered_privately(&SealedPage { opened, ..Self::closed(subject, form, frame) })
    }

    async fn open(
        &self,
        named: impl FnOnce() -> Result<Subject, Problem>,
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

    async fn opened(
        &self,
        entries: &[Recorded],
        look: &SecurityEvent,
        frame: &Frame,
    ) -> Result<OpenedView, Problem> {
        let until =
            typography::minute(look.at + OPEN_FOR, self.app.registry.zone(), frame.language);
        let words = [("until", until.as_str()), ("reason", look.reason.as_str())];
        let registry = registry(self.app).await?;
        let catalogue = rules_of(&registry).and_then(RegistryState::in_force);
        let speaker = Speaker { lens: self.reading.lens(), card: None, language: frame.language };
        let loaded = applications::show::folded_of(entries);
        let mut parts = Vec::new();
        if let (StreamState::Application(state), Some(in_force)) =
            (loaded.state.as_ref(), catalogue)
        {
            let collections = in_force.catalogue.collections.iter();
            let labels = collections.map(|list| (list.key.as_str(), &list.item_label));
            let labels = labels.map(|(key, label)| (key, speaker.text(label).to_owned()));
            parts = parts_of(&state.profile, &labels.collect::<Vec<_>>(), &speaker, frame);
        }
        Ok(OpenedView {
            noted: set(&frame.words.say_with("sealed-noted", &words)),
            is_erased: entries.iter().any(|entry| entry.event().is_none()),
            steps: entries
                .iter()
                .filter_map(|entry| StepView::of(entry, &speaker, frame))
                .collect(),
            parts,
        })
    }
}

/// How many of an auditor's looks are gone through for one that is open still.
const LOOKS: usize = 100;

/// The cluster and its open items.
fn parts_of(
    profile: &Profile,
    collections: &[(&str, String)],
    speaker: &Speaker<'_>,
    frame: &Frame,
) -> Vec<PartView> {
    let row = |current: &CurrentClaim| ClaimView::of(&current.claim, speaker, frame);
    let own = profile.cluster_claims().map(row).collect();
    let cluster = PartView { heading: frame.say("review-cluster"), rows: own };
    let items = collections
        .iter()
        .flat_map(|(key, label)| profile.open_items(key).map(move |item: &Item| (label, item)));
    let items = items.map(|(label, item)| PartView {
        heading: set(&format!("{label} {}", item.path.item)),
        rows: item.claims().map(row).collect(),
    });
    std::iter::once(cluster).chain(items).filter(|part| !part.rows.is_empty()).collect()
}

impl ClaimView {
    fn of(claim: &Claim, speaker: &Speaker<'_>, frame: &Frame) -> Self {
        let value = match &claim.stated {
            Stated::Value(value) => speaker.value(value, &claim.path),
            Stated::Absent(absence) => terms::absence(*absence).get(frame.language).to_owned(),
            Stated::Sealed(_) => frame.say("sealed-erased"),
        };
        Self {
            label: set(&speaker.label(&claim.path)),
            value: set(&value),
            evidence: EvidenceView::all(&claim.evidence, frame),
        }
    }
}

impl StepView {
    /// What somebody did; statements stand by themselves.
    fn of(entry: &Recorded, speaker: &Speaker<'_>, frame: &Frame) -> Option<Self> {
        let (key, texts, evidence): (_, Vec<String>, Cow<'_, [Evidence]>) = match entry.event()? {
            Event::Application(event) => {
                (of_way(event), said_on_way(event, speaker), brought_on_way(event).into())
            }
            Event::Dispute(event) => {
                let (key, texts, evidence) = of_steps(event, speaker);
                (key, texts, evidence.into())
            }
            _ => return None,
        };
        Some(Self {
            heading: frame.say(&format!("sealed-step-{key}")),
            on: frame.day(entry.recorded_at),
            texts: texts.iter().map(|text| set(text)).collect(),
            evidence: EvidenceView::all(&evidence, frame),
        })
    }
}

const fn of_way(event: &ApplicationEvent) -> &'static str {
    match event {
        ApplicationEvent::ApplicationStarted(_) => "started",
        ApplicationEvent::RightToSpeakStated(_) => "right",
        ApplicationEvent::ApplicationSubmitted(_) => "submitted",
        ApplicationEvent::ApplicationReturned(_) => "returned",
        ApplicationEvent::ApplicationListed(_) => "listed",
        ApplicationEvent::ApplicationWithdrawn(_) => "withdrawn",
    }
}

fn said_on_way(event: &ApplicationEvent, speaker: &Speaker<'_>) -> Vec<String> {
    match event {
        ApplicationEvent::ApplicationStarted(started) => vec![started.right_to_speak.clone()],
        ApplicationEvent::RightToSpeakStated(stated) => vec![stated.right_to_speak.clone()],
        ApplicationEvent::ApplicationReturned(returned) => {
            let reasons = returned.reasons.iter().map(|named| match &named.path {
                Some(path) => format!("{}: {}", speaker.place_of(path), named.reason),
                None => named.reason.clone(),
            });
            reasons.collect()
        }
        ApplicationEvent::ApplicationWithdrawn(withdrawn) => {
            withdrawn.reason.clone().into_iter().collect()
        }
        ApplicationEvent::ApplicationSubmitted(_) | ApplicationEvent::ApplicationListed(_) => {
            Vec::new()
        }
    }
}

/// The letter that shows the right to speak.
fn brought_on_way(event: &ApplicationEvent) -> Vec<Evidence> {
    match event {
        ApplicationEvent::RightToSpeakStated(stated) => {
            stated.letter.map(Evidence::Document).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn of_steps<'e>(
    event: &'e DisputeEvent,
    speaker: &Speaker<'_>,
) -> (&'static str, Vec<String>, &'e [Evidence]) {
    match event {
        DisputeEvent::DisputeFiled(it) => {
            let contested = speaker.place_of(&it.claim.path);
            ("filed", vec![contested, it.grounds.clone()], &it.evidence)
        }
        DisputeEvent::DisputeRefused(it) => ("refused", vec![it.reason.clone()], &[]),
        DisputeEvent::DisputeAdmitted(it) => ("admitted", vec![it.text.clone()], &it.evidence),
        DisputeEvent::DisputeAnswered(it) => ("answered", vec![it.text.clone()], &it.evidence),
        DisputeEvent::DisputeDeadlineMissed(_) => ("missed", Vec::new(), &[]),
        DisputeEvent::DisputeResolved(it) => ("resolved", vec![it.reason.clone()], &[]),
        DisputeEvent::DisputeLifted(_) => ("lifted", Vec::new(), &[]),
    }
}
