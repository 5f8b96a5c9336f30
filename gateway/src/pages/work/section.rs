//! A section of a profile: each of its fields with what stands and how, and the way to change it.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_events::catalogue::{Collection, Field as Asked, Section};
use registry_events::ids::ClusterId;
use registry_events::path::FieldPath;
use registry_events::value::Code;

use super::field::{is_asked, name_of};
use super::items::path_of;
use super::opened::Opened;
use super::receipt;
use super::requested;
use super::stands::Stand;
use crate::http::path::Path;
use crate::http::query::parameter;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::frame;
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::frame::Frame;
use crate::words::typography::{self, capitalised, set};
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "work/section.html")]
struct SectionPage {
    frame: Frame,
    name: String,
    tasks: String,
    label: String,
    /// What was just recorded.
    done: Option<String>,
    /// Its receipt.
    receipt: Option<String>,
    rows: Vec<Row>,
    lists: Vec<ListRow>,
    /// The sections before and after.
    before: Option<(String, String)>,
    after: Option<(String, String)>,
}

impl Page for SectionPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A field.
struct Row {
    label: String,
    value: Option<String>,
    until: Option<String>,
    stand: StandView,
    /// Where it is answered; none for what only an officer states or changes.
    address: Option<String>,
    /// Where a change is asked of an officer.
    request: Option<String>,
    /// Since when such a request waits.
    requested: Option<String>,
}

/// A list.
struct ListRow {
    label: String,
    count: String,
    stand: StandView,
    /// Its table.
    address: String,
    /// Where a change is asked of an officer.
    request: Option<String>,
    /// Since when such a request waits.
    requested: Option<String>,
}

/// How something stands: its key and its words.
pub(super) struct StandView {
    pub(super) key: &'static str,
    pub(super) words: String,
}

impl StandView {
    pub(super) fn of(stand: Stand, frame: &Frame) -> Self {
        Self { key: stand.key(), words: frame.say(stand.key()) }
    }
}

/// `/work/clusters/{id}/sections/{section}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ClusterId, String)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path((id, key)) = named?;
    let opened = Opened::of(&app, &who, id).await?;
    let sections = &opened.in_force()?.catalogue.sections;
    let place = sections.iter().position(|section| section.key.as_str() == key);
    let place = place.ok_or_else(|| Problem::new("path.unknown").with(uri.path()))?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let speaker = Speaker { lens: reading.lens(), card: None, language: reading.language };
    let make = Making { who: &who, opened: &opened, speaker: &speaker, frame: &frame };
    let near = |place: Option<usize>| Some(make.near(sections.get(place?)?));
    rendered_privately(&SectionPage {
        name: name_of(&opened, &speaker),
        tasks: frame.plain_link(&opened.path()),
        label: set(speaker.text(&sections[place].label)),
        done: make.done(&uri)?,
        receipt: receipt::after(&uri, &frame)?,
        rows: make.rows(&sections[place])?,
        lists: make.lists(&sections[place])?,
        before: near(place.checked_sub(1)),
        after: near(Some(place + 1)),
        frame,
    })
}

struct Making<'m> {
    who: &'m SignedIn,
    opened: &'m Opened,
    speaker: &'m Speaker<'m>,
    frame: &'m Frame,
}

impl Making<'_> {
    fn near(&self, section: &Section) -> (String, String) {
        let path = format!("{}/sections/{}", self.opened.path(), section.key);
        (self.frame.plain_link(&path), set(self.speaker.text(&section.label)))
    }

    fn done(&self, uri: &Uri) -> Result<Option<String>, Problem> {
        let key = parameter(uri, "done")?;
        let path = key.and_then(|key| key.parse::<FieldPath>().ok());
        let known = path.filter(|path| self.speaker.lens.field(path).is_some());
        Ok(known.map(|path| set(&self.speaker.label(&path))))
    }

    fn rows(&self, section: &Section) -> Result<Vec<Row>, Problem> {
        let fields = self.opened.in_force()?.catalogue.cluster_fields();
        let own = fields.filter(|field| field.section.as_ref() == Some(&section.key));
        Ok(own.map(|field| self.row(field)).collect())
    }

    fn row(&self, field: &Asked) -> Row {
        let current = self.opened.profile().cluster_claim(field.key.as_str());
        let until = current.and_then(|current| current.claim.holds_until).map(|day| {
            let day = typography::date(day, self.frame.language);
            self.frame.words.say_with("work-until", &[("day", &day)])
        });
        let path = format!("{}/fields/{}", self.opened.path(), field.key);
        let asked = is_asked(field, self.who.caller.role);
        Row {
            label: set(self.speaker.text(&field.label)),
            value: current.map(|current| set(&self.speaker.claim(&current.claim))),
            until,
            stand: StandView::of(Stand::of(current), self.frame),
            address: asked.then(|| self.frame.plain_link(&path)),
            request: self.request(field),
            requested: self.requested(&field.key),
        }
    }

    /// Where a change of a field or a list is asked of an officer.
    fn request(&self, field: &Asked) -> Option<String> {
        let path = requested::path_of(self.opened, &field.key);
        let is_requested = requested::is_requested(field, self.who.caller.role);
        is_requested.then(|| self.frame.plain_link(&path))
    }

    /// «Вы просили об изменении 12.03.2026».
    fn requested(&self, key: &Code) -> Option<String> {
        let path = FieldPath::of_cluster(key.clone());
        let lens = &self.speaker.lens;
        let since = requested::waiting(lens, self.opened.cluster, &path).next()?;
        let day = self.frame.day(since.filed.recorded_at);
        Some(format!("{} {day}", self.frame.say("request-waits")))
    }

    fn lists(&self, section: &Section) -> Result<Vec<ListRow>, Problem> {
        let lists = self.opened.in_force()?.catalogue.collections.iter();
        let own = lists.filter(|list| list.section == section.key);
        Ok(own.map(|list| self.list(list)).collect())
    }

    fn list(&self, list: &Collection) -> ListRow {
        let profile = self.opened.profile();
        let count = profile.open_items(list.key.as_str()).count();
        let none = profile.cluster_claim(list.key.as_str()).filter(|_| count == 0);
        let none = none.map(|none| capitalised(&self.speaker.claim(&none.claim)));
        ListRow {
            label: set(self.speaker.text(&list.label)),
            count: none.unwrap_or_else(|| self.frame.count("work-items", count)),
            stand: StandView::of(Stand::of_list(profile, list), self.frame),
            address: self.frame.plain_link(&path_of(self.opened, list)),
            request: self.list_as_field(list).and_then(|field| self.request(field)),
            requested: self.requested(&list.key),
        }
    }

    fn list_as_field(&self, list: &Collection) -> Option<&Asked> {
        let path = FieldPath::of_cluster(list.key.clone());
        self.opened.in_force().ok()?.catalogue.field(&path)
    }
}
