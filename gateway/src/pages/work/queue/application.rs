//! An application as an officer decides it: what it says with what shows it, which requirements it
//! meets, what it is like; listed, or returned with the requirements it doesn't meet.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::Timestamp;
use registry_core::access::Operation;
use registry_core::command::{Command, ListApplication, ReturnApplication, grant_that_shows};
use registry_core::deadline::working_days_after;
use registry_core::editions::{InForce, RegistryState};
use registry_core::profile::{CurrentClaim, Profile};
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_core::state::{ApplicationStanding, ApplicationState, Loaded, StreamState};
use registry_events::event::{ApplicationEvent, Event};
use registry_events::ids::{ApplicationId, OrganisationId, StreamVersion};
use registry_events::stream::StreamId;
use registry_events::value::{NamedOrganisation, Value};
use registry_projections::samples::applications::WORKING_DAYS_MAX;

use super::super::acts::{tell, to_receipt};
use super::super::applications::{
    AlikeView, Requirements, StandingView, alike_clusters, known_organisation, one, shown_name,
};
use super::returns::{self, Grounds, OtherReasons, Reasons, StatementReason};
use super::said::{self, EvidenceView};
use crate::api::read::streams::{registry, rules_of};
use crate::api::write::applications::show;
use crate::http::form::{Fields, SignedForm};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn, execute_seen};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::Form;
use crate::pages::frame::Frame;
use crate::pages::organisation::identifier;
use crate::people::whereabouts::Whereabouts;
use crate::read::lens::Lens;
use crate::read::parts::IdentifierShown;
use crate::words::terms;
use crate::words::typography::{self, capitalised, set};
use crate::words::value::{Speaker, said_document};

/// The name of the hidden field that tells which version the officer reads.
const VERSION: &str = "version";

/// The page.
#[derive(Template)]
#[template(path = "work/queue/application.html")]
struct ReviewPage {
    frame: Frame,
    form: Form,
    name: String,
    stand: StandingView,
    submitted: String,
    /// Until when it is to be decided.
    target: String,
    right_to_speak: String,
    /// The letter that shows it, with where it is opened.
    letter: Option<(String, String)>,
    /// By what that right is shown without anybody's judgement.
    right_is_shown_by: Option<String>,
    is_waiting: bool,
    cluster: Option<String>,
    requirements: Requirements,
    /// What a return names beside statements.
    others: OtherReasons,
    alike: Vec<AlikeView>,
    parts: Vec<PartView>,
    queue: String,
}

impl Page for ReviewPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The cluster itself, or one of its items.
struct PartView {
    heading: String,
    rows: Vec<ClaimRow>,
}

/// A statement with what shows it.
struct ClaimRow {
    label: String,
    value: String,
    /// Of an organisation its numbers, and its page where the registry knows it.
    numbers: String,
    organisation: Option<String>,
    source: String,
    evidence: Vec<EvidenceView>,
    reason: Option<StatementReason>,
}

/// An application that an officer looks at.
struct Review<'r> {
    app: &'r App,
    who: &'r SignedIn,
    reading: &'r Reading,
    id: ApplicationId,
    opened: show::Opened,
    registry: Loaded,
    access: Loaded,
}

impl<'r> Review<'r> {
    async fn of(
        app: &'r App,
        who: &'r SignedIn,
        reading: &'r Reading,
        id: ApplicationId,
        from: &Whereabouts,
    ) -> Result<Self, Problem> {
        Operation::ListApplication.check(who.caller.role)?;
        let opened = show::seen(app, who.caller, id, from).await?;
        let access = app.registry.executor().streams().load(&StreamId::access()).await?;
        Ok(Self { app, who, reading, id, opened, registry: registry(app).await?, access })
    }

    fn state(&self) -> Result<&ApplicationState, Problem> {
        match self.opened.loaded.state.as_ref() {
            StreamState::Application(state) => Ok(state),
            _ => Err(Problem::new("not-found").with("application")),
        }
    }

