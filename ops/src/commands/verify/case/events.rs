//! The entries as the journal shows them, held against their bytes: place, time, stream, actor, and a
//! payload that says nothing else than what was recorded. Names and sentences are the registry's. Of an
//! entry whose bytes aren't there a line tells the place alone.

use registry_events::actor::Actor;
use registry_events::entry::{Content, Recorded};
use registry_events::ids::Position;
use registry_gateway::case::format::EVENTS;
use registry_gateway::read::value::basis_key;
use serde_json::{Value as Json, json};

use super::agree::hidden;
use super::entries::Known;
use super::{Case, Told, at, more_than_place};
use crate::failure::Failure;

/// What a sealed entry shows.
const SEALED: [&str; 6] = ["position", "recorded_at", "stream", "version", "sealed", "proof_url"];

/// Checks every line.
///
/// # Errors
/// The first line that says something else.
pub(super) fn check(case: &Case<'_>, known: &Known, told: &mut Told) -> Result<(), Failure> {
    let mut positions = known.positions();
    for (line, text) in (1..).zip(case.text(EVENTS)?.lines()) {
        let wrong = |reason: String| case.wrong(EVENTS, format!("line {line}: {reason}"));
        let shown: Json =
            serde_json::from_str(text).map_err(|error| wrong(format!("it isn't JSON: {error}")))?;
        let position = shown["position"].as_u64().map(Position);
        let position = position.ok_or_else(|| wrong("it has no position".into()))?;
        let expected = positions.next();
        if expected != Some(position) {
            return Err(wrong(format!("{} isn't in its place here", at(position))));
        }
        let proven = known.get(position);
        let proven = proven.ok_or_else(|| wrong(format!("{} isn't proven", at(position))))?;
        if proven.is_place() && shown == json!({ "position": position.0, "bytes": false }) {
            continue;
        }
        let recorded = proven.recorded().ok_or_else(|| wrong(more_than_place(position)))?;
        told.hidden += agrees(&shown, recorded)
            .map_err(|what| wrong(format!("of {} it tells another {what}", at(position))))?;
    }
    match positions.next() {
        Some(position) => Err(case.wrong(EVENTS, format!("{} is missing", at(position)))),
        None => Ok(()),
    }
}

/// How many values are hidden; else what it tells otherwise.
fn agrees(shown: &Json, recorded: &Recorded) -> Result<usize, &'static str> {
    same(shown, "recorded_at", &json!(recorded.recorded_at.to_string()))?;
    same(shown, "stream", &json!(recorded.stream.to_string()))?;
    same(shown, "version", &json!(recorded.version.0))?;
    let (event_type, payload, actor) = match &recorded.content {
        Content::Sealed(_) => return sealed(shown),
        Content::Unknown { event_type, actor, .. } => (event_type.as_str(), None, &**actor),
        Content::Clear(clear) => {
            let payload = serde_json::to_value(&clear.event).map_err(|_| "payload")?;
            (clear.event.type_and_schema().0, Some(payload), &clear.actor)
        }
    };
    same(shown, "type", &json!(event_type))?;
    let of_actor = of_actor(&shown["actor"], actor)?;
    let of_payload = match &payload {
        Some(payload) => hidden(&shown["payload"], payload).ok_or("payload")?,
        None if shown["payload"].is_null() => 0,
        None => return Err("payload"),
    };
    Ok(of_actor + of_payload)
}

fn same(shown: &Json, member: &'static str, recorded: &Json) -> Result<(), &'static str> {
    if shown[member] == *recorded { Ok(()) } else { Err(member) }
}

fn sealed(shown: &Json) -> Result<usize, &'static str> {
    let members = shown.as_object().ok_or("content")?;
    let only_place = members.keys().all(|member| SEALED.contains(&member.as_str()));
    if only_place && shown["sealed"] == json!(true) { Ok(0) } else { Err("content") }
}

/// An actor that isn't told is hidden.
fn of_actor(shown: &Json, actor: &Actor) -> Result<usize, &'static str> {
    if shown.is_null() {
        return Ok(1);
    }
    let document = actor.authority.document.map(|digest| digest.to_string());
    let authority = json!({ "basis": basis_key(actor.authority.basis), "document": document });
    same(shown, "account", &json!(actor.account)).map_err(|_| "actor")?;
    same(shown, "role", &json!(actor.role)).map_err(|_| "actor")?;
    same(shown, "authority", &authority).map_err(|_| "actor")?;
    let organisation = json!(actor.organisation);
    let told = shown["organisation"].get("id").unwrap_or(&Json::Null);
    if *told == organisation { Ok(0) } else { Err("actor") }
}
