//! Items of a list as lines that are pasted or a table that is brought: tried first, row by row, then
//! recorded as one commit or not at all.
//!
//! What was brought stands in the form as lines, so that what can't be accepted is corrected in its
//! place; it is recorded only if it still does what was shown.

mod given;

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::profile::reader::PARTICIPANTS;
use registry_core::rejection::Rejection;
use registry_events::ids::ClusterId;
use registry_events::log::Receipt;
use registry_events::value::Language;

use self::given::{Both, FILE, FROM_FILE, PLAN, ROWS, plan as plan_of, planned};
use super::super::field::Above;
use super::super::opened::Opened;
use super::super::receipt;
use super::super::report::{RowView, WRONG};
use super::Listed;
use crate::execute::ExecuteError;
use crate::http::path::Path;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::import::sheet::{Inputs, Sheet};
use crate::import::{self, Effect, OwnPlan, Place, report};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::{Frame, address};
use crate::words::typography::set;
use crate::words::value::Speaker;

/// How many rows of a report are shown.
const SHOWN_MAX: usize = 500;
/// How many rows stand in the summary of what is wrong.
const TOLD_MAX: usize = 20;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The page.
#[derive(Template)]
#[template(path = "work/items/import.html")]
struct ImportPage {
    frame: Frame,
    subject: Above,
    title: String,
    lead: String,
    /// What the workbook of the list is called, and what becomes of what isn't changed in it.
    of_table: String,
    table_hint: String,
    list: (String, String),
    form: Form,
    rows: Field,
    file: Field,
    table: String,
    report: Option<Report>,
    /// That what was shown would do something else by now.
    is_other: bool,
    /// The mark of lines that a file was read as.
    from_file: String,
    both: Option<Both>,
}

impl Page for ImportPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// What a trial found.
struct Report {
    /// Whether it can be recorded: nothing is wrong, and something is new.
    can_be_recorded: bool,
    /// What is to be recorded, by its digest.
    plan: String,
    figures: Vec<String>,
    rows: Vec<RowView>,
    more: Option<String>,
}

/// Everything that the page is made from.
struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    listed: Listed<'w>,
    speaker: Speaker<'w>,
    /// The headings of lines that stand without headings.
    order: Vec<String>,
}

/// `/work/clusters/{id}/lists/{list}/import`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ClusterId, String)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path((id, list)) = named?;
    let opened = Opened::of(&app, &who, id).await?;
    let work = Work::new(&app, &who, &opened, &list, &reading).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = work.form(&frame);
    rendered_privately(&work.shown(form, frame, None))
}

/// A list as it stands, as a workbook to be changed and brought back.
pub async fn table(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ClusterId, String)>, Problem>,
) -> Result<Response, Problem> {
    let Path((id, list)) = named?;
    let opened = Opened::of(&app, &who, id).await?;
    let listed = Listed::of(&opened, &list, who.caller.role)?;
    listed.check_asked()?;
    let bytes = import::own_table(&app.registry, id, listed.key()).await;
    let bytes = bytes.map_err(|error| Problem::fault(&*error))?;
    let mut response = bytes.into_response();
    let name = format!("attachment; filename=\"{}-{id}.xlsx\"", listed.key());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(XLSX));
    headers.insert(CACHE_CONTROL, CachePolicy::Private.header());
    headers.extend(HeaderValue::try_from(name).ok().map(|name| (CONTENT_DISPOSITION, name)));
    Ok(response)
}

/// Tries what was pasted or brought, or records it.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<(ClusterId, String)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    let (Path((id, list)), who) = (named?, &sent.signed_in);
    let opened = Opened::of(&app, who, id).await?;
    let work = Work::new(&app, who, &opened, &list, &reading).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let records = sent.fields.get("act") == "record";
    if records && let Some(before) = work.recorded_before(&sent).await? {
        return Ok(work.done(&frame, &before));
    }
    let mut form = work.form(&frame).sent(sent.fields.clone());
    let read = match work.given(&sent, &mut form, &frame).await {
        Ok(read) => read,
        Err(kept) => {
            let both = kept.map(|kept| Both::new(kept, &form, &frame));
            return to_correct(&ImportPage { both, ..work.shown(form, frame, None) });
        }
    };
    let form = form.sent(read.sent(&sent));
    work.tried(form, frame, &read.inputs, &sent, records).await
}

