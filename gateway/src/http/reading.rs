//! What a read sees: a snapshot of the views, the position asked for, the language, and what the
//! caller has already. Every read begins with this extractor.

use std::sync::{Arc, OnceLock};

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::header::IF_NONE_MATCH;
use axum::http::request::Parts;
use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::ids::Position;
use registry_events::value::Language;
use registry_projections::views::Views;

use super::appearance::Appearance;
use super::as_of::AsOf;
use super::language::PageLanguage;
use super::query::{parameter, unusable};
use super::{App, Present, Problem, language, origin, signed_in};
use crate::registry::PATIENCE;

/// What a read sees.
pub struct Reading {
    /// The views; the same snapshot for the whole answer.
    pub views: Arc<Views>,
    /// The last position the answer may show, a commit's end; none before the first event.
    pub at: Option<Position>,
    /// What `?as_of=` asked for; none means now.
    pub as_of: Option<AsOf>,
    /// The instant that `as_of` means: the one asked for, the commit's for a position, else now.
    pub instant: Timestamp,
    /// What `?on=` asked for: a day in the world.
    pub on: Option<Date>,
    /// The registry's day at the instant.
    pub today: Date,
    /// Whether the answer depends on that day, so that its tag must tell it.
    pub(super) tells_day: bool,
    /// The language of the answer.
    pub language: Language,
    /// How the reader wants pages to look.
    pub appearance: Appearance,
    /// Under which address the site is reached, where that is known.
    pub origin: Option<String>,
    /// Who reads, where somebody is signed in; only pages know.
    pub reader: Option<Arc<Present>>,
    pub(super) if_none_match: Option<String>,
}

/// The position of the snapshot a handler answered from, for the header of the answer.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown(Arc<OnceLock<Option<Position>>>);

impl Shown {
    /// The position a handler fixed, else the one that holds now.
    pub(super) fn or_else(&self, now: impl FnOnce() -> Option<Position>) -> Option<Position> {
        self.0.get().copied().unwrap_or_else(now)
    }
}

impl FromRequestParts<App> for Reading {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let as_of = match parameter(&parts.uri, "as_of")? {
            Some(given) => Some(AsOf::parse(&given)?),
            None => None,
        };
        wait_at_least(parts, app).await?;
        if let Some(AsOf::Position(position)) = as_of {
            wait_for(position, app).await?;
        }
        check_current(as_of, app)?;
        let views = app.views();
        if let Some(shown) = parts.extensions.get::<Shown>() {
            let _ = shown.0.set(views.position());
        }
        let (at, instant) = resolve(as_of, &views, app)?;
        let on = on(parts, app)?;
        let today = app.registry.zone().to_datetime(instant).date();
        let reader = signed_in::reader(parts);
        // What a browser kept of before somebody signed in isn't what they see now.
        let given = parts.headers.get(IF_NONE_MATCH).filter(|_| reader.is_none());
        let given = given.and_then(|value| value.to_str().ok());
        Ok(Self {
            views,
            at,
            as_of,
            instant,
            on,
            today,
            tells_day: false,
            language: language::of(parts),
            appearance: appearance(parts),
            origin: origin::of(parts, &app.settings),
            reader,
            if_none_match: given.map(Into::into),
        })
    }
}

impl Reading {
    /// The same for an answer that the next day may make another one.
    #[must_use]
    pub fn of_day(self) -> Self {
        Self { tells_day: true, ..self }
    }

    /// The same over views that are ahead of the log: what will be seen once something is recorded.
    #[must_use]
    pub fn ahead(self, views: Arc<Views>, at: Position) -> Self {
        Self { views, at: Some(at), as_of: None, on: None, ..self }
    }

    /// The same as the registry stands by now: what a form was refused for may have been written since it
    /// was sent.
    ///
    /// # Errors
    /// A fault when the log can't be read.
    pub async fn again(self, app: &App) -> Result<Self, Problem> {
        caught_up(app).await?;
        let views = app.views();
        let (at, instant) = resolve(self.as_of, &views, app)?;
        Ok(Self { views, at, instant, ..self })
    }

    /// The same by the day, for what takes long to find: of an instant or a position in the past what
    /// was recorded until the end of the day before, so that nobody can ask for each of them.
    ///
    /// # Errors
    /// As of `?as_of=` itself.
    pub fn by_day(self, app: &App) -> Result<Self, Problem> {
        let (Some(AsOf::Instant(_) | AsOf::Position(_)), Ok(day)) =
            (self.as_of, self.today.yesterday())
        else {
            return Ok(self);
        };
        let as_of = Some(AsOf::Day(day));
        let (at, instant) = resolve(as_of, &self.views, app)?;
        Ok(Self { as_of, at, instant, today: day, ..self })
    }

