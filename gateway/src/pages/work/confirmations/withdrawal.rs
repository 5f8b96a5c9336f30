//! «Мы участвуем»: an organisation takes back that it takes no part in a cluster. Its membership doesn't
//! begin anew by this: the cluster may name it again.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::WithdrawDenial;
use registry_core::profile::reader::PARTICIPANTS;
use registry_core::rejection::Rejection;
use registry_events::ids::{ClusterId, ItemId, OrganisationId};
use registry_events::path::ItemPath;
use registry_events::value::{Code, Value};
use registry_projections::card::{Card, Item};

use super::super::acts::{WHOLE, field_named, reason_field, tell, to_receipt};
use super::{PATH, organisations};
use crate::http::form::SignedForm;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::words::typography::set;

/// The page.
#[derive(Template)]
#[template(path = "work/confirmations/withdrawal.html")]
struct WithdrawalPage {
    frame: Frame,
    form: Form,
    denial: DenialView,
    reason: Field,
    back: String,
}

impl Page for WithdrawalPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// An organisation's word that stands.
pub(super) struct DenialView {
    /// The cluster.
    pub(super) cluster: String,
    /// The organisation.
    pub(super) organisation: String,
    /// When it was said.
    pub(super) said: String,
    /// Why, in its words.
    pub(super) why: Option<String>,
    /// That it was taken back, and when.
    pub(super) gone: Option<String>,
    /// Where it is taken back.
    pub(super) address: String,
}

impl DenialView {
    fn of(card: &Card, item: &Item, reading: &Reading, frame: &Frame) -> Option<Self> {
        let closed = item.closed.as_ref()?;
        let (lens, language) = (reading.lens(), frame.language);
        let name = lens.organisation(organisation_of(item)?);
        Some(Self {
            cluster: set(lens.cluster(card.cluster).in_language_or_other(language)),
            organisation: set(name.in_language_or_other(language)),
            said: frame.day(closed.place.recorded_at),
            why: closed.reason.as_deref().map(set),
            gone: closed.denial_withdrawn.as_ref().map(|place| {
                let day = frame.day(place.recorded_at);
                frame.words.say_with("denial-gone", &[("day", day.as_str())])
            }),
            address: frame.plain_link(&path(card.cluster, item.path.item)),
        })
    }
}

/// What the reader's organisations said of themselves and haven't taken back.
pub(super) async fn standing(
    app: &App,
    who: &SignedIn,
    reading: &Reading,
    frame: &Frame,
) -> Result<Vec<DenialView>, Problem> {
    if Operation::WithdrawDenial.check(who.caller.role).is_err() {
        return Ok(Vec::new());
    }
    let own = organisations(app, who).await?;
    let denied = memberships(&own, reading).into_iter().filter_map(|(cluster, item)| {
        let card = reading.views.card(cluster)?;
        let item = card.item(&participant(item)).filter(|item| is_denied_by(item, &own))?;
        DenialView::of(card, item, reading, frame)
    });
    Ok(denied.collect())
}

/// Where organisations are or were participants: only there can they have said that they aren't.
fn memberships(own: &[OrganisationId], reading: &Reading) -> BTreeSet<(ClusterId, ItemId)> {
    let all = reading.views.organisations();
    let ever = own.iter().flat_map(|organisation| all.memberships(*organisation));
    ever.map(|membership| (membership.cluster, membership.item)).collect()
}

fn participant(item: ItemId) -> ItemPath {
    ItemPath { collection: Code::literal(PARTICIPANTS), item }
}

fn organisation_of(item: &Item) -> Option<OrganisationId> {
    match item.claims.get("organisation")?.claim.stated.value()? {
        Value::Organisation(id) => Some(*id),
        _ => None,
    }
}

fn is_denied_by(item: &Item, own: &[OrganisationId]) -> bool {
    let stands = |closed: &registry_projections::card::Closed| {
        closed.denied && closed.denial_withdrawn.is_none()
    };
    item.closed.as_ref().is_some_and(stands)
        && organisation_of(item).is_some_and(|organisation| own.contains(&organisation))
}

fn path(cluster: ClusterId, item: ItemId) -> String {
    format!("{PATH}/{cluster}/denials/{item}/withdrawal")
}

/// What is taken back, where it is the reader's own to take.
async fn denial(
    app: &App,
    who: &SignedIn,
    reading: &Reading,
    (cluster, item): (ClusterId, ItemId),
    frame: &Frame,
) -> Result<DenialView, Problem> {
    Operation::WithdrawDenial.check(who.caller.role)?;
    let own = organisations(app, who).await?;
    let card = reading.views.card(cluster).ok_or(Rejection::NotFound("cluster"))?;
    let was_denied = |item: &&Item| {
        let is_own = organisation_of(item).is_some_and(|organisation| own.contains(&organisation));
        is_own && item.closed.as_ref().is_some_and(|closed| closed.denied)
    };
    let item = card.item(&participant(item)).filter(was_denied);
    let view = item.and_then(|item| DenialView::of(card, item, reading, frame));
    view.ok_or_else(|| Rejection::NotFound("item").into())
}

/// `/work/confirmations/{cluster}/denials/{item}/withdrawal`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ClusterId, ItemId)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(named) = named?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let denial = denial(&app, &who, &reading, named, &frame).await?;
    if denial.gone.is_some() {
        return Err(Rejection::NotFound("item").into());
    }
    let form = own_form(&app, &frame, &who.present, &path(named.0, named.1));
    rendered_privately(&shown(denial, form, frame))
}

/// Takes the organisation's word back.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<(ClusterId, ItemId)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let (Path(named), who) = (named?, &sent.signed_in);
    Operation::WithdrawDenial.check(who.caller.role)?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let command = WithdrawDenial {
        cluster: named.0,
        item: participant(named.1),
        reason: sent.fields.get("reason").to_owned(),
        expected: None,
    };
    match execute_for(&app, who.caller, &sent.request, command.into()).await {
        Ok(done) => Ok(to_receipt(&frame, &done, &frame.plain_link(PATH))),
        Err(problem) => {
            let reading = reading.again(&app).await?;
            let denial = denial(&app, who, &reading, named, &frame).await?;
            let form = own_form(&app, &frame, &who.present, &path(named.0, named.1));
            let mut form = form.sent(sent.fields.clone());
            match &denial.gone {
                // Who speaks for the same organisation was faster.
                Some(gone) => form.wrong(WHOLE, gone.clone()),
                None => tell(&app, problem, &mut form, &frame, field_named).await?,
            }
            to_correct(&shown(denial, form, frame))
        }
    }
}

fn shown(denial: DenialView, form: Form, frame: Frame) -> WithdrawalPage {
    WithdrawalPage {
        denial,
        reason: reason_field(&form, &frame, "denial-withdrawal-reason"),
        back: frame.plain_link(PATH),
        form,
        frame,
    }
}
