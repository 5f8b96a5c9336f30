//! Contesting a statement: what is contested stands above, what is wrong with it is told below.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::FileDispute;
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_core::state::StreamState;
use registry_events::claim::ClaimRef;
use registry_events::document::DocumentRef;
use registry_events::event::{DisputeEvent, Event};
use registry_events::ids::ClusterId;
use registry_events::stream::StreamId;

use super::super::acts::{Brought, WHOLE, brought, evidence_field, field_named, tell, to_receipt};
use super::super::confirmations::cluster::reference;
use super::super::letters::Letters;
use super::PATH;
use crate::http::path::Path;
use crate::http::query::parameter;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::words::typography::set;
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "work/disputes/file.html")]
struct FilePage {
    frame: Frame,
    form: Form,
    cluster: String,
    profile: String,
    label: String,
    /// What is contested, in its words.
    words: String,
    grounds: Field,
    evidence: Field,
    letters: Letters,
}

impl Page for FilePage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// `/work/disputes/{cluster}/new?claim=…`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(cluster) = named?;
    Operation::FileDispute.check(who.caller.role)?;
    let claim = parameter(&uri, "claim")?.unwrap_or_default();
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = form(&app, &who, &frame, cluster, &claim);
    rendered_privately(&shown(&app, &reading, (cluster, &claim), &[], form, frame).await?)
}

/// A dispute that is filed.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    let Path(cluster) = named?;
    let who = &sent.signed_in;
    Operation::FileDispute.check(who.caller.role)?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let named = sent.fields.get("claim");
    let mut form = form(&app, who, &frame, cluster, named).sent(sent.fields.clone());
    let claim = reference(named).ok_or(Rejection::NotFound("claim"))?;
    let Brought { evidence, documents } = brought(&app, &sent, &mut form, &frame).await?;
    if !form.is_wrong() {
        let grounds = sent.fields.get("grounds").to_owned();
        let command = FileDispute { cluster, claim, grounds, evidence };
        match execute_for(&app, who.caller, &sent.request, command.into()).await {
            Ok(done) => {
                let filed = done.entries.iter().find(|entry| {
                    matches!(entry.event(), Some(Event::Dispute(DisputeEvent::DisputeFiled(_))))
                });
                let number = filed.map(|entry| entry.version.to_string()).unwrap_or_default();
                let next = frame.plain_link(&format!("{PATH}/{cluster}/{number}"));
                return Ok(to_receipt(&frame, &done, &next));
            }
            Err(problem) => tell(&app, problem, &mut form, &frame, place_of).await?,
        }
    }
    to_correct(&shown(&app, &reading, (cluster, named), &documents, form, frame).await?)
}

fn place_of(broken: &Broken) -> String {
    let piece = field_named(broken);
    if ["grounds", "evidence"].contains(&piece.as_str()) { piece } else { WHOLE.to_owned() }
}

fn form(app: &App, who: &SignedIn, frame: &Frame, cluster: ClusterId, claim: &str) -> Form {
    own_form(app, frame, &who.present, &format!("{PATH}/{cluster}/new")).with("claim", claim)
}

async fn shown(
    app: &App,
    reading: &Reading,
    (cluster, named): (ClusterId, &str),
    documents: &[DocumentRef],
    form: Form,
    frame: Frame,
) -> Result<FilePage, Problem> {
    let claim = reference(named).ok_or(Rejection::NotFound("claim"))?;
    let (lens, language) = (reading.lens(), frame.language);
    let card = lens.views.card(cluster).map(AsRef::as_ref);
    let speaker = Speaker { lens, card, language };
    let words = words(app, cluster, &claim, &speaker).await?;
    let grounds = form.field("grounds", frame.say("dispute-grounds")).lines(5);
    Ok(FilePage {
        cluster: set(lens.cluster(cluster).in_language_or_other(language)),
        profile: frame.plain_link(&format!("/clusters/{cluster}")),
        label: set(&speaker.place_of(&claim.path)),
        words: set(&words),
        grounds: grounds.hint(frame.say("dispute-grounds-hint")),
        evidence: evidence_field(&form, &frame, false),
        letters: Letters::new(&form, &frame, "dispute-files", documents),
        form,
        frame,
    })
}

/// What is said of the field now; what only some may see isn't there to be contested by others.
async fn words(
    app: &App,
    cluster: ClusterId,
    claim: &ClaimRef,
    speaker: &Speaker<'_>,
) -> Result<String, Problem> {
    let loaded = app.registry.executor().streams().load(&StreamId::cluster(cluster)).await?;
    let StreamState::Cluster(state) = loaded.state.as_ref() else {
        return Err(Rejection::NotFound("cluster").into());
    };
    let profile = state.profile.without_masked(cluster);
    let current = profile.claim(&claim.path).filter(|_| speaker.lens.is_public(&claim.path));
    let current = current.ok_or(Rejection::NotFound("claim"))?;
    Ok(speaker.claim(&current.claim))
}