    /// The day in the world that is shown: the one asked for, else today.
    pub fn day(&self) -> Date {
        self.on.unwrap_or(self.today)
    }
}

/// Only pages look one way or another.
fn appearance(parts: &Parts) -> Appearance {
    let page = parts.extensions.get::<PageLanguage>();
    page.map(|_| Appearance::of(&parts.headers)).unwrap_or_default()
}

/// `?on=`: a day in the world that has come.
fn on(parts: &Parts, app: &App) -> Result<Option<Date>, Problem> {
    let Some(given) = parameter(&parts.uri, "on")? else { return Ok(None) };
    let shown = given.chars().take(40).collect::<String>();
    let day: Date = given.parse().map_err(|_| unusable("on", "on.malformed").with(shown))?;
    let today = app.registry.today();
    if day > today {
        return Err(unusable("on", "on.in-future").with(today).into());
    }
    Ok(Some(day))
}

/// A follower that stands still shows the past; it is never served as now.
fn check_current(as_of: Option<AsOf>, app: &App) -> Result<(), Problem> {
    if as_of.is_none() && app.registry.published().halted().is_some() {
        return Err(Problem::new("views.halted"));
    }
    Ok(())
}

/// `?at_least=`: waits until the views are folded that far.
async fn wait_at_least(parts: &Parts, app: &App) -> Result<(), Problem> {
    let Some(given) = parameter(&parts.uri, "at_least")? else { return Ok(()) };
    let position =
        given.parse().map(Position).map_err(|_| unusable("at_least", "at-least.malformed"))?;
    app.registry.published().at_least(position, PATIENCE).await?;
    Ok(())
}

/// Waits until the views tell everything that is recorded by now.
///
/// # Errors
/// A fault when the log can't be read, or the views fall behind for too long.
pub async fn caught_up(app: &App) -> Result<(), Problem> {
    let head = app.registry.log().head().await.map_err(|error| Problem::fault(&error))?;
    if let Some(last) = head.last() {
        app.registry.published().at_least(last, PATIENCE).await?;
    }
    Ok(())
}

/// A position the log has is waited for, one past its head is refused.
async fn wait_for(position: Position, app: &App) -> Result<(), Problem> {
    let head = app.registry.log().head().await.map_err(|error| Problem::fault(&error))?;
    if position >= head.next {
        return Err(unusable("as_of", "as-of.past-head").with(position).into());
    }
    app.registry.published().at_least(position, PATIENCE).await?;
    Ok(())
}

/// The position that an address asks for, where it can be told; else the last one.
pub fn position_asked(uri: &Uri, app: &App) -> Option<Position> {
    let views = app.views();
    let given = parameter(uri, "as_of").ok().flatten();
    let as_of = given.and_then(|given| AsOf::parse(&given).ok());
    resolve(as_of, &views, app).map_or_else(|_| views.position(), |(at, _)| at)
}

/// What a moment that one parameter names means: the last position recorded by then, and the instant.
///
/// # Errors
/// A moment that hasn't come, with the parameter's name.
pub fn moment(
    name: &str,
    as_of: AsOf,
    views: &Views,
    app: &App,
) -> Result<(Option<Position>, Timestamp), Problem> {
    let renamed = |broken: super::problem::Broken| {
        let mut named = unusable(name, broken.code);
        named.details = broken.details;
        Problem::from(named)
    };
    match as_of {
        AsOf::Position(position) => {
            let held = views.times().commit_of(position);
            let (instant, at) =
                held.ok_or_else(|| unusable(name, "as-of.past-head").with(position))?;
            Ok((Some(at), instant))
        }
        AsOf::Day(_) | AsOf::Instant(_) => {
            let instant = as_of.instant(app).map_err(renamed)?;
            let instant = instant.unwrap_or_else(|| app.registry.now());
            Ok((views.times().at(instant), instant))
        }
    }
}

fn resolve(
    as_of: Option<AsOf>,
    views: &Views,
    app: &App,
) -> Result<(Option<Position>, Timestamp), Problem> {
    let Some(as_of) = as_of else { return Ok((views.position(), app.registry.now())) };
    if let AsOf::Position(position) = as_of {
        // A commit is recorded as a whole: who asks for an event within it sees all of it.
        let held = views.times().commit_of(position);
        let (instant, at) =
            held.ok_or_else(|| unusable("as_of", "as-of.past-head").with(position))?;
        return Ok((Some(at), instant));
    }
    let instant = as_of.instant(app)?.unwrap_or_else(|| app.registry.now());
    Ok((views.times().at(instant), instant))
}
