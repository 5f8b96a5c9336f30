//! A cluster's enquiries as its representative sees them: what came when and of which kind, and whether
//! it was answered. What was written, and by whom, went to the cluster's mailbox and stands in no log, so
//! it doesn't stand here either. What was answered by telephone or from another mailbox is noted here.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::{Operation, this_cluster};
use registry_core::command::AnswerEnquiry;
use registry_core::rejection::Rejection;
use registry_events::actor::Role;
use registry_events::event::EnquiryKind;
use registry_events::ids::{ClusterId, EnquiryId};
use registry_projections::enquiries::Enquiry;
use registry_projections::place::Place;

use super::acts::{WHOLE, tell, to_receipt};
use crate::api::write::evidence::check_grant;
use crate::http::form::SignedForm;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::Form;
use crate::pages::frame::Frame;
use crate::words::typography::set;
use crate::words::value::Speaker;

/// So many that were answered are listed, the latest first.
const ANSWERED_MAX: usize = 100;
/// So many that wait, the oldest first.
const WAITING_MAX: usize = 200;

/// The page.
#[derive(Template)]
#[template(path = "work/enquiries.html")]
struct EnquiriesPage {
    frame: Frame,
    form: Form,
    name: String,
    tasks: String,
    /// «Отвечает обычно за 3 дня», from so many on that it can be said.
    usually: Option<String>,
    waiting: Vec<EnquiryView>,
    answered: Vec<EnquiryView>,
    /// How many more there are than stand here.
    more: usize,
}

impl Page for EnquiriesPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// An enquiry.
struct EnquiryView {
    id: String,
    /// What it is: a letter, a wish to join, an answer to an offer.
    what: String,
    came: String,
    /// When it was answered, and in which way.
    answered: Option<String>,
    /// Names what is asked.
    request: String,
}

fn path(cluster: ClusterId) -> String {
    format!("/work/clusters/{cluster}/enquiries")
}

/// Refuses who doesn't represent a cluster of the register.
async fn check(app: &App, who: &SignedIn, cluster: ClusterId) -> Result<(), Problem> {
    Operation::AnswerEnquiry.check(who.caller.role)?;
    if app.views().card(cluster).is_none() {
        return Err(Rejection::NotFound("cluster").into());
    }
    check_grant(app, who.caller, "cluster", this_cluster(cluster)).await
}

/// `/work/clusters/{id}/enquiries`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(cluster) = named?;
    check(&app, &who, cluster).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &path(cluster));
    rendered_privately(&shown(&app, &reading, cluster, form, frame))
}

/// Notes that one was answered in another way.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let (Path(cluster), who) = (named?, &sent.signed_in);
    check(&app, who, cluster).await?;
    let enquiry: Option<EnquiryId> = sent.fields.get("enquiry").parse().ok();
    let enquiry = enquiry.ok_or(Rejection::NotFound("enquiry"))?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let command = AnswerEnquiry { cluster, enquiry };
    match execute_for(&app, who.caller, &sent.request, command.into()).await {
        Ok(done) => Ok(to_receipt(&frame, &done, &frame.plain_link(&path(cluster)))),
        Err(problem) => {
            let mut form = own_form(&app, &frame, &who.present, &path(cluster));
            tell(&app, problem, &mut form, &frame, |_| WHOLE.to_owned()).await?;
            to_correct(&shown(&app, &reading, cluster, form, frame))
        }
    }
}

fn shown(
    app: &App,
    reading: &Reading,
    cluster: ClusterId,
    form: Form,
    frame: Frame,
) -> EnquiriesPage {
    let lens = reading.lens();
    let card = lens.views.card(cluster).map(Arc::as_ref);
    let speaker = Speaker { lens, card, language: frame.language };
    let all: Vec<_> = lens.views.enquiries().of(cluster, lens.at).collect();
    let (answered, waiting): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|enquiry| enquiry.answered_at(lens.at).is_some());
    let more =
        waiting.len().saturating_sub(WAITING_MAX) + answered.len().saturating_sub(ANSWERED_MAX);
    let view = |enquiry: &Enquiry| EnquiryView {
        id: enquiry.enquiry.to_string(),
        what: what(enquiry, &speaker, &frame),
        came: frame.day(enquiry.received.recorded_at),
        answered: enquiry.answered_at(lens.at).map(|place| answer(place, &frame)),
        request: app.registry.accounts().random_text(),
    };
    let day = |at| frame.date(at);
    let today = app.registry.today();
    let usually = lens.views.enquiries().usual_days(cluster, lens.at, today, day);
    EnquiriesPage {
        name: set(lens.cluster(cluster).in_language_or_other(frame.language)),
        tasks: frame.plain_link(&format!("/work/clusters/{cluster}")),
        usually: usually.map(|days| frame.count("enquiries-usually", days as usize)),
        waiting: waiting.into_iter().take(WAITING_MAX).map(view).collect(),
        answered: answered.into_iter().rev().take(ANSWERED_MAX).map(view).collect(),
        more,
        form,
        frame,
    }
}

/// «Отклик на предложение: Услуги лаборатории».
fn what(enquiry: &Enquiry, speaker: &Speaker<'_>, frame: &Frame) -> String {
    match (&enquiry.item, enquiry.kind) {
        (Some(item), _) => {
            let offer = speaker.item(item);
            set(&frame.words.say_with("enquiries-offer", &[("offer", offer.as_str())]))
        }
        (None, EnquiryKind::Join) => frame.say("enquiries-join"),
        (None, EnquiryKind::Write) => frame.say("enquiries-write"),
    }
}

/// When it was answered: by what passed through the site's hands, or by the cluster's own word.
fn answer(place: &Place, frame: &Frame) -> String {
    let key = match place.actor.role {
        Role::Clerk => "enquiries-answered",
        _ => "enquiries-answered-otherwise",
    };
    frame.words.say_with(key, &[("day", frame.day(place.recorded_at).as_str())])
}
