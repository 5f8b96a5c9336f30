//! The journal of the whole registry: every entry of every stream in one order, ready to be filtered.
//!
//! It keeps of an entry only what filters ask for; what an entry says is read from the log. Folded
//! without keys: a sealed entry is known by its place, its stream and its time, and by nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use registry_events::actor::Actor;
use registry_events::entry::{Content, Recorded};
use registry_events::event::{Event, ProfileEvent};
use registry_events::ids::{AccountId, Position, StreamVersion};
use registry_events::stream::{StreamId, StreamKind};

use crate::history::Category;

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Something of a cluster, by the categories of its history.
    Cluster(Category),
    /// Legal entities.
    Organisations,
    /// Regions and their development centres.
    Regions,
    /// Editions, bulletins, estimates.
    Registry,
    /// Reports, reviews, ratings, announcements.
    Publications,
    /// That somebody wrote to a cluster, and that it answered.
    Enquiries,
    /// That something is wrong, as somebody reported, and what came of it.
    Reports,
    /// What people propose for the questionnaire and the rules.
    Proposals,
    /// Clusters that are known and not registered yet.
    Expected,
    /// Accounts and their roles.
    Access,
    /// Who holds a name or a number.
    Holdings,
    /// It can be read only with a key.
    Sealed,
    /// A newer program wrote it.
    Unknown,
}

/// The topics beside those of clusters, with their keys.
const BESIDE_CLUSTERS: [(Topic, &str); 12] = [
    (Topic::Organisations, "organisations"),
    (Topic::Regions, "regions"),
    (Topic::Registry, "registry"),
    (Topic::Publications, "publications"),
    (Topic::Expected, "expected"),
    (Topic::Proposals, "proposals"),
    (Topic::Reports, "reports"),
    (Topic::Enquiries, "enquiries"),
    (Topic::Access, "access"),
    (Topic::Holdings, "holdings"),
    (Topic::Sealed, "sealed"),
    (Topic::Unknown, "unknown"),
];

impl Topic {
    /// All topics, in the order of filters.
    pub fn all() -> impl Iterator<Item = Self> {
        let of_clusters = Category::ALL.into_iter().map(Self::Cluster);
        of_clusters.chain(BESIDE_CLUSTERS.map(|(topic, _)| topic))
    }

    /// The key, the same in API and URL.
    pub fn key(self) -> &'static str {
        if let Self::Cluster(category) = self {
            return category.key();
        }
        let found = BESIDE_CLUSTERS.iter().find(|(topic, _)| *topic == self);
        found.map_or("", |(_, key)| key)
    }

    /// Finds a topic by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::all().find(|topic| topic.key() == key)
    }
}

/// Topics as bits, in the order of [`Topic::all`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Topics(u32);

impl Topics {
    fn of(topics: impl IntoIterator<Item = Topic>) -> Self {
        let bit = |wanted| Topic::all().position(|topic| topic == wanted).unwrap_or_default();
        Self(topics.into_iter().fold(0, |bits, topic| bits | 1 << bit(topic)))
    }

    const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn iter(self) -> impl Iterator<Item = Topic> {
        let held = Topic::all().enumerate().filter(move |(bit, _)| self.0 & (1 << bit) != 0);
        held.map(|(_, topic)| topic)
    }
}

/// What filters ask of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    /// Its stream.
    pub stream: StreamId,
    /// Its number within the stream.
    pub version: StreamVersion,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Its type; none while it is sealed, and of one that a newer program wrote.
    pub event_type: Option<&'static str>,
    /// Who acted; none while it is sealed.
    pub actor: Option<Arc<Actor>>,
    topics: Topics,
}

impl JournalEntry {
    /// What it is about.
    pub fn topics(&self) -> impl Iterator<Item = Topic> {
        self.topics.iter()
    }
}

/// The entries of the log from its beginning.
#[derive(Debug, Default)]
pub struct Journal {
    entries: Vec<JournalEntry>,
    streams: BTreeSet<StreamId>,
    actors: BTreeMap<AccountId, Arc<Actor>>,
}

/// Which entries are wanted; an empty filter lets all pass, filters are joined by "and".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JournalFilter {
    /// Any of these topics.
    pub topics: Vec<Topic>,
    /// Any of these event types, by name.
    pub types: Vec<String>,
    /// This account acted.
    pub account: Option<AccountId>,
    /// Of this stream.
    pub stream: Option<StreamId>,
    /// Of one of these streams.
    pub among: Option<BTreeSet<StreamId>>,
    /// Recorded at this instant or later.
    pub since: Option<Timestamp>,
    /// Recorded at this instant or earlier.
    pub until: Option<Timestamp>,
}

/// A page of the journal, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalPage {
    /// The places of its entries in the log.
    pub positions: Vec<Position>,
    /// How many entries the filter admits in all.
    pub total: usize,
}

impl Journal {
    /// The position of the entry it takes next.
    pub const fn next(&self) -> Position {
        Position(self.entries.len() as u64)
    }

    /// Takes the next entry of the log; one that isn't the next is passed over.
    pub fn apply(&mut self, recorded: &Recorded) {
        if recorded.position != self.next() {
            return;
        }
        let entry = self.entry(recorded);
        self.entries.push(entry);
    }

    /// The entry at a position.
    pub fn entry_at(&self, position: Position) -> Option<&JournalEntry> {
        self.entries.get(usize::try_from(position.0).ok()?)
    }