impl<'w> Work<'w> {
    async fn new(
        app: &'w App,
        who: &'w SignedIn,
        opened: &'w Opened,
        list: &str,
        reading: &'w Reading,
    ) -> Result<Self, Problem> {
        let listed = Listed::of(opened, list, who.caller.role)?;
        listed.check_asked()?;
        let order = import::order_of_lines(&app.registry, listed.key()).await;
        let order = order.map_err(|error| Problem::fault(&*error))?;
        let speaker = Speaker { lens: reading.lens(), card: None, language: reading.language };
        Ok(Self { app, who, listed, speaker, order })
    }

    /// The message of the list's kind: participants are spoken of by name.
    fn key(&self, key: &str) -> String {
        let is_of_participants = self.listed.key() == PARTICIPANTS;
        if is_of_participants { key.to_owned() } else { format!("{key}-of-list") }
    }

    /// What the title of an item is headed by in a table.
    fn title(&self) -> String {
        let mut fields = self.listed.all();
        let title = fields.find(|field| field.key == self.listed.list.title_field);
        title
            .map(|field| field.label.in_language_or_other(Language::Ru).to_owned())
            .unwrap_or_default()
    }

    /// The page's own heading.
    fn heading(&self, frame: &Frame) -> String {
        let list = self.listed.label(&self.speaker);
        frame.words.say_with(&self.key("import-title"), &[("list", &list)])
    }

    fn rows_hint(&self, frame: &Frame) -> String {
        let key = self.key("import-rows-hint");
        set(&frame.words.say_with(&key, &[("order", &self.order.join("; "))]))
    }

    fn path(&self) -> String {
        format!("{}/import", self.listed.path())
    }

    fn form(&self, frame: &Frame) -> Form {
        own_form(self.app, frame, &self.who.present, &self.path())
    }

    fn done(&self, frame: &Frame, recorded: &Receipt) -> Response {
        let done = [("done".to_owned(), "imported".to_owned()), receipt::mark(recorded)];
        Redirect::to(&address(&frame.plain_link(&self.listed.path()), &done)).into_response()
    }

    fn shown(&self, form: Form, frame: Frame, report: Option<Report>) -> ImportPage {
        let (listed, speaker) = (self.listed, &self.speaker);
        let rows = form.field(ROWS, frame.say("import-rows")).lines(10).optional();
        let file = form.field(FILE, frame.say("import-file")).of("file").optional();
        ImportPage {
            subject: listed.above(speaker, &frame),
            list: (frame.plain_link(&listed.path()), listed.label(speaker)),
            title: self.heading(&frame),
            lead: frame.say(&self.key("import-lead")),
            of_table: frame.say(&self.key("import-table")),
            table_hint: frame.say(&self.key("import-table-hint")),
            rows: rows.hint(self.rows_hint(&frame)),
            file: file.hint(frame.say("import-file-hint")),
            table: frame.plain_link(&format!("{}/table.xlsx", listed.path())),
            report,
            is_other: false,
            from_file: form.typed(FROM_FILE).to_owned(),
            both: None,
            form,
            frame,
        }
    }

    async fn tried(
        &self,
        mut form: Form,
        frame: Frame,
        inputs: &Inputs,
        sent: &SignedUpload,
        records: bool,
    ) -> Result<Response, Problem> {
        let (app, opened) = (self.app, self.listed.opened);
        let (caller, list) = (self.who.caller, self.listed.key());
        let plan = import::check_own(&app.registry, caller, opened.cluster, list, inputs).await;
        let plan = plan.map_err(|error| Problem::fault(&*error))?;
        let report = self.report(&plan, inputs, &mut form, &frame);
        let is_same = report.plan == sent.fields.get(PLAN);
        // Another press of this very form may have been faster: what it recorded is what is compared with.
        if records
            && !is_same
            && let Some(before) = self.recorded_before(sent).await?
        {
            return Ok(self.done(&frame, &before));
        }
        if form.is_wrong() {
            return to_correct(&self.shown(form, frame, Some(report)));
        }
        if let Some(changes) = plan.changes.filter(|_| records && is_same) {
            match opened.send(app, self.who, &sent.request, &changes).await {
                Ok(done) => return Ok(self.done(&frame, &done.receipt)),
                // It is told below: what stands now is compared anew.
                Err(ExecuteError::Rejected(Rejection::ClaimReplaced { .. })) => {}
                Err(refused) => return Err(refused.into()),
            }
        }
        let page = self.shown(form, frame, Some(report));
        rendered_privately(&ImportPage { is_other: records, ..page })
    }