    fn in_force(&self) -> Result<InForce<'_>, Problem> {
        let in_force = rules_of(&self.registry).and_then(RegistryState::in_force);
        in_force.ok_or_else(|| Rejection::conflict("registry.not-open").into())
    }

    /// By what the applicant's right to speak is shown already, so that it isn't judged.
    fn right_is_shown_by(&self, frame: &Frame) -> Result<Option<String>, Problem> {
        let state = self.state()?;
        let StreamState::Access(access) = self.access.state.as_ref() else { return Ok(None) };
        let Some(applicant) = &state.applicant else { return Ok(None) };
        let lens = self.reading.lens();
        let known = |named: &NamedOrganisation| known_organisation(named, lens.views);
        let grants = access.grants_of(applicant.account);
        let grant = grant_that_shows(&state.profile, grants, known);
        Ok(grant.and_then(|grant| {
            let organisation = lens.organisation(grant.actor().organisation?);
            let organisation = organisation.in_language_or_other(frame.language).to_owned();
            let basis = terms::authority(grant.authority.basis).get(frame.language);
            let told = [("organisation", organisation.as_str()), ("basis", basis)];
            Some(set(&frame.words.say_with("review-right-shown", &told)))
        }))
    }

    fn form(&self, frame: &Frame) -> Form {
        let path = format!("/work/queue/applications/{}", self.id);
        let form = own_form(self.app, frame, &self.who.present, &path);
        form.with(VERSION, self.opened.loaded.version.0.to_string())
    }

    /// When it was handed in last.
    fn submitted(&self) -> Option<Timestamp> {
        let mut entries = self.opened.entries.iter().rev();
        let is_submission = |event: &Event| {
            matches!(event, Event::Application(ApplicationEvent::ApplicationSubmitted(_)))
        };
        entries.find(|it| it.event().is_some_and(is_submission)).map(|it| it.recorded_at)
    }
}

/// `/work/queue/applications/{id}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ApplicationId>, Problem>,
    reading: Reading,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(id) = named?;
    let review = Review::of(&app, &who, &reading, id, &from).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = review.form(&frame);
    rendered_privately(&review.page(form, frame)?)
}

/// Lists the cluster, or returns the application.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<ApplicationId>, Problem>,
    reading: Reading,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let Path(application) = named?;
    let who = &sent.signed_in;
    let review = Review::of(&app, who, &reading, application, &from).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let mut form = review.form(&frame).sent(sent.fields.clone());
    let (command, places): (Command, _) = match sent.fields.get("act") {
        "return" => {
            let (reasons, places) = review.reasons(&sent.fields, &mut form, &frame)?.parts();
            (ReturnApplication { application, reasons }.into(), places)
        }
        "list" => (ListApplication { application }.into(), Vec::new()),
        _ => return Err(Problem::new("form.malformed")),
    };
    if form.is_wrong() {
        return to_correct(&review.page(form, frame)?);
    }
    let seen = version_seen(&sent.fields)?;
    match execute_seen(&app, who.caller, &sent.request, command, seen).await {
        Ok(done) => Ok(to_receipt(&frame, &done, &frame.plain_link("/work/queue"))),
        Err(problem) => {
            let place = |broken: &Broken| returns::place(broken, &places);
            tell(&app, problem, &mut form, &frame, place).await?;
            to_correct(&review.page(form, frame)?)
        }
    }
}

/// The version of the application that the officer decided by; what is decided is what they read.
fn version_seen(sent: &Fields) -> Result<Option<StreamVersion>, Problem> {
    match sent.get(VERSION) {
        "" => Ok(None),
        version => match version.parse() {
            Ok(version) => Ok(Some(StreamVersion(version))),
            Err(_) => Err(Problem::new("form.malformed")),
        },
    }
}

