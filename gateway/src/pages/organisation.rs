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
use crate::read::organisations::{
    BranchShown, MembershipShown, OrganisationShown, SizeShown, SuccessionShown,
};
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
    former_numbers: Vec<String>,
    former_names: Vec<String>,
    size: Option<String>,
    former_sizes: Vec<String>,
    successors: Vec<SuccessionView>,
    predecessors: Vec<SuccessionView>,
    branches: Vec<String>,
    are_public: bool,
    current: Vec<MembershipView>,
    former: Vec<MembershipView>,
    api: String,
}

impl Page for OrganisationPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// An organisation before or after this one.
struct SuccessionView {
    address: String,
    name: String,
    how: String,
}

/// A membership.
struct MembershipView {
    address: String,
    cluster: String,
    participant_type: String,
    conflict: Option<String>,
    branch: Option<String>,
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
    let memberships = shown.clusters.as_deref().unwrap_or_default();
    let (current, former): (Vec<_>, Vec<_>) = memberships.iter().partition(|one| one.current);
    let names = shown.names.iter().rev().skip(1);
    let page = OrganisationPage {
        name: set(shown.name.in_language(LANGUAGE)),
        identifiers: shown.identifiers.iter().map(identifier).collect(),
        former_numbers: former_numbers(&shown),
        size: shown.sizes.last().map(size),
        former_sizes: shown.sizes.iter().rev().skip(1).map(size).collect(),
        successors: {
            let all = shown.successor.iter().chain(&shown.further_successors);
            all.map(|end| SuccessionView::of(end, &frame)).collect()
        },
        predecessors: {
            let all = shown.predecessors.iter();
            all.map(|end| SuccessionView::of(end, &frame)).collect()
        },
        branches: shown.branches.iter().map(branch).collect(),
        former_names: names.map(|one| set(one.name.in_language(LANGUAGE))).collect(),
        are_public: shown.clusters.is_some(),
        current: current.into_iter().map(view).collect(),
        former: former.into_iter().map(view).collect(),
        api: frame.link(&format!("/api/v1/organisations/{id}")),
        frame,
    };
    rendered(&reading, reading.at, &page)
}

fn identifier(shown: &IdentifierShown) -> String {
    let scheme = match (shown.scheme, shown.number.len(), &shown.country) {
        (_, _, Some(country)) => format!("Регистр {country}"),
        ("ru-inn", ..) => "ИНН".into(),
        (_, OGRNIP_DIGITS, None) => "ОГРНИП".into(),
        (_, _, None) => "ОГРН".into(),
    };
    format!("{scheme}{}{}", typography::NO_BREAK_SPACE, shown.number)
}

/// The digits of a sole trader's number.
const OGRNIP_DIGITS: usize = 15;

/// «ИНН 7700000016 до 31.12.2015».
fn former_numbers(shown: &OrganisationShown) -> Vec<String> {
    let former = shown.numbers.iter().filter(|one| !one.current);
    let said = former.map(|one| {
        let until = one.until.map(|day| format!(" до {}", typography::date(day, LANGUAGE)));
        set(&format!("{}{}", identifier(&one.identifier), until.unwrap_or_default()))
    });
    said.collect()
}

/// «Малые предприятия, на 30.06.2015».
fn size(size: &SizeShown) -> String {
    let day = typography::date(size.described_on, LANGUAGE);
    set(&format!("{}, на {day}", size.size.label.in_language(LANGUAGE)))
}

/// «Филиал в Томске, КПП 701701001, Томская область».
fn branch(branch: &BranchShown) -> String {
    let name = branch.name.in_language(LANGUAGE);
    let region = branch.region.label.in_language(LANGUAGE);
    let closed = branch.closed_on.map(|day| format!(", до {}", typography::date(day, LANGUAGE)));
    set(&format!("{name}, КПП {}, {region}{}", branch.kpp, closed.unwrap_or_default()))
}

impl SuccessionView {
    fn of(end: &SuccessionShown, frame: &Frame) -> Self {
        let form = end.form.label.in_language(LANGUAGE).to_lowercase();
        Self {
            address: frame.link(&format!("/organisations/{}", end.organisation.id)),
            name: set(end.organisation.in_language(LANGUAGE)),
            how: set(&format!("{form}, {}", typography::date(end.on, LANGUAGE))),
        }
    }
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
            conflict: membership.conflicting_size.as_ref().map(|own| {
                let own = own.label.in_language(LANGUAGE);
                set(&format!("указано кластером; по размеру организации — «{own}»"))
            }),
            branch: membership.branch_kpp.as_ref().map(|kpp| set(&format!("филиал, КПП {kpp}"))),
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
