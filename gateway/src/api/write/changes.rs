//! Statements, items to open and items to close, as a body has them: one shape for applications and
//! clusters.
//!
//! What can't be read is reported together with what the rules say of the rest.

mod fields;
mod items;
mod read;

use registry_core::command::Command;
use registry_core::profile::changes::{Changes, STATEMENTS_MAX};
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_core::state::StreamState;
use registry_events::stream::StreamId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::envelope::{EvidenceBody, SourceBody, nullable, object, objects};
use super::once::Once;
use super::places::Places;
use super::request::{Asked, Ready};
use super::subject::load;
use crate::execute::ExecuteError;
use crate::http::{App, Problem, body};
use fields::Fields;

/// Statements, items to open and items to close: one commit.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "claims": [
        { "path": "official_name", "value": { "ru": "Белая сосна (демо)", "en": "White Pine (demo)" } },
        { "path": "employees_total", "value": 1350, "described_on": "2015-11-30",
          "evidence": ["https://cluster.example/report"], "replaces": 12 },
        { "path": "display_name", "absence": "not_provided" }],
    "open": [{ "collection": "participants", "as": "plant", "claims": {
        "organisation": { "name": "ООО «Завод» (демо)", "ogrn": "1027700132195" },
        "participant_type": "medium",
        "employees": { "value": 120, "described_on": "2015-11-30" } },
        "evidence": ["https://cluster.example/members"] }],
    "close": [{ "path": "participants/17", "on": "2015-12-01", "reason": "Вышел из кластера" }],
    "renew": ["participants"]
}))]
pub(super) struct ChangesBody {
    /// Statements about fields of the cluster and of items that are open.
    #[serde(default, deserialize_with = "objects")]
    pub(super) claims: Vec<StatementBody>,
    /// Items that begin.
    #[serde(default, deserialize_with = "objects")]
    pub(super) open: Vec<OpenBody>,
    /// Items that end.
    #[serde(default, deserialize_with = "objects")]
    pub(super) close: Vec<CloseBody>,
    /// Lists whose open items hold as they are, such as `participants`: they age from today again.
    #[serde(default, deserialize_with = "nullable")]
    pub(super) renew: Vec<String>,
}

/// A statement about one field.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StatementBody {
    /// The field: `summary`, or `participants/17/organisation` for an item's.
    #[schema(example = "official_name")]
    path: String,
    /// The value, in the shape of the field's type in the catalogue.
    #[schema(value_type = Option<serde_json::Value>)]
    value: Option<Once>,
    /// Instead of a value: `not_provided`, `not_applicable`, `withheld`, `zero`.
    absence: Option<String>,
    /// The day it describes.
    #[schema(format = Date)]
    described_on: Option<String>,
    /// `change` (it became so) or `correction` (it had been so); `change` when left out.
    kind: Option<String>,
    /// Where it comes from; the claimant when left out.
    #[serde(default, deserialize_with = "object")]
    source: Option<SourceBody>,
    /// Public addresses that show it.
    #[serde(default, deserialize_with = "nullable")]
    evidence: Vec<EvidenceBody>,
    /// The version of the statement it replaces; 409 when another one is current.
    replaces: Option<u64>,
}

/// An item that begins.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OpenBody {
    /// The list it belongs to.
    #[schema(example = "participants")]
    collection: String,
    /// A label by which other statements of this request refer to it.
    #[serde(rename = "as")]
    #[schema(example = "plant")]
    label: Option<String>,
    /// What is said of its fields: by key the bare value, or an object with `value` or `absence`
    /// and `described_on`, `source`, `evidence`.
    #[schema(value_type = Object)]
    claims: Fields,
    /// Public addresses that show all of it.
    #[serde(default, deserialize_with = "nullable")]
    evidence: Vec<EvidenceBody>,
}

/// An item that ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CloseBody {
    /// The item.
    #[schema(example = "participants/17")]
    path: String,
    /// The day it ended in the world.
    #[schema(format = Date)]
    on: Option<String>,
    /// Why.
    reason: Option<String>,
}

impl ChangesBody {
    /// Nothing is read field by field of a body that states more than one request may.
    fn check_size(&self) -> Result<(), Broken> {
        let of_items: usize = self.open.iter().map(|open| open.claims.0.len()).sum();
        let statements = self.claims.len() + self.open.len() + of_items + self.close.len();
        let statements = statements + self.renew.len();
        if statements <= STATEMENTS_MAX {
            return Ok(());
        }
        Err(Broken::new("", "request.too-many-statements").with(STATEMENTS_MAX))
    }
}

impl<S> Asked<S> {
    /// The command that makes these changes, or every problem with them.
    pub(super) async fn changing<C: Into<Command>>(
        &self,
        body: &ChangesBody,
        command: impl FnOnce(Changes) -> C,
    ) -> Result<Ready, Problem> {
        body.check_size()?;
        let read = read::read(body, &self.app).await?;
        let (command, mut problems) = (command(read.changes).into(), read.problems);
        if problems.is_empty() {
            return Ok(Ready { command, places: Some(read.places) });
        }
        // What can be read is judged all the same, so that the caller corrects everything at once.
        let rehearsed = self.app.registry.executor().rehearse(self.caller, &command).await;
        if let Err(ExecuteError::Rejected(Rejection::Invalid(more))) = rehearsed {
            let more = read.places.translate_single(more);
            // What can't be read isn't there for the rules, and isn't missing for that.
            let is_told = |one: &Broken| problems.iter().any(|told| told.pointer == one.pointer);
            let more: Vec<_> = more.into_iter().filter(|one| !is_told(one)).collect();
            problems.extend(more);
        }
        Err(problems.into())
    }
}

/// What a page's form says, read as a body of the API is, and where in it its statements stand.
pub(crate) struct OfForm {
    /// What could be read.
    pub(crate) changes: Changes,
    /// What could not.
    pub(crate) problems: Vec<Broken>,
    places: Places,
}

impl OfForm {
    /// Reads a body of the API's shape.
    pub(crate) async fn read(body: &serde_json::Value, app: &App) -> Result<Self, Problem> {
        let body: ChangesBody = body::read(body.to_string().as_bytes())?;
        body.check_size()?;
        let read::ReadChanges { changes, places, problems } = read::read(&body, app).await?;
        Ok(Self { changes, problems, places })
    }

    /// The problems of the rules at the places of the body.
    pub(crate) fn translate(&self, problems: Vec<Broken>) -> Vec<Broken> {
        self.places.translate(problems)
    }
}

/// The registry's stream, whose catalogue gives each field its type.
async fn registry(app: &App) -> Result<std::sync::Arc<StreamState>, Problem> {
    Ok(load(app, &StreamId::registry()).await?.state)
}
