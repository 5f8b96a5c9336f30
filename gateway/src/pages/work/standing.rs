//! Where a cluster stands on the register, as an officer changes it: suspended, resumed, taken off,
//! merged into another one. Each with a reason that everybody may read, and a check before it is done.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::{Operation, this_cluster};
use registry_core::command::{
    Command, MergeClusters, ResumeCluster, SuspendCluster, WithdrawCluster,
};
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_core::state::{ClusterState, Loaded, Standing, StreamState};
use registry_events::actor::Role;
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::stream::StreamId;

use super::acts::{WHOLE, field_named, reason_field, tell, to_receipt};
use super::meanwhile::meanwhile;
use super::queue::{holds, is_officer};
use super::typed::day;
use crate::http::form::{Fields, SignedForm};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn, caught_up, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Choices, Field, Form};
use crate::pages::frame::Frame;
use crate::words::typography::{self, set};

/// The form.
#[derive(Template)]
#[template(path = "work/standing/form.html")]
struct StandingPage {
    frame: Frame,
    form: Form,
    name: String,
    profile: String,
    /// How it stands now.
    stands: String,
    /// The version that the reader saw.
    seen: String,
    /// What others did while the form was open.
    meanwhile: Vec<String>,
    act: Choices,
    reason: Field,
    into: Field,
    merged_on: Field,
    /// Whether a merger is among what can be done.
    may_merge: bool,
}

impl Page for StandingPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The check before it is done.
#[derive(Template)]
#[template(path = "work/standing/check.html")]
struct CheckPage {
    frame: Frame,
    form: Form,
    name: String,
    profile: String,
    /// What is done, and what follows.
    act: String,
    follows: String,
    reason: String,
    /// The cluster that takes it in, and since when.
    into: Option<(String, String)>,
    /// What was typed, to be sent once more.
    typed: Vec<(&'static str, String)>,
}

impl Page for CheckPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// What can be done with a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Suspend,
    Resume,
    Withdraw,
    Merge,
}

impl Act {
    const ALL: [Self; 4] = [Self::Suspend, Self::Resume, Self::Withdraw, Self::Merge];

    const fn key(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::Withdraw => "withdraw",
            Self::Merge => "merge",
        }
    }

    const fn operation(self) -> Operation {
        match self {
            Self::Suspend => Operation::SuspendCluster,
            Self::Resume => Operation::ResumeCluster,
            Self::Withdraw => Operation::WithdrawCluster,
            Self::Merge => Operation::MergeClusters,
        }
    }

    /// Whether it can be done as a cluster stands.
    const fn fits(self, standing: Standing) -> bool {
        match self {
            Self::Suspend | Self::Merge => matches!(standing, Standing::Listed),
            Self::Resume => matches!(standing, Standing::Suspended),
            Self::Withdraw => standing.is_living(),
        }
    }
}

/// A cluster whose standing somebody may change.
struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    reading: &'w Reading,
    cluster: ClusterId,
    loaded: Loaded,
}

impl<'w> Work<'w> {
    async fn of(
        app: &'w App,
        who: &'w SignedIn,
        reading: &'w Reading,
        cluster: ClusterId,
    ) -> Result<Self, Problem> {
        Operation::WithdrawCluster.check(who.caller.role)?;
        let loaded = app.registry.executor().streams().load(&StreamId::cluster(cluster)).await?;
        let work = Self { app, who, reading, cluster, loaded };
        if work.state()?.standing == Standing::NotListed {
            return Err(Rejection::NotFound("cluster").into());
        }
        let may = match who.caller.role {
            Role::Officer => is_officer(app, who).await?,
            _ => holds(app, who, this_cluster(cluster)).await?,
        };
        if may { Ok(work) } else { Err(Rejection::NoGrant("cluster").into()) }
    }

    fn state(&self) -> Result<&ClusterState, Rejection> {
        match self.loaded.state.as_ref() {
            StreamState::Cluster(state) => Ok(state),
            _ => Err(Rejection::NotFound("cluster")),
        }
    }

    /// What the reader may do with it as it stands.
    fn acts(&self) -> Result<Vec<Act>, Problem> {
        let standing = self.state()?.standing;
        let may =
            |act: &Act| act.fits(standing) && act.operation().check(self.who.caller.role).is_ok();
        Ok(Act::ALL.into_iter().filter(may).collect())
    }

    fn form(&self, frame: &Frame) -> Form {
        let path = format!("/work/clusters/{}/standing", self.cluster);
        own_form(self.app, frame, &self.who.present, &path)
    }

    fn name(&self, frame: &Frame) -> String {
        set(self.reading.lens().cluster(self.cluster).in_language_or_other(frame.language))
    }
}

/// `/work/clusters/{id}/standing`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(cluster) = named?;
    let work = Work::of(&app, &who, &reading, cluster).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = work.form(&frame);
    rendered_privately(&work.page(form, frame)?)
}

