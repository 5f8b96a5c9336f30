//! The log as JSON: every entry in order, in the clear where it is, and what isn't only told to be.
//!
//! Answers about the past obey today's visibility: a value whose field isn't public any more, and
//! the number of a natural person, don't appear, although the published entry has them.

mod payload;

use std::sync::Arc;

use jiff::Timestamp;
use registry_events::actor::Actor;
use registry_events::entry::{Content, Recorded};
use registry_events::stream::StreamKind;
use registry_events::value::Language;
use registry_projections::place::Place;
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

pub use payload::shown as shown_claim;

use super::confirmers;
use super::lens::Lens;
use super::parts::{ActorShown, Bilingual};
use crate::words::registry::describe;

/// Entries from a position on.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Changes {
    /// The entries in the order of the log.
    pub items: Vec<ChangeShown>,
    /// The position to go on from; the same again until something is recorded there.
    pub next: u64,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum ChangeShown {
    /// It stands in the clear.
    Clear(Box<ClearChange>),
    /// It is sealed: that it is there is all there is to see.
    Sealed(SealedChange),
}

/// An entry in the clear.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ClearChange {
    /// Its place in the log.
    pub position: u64,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// Its stream.
    pub stream: String,
    /// Its number within the stream.
    pub version: u64,
    /// Its type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// The type's schema number.
    pub schema: u16,
    /// Who acted; null where it confirmed a field that isn't public.
    pub actor: Option<ActorShown>,
    /// What happened; null for a type that a newer program wrote.
    pub payload: Option<Json>,
    /// The same as a sentence, of what happened to the registry itself: publications, editions,
    /// bulletins, estimates, development centres. A cluster's own history tells its sentences.
    pub description: Option<Bilingual>,
}

/// An entry that only holders of its key can open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct SealedChange {
    /// Its place in the log.
    pub position: u64,
    /// Always true.
    pub sealed: bool,
}

/// What happened, for programs and as a sentence.
#[derive(Default)]
struct Happened {
    payload: Option<Json>,
    description: Option<Bilingual>,
}

/// An assessment without the digest of facts that rest on a value which is hidden by law.
fn without_telling_digest(mut payload: Json, recorded: &Recorded, lens: &Lens<'_>) -> Json {
    if let StreamKind::Cluster(cluster) = recorded.stream.kind()
        && let Some(digest) = payload.get_mut("facts_digest")
        && !lens.views.masked().tell_digest(cluster, recorded.position)
    {
        *digest = Json::Null;
    }
    payload
}

/// Whether everybody may see who recorded an entry.
fn tells_actor(recorded: &Recorded, actor: &Actor, lens: &Lens<'_>) -> bool {
    let StreamKind::Cluster(cluster) = recorded.stream.kind() else { return true };
    let place = Place::of(recorded, Arc::new(actor.clone()));
    confirmers::are_told_at(&place, cluster, lens)
}

impl ChangeShown {
    /// An entry as everybody sees it.
    pub fn of(mut recorded: Recorded, lens: &Lens<'_>) -> Self {
        let tells = match recorded.stream.kind() {
            StreamKind::Cluster(cluster) => {
                lens.views.masked().hide_in_one(cluster, &mut recorded);
                lens.views.masked().tell_of(cluster, &recorded)
            }
            _ => true,
        };
        Self::of_shown(&recorded, tells, lens)
    }

    /// An entry that holds no value which is hidden by law; where it tells of one it has no payload.
    fn of_shown(recorded: &Recorded, tells: bool, lens: &Lens<'_>) -> Self {
        let lens = Lens::new(lens.views, recorded.position);
        match &recorded.content {
            Content::Sealed(_) => {
                Self::Sealed(SealedChange { position: recorded.position.0, sealed: true })
            }
            Content::Clear(clear) => {
                let (event_type, schema) = clear.event.type_and_schema();
                let told = tells_actor(recorded, &clear.actor, &lens);
                let payload = payload::of(&clear.event, told, &lens).filter(|_| tells);
                let payload =
                    payload.map(|payload| without_telling_digest(payload, recorded, &lens));
                let actor = told.then(|| ActorShown::of(&clear.actor, &lens));
                let said = |language| describe(&clear.event, recorded, &lens, language);
                let (ru, en) = (said(Language::Ru), said(Language::En));
                let description = ru.is_some().then_some(Bilingual { ru, en });
                let happened = Happened { payload, description };
                Self::clear(recorded, event_type.into(), schema, actor, happened)
            }
            Content::Unknown { event_type, schema, actor } => {
                let told = tells_actor(recorded, actor, &lens);
                let actor = told.then(|| ActorShown::of(actor, &lens));
                let unknown = Happened::default();
                Self::clear(recorded, event_type.clone(), *schema, actor, unknown)
            }
        }
    }

    fn clear(
        recorded: &Recorded,
        event_type: String,
        schema: u16,
        actor: Option<ActorShown>,
        Happened { payload, description }: Happened,
    ) -> Self {
        Self::Clear(Box::new(ClearChange {
            position: recorded.position.0,
            recorded_at: recorded.recorded_at,
            stream: recorded.stream.to_string(),
            version: recorded.version.0,
            event_type,
            schema,
            actor,
            payload,
            description,
        }))
    }
}
