//! A list as a table: each open item with what stands and how, the ways to change it, and what ended.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::profile::{CurrentClaim, Item};
use registry_events::catalogue::{Field as Asked, Visibility};
use registry_events::ids::ClusterId;

use super::super::control::title;
use super::super::field::Above;
use super::super::opened::Opened;
use super::super::receipt;
use super::super::section::StandView;
use super::super::stands::Stand;
use super::Listed;
use super::none::{self, NoneAsked};
use crate::api::read::streams::card_at;
use crate::http::path::Path;
use crate::http::query::parameter;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::frame;
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::form::Form;
use crate::pages::frame::{Frame, address};
use crate::words::terms;
use crate::words::typography::{self, capitalised, set};
use crate::words::value::Speaker;

/// How many items stand on a page.
const PER_PAGE: usize = 50;
/// How many further fields the table shows beside an item's title.
const COLUMNS_MAX: usize = 3;
/// How many ended items are told.
const ENDED_MAX: usize = 50;

/// The page.
#[derive(Template)]
#[template(path = "work/items/table.html")]
pub(super) struct TablePage {
    frame: Frame,
    subject: Above,
    label: String,
    title: String,
    /// What somebody else changed while this was answered.
    meanwhile: Option<String>,
    /// What was just done.
    done: Option<String>,
    /// Its receipt.
    receipt: Option<String>,
    /// Where an item is added; none for what only an officer adds.
    add: Option<String>,
    /// Where lines are pasted and tables brought; none where they can't be.
    import: Option<String>,
    count: String,
    query: String,
    action: String,
    heads: Vec<String>,
    rows: Vec<Row>,
    before: Option<String>,
    after: Option<String>,
    ended: Vec<Ended>,
    /// What is wrong with what was sent.
    errors: Form,
    /// The question why there are none.
    none: Option<NoneAsked>,
    /// What is said of the whole of an empty list.
    stands_as: Option<String>,
}

impl Page for TablePage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

impl TablePage {
    /// The same page, saying first what somebody else changed.
    pub(super) fn after(self, meanwhile: String) -> Self {
        Self { meanwhile: Some(meanwhile), ..self }
    }
}

/// An open item.
struct Row {
    title: String,
    /// What its further fields say, each with the heading of its column.
    cells: Vec<(String, String)>,
    stand: StandView,
    until: Option<String>,
    ways: Option<Ways>,
}

/// Where an item is changed and ended.
struct Ways {
    change: String,
    close: String,
}

/// An item that ended.
struct Ended {
    title: String,
    on: Option<String>,
}

/// `/work/clusters/{id}/lists/{list}`.
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
    let listed = Listed::of(&opened, &key, who.caller.role)?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = none::form(&app, &who, listed, &frame);
    rendered_privately(&shown(&app, &listed, &reading, &uri, form, frame).await?)
}

/// The page with a form of it.
pub(super) async fn shown(
    app: &App,
    listed: &Listed<'_>,
    reading: &Reading,
    uri: &Uri,
    form: Form,
    frame: Frame,
) -> Result<TablePage, Problem> {
    let listed = *listed;
    let card = card_at(app, reading, listed.opened.cluster, reading.at.unwrap_or_default()).await?;
    let speaker = Speaker { lens: reading.lens(), card: Some(&card), language: reading.language };
    let making = Making { listed, speaker, frame: &frame };
    let (query, page) = (parameter(uri, "q")?.unwrap_or_default(), page_of(uri)?);
    let found = making.found(&query);
    let shown: Vec<_> = found.iter().skip(page * PER_PAGE).take(PER_PAGE).copied().collect();
    let columns = making.columns(&shown);
    let near = |there: bool, page: usize| there.then(|| making.page_link(&query, page));
    Ok(TablePage {
        subject: listed.above(&speaker, &frame),
        label: listed.label(&speaker),
        title: making.title_label(),
        meanwhile: None,
        done: making.done(uri)?,
        receipt: receipt::after(uri, &frame)?,
        add: listed.is_asked().then(|| frame.plain_link(&format!("{}/new", listed.path()))),
        import: listed.is_asked().then(|| frame.plain_link(&format!("{}/import", listed.path()))),
        count: frame.count("work-items", found.len()),
        action: frame.plain_link(&listed.path()),
        heads: columns.iter().map(|field| set(speaker.text(&field.label))).collect(),
        rows: shown.iter().map(|item| making.row(item, &columns)).collect(),
        before: near(page > 0, page.saturating_sub(1)),
        after: near(found.len() > (page + 1) * PER_PAGE, page + 1),
        ended: making.ended(),
        errors: form.clone(),
        stands_as: making.stands_as(),
        none: NoneAsked::of(listed, form, &frame),
        query,
        frame,
    })
}

/// Which page is asked for, counted from none.
fn page_of(uri: &Uri) -> Result<usize, Problem> {
    let page = parameter(uri, "page")?.and_then(|page| page.parse::<usize>().ok());
    Ok(page.unwrap_or(1).clamp(1, 10_000) - 1)
}

