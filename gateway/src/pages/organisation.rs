//! An organisation and every cluster it is or was in.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::actor::Role;
use registry_events::claim::Absence;
use registry_events::ids::OrganisationId;
use registry_events::value::Language;
use registry_projections::card::ListingStatus;

use super::answer::{CachePolicy, Page, keep, kept};
use super::frame::Frame;
use super::shown::only_in;
use super::work::organisation_record;
use crate::api::read::organisations::organisation;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::lens::Lens;
use crate::read::organisations::{
    BranchShown, MembershipShown, OrganisationShown, SizeShown, SuccessionShown, find,
};
use crate::read::parts::IdentifierShown;
use crate::words::terms;
use crate::words::transliteration;
use crate::words::typography::{self, set};
use crate::words::value::said_point;

/// The page.
#[derive(Template)]
#[template(path = "organisation.html")]
struct OrganisationPage {
    frame: Frame,
    name: String,
    latin: Option<String>,
    identifiers: Vec<String>,
    successors: Vec<SuccessionView>,
    predecessors: Vec<SuccessionView>,
    site: Option<SiteView>,
    facts: Vec<Fact>,
    /// Where an officer keeps its mail domains.
    domains: String,
    /// Where an officer keeps its name, its numbers and who followed it.
    record: String,
    /// Where an officer states what the organisation says of itself.
    work: String,
    are_public: bool,
    current: Vec<MembershipView>,
    former: Vec<MembershipView>,
    api: String,
}

impl Page for OrganisationPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// Its site, and on which day it was so.
struct SiteView {
    address: String,
    day: String,
}

/// Something told of it, with a heading.
struct Fact {
    label: String,
    told: Vec<String>,
}

/// An organisation before or after this one.
struct SuccessionView {
    address: String,
    name: String,
    latin: Option<String>,
    how: String,
}

/// A membership.
struct MembershipView {
    address: String,
    cluster: String,
    latin: Option<String>,
    participant_type: String,
    conflict: Option<String>,
    /// How the cluster stands, where it isn't simply in the register.
    standing: Option<&'static str>,
    branch: Option<String>,
    joined: String,
    until: String,
    degree_key: &'static str,
    degree: &'static str,
    confirmed_by: String,
}

