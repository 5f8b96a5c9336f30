//! A publication in the language of a page.

use registry_events::event::PublicationKind;

use crate::pages::frame::Frame;
use crate::pages::work::publication;
use crate::read::parts::{Bilingual, Labelled};
use crate::read::publications::{PublicationShown, Remark};
use crate::words::terms;
use crate::words::typography::{self, set};

/// A text with its language, where that isn't the page's.
pub(in crate::pages) struct Words {
    /// The text.
    pub(in crate::pages) text: String,
    /// The language.
    pub(in crate::pages) only_in: Option<&'static str>,
}

/// A publication.
pub(in crate::pages) struct PublicationView {
    /// Its number.
    pub(in crate::pages) number: u64,
    /// Where it stands on the site.
    pub(in crate::pages) place: String,
    /// What kind it is.
    pub(in crate::pages) kind: &'static str,
    /// Its title.
    pub(in crate::pages) title: Words,
    /// What stands in it.
    pub(in crate::pages) summary: Option<Words>,
    /// The day it came out.
    pub(in crate::pages) day: String,
    /// The same for programs.
    pub(in crate::pages) datetime: String,
    /// Where it can be read.
    pub(in crate::pages) address: Option<String>,
    /// Whether that is somewhere else.
    pub(in crate::pages) is_elsewhere: bool,
    /// What kind of file it is, and how large.
    pub(in crate::pages) file: Option<String>,
    /// Regions and specialisations it is about.
    pub(in crate::pages) about: String,
    /// When and why it was corrected or withdrawn.
    pub(in crate::pages) remarks: Vec<String>,
}

impl Words {
    fn of(text: &Bilingual, frame: &Frame) -> Self {
        let only_in = text.only_in(frame.language);
        Self { text: set(text.in_language(frame.language)), only_in }
    }
}

impl PublicationView {
    /// Where an officer keeps it.
    pub(in crate::pages) fn keep(&self, frame: &Frame) -> String {
        frame.plain_link(&publication::path(self.number))
    }

    /// A publication in the page's language.
    pub(in crate::pages) fn of(one: &PublicationShown, frame: &Frame) -> Self {
        let kind = PublicationKind::from_key(one.kind);
        let document = one.document.as_ref();
        let kept = document.and_then(|document| document.address.clone());
        Self {
            number: one.publication,
            place: super::place(one, frame),
            kind: kind.map_or("", |kind| terms::publication(kind).get(frame.language)),
            title: Words::of(&one.title, frame),
            summary: one.summary.as_ref().map(|summary| Words::of(summary, frame)),
            day: typography::date(one.published_on, frame.language),
            datetime: one.published_on.to_string(),
            is_elsewhere: one.url.is_some(),
            address: one.url.clone().or(kept),
            file: document.map(|document| {
                file(&document.document.media_type, document.document.bytes, frame)
            }),
            about: about(one, frame),
            remarks: remarks(one, frame),
        }
    }
}

/// «PDF, 120 КБ».
fn file(media_type: &str, bytes: u64, frame: &Frame) -> String {
    let kind = media_type.rsplit('/').next().unwrap_or_default().to_uppercase();
    let size = typography::integer(bytes.div_ceil(1024));
    frame.words.say_with("publications-file", &[("kind", &kind), ("size", &size)])
}

fn about(one: &PublicationShown, frame: &Frame) -> String {
    let label = |one: &Labelled| one.label.in_language(frame.language).to_owned();
    let all = one.regions.iter().chain(&one.specialisations).map(label);
    set(&all.collect::<Vec<_>>().join(", "))
}

fn remarks(one: &PublicationShown, frame: &Frame) -> Vec<String> {
    let said = |key: &str, remark: &Remark| {
        let parts = [("day", frame.day(remark.at)), ("reason", remark.reason.clone())];
        let parts: Vec<_> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
        frame.words.say_with(key, &parts)
    };
    let corrections = one.corrections.iter().map(|it| said("publications-corrected", it));
    let end = one.withdrawn.iter().map(|it| said("publications-ended", it));
    corrections.chain(end).collect()
}
