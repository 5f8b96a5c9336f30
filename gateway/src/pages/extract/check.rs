//! Whether an extract still holds: its card is made again and compared with what its number says.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_projections::card::Card;

use super::number::digest;
use super::subject::Subject;
use crate::api::read::parameters::Parameters;
use crate::api::read::streams::card_at;
use crate::api::transparency::proof;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::pages::answer::{CachePolicy, Page, rendered};
use crate::pages::cluster::Head;
use crate::pages::frame::Frame;
use crate::words::typography;
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "extract.html")]
struct CheckPage {
    frame: Frame,
    number: String,
    /// The card as the extract has it.
    head: Head,
    recorded: String,
    digest: String,
    /// What the card on paper and today's differ in; none where they are the same.
    otherwise: Option<Otherwise>,
    position: String,
    /// What changed since; none while the card is the same.
    since: Option<Since>,
    profile: String,
    json: String,
    proof: String,
}

impl Page for CheckPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// The card is shown otherwise today than on paper, though nothing was recorded that says so.
struct Otherwise {
    /// How the digest on paper begins.
    paper: String,
    /// Whether the law hides some of it.
    hidden: bool,
}

/// How the card stands now.
struct Since {
    changed: String,
    difference: String,
}

/// `/verify/{number}`.
pub async fn page(
    State(app): State<App>,
    Path(number): Path<String>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    Parameters::of_page(&uri).finish()?;
    let (now, latest) = (reading.at, reading.views.position().unwrap_or_default());
    let mut frame = Frame::new(&app, &reading, &uri, "");
    frame.as_of_form = None;
    let subject = Subject::of_number(&app, reading, &number).await?;
    let newest = card_at(&app, &subject.reading, subject.card.cluster, latest).await?;
    let page = CheckPage::of(&subject, &newest, frame, &app);
    rendered(&subject.reading, now, &page)
}

impl CheckPage {
    fn of(subject: &Subject, newest: &Card, frame: Frame, app: &App) -> Self {
        let reading = &subject.reading;
        let card = &subject.card;
        let speaker =
            Speaker { lens: reading.lens(), card: Some(card), language: reading.language };
        let minute = |at| typography::minute(at, app.registry.zone(), frame.language);
        let position = subject.number.position;
        let profile = format!("/clusters/{}", card.cluster);
        let difference = format!("{profile}/difference?from=position:{position}");
        let changed = newest.updated.position > position;
        let since = changed.then(|| Since {
            changed: minute(newest.updated.recorded_at),
            difference: frame.plain_link(&difference),
        });
        Self {
            number: subject.number.to_string(),
            head: Head::new(card, &speaker, &frame, app, reading.today, ""),
            recorded: minute(card.updated.recorded_at),
            digest: digest(&subject.json),
            otherwise: (!subject.is_as_on_paper()).then(|| Otherwise {
                paper: subject.number.digits.clone(),
                hidden: subject.is_hidden_since(),
            }),
            position: typography::integer(position.0),
            since,
            profile: frame.plain_link(&profile),
            json: format!("/api/v1{profile}?as_of=position:{position}"),
            proof: proof::address(position),
            frame,
        }
    }
}