/// `/organisations/{id}`.
pub async fn page(
    State(app): State<App>,
    Path(id): Path<OrganisationId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let shown = organisation(&app, &reading, id).await?;
    let frame = Frame::new(&app, &reading, &uri, "");
    let view = |one: &MembershipShown| MembershipView::of(one, &frame);
    let memberships = shown.clusters.as_deref().unwrap_or_default();
    let (current, former): (Vec<_>, Vec<_>) = memberships.iter().partition(|one| is_current(one));
    let identifiers = shown.identifiers.iter().map(|one| identifier(one, &frame));
    let page = OrganisationPage {
        name: set(shown.name.in_language(frame.language)),
        latin: transliteration::of(
            shown.name.in_language(frame.language),
            shown.name.only_in(frame.language),
        ),
        identifiers: identifiers.collect(),
        successors: {
            let all = shown.successor.iter().chain(&shown.further_successors);
            all.map(|end| SuccessionView::of(end, &frame)).collect()
        },
        predecessors: {
            let all = shown.predecessors.iter();
            all.map(|end| SuccessionView::of(end, &frame)).collect()
        },
        site: shown.details.site.as_ref().map(|site| SiteView {
            address: site.value.clone(),
            day: frame.words.say_with(
                "described-on",
                &[("day", &typography::date(site.described_on, frame.language))],
            ),
        }),
        facts: facts(&shown, &reading.lens(), &frame),
        domains: format!("/work/organisations/{id}/mailbox-domains"),
        record: organisation_record::path(id),
        work: format!("/work/organisations/{id}"),
        are_public: shown.clusters.is_some(),
        current: current.into_iter().map(view).collect(),
        former: former.into_iter().map(view).collect(),
        api: frame.link(&format!("/api/v1/organisations/{id}")),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}

/// What is told of it beside its memberships; nothing of what nobody told.
fn facts(shown: &OrganisationShown, lens: &Lens<'_>, frame: &Frame) -> Vec<Fact> {
    let sizes: Vec<_> = shown.sizes.iter().rev().map(|one| size(one, frame)).collect();
    let (size, former_sizes) = sizes.split_at(sizes.len().min(1));
    let names = shown.names.iter().rev().skip(1);
    let names = names.map(|one| set(one.name.in_language(frame.language))).collect();
    let facts = [
        ("organisation-okved", okved(shown, frame).into_iter().collect()),
        ("organisation-point", place(shown, lens, frame).into_iter().collect()),
        ("organisation-size", size.to_vec()),
        ("organisation-sizes-before", former_sizes.to_vec()),
        ("organisation-names-before", names),
        ("organisation-numbers-before", former_numbers(shown, frame)),
        ("organisation-branches", shown.branches.iter().map(|one| branch(one, frame)).collect()),
    ];
    let told = facts.into_iter().filter(|(_, told)| !told.is_empty());
    told.map(|(key, told)| Fact { label: frame.say(key), told }).collect()
}

/// «ИНН 7700000016».
pub(super) fn identifier(shown: &IdentifierShown, frame: &Frame) -> String {
    let key = match (shown.scheme, shown.number.len(), &shown.country) {
        (_, _, Some(_)) => "number-foreign",
        ("ru-inn", ..) => "number-inn",
        (_, OGRNIP_DIGITS, None) => "number-ogrnip",
        (_, _, None) => "number-ogrn",
    };
    let country = shown.country.as_deref().unwrap_or_default();
    frame.words.say_with(key, &[("country", country), ("number", &shown.number)])
}

/// The digits of a sole trader's number.
const OGRNIP_DIGITS: usize = 15;

/// «ИНН 7700000016 до 31.12.2015».
fn former_numbers(shown: &OrganisationShown, frame: &Frame) -> Vec<String> {
    let former = shown.numbers.iter().filter(|one| !one.current);
    let said = former.map(|one| {
        let number = identifier(&one.identifier, frame);
        let Some(until) = one.until else { return number };
        let day = typography::date(until, frame.language);
        frame.words.say_with("number-until", &[("number", &number), ("day", &day)])
    });
    said.collect()
}

/// «Малые предприятия, на 30.06.2015».
pub(super) fn size(size: &SizeShown, frame: &Frame) -> String {
    let day = typography::date(size.described_on, frame.language);
    let label = size.size.label.in_language(frame.language);
    frame.words.say_with("size-on", &[("size", label), ("day", &day)])
}

/// «31.09, на 30.06.2015».
pub(super) fn okved(shown: &OrganisationShown, frame: &Frame) -> Option<String> {
    let okved = shown.details.okved.as_ref()?;
    let day = typography::date(okved.described_on, frame.language);
    Some(frame.words.say_with("detail-on", &[("detail", &okved.value), ("day", &day)]))
}

/// «59,2239° с. ш., 39,8840° в. д. (здание), на 30.06.2015».
pub(super) fn place(shown: &OrganisationShown, lens: &Lens<'_>, frame: &Frame) -> Option<String> {
    let organisation = find(shown.id.parse().ok()?, lens)?;
    let (point, details) = organisation.detail_at(lens.at, |stated| stated.point)?;
    let day = typography::date(details.stated.described_on, frame.language);
    let point = said_point(&point, frame.language);
    Some(frame.words.say_with("detail-on", &[("detail", &point), ("day", &day)]))
}

/// «Филиал в Томске, КПП 701701001, Томская область».
pub(super) fn branch(branch: &BranchShown, frame: &Frame) -> String {
    let closed = branch.closed_on.map(|day| typography::date(day, frame.language));
    let key = if closed.is_some() { "branch-closed" } else { "branch-open" };
    let parts = [
        ("name", branch.name.in_language(frame.language)),
        ("kpp", branch.kpp.as_str()),
        ("region", branch.region.label.in_language(frame.language)),
        ("day", closed.as_deref().unwrap_or_default()),
    ];
    frame.words.say_with(key, &parts)
}

impl SuccessionView {
    fn of(end: &SuccessionShown, frame: &Frame) -> Self {
        let form = end.form.label.in_language(frame.language).to_lowercase();
        let day = typography::date(end.on, frame.language);
        let name = &end.organisation.name;
        let said = end.organisation.in_language(frame.language);
        Self {
            latin: transliteration::of(said, only_in(&name.text, frame.language)),
            address: frame.link(&format!("/organisations/{}", end.organisation.id)),
            name: set(said),
            how: frame.words.say_with("succession", &[("form", &form), ("day", &day)]),
        }
    }
}

impl MembershipView {
    fn of(membership: &MembershipShown, frame: &Frame) -> Self {
        let language = frame.language;
        let participant_type = membership.participant_type.as_ref();
        let cluster = &membership.cluster.name;
        let degree = membership.corroboration.map(terms::degree);
        Self {
            address: frame.link(&format!("/clusters/{}", membership.cluster.id)),
            latin: transliteration::of(cluster.in_language(language), cluster.only_in(language)),
            cluster: set(cluster.in_language(language)),
            participant_type: participant_type.map_or_else(
                || terms::absence(Absence::NotProvided).get(language).into(),
                |labelled| set(labelled.label.in_language(language)),
            ),
            conflict: membership.conflicting_size.as_ref().map(|own| {
                let own = own.label.in_language(language);
                frame.words.say_with("conflicting-size", &[("size", own)])
            }),
            standing: unusual(membership, language),
            branch: membership
                .branch_kpp
                .as_ref()
                .map(|kpp| frame.words.say_with("through-branch", &[("kpp", kpp)])),
            joined: joined(membership, frame),
            until: membership.until.map(|until| frame.day(until)).unwrap_or_default(),
            degree_key: degree.map_or("", |degree| degree.key()),
            degree: degree.map_or("", |degree| terms::corroboration(degree).get(language)),
            confirmed_by: confirmers(membership, frame).join("; "),
        }
    }
}

/// How the cluster stands, where it isn't simply in the register: its participants stay on record.
fn unusual(membership: &MembershipShown, language: Language) -> Option<&'static str> {
    let status = membership.status.and_then(ListingStatus::from_key)?;
    (status != ListingStatus::Listed).then(|| terms::status(status).get(language))
}

/// Whether a membership is one of today: of a cluster that left the register for good none is.
fn is_current(membership: &MembershipShown) -> bool {
    let left = [ListingStatus::Withdrawn, ListingStatus::Merged].map(ListingStatus::key);
    membership.current && !membership.status.is_some_and(|status| left.contains(&status))
}

/// The day it joined in the world, else since when the registry knows of it.
fn joined(membership: &MembershipShown, frame: &Frame) -> String {
    if let Some(on) = membership.joined_on {
        return typography::date(on, frame.language);
    }
    let known = membership.since.map(|since| frame.day(since)).unwrap_or_default();
    frame.words.say_with("known-since", &[("day", &known)])
}

/// Who confirmed it: an organisation, else an officer.
fn confirmers(membership: &MembershipShown, frame: &Frame) -> Vec<String> {
    let officer = terms::role(Role::Officer).get(frame.language);
    let who = membership.confirmations.iter().map(|one| {
        let organisation = one.actor.organisation.as_ref();
        set(organisation.map_or(officer, |named| named.in_language(frame.language)))
    });
    who.collect()
}
