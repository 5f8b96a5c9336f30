//! How the site serves everybody, and the setting for weak sight: size, contrast, spacing.

use askama::Template;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use registry_events::value::Language;

use super::answer::{CachePolicy, Page, rendered_plain};
use super::frame::{Frame, localised};
use crate::http::appearance::{Appearance, CONTRASTS, COOKIE_NAME, KEPT_SECONDS, SIZES, SPACINGS};
use crate::http::form::Fields;
use crate::http::origin::Origin;
use crate::http::query::pairs;
use crate::http::signed_in::Reader;
use crate::http::{App, Problem};
use crate::words::typography;

/// The page.
#[derive(Template)]
#[template(path = "accessibility.html")]
struct AccessibilityPage {
    frame: Frame,
    traits: [Trait; 3],
    back: String,
    /// «Заявление составлено 26.11.2026».
    made: String,
}

/// The day of the statement; a change of what it says changes this too.
const MADE_ON: Date = jiff::civil::date(2026, 11, 26);

impl Page for AccessibilityPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// A trait of the look that can be chosen.
struct Trait {
    name: &'static str,
    legend: String,
    choices: Vec<Choice>,
}

struct Choice {
    key: &'static str,
    label: String,
    chosen: bool,
}

/// `/accessibility`.
pub async fn page(
    State(app): State<App>,
    language: Language,
    Origin(origin): Origin,
    reader: Reader,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let look = Appearance::of(&headers);
    let frame = Frame::bare(&app, language, look).at(&uri, origin).for_reader(reader.0.clone());
    let back = pairs(&uri).into_iter().find(|(name, _)| name == "back").map(|(_, back)| back);
    let page = AccessibilityPage {
        traits: [
            Trait::new(&frame, "size", &SIZES, look.size),
            Trait::new(&frame, "contrast", &CONTRASTS, look.contrast),
            Trait::new(&frame, "spacing", &SPACINGS, look.spacing),
        ],
        back: ours(back, language),
        made: frame
            .words
            .say_with("statement-made", &[("day", &typography::date(MADE_ON, language))]),
        frame,
    };
    rendered_plain(&page, &reader)
}

impl Trait {
    fn new(frame: &Frame, name: &'static str, keys: &[&'static str], chosen: &str) -> Self {
        let choice = |key: &&'static str| Choice {
            key,
            label: frame.say(&format!("look-{name}-{key}")),
            chosen: *key == chosen,
        };
        Self {
            name,
            legend: frame.say(&format!("look-{name}")),
            choices: keys.iter().map(choice).collect(),
        }
    }
}

/// `/appearance`: keeps the choice in a cookie and leads back to the page it was made on.
pub async fn choose(language: Language, chosen: Fields) -> Response {
    let traits = ["size", "contrast", "spacing"].map(|name| chosen.get(name));
    let value = Appearance::parse(&traits.join(".")).value();
    let kept = format!("Path=/; Max-Age={KEPT_SECONDS}; SameSite=Lax; HttpOnly");
    let cookie = format!("{COOKIE_NAME}={value}; {kept}");
    let back = Redirect::to(&ours(Some(chosen.get("back").to_owned()), language));
    ([(SET_COOKIE, cookie)], back).into_response()
}

/// A page of ours, so that nobody is led elsewhere; else the register.
pub(in crate::pages) fn ours(back: Option<String>, language: Language) -> String {
    let local = |back: &String| {
        let plain = back.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        back.starts_with('/') && !back.starts_with("//") && plain
    };
    back.filter(local).unwrap_or_else(|| localised(language, "/clusters"))
}
