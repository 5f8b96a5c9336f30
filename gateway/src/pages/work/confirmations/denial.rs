//! «Мы не участвуем»: an organisation says that it takes no part in a cluster; its membership ends.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::DenyMembership;
use registry_core::profile::reader::PARTICIPANTS;
use registry_core::rejection::Rejection;
use registry_events::ids::{ClusterId, ItemId};
use registry_events::path::ItemPath;
use registry_events::value::{Code, Language};

use super::super::acts::{field_named, reason_field, tell, to_receipt};
use super::super::typed::day;
use super::{PATH, state};
use crate::http::form::SignedForm;
use crate::http::path::Path;
use crate::http::{App, Problem, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::words::typography::set;

/// The page.
#[derive(Template)]
#[template(path = "work/confirmations/denial.html")]
struct DenialPage {
    frame: Frame,
    form: Form,
    name: String,
    since: Field,
    reason: Field,
    back: String,
}

impl Page for DenialPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// `/work/confirmations/{cluster}/denials/{item}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ClusterId, ItemId)>, Problem>,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path((cluster, item)) = named?;
    Operation::DenyMembership.check(who.caller.role)?;
    let frame = frame(&app, language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &path(cluster, item));
    rendered_privately(&shown(&app, cluster, form, frame).await?)
}

/// The organisation's word.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<(ClusterId, ItemId)>, Problem>,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let Path((cluster, item)) = named?;
    let who = &sent.signed_in;
    Operation::DenyMembership.check(who.caller.role)?;
    let frame = frame(&app, language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &path(cluster, item));
    let mut form = form.sent(sent.fields.clone());
    let typed = sent.fields.get("since").trim();
    let since = day(typed).parse().ok();
    if !typed.is_empty() && since.is_none() {
        form.wrong("since", frame.say("confirm-day-wrong"));
        return to_correct(&shown(&app, cluster, form, frame).await?);
    }
    let command = DenyMembership {
        cluster,
        item: ItemPath { collection: Code::literal(PARTICIPANTS), item },
        since,
        reason: sent.fields.get("reason").to_owned(),
        expected: None,
    };
    match execute_for(&app, who.caller, &sent.request, command.into()).await {
        Ok(done) => Ok(to_receipt(&frame, &done, &frame.plain_link(PATH))),
        Err(problem) => {
            tell(&app, problem, &mut form, &frame, field_named).await?;
            to_correct(&shown(&app, cluster, form, frame).await?)
        }
    }
}

fn path(cluster: ClusterId, item: ItemId) -> String {
    format!("{PATH}/{cluster}/denials/{item}")
}

async fn shown(
    app: &App,
    cluster: ClusterId,
    form: Form,
    frame: Frame,
) -> Result<DenialPage, Problem> {
    let state = state(app, cluster).await?.ok_or(Rejection::NotFound("cluster"))?;
    let name = state.profile.shown_name().ok_or(Rejection::NotFound("cluster"))?;
    let since = form.field("since", frame.say("denial-since")).of("date").width("short");
    Ok(DenialPage {
        name: set(name.in_language_or_other(frame.language)),
        since: since.optional().hint(frame.say("denial-since-hint")),
        reason: reason_field(&form, &frame, "denial-reason"),
        back: frame.plain_link(&format!("{PATH}/{cluster}")),
        form,
        frame,
    })
}
