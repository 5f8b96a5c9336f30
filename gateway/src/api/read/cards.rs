//! The card of a cluster: one that everybody sees, kept and tagged; and one that is opened for a
//! caller who may see more, kept by nobody.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::access::{AccessState, Caller, this_cluster, whole_registry};
use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::claim::Stated;
use registry_events::ids::ClusterId;
use registry_events::personal::open_value;
use registry_events::seal::SealPlace;
use registry_events::stream::StreamId;
use registry_events::value::Value;
use registry_projections::card::{Card, CurrentClaim};

use super::asked::{DayParameters, TimeParameters};
use super::envelope::Answer;
use super::parameters::Parameters;
use super::streams::card_at;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::card::{CardShown, shown_position};
use crate::read::lens::Lens;
use crate::read::reader::{CardReader, Standing};

/// A cluster: claims with their envelopes, items, level, completeness, confidence.
///
/// With a token, values that aren't public are opened for those who may see them: the signed-in, and
/// the cluster's representatives and officers. Nobody may keep such an answer.
#[utoipa::path(
    get, path = "/api/v1/clusters/{id}", tag = "clusters",
    security((), ("token" = [])),
    params(("id" = String, Path, description = "The cluster"), TimeParameters, DayParameters),
    responses((status = 200, body = Answer<CardShown<'static>>), (status = 404, description = "Never listed")),
)]
pub(super) async fn card(
    State(app): State<App>,
    caller: Option<Caller>,
    Path(id): Path<ClusterId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    match caller {
        None => for_everybody(app, id, reading.of_day(), uri).await,
        Some(caller) => for_caller(app, caller, id, reading, uri).await,
    }
}

async fn for_everybody(
    app: App,
    id: ClusterId,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let lens = reading.lens();
    let days = format!("{}&on={:?}", reading.today, reading.on);
    let resource = match reading.as_of {
        None => format!("clusters/{id}?today={days}"),
        Some(_) => format!("clusters/{id}?as_of=position:{}&today={days}", lens.at),
    };
    if uri.query().is_none()
        && let Some(kept) = reading.still_kept_json(&app, &resource)
    {
        return Ok(kept);
    }
    let card = card_at(&app, &reading, id, lens.at).await?;
    Parameters::of(&uri, &["on"]).finish()?;
    let shown = Some(shown_position(&card, &lens));
    reading.kept_json(&app, &resource, shown, || {
        let position = if reading.as_of.is_some() { reading.at } else { shown };
        Ok(Answer::new(&reading, position, CardShown::of(&card, &lens, reading.days())))
    })
}

async fn for_caller(
    app: App,
    caller: Caller,
    id: ClusterId,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let lens = reading.lens();
    let card = card_at(&app, &reading, id, lens.at).await?;
    Parameters::of(&uri, &["on"]).finish()?;
    let reader = reader(&app, caller, &card, &lens).await?;
    let shown =
        if reading.as_of.is_some() { reading.at } else { Some(shown_position(&card, &lens)) };
    let card = CardShown::to(&reader, &card, &lens, reading.days());
    reading.private_json(&Answer::new(&reading, shown, card))
}

/// The caller as a reader of the card, with the values opened that it may see.
async fn reader(
    app: &App,
    caller: Caller,
    card: &Card,
    lens: &Lens<'_>,
) -> Result<CardReader, Problem> {
    let mut reader = CardReader::new(standing(app, caller, card.cluster).await?);
    for current in reader.sealed(card, lens) {
        if let Some(value) = opened(app, card.cluster, current).await {
            reader.open(current, value);
        }
    }
    Ok(reader)
}

/// Grants are those of now, also where the past is asked for.
async fn standing(app: &App, caller: Caller, cluster: ClusterId) -> Result<Standing, Problem> {
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    let inside = matches!(access.state.as_ref(),
        StreamState::Access(access) if is_inside(access, caller, cluster));
    Ok(if inside { Standing::Inside } else { Standing::SignedIn })
}

fn is_inside(access: &AccessState, caller: Caller, cluster: ClusterId) -> bool {
    match caller.role {
        Role::Officer => access.grants_for(caller, whole_registry).next().is_some(),
        Role::ClusterRepresentative => {
            access.grants_for(caller, this_cluster(cluster)).next().is_some()
        }
        Role::OrganisationRepresentative
        | Role::RegionRepresentative
        | Role::Auditor
        | Role::Administrator
        | Role::Clerk => false,
    }
}

/// A value whose key was erased stays sealed for everybody.
async fn opened(app: &App, cluster: ClusterId, current: &CurrentClaim) -> Option<Value> {
    let Stated::Sealed(sealed) = &current.claim.stated else { return None };
    let stream = StreamId::cluster(cluster);
    let place = SealPlace { stream: &stream, version: current.place.version };
    let plain = app.registry.keys().open_value(sealed, place).await?;
    open_value(&plain).ok()
}
