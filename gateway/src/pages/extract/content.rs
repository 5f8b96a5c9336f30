//! What an extract says, line by line, in the language of its reader.

use jiff::Timestamp;
use registry_events::transparency::proof::InclusionProof;

use super::number::digest;
use super::sheet::Line;
use super::subject::Subject;
use crate::http::App;
use crate::pages::cluster::{Head, composition, sections};
use crate::pages::frame::Frame;
use crate::pages::shown::ValueView;
use crate::words::typography;
use crate::words::value::Speaker;

/// How many fields stand on paper; all of them are in the JSON.
const FIELDS_MAX: usize = 40;
/// How many characters of a value stand on paper.
const VALUE_CHARACTERS_MAX: usize = 400;

/// Every line.
pub(super) fn lines(
    subject: &Subject,
    proof: &InclusionProof,
    frame: &Frame,
    app: &App,
    until: Timestamp,
) -> Vec<Line> {
    let reading = &subject.reading;
    let speaker =
        Speaker { lens: reading.lens(), card: Some(&subject.card), language: reading.language };
    let head = Head::new(&subject.card, &speaker, frame, app, reading.today, "");
    let writer = Writer { subject, frame, app, speaker };
    let mut lines = writer.head(&head, until);
    lines.extend(writer.participants());
    lines.extend(writer.fields());
    lines.extend(writer.log(proof));
    lines
}

struct Writer<'w> {
    subject: &'w Subject,
    frame: &'w Frame,
    app: &'w App,
    speaker: Speaker<'w>,
}

impl Writer<'_> {
    fn pair(&self, key: &str, value: impl Into<String>) -> Line {
        Line::Pair(self.frame.say(key), value.into())
    }

    fn minute(&self, at: Timestamp) -> String {
        typography::minute(at, self.app.registry.zone(), self.frame.language)
    }

    fn head(&self, head: &Head, until: Timestamp) -> Vec<Line> {
        let recorded = self.minute(self.subject.card.updated.recorded_at);
        let mut lines = vec![Line::Title(self.frame.say("extract"))];
        lines.extend(self.frame.demonstration.clone().map(Line::Text));
        lines.extend([
            self.pair("extract-number", self.subject.number.to_string()),
            self.pair("extract-as-of", self.minute(until)),
            self.pair("extract-last-entry", recorded),
            Line::Heading(head.name.clone()),
        ]);
        lines.extend(head.other_name.clone().map(Line::Text));
        lines.push(self.pair("extract-cluster", head.id.clone()));
        let since = |what: &str, day: &str| format!("{what} {} {day}", self.frame.say("since"));
        lines.push(self.pair("extract-status", since(head.status, &head.status_since)));
        lines.extend(head.status_reason.clone().map(|why| self.pair("extract-reason", why)));
        let level = head.level.as_ref().map(|level| since(level.word, &head.level_since));
        let level = level.unwrap_or_else(|| self.frame.say("not-assessed"));
        lines.push(self.pair("extract-level", level));
        let edition = Some(head.edition.clone()).filter(|edition| !edition.is_empty());
        lines.extend(edition.map(|edition| self.pair("extract-edition", edition)));
        lines
    }

    fn participants(&self) -> Vec<Line> {
        let lens = &self.speaker.lens;
        let row = lens.views.register().row(self.subject.card.cluster, lens.at);
        let Some(row) = row else { return Vec::new() };
        let total = typography::integer(row.participants.total() as u64);
        let mut lines = vec![
            Line::Heading(self.frame.say("extract-participants")),
            self.pair("extract-total", total),
        ];
        let by_type = composition::by_type(&row, &self.speaker);
        lines.extend(by_type.into_iter().map(|one| Line::Pair(one.label, one.count)));
        lines
    }

    fn fields(&self) -> Vec<Line> {
        let days = (None, self.subject.reading.today);
        let card = &self.subject.card;
        let sections = sections::all(card, &self.speaker, self.frame, self.app, days);
        let fields: Vec<_> = sections.into_iter().flat_map(|section| section.fields).collect();
        let more = fields.len().saturating_sub(FIELDS_MAX);
        let mut lines = vec![Line::Heading(self.frame.say("extract-fields"))];
        let shown = fields.into_iter().take(FIELDS_MAX);
        lines.extend(shown.map(|field| Line::Pair(field.label, supported(&field.value))));
        if more > 0 {
            lines.push(Line::Text(self.frame.count("extract-more", more)));
        }
        lines
    }

    fn log(&self, proof: &InclusionProof) -> Vec<Line> {
        let mut note = proof.checkpoint.lines();
        let (origin, size, root) = (note.next(), note.next(), note.next());
        let told = |part: Option<&str>| part.unwrap_or_default().to_owned();
        let path = format!("/verify/{}", self.subject.number);
        let address = self.frame.found_at(&path);
        let how = vec![
            self.frame.say("extract-check"),
            address.clone().unwrap_or_else(|| self.frame.plain_link(&path)),
            self.frame.say("extract-attached"),
        ];
        let mut lines = vec![
            Line::Heading(self.frame.say("extract-log")),
            self.pair("extract-position", self.subject.number.position.to_string()),
            self.pair("extract-digest", digest(&self.subject.json)),
            self.pair("extract-origin", told(origin)),
            self.pair("extract-size", told(size)),
            self.pair("extract-root", told(root)),
        ];
        match address {
            Some(address) => lines.push(Line::Code(address, how)),
            None => lines.extend(how.into_iter().map(Line::Text)),
        }
        lines
    }
}

/// A value with how well it is supported: «120 (подтверждено документом)».
fn supported(value: &ValueView) -> String {
    let mut text: String = value.text.chars().take(VALUE_CHARACTERS_MAX).collect();
    if text.len() < value.text.len() {
        text.push('…');
    }
    match &value.support {
        Some(support) => format!("{text} ({})", support.degree),
        None => text,
    }
}
