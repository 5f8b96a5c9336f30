//! Entries of the journal as rows of a table.

use registry_events::ids::StreamVersion;
use registry_events::stream::{StreamId, StreamKind};
use registry_projections::journal::Topic;

use super::WhoView;
use super::sealed::Subject;
use crate::http::App;
use crate::pages::frame::{Frame, escaped};
use crate::read::changes::ClearChange;
use crate::read::journal::{ClearRow, JournalRow, SealedRow};
use crate::read::parts::Bilingual;
use crate::words::journal::topic;
use crate::words::typography::{self, set};

/// An entry.
pub struct EntryView {
    /// When, in words.
    pub at: String,
    /// When.
    pub datetime: String,
    /// What happened.
    pub sentences: Vec<String>,
    /// How many further sentences there are.
    pub more: usize,
    /// What it is about.
    pub topics: String,
    /// Its type; none while it is sealed.
    pub event_type: Option<String>,
    /// Who acted; none where that isn't told.
    pub who: Option<WhoView>,
    /// Its stream.
    pub stream: String,
    /// Where the stream is looked at.
    pub stream_at: String,
    /// Where it is opened for a reason, where it is sealed.
    pub opened_at: Option<String>,
    /// Its place in the log.
    pub position: String,
    /// Where its proof is.
    pub proof: Option<String>,
}

impl EntryView {
    /// An entry in the page's language.
    pub fn of(row: &JournalRow, frame: &Frame, app: &App) -> Self {
        match row {
            JournalRow::Clear(row) => Self::clear(row, frame, app),
            JournalRow::Sealed(row) => Self::sealed(row, frame, app),
        }
    }

    fn clear(row: &ClearRow, frame: &Frame, app: &App) -> Self {
        let ClearRow { entry, category, sentences, more, proof_url } = row;
        let ClearChange { position, recorded_at, stream, event_type, actor, .. } = entry;
        let in_language = |said: &Bilingual| set(said.in_language(frame.language));
        let topics = category.iter().filter_map(|key| Topic::from_key(key));
        let topics: Vec<_> = topics.map(|it| topic(it).get(frame.language)).collect();
        Self {
            at: typography::minute(*recorded_at, app.registry.zone(), frame.language),
            datetime: recorded_at.to_string(),
            sentences: sentences.iter().map(in_language).collect(),
            more: *more,
            topics: topics.join(", "),
            event_type: Some(event_type.clone()),
            who: actor.as_ref().map(|actor| WhoView::of(actor, frame)),
            stream_at: stream_at(stream, frame),
            stream: stream.clone(),
            opened_at: words_at(stream, event_type).map(|it| frame.plain_link(&it.path())),
            position: typography::integer(*position),
            proof: proof_url.clone(),
        }
    }

    fn sealed(row: &SealedRow, frame: &Frame, app: &App) -> Self {
        Self {
            at: typography::minute(row.recorded_at, app.registry.zone(), frame.language),
            datetime: row.recorded_at.to_string(),
            sentences: vec![frame.say("desk-sealed")],
            more: 0,
            topics: topic(Topic::Sealed).get(frame.language).to_owned(),
            event_type: None,
            who: None,
            stream_at: stream_at(&row.stream, frame),
            stream: row.stream.clone(),
            opened_at: sealed_at(row).map(|subject| frame.plain_link(&subject.path())),
            position: typography::integer(row.position),
            proof: row.proof_url.clone(),
        }
    }
}

/// What a sealed entry is of: of a cluster's stream a step of a dispute.
fn sealed_at(row: &SealedRow) -> Option<Subject> {
    match row.stream.parse::<StreamId>().ok()?.kind() {
        StreamKind::Application(application) => Some(Subject::Application(application)),
        StreamKind::Cluster(cluster) => Some(Subject::Dispute(cluster, StreamVersion(row.version))),
        _ => None,
    }
}

/// What an entry is of that stands in the clear but for somebody's words.
fn words_at(stream: &str, event_type: &str) -> Option<Subject> {
    match (stream.parse::<StreamId>().ok()?.kind(), event_type) {
        (StreamKind::Report(report), "ReportFiled") => Some(Subject::Report(report)),
        (StreamKind::Proposal(proposal), "ProposalMade") => Some(Subject::Proposal(proposal)),
        _ => None,
    }
}

/// A cluster's time line, an account's acts, an organisation's page; else the stream's own entries.
fn stream_at(stream: &str, frame: &Frame) -> String {
    let own = || frame.plain_link(&format!("/desk/journal?stream={}", escaped(stream)));
    let Ok(id) = stream.parse::<StreamId>() else { return own() };
    match id.kind() {
        StreamKind::Cluster(id) => frame.plain_link(&format!("/desk/clusters/{id}")),
        StreamKind::Organisation(id) => frame.plain_link(&format!("/organisations/{id}")),
        _ => own(),
    }
}