impl Review<'_> {
    /// The reasons that were typed.
    fn reasons(&self, sent: &Fields, form: &mut Form, frame: &Frame) -> Result<Reasons, Problem> {
        let profile = &self.state()?.profile;
        let requirements = self.requirements(profile, frame)?;
        let (rulebook, views) = (self.in_force()?.rulebook, self.reading.lens().views);
        let grounds = Grounds::of(rulebook, &requirements, frame);
        Ok(grounds.typed(profile, views, sent, form))
    }

    fn requirements(&self, profile: &Profile, frame: &Frame) -> Result<Requirements, Problem> {
        let (rulebook, today) = (self.in_force()?.rulebook, self.app.registry.today());
        let (lens, language) = (self.reading.lens(), frame.language);
        Ok(Requirements::of(profile, rulebook, today, &Speaker { lens, card: None, language }))
    }

    fn page(&self, form: Form, frame: Frame) -> Result<ReviewPage, Problem> {
        let state = self.state()?;
        let (profile, lens) = (&state.profile, self.reading.lens());
        let speaker = Speaker { lens, card: None, language: self.reading.language };
        let submitted = self.submitted().unwrap_or_default();
        let target = working_days_after(frame.date(submitted), WORKING_DAYS_MAX);
        let requirements = self.requirements(profile, &frame)?;
        let is_waiting = state.standing == ApplicationStanding::Submitted;
        let alike = if is_waiting { alike_clusters(profile, &lens, &frame) } else { Vec::new() };
        let in_force = self.in_force()?;
        let grounds = Grounds::of(in_force.rulebook, &requirements, &frame);
        let right_is_shown_by = self.right_is_shown_by(&frame)?;
        let is_judged = right_is_shown_by.is_none();
        let others = grounds.others(&requirements, &alike, is_judged, &form);
        let parts = said::parts(profile, in_force.catalogue, &speaker, &frame);
        let row = |claim| ClaimRow::of(claim, &speaker, &form, &grounds, &frame);
        let parts = parts.into_iter().map(|part| PartView {
            heading: part.heading,
            rows: part.claims.into_iter().map(row).collect(),
        });
        let parts = parts.collect();
        Ok(ReviewPage {
            name: shown_name(profile, &frame),
            stand: StandingView::of(state.standing, &frame),
            submitted: frame.day(submitted),
            target: typography::date(target, frame.language),
            right_to_speak: set(&one::right_to_speak(&self.opened.entries)),
            letter: state.letter.as_ref().map(|letter| {
                let address = frame.plain_link(&format!("/evidence/{}", letter.digest));
                (said_document(letter, frame.language), address)
            }),
            is_waiting,
            cluster: state.cluster.map(|id| frame.plain_link(&format!("/clusters/{id}"))),
            others,
            right_is_shown_by,
            requirements,
            alike,
            parts,
            queue: frame.plain_link("/work/queue"),
            form,
            frame,
        })
    }
}

/// The numbers of an organisation that is stated, and which it is where the registry knows it.
fn organisation(
    value: Option<&Value>,
    lens: &Lens<'_>,
    frame: &Frame,
) -> (Vec<String>, Option<OrganisationId>) {
    let all = lens.views.organisations();
    let (numbers, known) = match value {
        Some(Value::NamedOrganisation(named)) => {
            (IdentifierShown::all(&named.identifiers), known_organisation(named, lens.views))
        }
        Some(Value::Organisation(id)) => {
            let numbers = all.get(*id).map(|one| IdentifierShown::public(one.numbers()));
            (numbers.unwrap_or_default(), Some(*id))
        }
        _ => return (Vec::new(), None),
    };
    (numbers.iter().map(|number| identifier(number, frame)).collect(), known)
}

impl ClaimRow {
    fn of(
        current: &CurrentClaim,
        speaker: &Speaker<'_>,
        form: &Form,
        grounds: &Grounds<'_>,
        frame: &Frame,
    ) -> Self {
        let claim = &current.claim;
        let on = claim.described_on.map(|day| typography::date(day, frame.language));
        let source = terms::source(claim.source.source_type).get(frame.language);
        let source =
            [Some(capitalised(source)), claim.source.url.as_ref().map(ToString::to_string), on];
        let label = set(&speaker.label(&claim.path));
        let (numbers, known) = organisation(claim.stated.value(), &speaker.lens, frame);
        Self {
            numbers: numbers.join(" · "),
            organisation: known.map(|id| frame.plain_link(&format!("/organisations/{id}"))),
            value: set(&speaker.claim(claim)),
            source: source.into_iter().flatten().collect::<Vec<_>>().join(", "),
            evidence: EvidenceView::all(&claim.evidence, frame),
            reason: grounds.fields_of(&claim.path, &label, form),
            label,
        }
    }
}
