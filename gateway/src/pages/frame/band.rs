//! What stands above and below a page: that all of it is invented, which moment it shows, where its data
//! come from.

use crate::http::as_of::AsOf;
use crate::http::{App, Reading};
use crate::words::messages::Messages;
use crate::words::typography;
use registry_events::value::Language;

pub(super) fn demonstration(app: &App, words: Messages) -> Option<String> {
    if !app.is_demonstration() {
        return None;
    }
    let day = typography::day(app.registry.now(), app.registry.zone(), words.language);
    Some(words.say_with("demonstration-band", &[("day", &day)]))
}

/// The moment and the day shown, where one was asked for.
pub(super) fn band(app: &App, reading: &Reading) -> Option<String> {
    let words = Messages::of(reading.language);
    let day = reading
        .on
        .map(|on| words.say_with("on-band", &[("day", &typography::date(on, reading.language))]));
    let both: Vec<_> = as_of_band(app, reading, words).into_iter().chain(day).collect();
    (!both.is_empty()).then(|| both.join(" "))
}

fn as_of_band(app: &App, reading: &Reading, words: Messages) -> Option<String> {
    let zone = app.registry.zone();
    let minute = typography::minute(reading.instant, zone, words.language);
    let abbreviation = zone.to_offset_info(reading.instant).abbreviation().to_owned();
    let moscow = abbreviation == "MSK" && words.language == Language::Ru;
    let zone = if moscow { "МСК".to_owned() } else { abbreviation };
    let moment = format!("{minute} {zone}");
    Some(match reading.as_of? {
        AsOf::Day(_) | AsOf::Instant(_) => words.say_with("as-of-band", &[("moment", &moment)]),
        AsOf::Position(position) => {
            let position = typography::integer(position.0);
            words.say_with("as-of-position", &[("position", &position), ("moment", &moment)])
        }
    })
}

/// The day that is shown.
pub(super) fn shown_date(app: &App, reading: &Reading) -> String {
    app.registry.zone().to_datetime(reading.instant).date().to_string()
}

pub(super) fn source(app: &App, reading: &Reading) -> String {
    let words = Messages::of(reading.language);
    let Some(at) = reading.at else { return words.say("source-empty") };
    let recorded = reading.views.times().recorded_at(at);
    let day = recorded.map(|at| typography::day(at, app.registry.zone(), reading.language));
    let position = typography::integer(at.0);
    words.say_with("source", &[("position", &position), ("day", &day.unwrap_or_default())])
}
