//! Short words for the parts of a story.

use jiff::Timestamp;
use registry_events::claim::{Claim, ClaimKind, ClaimRef, Relation, Source, Stated};
use registry_events::event::{
    ClaimConfirmed, ClaimsStated, ClusterListed, Event, ItemClosed, ItemOpened, LevelAssessed,
    MembershipDenied, OrganisationRegistered,
};
use registry_events::ids::{
    AccountId, ClusterId, Digest, ItemId, OrganisationId, StreamVersion, Uuid,
};
use registry_events::level::Level;
use registry_events::path::ItemPath;
use registry_events::value::{Code, Identifier, Text, Value};

/// A cluster by number.
pub fn cluster(number: u32) -> ClusterId {
    let [a, b, c, d] = number.to_be_bytes();
    ClusterId::from_random([0, a, b, c, d])
}

/// An organisation by number.
pub fn organisation(number: u32) -> OrganisationId {
    OrganisationId::from_uuid(Uuid::from_u128(u128::from(number)))
}

/// An account by number.
pub fn account(number: u32) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(u128::from(number)))
}

/// A code.
///
/// # Panics
/// When it is malformed.
pub fn code(key: &str) -> Code {
    Code::parse(key).expect("a code")
}

/// Codes as a value.
pub fn codes(keys: &[&str]) -> Value {
    Value::Codes(keys.iter().map(|key| code(key)).collect())
}

/// A Russian text as a value.
pub fn text(ru: &str) -> Value {
    Value::Text(Text::ru(ru))
}

/// An instant.
///
/// # Panics
/// When it is malformed.
pub fn timestamp(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

/// A claim of a value, with nothing to show for it.
///
/// # Panics
/// When the path is malformed.
pub fn claim(path: &str, value: impl Into<Statement>) -> Claim {
    Claim {
        path: path.parse().expect("a path"),
        stated: value.into().0,
        kind: ClaimKind::Change,
        described_on: None,
        source: Source::OWN,
        evidence: Vec::new(),
        holds_until: None,
        replaces: None,
        awaits_until: None,
    }
}

/// What can be claimed: a value, or anything else that can be stated.
#[derive(Debug)]
pub struct Statement(Stated);

impl From<Value> for Statement {
    fn from(value: Value) -> Self {
        Self(Stated::Value(value))
    }
}

impl From<Stated> for Statement {
    fn from(stated: Stated) -> Self {
        Self(stated)
    }
}

/// Claims on fields.
pub fn claims(claims: Vec<Claim>) -> Event {
    ClaimsStated { claims }.into()
}

/// The cluster enters the register.
pub fn listed() -> Event {
    ClusterListed { application: None }.into()
}

/// An item is opened; the fields of its claims are given without the item.
pub fn opened(collection: &str, item: u32, fields: &[(&str, Value)]) -> Event {
    let path = |field: &str| format!("{collection}/{item}/{field}");
    let claims = fields.iter().map(|(field, value)| claim(&path(field), value.clone())).collect();
    ItemOpened { item: item_path(collection, item), claims }.into()
}

/// A participant of a type is opened.
pub fn participant(item: u32, organisation_number: u32, participant_type: &str) -> Event {
    let fields = [
        ("organisation", Value::Organisation(organisation(organisation_number))),
        ("participant_type", Value::Code(code(participant_type))),
    ];
    opened("participants", item, &fields)
}

/// An item is closed.
pub fn closed(collection: &str, item: u32, reason: &str) -> Event {
    let item = item_path(collection, item);
    ItemClosed { item, closed_on: None, reason: Some(reason.into()) }.into()
}

/// A participant says that it takes no part.
pub fn denied(item: u32, organisation_number: u32) -> Event {
    MembershipDenied {
        item: item_path("participants", item),
        organisation: organisation(organisation_number),
        since: None,
        reason: "не участвуем".into(),
    }
    .into()
}

/// A claim is confirmed.
///
/// # Panics
/// When the path is malformed.
pub fn confirmed(path: &str, version: u64, relation: Relation) -> Event {
    let claim = ClaimRef { path: path.parse().expect("a path"), version: StreamVersion(version) };
    ClaimConfirmed {
        claim,
        relation,
        evidence: Vec::new(),
        note: None,
        seen_on: None,
        holds_until: None,
    }
    .into()
}

/// The level is assessed; one marker is gained.
pub fn assessed(before: Option<Level>, after: Level) -> Event {
    LevelAssessed {
        edition: code("1.0"),
        facts_version: 1,
        before,
        after,
        gained: vec![code("G1")],
        lost: Vec::new(),
        facts_digest: Digest::of(after.key().as_bytes()),
    }
    .into()
}

/// An organisation becomes known.
pub fn registered(name: &str, identifiers: Vec<Identifier>) -> Event {
    OrganisationRegistered { name: Text::ru(name), identifiers }.into()
}

fn item_path(collection: &str, item: u32) -> ItemPath {
    ItemPath { collection: code(collection), item: ItemId(item) }
}
