//! What others did with a cluster while a form about it was open: told on the form, so that who wrote it
//! reads it and decides again. What a law hides stays hidden here as in the history.

use registry_events::ids::{ClusterId, StreamVersion};
use registry_projections::card::Card;
use registry_projections::history::HistoryLine;

use crate::http::App;
use crate::pages::frame::Frame;
use crate::read::confirmers::are_told;
use crate::read::history::lens_at;
use crate::read::lens::Lens;
use crate::words::history::{actor, describe};
use crate::words::typography::{minute, set};
use crate::words::value::Speaker;

/// The most changes that are told one by one.
const LINES_MAX: usize = 5;

/// What was recorded of a cluster after the version that a form showed, the newest first.
pub(super) fn meanwhile(
    app: &App,
    cluster: ClusterId,
    seen: StreamVersion,
    frame: &Frame,
) -> Vec<String> {
    let views = app.views();
    let (Some(at), Some(card)) = (views.position(), views.card(cluster)) else { return Vec::new() };
    let lens = Lens::new(&views, at);
    let lines = views.history(cluster).into_iter().flat_map(|history| history.lines().rev());
    let lines: Vec<_> = lines.take_while(|line| seen < line.place.version).collect();
    let told = lines.iter().take(LINES_MAX).map(|line| told(line, card, &lens, app, frame));
    let more = lines.len().saturating_sub(LINES_MAX);
    let more = (more > 0).then(|| frame.count("meanwhile-more", more));
    told.chain(more).collect()
}

/// «Пока форма была открыта, 01.02.2016 12:00: …, куратор реестра».
fn told(line: &HistoryLine, card: &Card, lens: &Lens<'_>, app: &App, frame: &Frame) -> String {
    let lens = lens_at(line.place.position, lens);
    let speaker = Speaker { lens, card: Some(card), language: frame.language };
    let what = set(&describe(line, &speaker));
    let at = minute(line.place.recorded_at, app.registry.zone(), frame.language);
    let parts = [("at", at.as_str()), ("what", what.as_str())];
    if !are_told(line, card.cluster, &lens) {
        return frame.words.say_with("meanwhile", &parts);
    }
    let who = set(&actor(&line.place, &speaker));
    let parts = [parts[0], parts[1], ("who", who.as_str())];
    frame.words.say_with("meanwhile-by", &parts)
}