struct Making<'m> {
    listed: Listed<'m>,
    speaker: Speaker<'m>,
    frame: &'m Frame,
}

impl<'m> Making<'m> {
    fn done(&self, uri: &Uri) -> Result<Option<String>, Problem> {
        let done = parameter(uri, "done")?;
        let key = match done.as_deref() {
            Some("added") => "items-added",
            Some("changed") => "items-changed",
            Some("closed") => "items-closed",
            Some("imported") => "import-done",
            Some("none") => "items-none-done",
            _ => return Ok(None),
        };
        Ok(Some(self.frame.say(key)))
    }

    fn stands_as(&self) -> Option<String> {
        let current = self.listed.profile().cluster_claim(self.listed.key())?;
        let is_said = Stand::of(Some(current)) != Stand::NotProvided;
        is_said.then(|| capitalised(&self.speaker.claim(&current.claim)))
    }

    fn page_link(&self, query: &str, page: usize) -> String {
        let asked = [("q", query.to_owned()), ("page", (page + 1).to_string())];
        let asked = asked.into_iter().filter(|(_, value)| !value.is_empty());
        let asked: Vec<_> = asked.map(|(name, value)| (name.to_owned(), value)).collect();
        address(&self.frame.plain_link(&self.listed.path()), &asked)
    }

    fn title_label(&self) -> String {
        let title = self.listed.all().find(|field| field.key == self.listed.list.title_field);
        title.map(|field| set(self.speaker.text(&field.label))).unwrap_or_default()
    }

    fn title(&self, item: &Item) -> String {
        set(&title(&self.speaker, item))
    }

    /// The open items whose titles hold what is looked for.
    fn found(&self, query: &str) -> Vec<&'m Item> {
        let items = self.listed.profile().open_items(self.listed.key());
        let wanted = query.to_lowercase();
        let fits = |item: &&Item| {
            wanted.is_empty() || title(&self.speaker, item).to_lowercase().contains(&wanted)
        };
        items.filter(fits).collect()
    }

    /// The further fields that some item of the page states.
    fn columns(&self, shown: &[&Item]) -> Vec<&'m Asked> {
        let title = &self.listed.list.title_field;
        let is_stated = |field: &&Asked| {
            let key = field.key.as_str();
            shown
                .iter()
                .any(|item| item.claim(key).is_some_and(|it| it.claim.stated.value().is_some()))
        };
        let further = self.listed.all().filter(|field| field.key != *title);
        let public = further.filter(|field| field.visibility == Visibility::Public);
        public.filter(is_stated).take(COLUMNS_MAX).collect()
    }

    fn row(&self, item: &Item, columns: &[&Asked]) -> Row {
        let cell = |field: &&Asked| {
            let said = item.claim(field.key.as_str()).map(|it| set(&self.speaker.claim(&it.claim)));
            (set(self.speaker.text(&field.label)), said.unwrap_or_default())
        };
        let until = item.claims().filter_map(|current| current.claim.holds_until).min();
        let until = until.map(|day| {
            let day = typography::date(day, self.frame.language);
            self.frame.words.say_with("work-until", &[("day", &day)])
        });
        let path = format!("{}/{}", self.listed.path(), item.path.item);
        let ways = || Ways {
            change: self.frame.plain_link(&path),
            close: self.frame.plain_link(&format!("{path}/close")),
        };
        Row {
            title: self.title(item),
            cells: columns.iter().map(cell).collect(),
            stand: self.stand(item),
            until,
            ways: self.listed.is_asked().then(ways),
        }
    }

    /// The worst of what is to be told of an item, else how well its title is supported.
    fn stand(&self, item: &Item) -> StandView {
        let stands = item.claims().map(|claim| Stand::of(Some(claim)));
        let told = stands.filter(|stand| {
            !matches!(stand, Stand::Filled | Stand::NotProvided | Stand::NotApplicable)
        });
        if let Some(worst) = told.max() {
            return StandView::of(worst, self.frame);
        }
        let title = item.claim(self.listed.list.title_field.as_str());
        let degree = title.map(CurrentClaim::corroboration).unwrap_or_default();
        let words = terms::corroboration(degree).get(self.frame.language);
        StandView { key: Stand::Filled.key(), words: capitalised(words) }
    }

    /// What ended last.
    fn ended(&self) -> Vec<Ended> {
        let of_list = |item: &&Item| item.path.collection == self.listed.list.key;
        let items = self.listed.profile().items().filter(of_list);
        let mut ended: Vec<_> = items.filter(|item| !item.is_open()).collect();
        ended.reverse();
        let one = |item: &&Item| Ended {
            title: self.title(item),
            on: item.closed.flatten().map(|day| typography::date(day, self.frame.language)),
        };
        ended.iter().take(ENDED_MAX).map(one).collect()
    }
}
