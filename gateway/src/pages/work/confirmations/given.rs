//! «Вы подтвердили»: what the reader's party confirmed of a cluster and still stands, in the exact words
//! that were confirmed; and «Отозвать подтверждение», with a reason. Whose a confirmation is, the rule
//! of taking one back says.

pub(super) mod clusters;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::WithdrawConfirmation;
use registry_core::profile::CurrentClaim;
use registry_core::rejection::Rejection;
use registry_core::state::ClusterState;
use registry_events::claim::Claim;
use registry_events::event::Scope;
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::path::FieldPath;
use registry_projections::card::Card;
use registry_projections::history::{ConfirmationGiven, Detail, HistoryLine};

use super::super::acts::{WHOLE, field_named, reason_field, tell, to_receipt};
use super::super::applications::one::place;
use super::{PATH, open_claims, scopes, state};
use crate::http::form::SignedForm;
use crate::http::path::{Decimal, Path};
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::pages::shown::{by_right, seen};
use crate::read::right::RightShown;
use crate::read::value::basis_key;
use crate::words::typography::{date, set};
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "work/confirmations/given.html")]
struct GivenPage {
    frame: Frame,
    form: Form,
    given: GivenView,
    /// Why nothing is left to take back.
    gone: Option<String>,
    reason: Field,
    back: String,
}

impl Page for GivenPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A confirmation of the reader's party.
pub(super) struct GivenView {
    /// The cluster.
    pub(super) cluster: String,
    /// What was confirmed.
    pub(super) label: String,
    /// The words that were confirmed.
    pub(super) words: String,
    /// When, and by whom where it wasn't the reader.
    pub(super) said: String,
    /// By what right.
    pub(super) right: String,
    /// Its remark.
    pub(super) note: Option<String>,
    /// What the cluster says now, where that is something else.
    pub(super) since: Option<String>,
    /// Where it is taken back.
    pub(super) address: String,
}

/// Everything that a view is made from.
struct Telling<'t> {
    app: &'t App,
    who: &'t SignedIn,
    reading: &'t Reading,
    state: &'t ClusterState,
    card: &'t Card,
    frame: &'t Frame,
}

/// What of a cluster the reader's party confirmed and still stands, with what is said of it now.
fn standing<'s>(
    state: &'s ClusterState,
    who: &SignedIn,
    scopes: &[Scope],
) -> Vec<(StreamVersion, &'s CurrentClaim)> {
    let is_own = |version| {
        let account = who.caller.account;
        let of = |scope| {
            state
                .confirmations
                .get(&version)
                .is_some_and(|given| given.is_of(scope, account, &state.profile))
        };
        scopes.iter().any(of)
    };
    let all = open_claims(&state.profile).flat_map(|claim| {
        let given = claim.support.standing().map(|given| given.version);
        given.map(move |version| (version, claim)).collect::<Vec<_>>()
    });
    all.filter(|(version, _)| is_own(*version)).collect()
}

/// What the reader's party confirmed of a cluster, in words.
pub(super) async fn views(
    app: &App,
    who: &SignedIn,
    reading: &Reading,
    state: &ClusterState,
    frame: &Frame,
    cluster: ClusterId,
) -> Result<Vec<GivenView>, Problem> {
    let Some(card) = reading.views.card(cluster) else { return Ok(Vec::new()) };
    let telling = Telling { app, who, reading, state, card, frame };
    let own = standing(state, who, &scopes(app, who).await?);
    Ok(own.into_iter().filter_map(|(version, claim)| telling.view(version, Some(claim))).collect())
}

