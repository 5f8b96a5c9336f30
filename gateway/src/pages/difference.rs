//! One card at two dates, field by field.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use jiff::Timestamp;
use registry_events::ids::ClusterId;
use registry_projections::card::FieldDifference;

use super::answer::{CachePolicy, Page, keep, kept};
use super::cluster::Head;
use super::frame::{Frame, address};
use crate::api::read::difference::{Asked, Cards, cards};
use crate::api::read::parameters::Parameters;
use crate::api::read::streams::check_listed;
use crate::http::path::Path;
use crate::http::query::pairs;
use crate::http::{App, Problem, Reading};
use crate::read::difference::Pair;
use crate::read::parts::ActorShown;
use crate::words::terms;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "difference.html")]
struct DifferencePage {
    frame: Frame,
    head: Head,
    action: String,
    as_of: Option<String>,
    /// The dates as the form has them.
    from: String,
    to: String,
    first: String,
    last: String,
    all: bool,
    /// The moments in words.
    old_at: String,
    new_at: String,
    was_listed: bool,
    changed: usize,
    compared: usize,
    rows: Vec<RowView>,
    api: String,
}

impl Page for DifferencePage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// A field.
struct RowView {
    label: String,
    differs: bool,
    old: Option<String>,
    new: Option<String>,
    at: Option<String>,
    datetime: String,
    who: String,
    position: String,
}

/// `/clusters/{id}/difference`.
pub async fn page(
    State(app): State<App>,
    Path(id): Path<ClusterId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let reading = reading.of_day();
    check_listed(&reading, id)?;
    let asked = Asked::of(Parameters::of_page(&uri))?;
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let cards = cards(&app, &reading, id, &asked).await?;
    let frame = Frame::new(&app, &reading, &uri, "/clusters");
    let page = DifferencePage::of(&cards, &asked, &app, &reading, frame, &uri);
    keep(&app, &reading, reading.at, &uri, &page)
}

impl DifferencePage {
    fn of(
        cards: &Cards,
        asked: &Asked,
        app: &App,
        reading: &Reading,
        frame: Frame,
        uri: &Uri,
    ) -> Self {
        let pair = cards.pair(reading);
        let compared = pair.fields(true);
        let changed = compared.iter().filter(|field| field.differs()).count();
        let zone = app.registry.zone();
        let moment = |at: Timestamp| typography::minute(at, zone, frame.language);
        let day = |at: Timestamp| zone.to_datetime(at).date().to_string();
        let speaker = Speaker { lens: pair.to, card: Some(pair.new), language: frame.language };
        let opening = reading.views.times().recorded_at(registry_events::ids::Position(0));
        let shown = compared.iter().filter(|field| asked.all || field.differs());
        let rows = shown.map(|field| RowView::of(field, &pair, &frame, &moment)).collect();
        Self {
            head: Head::new(pair.new, &speaker, &frame, app, reading.day(), "/difference"),
            action: frame.plain_link(uri.path()),
            as_of: frame.as_of().map(str::to_owned),
            from: day(cards.from_at),
            to: day(cards.to_at),
            first: opening.map(day).unwrap_or_default(),
            last: app.registry.today().to_string(),
            all: asked.all,
            old_at: moment(cards.from_at),
            new_at: moment(cards.to_at),
            was_listed: pair.old.is_some(),
            changed,
            compared: compared.len(),
            rows,
            api: api(cards, &pairs(uri)),
            frame,
        }
    }
}

/// The same as JSON.
fn api(cards: &Cards, given: &[(String, String)]) -> String {
    let known = ["from", "to", "all", "as_of"];
    let given =
        given.iter().filter(|(name, value)| known.contains(&name.as_str()) && !value.is_empty());
    let path = format!("/api/v1/clusters/{}/difference", cards.new.cluster);
    address(&path, &given.cloned().collect::<Vec<_>>())
}

impl RowView {
    fn of(
        field: &FieldDifference<'_>,
        pair: &Pair<'_>,
        frame: &Frame,
        moment: &dyn Fn(Timestamp) -> String,
    ) -> Self {
        let language = frame.language;
        let before = Speaker { lens: pair.from, card: pair.old, language };
        let after = Speaker { lens: pair.to, card: Some(pair.new), language };
        let actor = field.changed.and_then(|place| pair.actor(place));
        Self {
            label: set(&after.place_of(field.path)),
            differs: field.differs(),
            old: field.old.map(|current| set(&before.claim(&current.claim))),
            new: field.new.map(|current| set(&after.claim(&current.claim))),
            at: field.changed.map(|place| moment(place.recorded_at)),
            datetime: field.changed.map(|place| place.recorded_at.to_string()).unwrap_or_default(),
            who: actor.map(|actor| who(&actor, frame)).unwrap_or_default(),
            position: field
                .changed
                .map(|place| typography::integer(place.position.0))
                .unwrap_or_default(),
        }
    }
}

fn who(actor: &ActorShown, frame: &Frame) -> String {
    let role = terms::role(actor.role).get(frame.language);
    let organisation = actor.organisation.as_ref();
    set(&organisation.map_or_else(
        || role.to_owned(),
        |named| format!("{}, {role}", named.in_language(frame.language)),
    ))
}