    /// What this very form recorded before.
    async fn recorded_before(&self, sent: &SignedUpload) -> Result<Option<Receipt>, Problem> {
        let Some(planned) = planned(sent) else { return Ok(None) };
        let request = &sent.request;
        self.listed.opened.sent_before(self.app, self.who, request, planned).await
    }

    fn report(&self, plan: &OwnPlan, inputs: &Inputs, form: &mut Form, frame: &Frame) -> Report {
        let rows = self.rows(plan, inputs, frame);
        for row in rows.iter().filter(|row| row.key == WRONG).take(TOLD_MAX) {
            let details = row.details.join(" ");
            form.wrong(&format!("row-{}", row.number), format!("{}: {details}", row.number));
        }
        let more = rows.len().checked_sub(SHOWN_MAX).filter(|more| *more > 0);
        let changes = plan.changes.as_ref().filter(|_| plan.bad.is_empty());
        Report {
            can_be_recorded: changes.is_some(),
            plan: changes
                .map(|it| plan_of(&self.listed.opened.digest(it), form.typed(ROWS)))
                .unwrap_or_default(),
            figures: self.figures(plan, &rows, inputs, frame),
            more: more.map(|more| frame.count("import-more", more)),
            rows: rows.into_iter().take(SHOWN_MAX).collect(),
        }
    }

    /// The rows of which something is to be told, in their order.
    fn rows(&self, plan: &OwnPlan, inputs: &Inputs, frame: &Frame) -> Vec<RowView> {
        let Some(table) = inputs.table(self.sheet()) else { return Vec::new() };
        let mut wrong: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for (place, reason) in plan.bad.told(frame.language) {
            wrong.entry(place.row).or_default().push(told(inputs, place, reason));
        }
        let mut effects: BTreeMap<u32, Vec<&Effect>> = BTreeMap::new();
        for (place, effect) in &plan.effects {
            effects.entry(place.row).or_default().push(effect);
        }
        let title = self.title();
        let numbers: BTreeSet<_> = wrong.keys().chain(effects.keys()).copied().collect();
        let row = |number: u32| {
            let (key, details) = match wrong.remove(&number) {
                Some(reasons) => (WRONG, reasons),
                None => self.effect(&effects[&number]),
            };
            let name = table.row(number).filter(|_| number != table.header.number);
            let name = name.map(|row| set(OwnPlan::name_of(table, row, &title)));
            RowView {
                number,
                name: name.unwrap_or_else(|| frame.say("import-heading")),
                key,
                outcome: frame.say(key),
                details,
            }
        };
        numbers.into_iter().map(row).collect()
    }

    fn sheet(&self) -> Sheet {
        import::sheet_of(self.listed.key())
    }

    fn figures(
        &self,
        plan: &OwnPlan,
        rows: &[RowView],
        inputs: &Inputs,
        frame: &Frame,
    ) -> Vec<String> {
        let many = |key: &str| rows.iter().filter(|row| row.key == key).count();
        let all = inputs.table(self.sheet()).map_or(0, |table| table.rows.len());
        let same = all.saturating_sub(rows.iter().filter(|row| row.number > 0).count());
        let told = [
            ("import-count-wrong".to_owned(), many(WRONG)),
            (self.key("import-count-added"), many("import-added")),
            (self.key("import-count-changed"), many("import-changed")),
            (self.key("import-count-closed"), many("import-closed")),
            ("import-count-same".to_owned(), if plan.bad.is_empty() { same } else { 0 }),
        ];
        let told = told.into_iter().filter(|(_, count)| *count > 0);
        told.map(|(key, count)| frame.count(&key, count)).collect()
    }

    fn effect(&self, effects: &[&Effect]) -> (&'static str, Vec<String>) {
        if effects.contains(&&Effect::Added) {
            return ("import-added", Vec::new());
        }
        let changed = effects.iter().filter_map(|effect| match effect {
            Effect::Changed(path) => Some(set(&self.speaker.label(path))),
            Effect::Added | Effect::Closed => None,
        });
        let changed: Vec<_> = changed.collect();
        let closed = effects.contains(&&Effect::Closed);
        (if closed { "import-closed" } else { "import-changed" }, changed)
    }
}

/// A bad cell in one sentence: heading, value, reason.
fn told(inputs: &Inputs, place: Place, reason: &str) -> String {
    let [_, _, _, heading, value, reason] = report::line(inputs, place, reason);
    let shown: String = value.chars().take(60).collect();
    match (heading.as_str(), shown.as_str()) {
        ("", _) => reason,
        (heading, "") => format!("{heading}: {reason}"),
        (heading, value) => format!("{heading} «{value}»: {reason}"),
    }
}
