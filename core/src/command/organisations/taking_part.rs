//! Branches that take part: a membership that names a branch names one that its organisation has.

use std::collections::BTreeMap;

use jiff::civil::Date;
use registry_events::ids::OrganisationId;
use registry_events::path::ItemPath;
use registry_events::stream::StreamId;
use registry_events::value::{Text, Value};

use super::Roster;
use super::memberships::{organisation_of, value_of};
use crate::profile::Profile;
use crate::profile::changes::{Changes, FieldInput};
use crate::profile::reader::{BRANCH_KPP, PARTICIPANTS};
use crate::rejection::{Problem, Rejection};
use crate::state::OrganisationState;
use crate::world::{Undecided, World};

const ORGANISATION: &str = "organisation";

/// A membership that would name a branch, with the place in the request.
struct Named {
    pointer: String,
    organisation: Value,
    branch: Value,
}

/// Refuses memberships that would name a branch which their organisation doesn't have. What stands
/// already can be stated again. Without a roster, organisations that are only named aren't told yet.
pub(in crate::command) fn check_branches(
    world: &World,
    profile: &Profile,
    changes: &Changes,
    roster: Option<&Roster>,
) -> Result<(), Undecided> {
    let opened = changes.open.iter().enumerate().filter_map(|(at, open)| {
        let participates = open.collection.as_str() == PARTICIPANTS;
        participates.then(|| opened(at, &open.claims)).flatten()
    });
    let named = opened.chain(restated(profile, changes));
    let mut problems = Vec::new();
    for named in named {
        problems.extend(problem(world, roster, &named)?);
    }
    if problems.is_empty() { Ok(()) } else { Err(Rejection::Invalid(problems).into()) }
}

/// The same of a whole application that is to be listed.
pub(in crate::command) fn problems_of_branches(
    world: &World,
    profile: &Profile,
    roster: &Roster,
) -> Result<Vec<Problem>, Undecided> {
    let stated =
        |item: &crate::profile::Item, field| item.claim(field)?.claim.stated.value().cloned();
    let named = profile.open_items(PARTICIPANTS).filter_map(|item| {
        let pointer = format!("/{}/{BRANCH_KPP}", item.path);
        let (organisation, branch) = (stated(item, ORGANISATION)?, stated(item, BRANCH_KPP)?);
        Some(Named { pointer, organisation, branch })
    });
    let mut problems = Vec::new();
    for named in named {
        problems.extend(problem(world, Some(roster), &named)?);
    }
    Ok(problems)
}

fn opened(at: usize, claims: &[FieldInput]) -> Option<Named> {
    let said = |field: &str| {
        let (place, claim) =
            claims.iter().enumerate().find(|(_, one)| one.field.as_str() == field)?;
        Some((place, value_of(&claim.said)?))
    };
    let ((_, organisation), (place, branch)) = (said(ORGANISATION)?, said(BRANCH_KPP)?);
    Some(Named { pointer: format!("/open/{at}/claims/{place}/value"), organisation, branch })
}

/// Memberships that stand and of which the request states organisation or branch otherwise.
fn restated<'c>(profile: &'c Profile, changes: &'c Changes) -> impl Iterator<Item = Named> + 'c {
    let mut places: BTreeMap<&ItemPath, BTreeMap<&str, usize>> = BTreeMap::new();
    for (at, claim) in changes.claims.iter().enumerate() {
        let field = claim.path.field.as_str();
        let item = claim.path.item.as_ref().filter(|item| item.collection.as_str() == PARTICIPANTS);
        if let Some(item) = item.filter(|_| [ORGANISATION, BRANCH_KPP].contains(&field)) {
            places.entry(item).or_default().insert(field, at);
        }
    }
    places.into_iter().filter_map(move |(item, stated)| {
        let stands = |field| profile.item(item)?.claim(field)?.claim.stated.value().cloned();
        let then = |field| match stated.get(field) {
            Some(at) => value_of(&changes.claims.get(*at)?.said),
            None => stands(field),
        };
        let (organisation, branch) = (then(ORGANISATION)?, then(BRANCH_KPP)?);
        let same = stands(ORGANISATION).as_ref() == Some(&organisation)
            && stands(BRANCH_KPP).as_ref() == Some(&branch);
        let at = stated.get(BRANCH_KPP).or_else(|| stated.get(ORGANISATION))?;
        (!same).then(|| Named { pointer: format!("/claims/{at}/value"), organisation, branch })
    })
}

/// What is wrong with the branch that a membership names on the registry's day.
fn problem(
    world: &World,
    roster: Option<&Roster>,
    named: &Named,
) -> Result<Option<Problem>, Undecided> {
    let Some(id) = organisation_of(roster, &named.organisation) else { return Ok(None) };
    let Some(kpp) = named.branch.as_text().and_then(number) else { return Ok(None) };
    world.need([StreamId::organisation(id)])?;
    let organisation = world.organisation(id)?;
    let problem = || {
        let problem = Problem::new(named.pointer.clone(), "membership.branch-unknown").with(kpp);
        problem.with(address(id, organisation))
    };
    Ok((!organisation.has_branch_on(kpp, world.today())).then(problem))
}

/// The organisation as the address of its branches has it; one that the request itself would
/// register has none yet.
fn address(id: OrganisationId, organisation: &OrganisationState) -> String {
    organisation.registered.as_ref().map_or_else(|| "{id}".into(), |_| id.to_string())
}

/// The number, which is the same in every language.
fn number(text: &Text) -> Option<&str> {
    text.ru.as_deref().or(text.en.as_deref())
}

impl OrganisationState {
    /// Whether it has a branch of a КПП on a day.
    fn has_branch_on(&self, kpp: &str, day: Date) -> bool {
        let holds = |end: Option<Date>| end.is_none_or(|end| day < end);
        self.branches.values().any(|branch| branch.kpp.as_str() == kpp && holds(branch.closed_on))
    }
}