    /// Every stream that has an entry at a position or before it.
    pub fn streams_until(&self, at: Position) -> BTreeSet<&StreamId> {
        self.until(at).iter().map(|entry| &entry.stream).collect()
    }

    /// The entries that a filter admits, and something else besides, as they stood at a position:
    /// newest first, from an index on and at most `limit` of them.
    pub fn page(
        &self,
        filter: &JournalFilter,
        at: Position,
        also: impl Fn(Position, &JournalEntry) -> bool,
        index: usize,
        limit: usize,
    ) -> JournalPage {
        let wanted = Topics::of(filter.topics.iter().copied());
        let mut page = JournalPage { positions: Vec::new(), total: 0 };
        for (index_in_log, entry) in self.until(at).iter().enumerate().rev() {
            let position = Position(index_in_log as u64);
            if !filter.admits(entry, wanted) || !also(position, entry) {
                continue;
            }
            if page.total >= index && page.positions.len() < limit {
                page.positions.push(position);
            }
            page.total += 1;
        }
        page
    }

    fn until(&self, at: Position) -> &[JournalEntry] {
        let end = usize::try_from(at.0).unwrap_or(usize::MAX).saturating_add(1);
        &self.entries[..end.min(self.entries.len())]
    }

    fn entry(&mut self, recorded: &Recorded) -> JournalEntry {
        let (event_type, actor) = match &recorded.content {
            Content::Clear(clear) => (Some(clear.event.type_and_schema().0), Some(&clear.actor)),
            Content::Unknown { actor, .. } => (None, Some(&**actor)),
            Content::Sealed(_) => (None, None),
        };
        JournalEntry {
            stream: self.shared_stream(&recorded.stream),
            version: recorded.version,
            recorded_at: recorded.recorded_at,
            event_type,
            actor: actor.map(|actor| self.shared_actor(actor)),
            topics: topics_of(recorded),
        }
    }

    /// The same name once for all entries of a stream.
    fn shared_stream(&mut self, stream: &StreamId) -> StreamId {
        if let Some(known) = self.streams.get(stream) {
            return known.clone();
        }
        self.streams.insert(stream.clone());
        stream.clone()
    }

    /// The same actor once for entries that follow each other.
    fn shared_actor(&mut self, actor: &Actor) -> Arc<Actor> {
        let known = self.actors.get(&actor.account).filter(|known| ***known == *actor);
        if let Some(known) = known {
            return Arc::clone(known);
        }
        let shared = Arc::new(actor.clone());
        self.actors.insert(actor.account, Arc::clone(&shared));
        shared
    }
}

impl JournalFilter {
    fn admits(&self, entry: &JournalEntry, wanted: Topics) -> bool {
        self.admits_kind(entry, wanted) && self.admits_place(entry)
    }

    fn admits_kind(&self, entry: &JournalEntry, wanted: Topics) -> bool {
        let is_type = |event_type: &str| self.types.iter().any(|wanted| wanted == event_type);
        let account = entry.actor.as_ref().map(|actor| actor.account);
        (self.topics.is_empty() || entry.topics.meets(wanted))
            && (self.types.is_empty() || entry.event_type.is_some_and(is_type))
            && (self.account.is_none() || self.account == account)
    }

    fn admits_place(&self, entry: &JournalEntry) -> bool {
        self.stream.as_ref().is_none_or(|stream| *stream == entry.stream)
            && self.among.as_ref().is_none_or(|among| among.contains(&entry.stream))
            && self.since.is_none_or(|since| since <= entry.recorded_at)
            && self.until.is_none_or(|until| entry.recorded_at <= until)
    }
}

/// What an entry is about.
pub fn topics(recorded: &Recorded) -> impl Iterator<Item = Topic> {
    topics_of(recorded).iter()
}

fn topics_of(recorded: &Recorded) -> Topics {
    match &recorded.content {
        Content::Sealed(_) => Topics::of([Topic::Sealed]),
        Content::Unknown { .. } => Topics::of([Topic::Unknown]),
        Content::Clear(clear) => match &clear.event {
            Event::Profile(ProfileEvent::ClaimsStated(stated)) => {
                let paths = stated.claims.iter().map(|claim| &claim.path);
                Topics::of(paths.map(Category::of_path).map(Topic::Cluster))
            }
            event => Topics::of(topic_of(event, &recorded.stream.kind())),
        },
    }
}

/// The topic of an event that has one; an application's or an account's are sealed, and one in the
/// clear would be a fault.
fn topic_of(event: &Event, stream: &StreamKind) -> Option<Topic> {
    match event {
        Event::Profile(_) | Event::Cluster(_) | Event::Dispute(_) => {
            let of_cluster = matches!(stream, StreamKind::Cluster(_));
            Category::of_event(event).filter(|_| of_cluster).map(Topic::Cluster)
        }
        Event::Organisation(_) => Some(Topic::Organisations),
        Event::Region(_) => Some(Topic::Regions),
        Event::Registry(_) => Some(Topic::Registry),
        Event::Publication(_) => Some(Topic::Publications),
        Event::Expected(_) => Some(Topic::Expected),
        Event::Proposal(_) => Some(Topic::Proposals),
        Event::Report(_) => Some(Topic::Reports),
        Event::Enquiry(_) => Some(Topic::Enquiries),
        Event::Access(_) => Some(Topic::Access),
        Event::Holding(_) => Some(Topic::Holdings),
        Event::Account(_) | Event::Application(_) => None,
    }
}
