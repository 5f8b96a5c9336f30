//! Branches of an organisation, the same legal entity under other КПП: opened, and closed on a day.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::command::{CloseBranch, Command};
use registry_events::ids::OrganisationId;
use serde_json::json;

use super::Work;
use crate::api::write::organisations::branches::{BranchBody, read};
use crate::http::form::{Fields, SignedForm};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::frame;
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form, Select};
use crate::pages::frame::Frame;
use crate::pages::organisation::branch;
use crate::pages::told::Places;
use crate::pages::work::typed::day;
use crate::read::organisations::BranchShown;
use crate::words::typography::set;

/// The fields by the places of the body that they stand for.
const PLACES: &Places<'_> =
    &[("/name", "name"), ("/kpp", "kpp"), ("/region", "region"), ("", "name")];

/// The page.
#[derive(Template)]
#[template(path = "work/organisations/branches.html")]
struct BranchesPage {
    frame: Frame,
    form: Form,
    name: String,
    back: String,
    open: Vec<BranchView>,
    closed: Vec<String>,
    called: Field,
    called_en: Field,
    kpp: Field,
    region: Select,
}

impl Page for BranchesPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A branch that is open.
struct BranchView {
    number: u32,
    told: String,
    /// The day on which it ends.
    closed_on: Field,
}

/// `/work/organisations/{id}/branches`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<OrganisationId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(id) = named?;
    let work = Work::of(&app, &who, &reading, id).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = work.form(&frame, "branches");
    rendered_privately(&work.branches(form, frame))
}

/// Records a branch or its end.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<OrganisationId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let Path(id) = named?;
    let work = Work::of(&app, &sent.signed_in, &reading, id).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &sent.signed_in.present);
    let mut form = work.form(&frame, "branches").sent(sent.fields.clone());
    let done = if sent.fields.get("act") == "close" {
        let (asked, field) = closing(id, &sent.fields, &mut form, &frame)?;
        let places: &Places<'_> = &[("", field.as_str())];
        work.perform(&mut form, &sent.request, asked, places, &frame).await?
    } else {
        if sent.fields.get("region").is_empty() {
            form.wrong("region", frame.say("expected-region-wrong"));
        }
        let asked = opening(id, &sent.fields);
        work.perform(&mut form, &sent.request, asked, PLACES, &frame).await?
    };
    match done {
        Some(done) => Ok(done),
        None => to_correct(&work.branches(form, frame)),
    }
}

/// The branch that was typed, as the API's body.
fn opening(organisation: OrganisationId, sent: &Fields) -> Result<Command, Problem> {
    let english = Some(sent.get("name_en").trim()).filter(|text| !text.is_empty());
    let kpp: String = sent.get("kpp").chars().filter(|sign| !sign.is_whitespace()).collect();
    let body = json!({
        "name": { "ru": sent.get("name").trim(), "en": english },
        "kpp": kpp,
        "region": sent.get("region"),
    });
    let body: BranchBody =
        serde_json::from_value(body).map_err(|_| Problem::new("form.malformed"))?;
    read(organisation, &body).map(Into::into)
}

/// The end of a branch, and the field of its day.
fn closing(
    organisation: OrganisationId,
    sent: &Fields,
    form: &mut Form,
    frame: &Frame,
) -> Result<(Result<Command, Problem>, String), Problem> {
    let number = sent.get("branch").parse().map_err(|_| Problem::new("form.malformed"))?;
    let field = day_of(number);
    let closed_on = day(sent.get(&field).trim()).parse();
    if closed_on.is_err() {
        form.wrong(&field, frame.say("confirm-day-wrong"));
    }
    let command =
        closed_on.map(|closed_on| CloseBranch { organisation, branch: number, closed_on }.into());
    Ok((command.map_err(|_| Problem::new("form.malformed")), field))
}

fn day_of(branch: u32) -> String {
    format!("closed_on.{branch}")
}

impl Work<'_> {
    fn branches(&self, form: Form, frame: Frame) -> BranchesPage {
        let lens = self.reading.lens();
        let shown = BranchShown::all(self.organisation, &lens);
        let (open, closed): (Vec<_>, Vec<_>) = shown.iter().partition(|one| one.open);
        let view = |one: &BranchShown| BranchView {
            number: one.branch,
            told: set(&branch(one, &frame)),
            closed_on: form
                .field(&day_of(one.branch), frame.say("organisation-branch-until"))
                .of("date")
                .width("short"),
        };
        let field = |name: &str, words: &str| {
            let hint = frame.say(&format!("organisation-branch-{words}-hint"));
            form.field(name, frame.say(&format!("organisation-branch-{words}"))).hint(hint)
        };
        BranchesPage {
            name: self.name(&frame),
            back: frame.plain_link(&self.path()),
            open: open.into_iter().map(view).collect(),
            closed: closed.into_iter().map(|one| set(&branch(one, &frame))).collect(),
            called: field("name", "name"),
            called_en: form.field("name_en", frame.say("organisation-branch-name-en")).optional(),
            kpp: field("kpp", "kpp").width("short"),
            region: self.regions(&form, &frame),
            form,
            frame,
        }
    }

    fn regions(&self, form: &Form, frame: &Frame) -> Select {
        let all = self.reading.lens().regions();
        let named = all.into_iter().flat_map(|all| &all.regions).map(|(code, region)| {
            (code.to_string(), set(region.name.in_language_or_other(frame.language)))
        });
        let mut named: Vec<_> = named.collect();
        named.sort_by(|one, other| one.1.cmp(&other.1));
        form.select("region", frame.say("organisation-branch-region"), named)
    }
}