impl Telling<'_> {
    /// A confirmation in words, and what is said now where it stands.
    fn view(&self, version: StreamVersion, now: Option<&CurrentClaim>) -> Option<GivenView> {
        let line = self.reading.views.history(self.card.cluster)?.event(version)?;
        let Detail::Confirmed(given) = &line.detail else { return None };
        let (path, speaker) = (line.path()?, self.speaker());
        let cluster = speaker.lens.cluster(self.card.cluster);
        let confirmed = given.claim.as_deref().filter(|_| !line.hidden);
        Some(GivenView {
            cluster: set(cluster.in_language_or_other(self.frame.language)),
            label: place(path, &self.state.profile, &speaker),
            words: self.words(confirmed, path, &speaker),
            said: self.said(line, version),
            right: self.right(line),
            note: given.note.as_deref().map(set),
            since: now.and_then(|now| self.since(version, given, now, &speaker)),
            address: self.frame.plain_link(&address(self.card.cluster, version)),
        })
    }

    fn speaker(&self) -> Speaker<'_> {
        let (lens, language) = (self.reading.lens(), self.frame.language);
        Speaker { lens, card: Some(self.card), language }
    }

    /// The words that were confirmed; what is hidden by law reads as it does now.
    fn words(&self, confirmed: Option<&Claim>, path: &FieldPath, speaker: &Speaker<'_>) -> String {
        let now = self.state.profile.claim(path).map(|now| now.claim.as_ref());
        confirmed.or(now).map(|claim| set(&speaker.claim(claim))).unwrap_or_default()
    }

    fn said(&self, line: &HistoryLine, version: StreamVersion) -> String {
        let seen_on = line.path().and_then(|path| self.card.claim(path)).and_then(|claim| {
            let mut standing = claim.support.standing();
            standing.find(|given| given.place.version == version)?.seen_on
        });
        let day = self.frame.day(line.place.recorded_at);
        let said = if line.place.actor.account == self.who.caller.account {
            day
        } else {
            self.frame.words.say_with("given-by-colleague", &[("day", day.as_str())])
        };
        format!("{said}{}", seen(seen_on, self.frame))
    }

    fn right(&self, line: &HistoryLine) -> String {
        let actor = &line.place.actor;
        let right = RightShown::of(actor, line.place.position, &self.reading.views);
        set(&by_right(basis_key(actor.authority.basis), right.as_ref(), self.frame))
    }

    /// What the cluster says now, where it changed what was confirmed and the confirmation counts for a
    /// while.
    fn since(
        &self,
        version: StreamVersion,
        given: &ConfirmationGiven,
        now: &CurrentClaim,
        speaker: &Speaker<'_>,
    ) -> Option<String> {
        let kept = now.support.kept.as_ref()?;
        let is_kept = kept.confirmations.iter().any(|one| one.version == version);
        let said = given.claim.as_ref().map(|claim| &claim.stated);
        if !is_kept || said == Some(&now.claim.stated) {
            return None;
        }
        let (words, until) = (speaker.claim(&now.claim), date(kept.until, self.frame.language));
        let parts = [("now", words.as_str()), ("until", until.as_str())];
        Some(set(&self.frame.words.say_with("given-changed", &parts)))
    }

    /// The confirmation that is asked for, and why nothing is left to take back where nothing is.
    async fn asked(&self, version: StreamVersion) -> Result<(GivenView, Option<String>), Problem> {
        let unknown = || Problem::from(Rejection::NotFound("confirmation"));
        let scopes = scopes(self.app, self.who).await?;
        let own = standing(self.state, self.who, &scopes);
        if let Some((_, claim)) = own.into_iter().find(|(of, _)| *of == version) {
            return self.view(version, Some(claim)).map(|view| (view, None)).ok_or_else(unknown);
        }
        let view = self.view(version, None).filter(|_| self.gave(version, &scopes));
        Ok((view.ok_or_else(unknown)?, Some(self.gone(version))))
    }

    /// Whether the reader or who speaks for the same organisation gave it: only they learn what became
    /// of it.
    fn gave(&self, version: StreamVersion, scopes: &[Scope]) -> bool {
        let line = self.reading.views.history(self.card.cluster).and_then(|it| it.event(version));
        line.is_some_and(|line| {
            let actor = &line.place.actor;
            let for_one = scopes.iter().any(|scope| match scope {
                Scope::Organisation(id) | Scope::Region { organisation: id, .. } => {
                    actor.organisation == Some(*id)
                }
                Scope::Cluster(_) | Scope::Registry => false,
            });
            actor.account == self.who.caller.account || for_one
        })
    }

    fn gone(&self, version: StreamVersion) -> String {
        let lines = self.reading.views.history(self.card.cluster);
        let mut lines = lines.into_iter().flat_map(|history| history.lines().rev());
        let taken = lines.find(|line| match &line.detail {
            Detail::ConfirmationWithdrawn(taken) => taken.confirmation == version,
            _ => false,
        });
        match taken {
            Some(line) => {
                let day = self.frame.day(line.place.recorded_at);
                self.frame.words.say_with("given-gone", &[("day", day.as_str())])
            }
            None => self.frame.say("given-past"),
        }
    }
}

fn address(cluster: ClusterId, version: StreamVersion) -> String {
    format!("{PATH}/{cluster}/given/{version}/withdrawal")
}

/// `/work/confirmations/{cluster}/given/{version}/withdrawal`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ClusterId, Decimal)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path((cluster, Decimal(version))) = named?;
    let version = StreamVersion(version);
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let asked = asked(&app, &who, &reading, (cluster, version), &frame).await?;
    let form = own_form(&app, &frame, &who.present, &address(cluster, version));
    rendered_privately(&shown(asked, form, frame, cluster))
}

/// Takes the confirmation back.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<(ClusterId, Decimal)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let (Path((cluster, Decimal(version))), who) = (named?, &sent.signed_in);
    Operation::WithdrawConfirmation.check(who.caller.role)?;
    let confirmation = StreamVersion(version);
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let reason = sent.fields.get("reason").to_owned();
    let command = WithdrawConfirmation { cluster, confirmation, reason };
    let problem = match execute_for(&app, who.caller, &sent.request, command.into()).await {
        Ok(done) => {
            let next = frame.plain_link(&format!("{PATH}/{cluster}"));
            return Ok(to_receipt(&frame, &done, &next));
        }
        Err(problem) => problem,
    };
    let reading = reading.again(&app).await?;
    let Ok(asked) = asked(&app, who, &reading, (cluster, confirmation), &frame).await else {
        return Err(problem);
    };
    let form = own_form(&app, &frame, &who.present, &address(cluster, confirmation));
    let mut form = form.sent(sent.fields.clone());
    match &asked.1 {
        // It was taken back meanwhile: that is told, not that there is no such thing.
        Some(gone) => form.wrong(WHOLE, gone.clone()),
        None => tell(&app, problem, &mut form, &frame, field_named).await?,
    }
    to_correct(&shown(asked, form, frame, cluster))
}

async fn asked(
    app: &App,
    who: &SignedIn,
    reading: &Reading,
    (cluster, version): (ClusterId, StreamVersion),
    frame: &Frame,
) -> Result<(GivenView, Option<String>), Problem> {
    Operation::WithdrawConfirmation.check(who.caller.role)?;
    let unknown = || Problem::from(Rejection::NotFound("cluster"));
    let state = state(app, cluster).await?.ok_or_else(unknown)?;
    let card = reading.views.card(cluster).ok_or_else(unknown)?;
    Telling { app, who, reading, state: &state, card, frame }.asked(version).await
}

fn shown(
    (given, gone): (GivenView, Option<String>),
    form: Form,
    frame: Frame,
    cluster: ClusterId,
) -> GivenPage {
    GivenPage {
        given,
        gone,
        reason: reason_field(&form, &frame, "given-withdrawal-reason"),
        back: frame.plain_link(&format!("{PATH}/{cluster}")),
        form,
        frame,
    }
}
