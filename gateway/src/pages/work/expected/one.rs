//! A cluster that is expected: what is known of it, where it stands, and what can be done next.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::rejection::Rejection;
use registry_events::ids::ExpectedId;

use super::super::applications::entry;
use super::act::Act;
use super::{PATH, admit, admit_to_act, standing_words};
use crate::api::read::expected::{Insider, applications};
use crate::http::path::Path;
use crate::http::query::parameter;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::frame;
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::frame::Frame;
use crate::read::expected::{ExpectedShown, Standing};
use crate::words::typography::{self, set};

/// The page.
#[derive(Template)]
#[template(path = "work/expected_one.html")]
struct OnePage {
    frame: Frame,
    list: String,
    name: String,
    done: Option<String>,
    steps: Vec<StepView>,
    /// Whether it isn't expected any more, and why.
    removed_for: Option<String>,
    region: String,
    source: String,
    url: Option<String>,
    evidence: Vec<String>,
    known_since: String,
    invited: Vec<String>,
    /// Its application, and where an auditor opens what it says.
    application: Option<(String, Option<String>)>,
    cluster: Option<(String, String)>,
    acts: Vec<(String, String)>,
}

impl Page for OnePage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A step on the way into the register.
struct StepView {
    words: String,
    is_reached: bool,
    is_current: bool,
}

/// A cluster that somebody looks after, as it stands.
pub(in crate::pages::work) struct Opened {
    id: ExpectedId,
    pub(super) insider: Insider,
    pub(in crate::pages::work) shown: ExpectedShown,
}

impl Opened {
    /// # Errors
    /// 403 where it is of another region, 404.
    pub(in crate::pages::work) async fn of(
        app: &App,
        who: &SignedIn,
        id: ExpectedId,
        reading: &Reading,
    ) -> Result<Self, Problem> {
        Self::seen_by(admit(app, who).await?, app, id, reading).await
    }

    /// The same for who does something with it.
    ///
    /// # Errors
    /// 403 for who only reads too.
    pub(super) async fn to_act(
        app: &App,
        who: &SignedIn,
        id: ExpectedId,
        reading: &Reading,
    ) -> Result<Self, Problem> {
        Self::seen_by(admit_to_act(app, who).await?, app, id, reading).await
    }

    async fn seen_by(
        insider: Insider,
        app: &App,
        id: ExpectedId,
        reading: &Reading,
    ) -> Result<Self, Problem> {
        let lens = reading.lens();
        let known = lens.views.expected().get(id).filter(|one| one.noted.position <= lens.at);
        let known = known.ok_or_else(|| Problem::new("not-found").with("expected"))?;
        if !insider.looks_after(&known.says.region, &lens) {
            return Err(Rejection::NoGrant("region").into());
        }
        let mut applications = applications(app, &insider, [known], &lens).await?;
        let shown = ExpectedShown::of(known, applications.remove(&id), &lens);
        Ok(Self { id, insider, shown })
    }

    pub(in crate::pages::work) const fn id(&self) -> ExpectedId {
        self.id
    }

    /// Its page.
    pub(in crate::pages::work) fn path(&self) -> String {
        format!("{PATH}/{}", self.shown.expected)
    }

    pub(super) fn standing(&self) -> Standing {
        Standing::from_key(self.shown.standing).unwrap_or(Standing::Known)
    }

    /// Whether it is expected still, and nobody applied for it.
    pub(in crate::pages::work) fn is_waiting(&self) -> bool {
        matches!(self.standing(), Standing::Known | Standing::Invited)
    }

    /// Where an officer enters it from its source.
    fn entry(&self, frame: &Frame) -> Option<(String, String)> {
        let is_officers = matches!(self.insider, Insider::Officer) && self.is_waiting();
        is_officers.then(|| (entry::path_of(self.id, frame), frame.say("entry")))
    }
}

/// `/work/expected/{id}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ExpectedId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(id) = named?;
    let opened = Opened::of(&app, &who, id, &reading).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    rendered_privately(&OnePage::new(&opened, done(&uri, &frame)?, frame))
}

/// What was just done.
fn done(uri: &Uri, frame: &Frame) -> Result<Option<String>, Problem> {
    let known =
        ["noted", "invitation", "unsent", "application", "registration", "removal", "unmarked"];
    let done = parameter(uri, "done")?.filter(|done| known.contains(&done.as_str()));
    Ok(done.map(|done| frame.say(&format!("expected-done-{done}"))))
}

impl OnePage {
    fn new(opened: &Opened, done: Option<String>, frame: Frame) -> Self {
        let (shown, language) = (&opened.shown, frame.language);
        let acts = Act::ALL.into_iter().filter(|act| act.fits(opened));
        let address = |act: Act| frame.plain_link(&format!("{}/{}", opened.path(), act.key()));
        let days = shown.invited_on.iter().map(|day| typography::date(*day, language));
        let audits = matches!(opened.insider, Insider::Auditor);
        let application = |id: String| {
            let address = frame.plain_link(&format!("/desk/sealed/applications/{id}"));
            (id, Some(address).filter(|_| audits))
        };
        let cluster = shown.cluster.as_ref().map(|named| {
            let address = frame.plain_link(&format!("/clusters/{}", named.id));
            (address, set(named.name.in_language(language)))
        });
        Self {
            list: frame.plain_link(PATH),
            name: set(shown.name.in_language(language)),
            done,
            steps: steps(opened.standing(), &frame),
            removed_for: shown.removed_for.clone(),
            region: set(shown.region.label.in_language(language)),
            source: frame.say(&format!("expected-source-{}", shown.source)),
            url: shown.url.clone(),
            evidence: shown.evidence.iter().filter_map(|piece| piece.url.clone()).collect(),
            known_since: typography::date(shown.known_since, language),
            invited: days.collect(),
            application: shown.application.clone().map(application),
            cluster,
            acts: acts
                .map(|act| (address(act), frame.say(act.label())))
                .chain(opened.entry(&frame))
                .collect(),
            frame,
        }
    }
}

/// Известен → приглашён → заявка → в реестре; a removed one is on no step.
fn steps(standing: Standing, frame: &Frame) -> Vec<StepView> {
    let way = [Standing::Known, Standing::Invited, Standing::Applied, Standing::Registered];
    let Some(reached) = way.iter().position(|step| *step == standing) else { return Vec::new() };
    let step = |(place, step): (usize, Standing)| StepView {
        words: standing_words(step.key(), frame),
        is_reached: place <= reached,
        is_current: place == reached,
    };
    way.into_iter().enumerate().map(step).collect()
}
