//! A notice in words, made when it is read: what was hidden or forgotten meanwhile isn't told.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use registry_events::claim::Stated;
use registry_events::ids::{ApplicationId, ClusterId, OrganisationId, Position};
use registry_events::value::{Language, Value};
use registry_projections::history::HistoryLine;
use registry_projections::views::Views;

use crate::private::notices::NewNotice;
use crate::read::history::lens_at;
use crate::read::lens::Lens;
use crate::words::entry_types::entry_type;
use crate::words::history::describe;
use crate::words::messages::Messages;
use crate::words::typography;
use crate::words::value::Speaker;

/// The kind of a notice that something runs out soon.
pub const SOON: &str = "soon";
/// So many letters of what happened are told.
const LETTERS_MAX: usize = 300;

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A cluster.
    Cluster(ClusterId),
    /// An organisation.
    Organisation(OrganisationId),
    /// An application.
    Application(ApplicationId),
}

/// A notice in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Of what: the name of a cluster or an organisation.
    pub of: String,
    /// What happened.
    pub what: String,
    /// Where more of it stands, as a path.
    pub path: String,
}

impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cluster(id) => write!(formatter, "cluster {id}"),
            Self::Organisation(id) => write!(formatter, "organisation {id}"),
            Self::Application(id) => write!(formatter, "application {id}"),
        }
    }
}

impl FromStr for Subject {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, id) = text.split_once(' ').ok_or(())?;
        match kind {
            "cluster" => id.parse().map(Self::Cluster).map_err(drop),
            "organisation" => id.parse().map(Self::Organisation).map_err(drop),
            "application" => id.parse().map(Self::Application).map_err(drop),
            _ => Err(()),
        }
    }
}

/// The organisations that a line names as taking part.
pub(super) fn organisations(line: &HistoryLine) -> impl Iterator<Item = OrganisationId> {
    let stated = line.new.as_ref().map(|claim| &claim.stated);
    stated.into_iter().filter_map(|stated| match stated {
        Stated::Value(Value::Organisation(id)) => Some(*id),
        _ => None,
    })
}

/// A notice in words; none where what it is about can't be told any more.
pub fn told(notice: &NewNotice, views: &Views, language: Language) -> Option<Told> {
    let lens = Lens::new(views, views.position()?);
    let words = Messages::of(language);
    match notice.subject.parse().ok()? {
        Subject::Cluster(id) => {
            let is_soon = notice.kind == SOON;
            let what =
                if is_soon { soon(notice, words)? } else { happened(notice, id, &lens, language)? };
            let page = if is_soon {
                format!("/work/clusters/{id}")
            } else {
                format!("/clusters/{id}/history")
            };
            let of = lens.cluster(id).in_language_or_other(language).to_owned();
            Some(Told { of, what, path: page })
        }
        Subject::Organisation(id) => {
            let of = lens.known_organisation(id)?.in_language_or_other(language).to_owned();
            let what = entry_type(&notice.kind)?.get(language).to_owned();
            Some(Told { of, what, path: format!("/organisations/{id}") })
        }
        Subject::Application(_) => {
            let what = entry_type(&notice.kind)?.get(language).to_owned();
            Some(Told { of: words.say("notices-application"), what, path: "/work".into() })
        }
    }
}

/// «Скоро устареет: подтвердите до 30.06.2016».
fn soon(notice: &NewNotice, words: Messages) -> Option<String> {
    let (_, day) = notice.key.split_once(' ')?;
    let day: Date = day.parse().ok()?;
    Some(words.say_with("notices-soon", &[("day", &typography::date(day, words.language))]))
}

/// What happened to a cluster, in the words of its history.
fn happened(
    notice: &NewNotice,
    cluster: ClusterId,
    lens: &Lens<'_>,
    language: Language,
) -> Option<String> {
    let position = Position(notice.key.parse().ok()?);
    let card = lens.views.card(cluster)?;
    let history = lens.views.history(cluster)?;
    let after = |line: &&std::sync::Arc<HistoryLine>| line.place.position > position;
    let here = |line: &&std::sync::Arc<HistoryLine>| line.place.position == position;
    let lines: Vec<_> = history.lines().rev().skip_while(after).take_while(here).collect();
    let Some(first) = lines.last() else {
        return Some(entry_type(&notice.kind)?.get(language).to_owned());
    };
    let speaker = Speaker { lens: lens_at(position, lens), card: Some(card), language };
    let mut what: String = describe(first, &speaker).chars().take(LETTERS_MAX).collect();
    if lines.len() > 1 {
        let more = Messages::of(language).count("feed-more", lines.len() - 1);
        what = format!("{what}; {more}");
    }
    Some(what)
}
