//! Branches of an organisation, the same legal entity under other КПП: opened, and closed on a day.

use askama::Template;
use registry_core::command::{CloseBranch, Command};
use registry_events::document::DocumentRef;
use registry_events::ids::OrganisationId;
use serde_json::json;

use super::Work;
use super::matter::{Asked, Matter};
use crate::api::write::organisations::branches::{BranchBody, read};
use crate::http::Problem;
use crate::http::form::Fields;
use crate::pages::answer::{CachePolicy, Page};
use crate::pages::form::{Field, Form, Select};
use crate::pages::frame::Frame;
use crate::pages::organisation::branch;
use crate::pages::told::Places;
use crate::pages::work::typed::day;
use crate::read::organisations::BranchShown;
use crate::words::typography::set;

/// The fields by the places of the body that they stand for.
const PLACES: &Places<'static> =
    &[("/name", "name"), ("/kpp", "kpp"), ("/region", "region"), ("", "name")];

/// The page.
#[derive(Template)]
#[template(path = "work/organisations/branches.html")]
pub(in crate::pages) struct BranchesPage {
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

/// Its branches.
pub(in crate::pages) struct Branches;

impl Matter for Branches {
    const KEY: &'static str = "branches";
    type Shown = BranchesPage;

    fn shown(work: &Work<'_>, form: Form, frame: Frame, _: &[DocumentRef]) -> BranchesPage {
        work.branches(form, frame)
    }

    fn asked(
        organisation: OrganisationId,
        sent: &Fields,
        _documents: &[DocumentRef],
        form: &mut Form,
        frame: &Frame,
    ) -> Result<Asked, Problem> {
        if sent.get("act") == "close" {
            return closing(organisation, sent, form, frame);
        }
        if sent.get("region").is_empty() {
            form.wrong("region", frame.say("expected-region-wrong"));
        }
        Ok(Asked::of(opening(organisation, sent), PLACES))
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

/// The end of a branch, told at the field of its day.
fn closing(
    organisation: OrganisationId,
    sent: &Fields,
    form: &mut Form,
    frame: &Frame,
) -> Result<Asked, Problem> {
    let number = sent.get("branch").parse().map_err(|_| Problem::new("form.malformed"))?;
    let field = day_of(number);
    let closed_on = day(sent.get(&field).trim()).parse();
    if closed_on.is_err() {
        form.wrong(&field, frame.say("confirm-day-wrong"));
    }
    let command =
        closed_on.map(|closed_on| CloseBranch { organisation, branch: number, closed_on }.into());
    let command = command.map_err(|_| Problem::new("form.malformed"));
    Ok(Asked { command, places: vec![("", field)] })
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