/// What a form asks for: to be checked, changed once more, or done.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let Path(cluster) = named?;
    let work = Work::of(&app, &sent.signed_in, &reading, cluster).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &sent.signed_in.present);
    let mut form = work.form(&frame).sent(sent.fields.clone());
    let step = sent.fields.get("step");
    if step == "edit" {
        return rendered_privately(&work.page(form, frame)?);
    }
    let caller = sent.signed_in.caller;
    let Some((act, command)) = work.read(&sent.fields, &mut form, &frame) else {
        caught_up(&app).await?;
        return to_correct(&work.page(form, frame)?);
    };
    let refused: Problem = if step == "send" {
        match execute_for(&app, caller, &sent.request, command).await {
            Ok(done) => return Ok(to_receipt(&frame, &done, &work.profile(&frame))),
            Err(problem) => problem,
        }
    } else {
        match app.registry.executor().rehearse(caller, &command).await {
            Ok(()) => return rendered_privately(&work.check(act, form, frame, &sent.fields)),
            Err(refused) => refused.into(),
        }
    };
    tell(&app, refused, &mut form, &frame, place_of).await?;
    // The next try begins from what stands now, once all of that can be told.
    let work = Work::of(&app, &sent.signed_in, &reading, cluster).await?;
    caught_up(&app).await?;
    to_correct(&work.page(form, frame)?)
}

fn place_of(broken: &Broken) -> String {
    let piece = field_named(broken);
    let own = ["reason", "into", "merged_on"].contains(&piece.as_str());
    if own { piece } else { WHOLE.to_owned() }
}

impl Work<'_> {
    /// What is asked, or none with what is wrong told on the form.
    fn read(&self, sent: &Fields, form: &mut Form, frame: &Frame) -> Option<(Act, Command)> {
        let cluster = self.cluster;
        let expected = sent.get("seen").parse().ok().map(StreamVersion);
        let reason = sent.get("reason").trim().to_owned();
        let asked = Act::ALL.into_iter().find(|act| act.key() == sent.get("act"));
        let Some(act) = asked else {
            form.wrong("act", frame.say("standing-act-wrong"));
            return None;
        };
        let command = match act {
            Act::Suspend => SuspendCluster { cluster, reason, expected }.into(),
            Act::Resume => ResumeCluster { cluster, reason, expected }.into(),
            Act::Withdraw => WithdrawCluster { cluster, reason, expected }.into(),
            Act::Merge => {
                let (into, merged_on) =
                    (into(sent), day(sent.get("merged_on").trim()).parse().ok());
                if into.is_none() {
                    form.wrong("into", frame.say("grant-cluster-wrong"));
                }
                if merged_on.is_none() {
                    form.wrong("merged_on", frame.say("confirm-day-wrong"));
                }
                let (into, merged_on) = into.zip(merged_on)?;
                MergeClusters { cluster, into, merged_on, reason, expected }.into()
            }
        };
        Some((act, command))
    }

    fn profile(&self, frame: &Frame) -> String {
        frame.plain_link(&format!("/clusters/{}", self.cluster))
    }

    fn page(&self, form: Form, frame: Frame) -> Result<StandingPage, Problem> {
        let acts = self.acts()?;
        let answers = acts
            .iter()
            .map(|act| (act.key().to_owned(), frame.say(&format!("standing-{}", act.key()))));
        let act = form.choices("act", frame.say("standing-act"), "radio", answers);
        let merged_on = form.field("merged_on", frame.say("standing-merged-on")).of("date");
        let into = form.field("into", frame.say("standing-into")).optional();
        let card = self.reading.views.card(self.cluster);
        let stands = card.map(|card| crate::words::terms::status(card.standing.status));
        let seen = form.typed("seen").to_owned();
        let before = seen.parse().ok().map(StreamVersion).filter(|_| form.is_wrong());
        let meanwhile = before.map(|seen| meanwhile(self.app, self.cluster, seen, &frame));
        let version = self.loaded.version.0.to_string();
        Ok(StandingPage {
            name: self.name(&frame),
            profile: self.profile(&frame),
            stands: stands.map(|words| words.get(frame.language).to_owned()).unwrap_or_default(),
            seen: if seen.is_empty() || form.is_wrong() { version } else { seen },
            meanwhile: meanwhile.unwrap_or_default(),
            act,
            reason: reason_field(&form, &frame, "standing-reason"),
            into: into.hint(frame.say("standing-into-hint")),
            merged_on: merged_on.width("short").optional(),
            may_merge: acts.contains(&Act::Merge),
            form,
            frame,
        })
    }

    fn check(&self, act: Act, form: Form, frame: Frame, sent: &Fields) -> CheckPage {
        let typed = ["act", "reason", "into", "merged_on", "seen"];
        let lens = self.reading.lens();
        let target = into(sent).filter(|_| act == Act::Merge);
        let target = target.map(|id| set(lens.cluster(id).in_language_or_other(frame.language)));
        let on = day(sent.get("merged_on").trim()).parse();
        let on = on.map(|on| typography::date(on, frame.language)).unwrap_or_default();
        CheckPage {
            name: self.name(&frame),
            profile: self.profile(&frame),
            act: frame.say(&format!("standing-{}", act.key())),
            follows: frame.say(&format!("standing-{}-follows", act.key())),
            reason: set(sent.get("reason").trim()),
            into: target.map(|target| (target, on)),
            typed: typed.map(|name| (name, sent.get(name).to_owned())).into(),
            form,
            frame,
        }
    }
}

/// The other cluster, by its number or the address of its page.
fn into(sent: &Fields) -> Option<ClusterId> {
    let given = sent.get("into").trim().trim_end_matches('/');
    given.rsplit('/').next()?.parse().ok()
}
