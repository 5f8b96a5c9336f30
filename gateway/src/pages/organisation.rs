//! An organisation and every cluster it is or was in.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::claim::{Absence, Corroboration};
use registry_events::ids::OrganisationId;

use super::answer::{CachePolicy, Page, rendered};
use super::frame::Frame;
use super::shown::LANGUAGE;
use crate::api::read::organisations::organisation;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::organisations::MembershipShown;
use crate::read::parts::IdentifierShown;
use crate::words::terms;
use crate::words::typography::{self, set};

/// The page.
#[derive(Template)]
#[template(path = "organisation.html")]
struct OrganisationPage {
    frame: Frame,
    name: String,
    identifiers: Vec<String>,
    former_names: Vec<String>,
    current: Vec<MembershipView>,
    former: Vec<MembershipView>,
    api: String,
}

impl Page for OrganisationPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// A membership.
struct MembershipView {
    address: String,
    cluster: String,
    participant_type: String,
    joined: String,
    until: String,
    degree: &'static str,
    confirmed_by: Vec<String>,
}

/// `/organisations/{id}`.
pub async fn page(
    State(app): State<App>,
    Path(id): Path<OrganisationId>,
    mut reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    reading.language = LANGUAGE;
    if let Some(unchanged) = reading.unchanged(&reading.tag(reading.at)) {
        return Ok(unchanged);
    }
    let shown = organisation(&app, &reading, id).await?;
    let frame = Frame::new(&app, &reading, &uri, "");
    let view = |one: &MembershipShown| MembershipView::of(one, &frame, &app);
    let (current, former): (Vec<_>, Vec<_>) = shown.clusters.iter().partition(|one| one.current);
    let names = shown.names.iter().rev().skip(1);
    let page = OrganisationPage {
        name: set(shown.name.in_language(LANGUAGE)),
        identifiers: shown.identifiers.iter().map(identifier).collect(),
        former_names: names.map(|one| set(one.name.in_language(LANGUAGE))).collect(),
        current: current.into_iter().map(view).collect(),
        former: former.into_iter().map(view).collect(),
        api: frame.link(&format!("/api/v1/organisations/{id}")),
        frame,
    };
    rendered(&reading, reading.at, &page)
}

fn identifier(shown: &IdentifierShown) -> String {
    let scheme = if shown.scheme == "ru-inn" { "ИНН" } else { "ОГРН" };
    format!("{scheme}{}{}", typography::NO_BREAK_SPACE, shown.number)
}

impl MembershipView {
    fn of(membership: &MembershipShown, frame: &Frame, app: &App) -> Self {
        let day = |at| typography::day(at, app.registry.zone(), LANGUAGE);
        let known = membership.since.map(day).unwrap_or_default();
        let joined = membership.joined_on.map(|on| typography::date(on, LANGUAGE));
        let participant_type = membership.participant_type.as_ref();
        let confirmers = membership.confirmations.iter().map(|one| {
            let organisation = one.actor.organisation.as_ref();
            let role = "куратор реестра";
            set(organisation.map_or(role, |named| named.in_language(LANGUAGE)))
        });
        Self {
            address: frame.link(&format!("/clusters/{}", membership.cluster.id)),
            cluster: set(membership.cluster.name.in_language(LANGUAGE)),
            participant_type: participant_type.map_or_else(
                || terms::absence(Absence::NotProvided).get(LANGUAGE).into(),
                |labelled| set(labelled.label.in_language(LANGUAGE)),
            ),
            joined: joined.unwrap_or_else(|| format!("известно с {known}")),
            until: membership.until.map(day).unwrap_or_default(),
            degree: membership.corroboration.map_or("", degree),
            confirmed_by: confirmers.collect(),
        }
    }
}

fn degree(key: &str) -> &'static str {
    use Corroboration as C;
    let known = [C::SelfDeclared, C::Documented, C::PartiallyCorroborated, C::FullyCorroborated];
    let degree = known.into_iter().find(|degree| degree.key() == key).unwrap_or_default();
    terms::corroboration(degree).get(LANGUAGE)
}
