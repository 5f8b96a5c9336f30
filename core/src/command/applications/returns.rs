//! What an application may be returned for: a requirement that isn't met, and nothing else.
//!
//! An application is handed in with every minimum requirement met or waived, so by what is stated
//! little is left to return it for; what stays is a statement that isn't borne out by what shows it, a
//! right to speak that isn't shown, and a cluster that is in the registry already.

use registry_events::actor::Actor;
use registry_events::event::{ReturnReason, UnmetRequirement};
use registry_events::ids::ClusterId;
use registry_events::path::FieldPath;
use registry_events::stream::StreamId;
use registry_events::value::Code;

use super::super::organisations::Roster;
use super::super::reason_problem;
use super::right::grant_that_shows;
use crate::assessment::assess;
use crate::facts::Facts;
use crate::likeness::Marks;
use crate::profile::Profile;
use crate::rejection::{Problem, Rejection};
use crate::requirements::not_waived;
use crate::rulebook::Rulebook;
use crate::state::{ApplicationState, Standing};
use crate::world::{Undecided, World};

/// The most reasons of one return.
const REASONS_MAX: usize = 100;

/// What reasons are held against.
struct Held<'h> {
    profile: &'h Profile,
    /// Who applies, where that is told.
    applicant: Option<&'h Actor>,
    rulebook: &'h Rulebook,
    /// Minimum requirements that stand against the listing.
    open: Vec<Code>,
    world: &'h World,
}

/// Refuses a return whose reasons don't each name a requirement that isn't met.
pub(super) fn check(
    reasons: &[ReturnReason],
    state: &ApplicationState,
    world: &World,
) -> Result<(), Undecided> {
    if let Some(problem) = problem_of_count(reasons.len()) {
        return Err(Rejection::Invalid(vec![problem]).into());
    }
    let clusters = reasons.iter().filter_map(|reason| reason.unmet.as_ref()?.cluster());
    world.need(clusters.map(StreamId::cluster))?;
    let held = Held::of(state, world)?;
    let mut problems = Vec::new();
    for (index, reason) in reasons.iter().enumerate() {
        let at = format!("/reasons/{index}");
        problems.extend(reason_problem(&format!("{at}/reason"), &reason.reason));
        problems.extend(held.problem(reason, &at)?);
    }
    if problems.is_empty() { Ok(()) } else { Err(Rejection::Invalid(problems).into()) }
}

fn problem_of_count(count: usize) -> Option<Problem> {
    let problem = |code| Problem::new("/reasons", code);
    match count {
        0 => Some(problem("reason.needed")),
        1..=REASONS_MAX => None,
        _ => Some(problem("list.too-many").with(REASONS_MAX).with(count)),
    }
}

impl<'h> Held<'h> {
    fn of(state: &'h ApplicationState, world: &'h World) -> Result<Self, Undecided> {
        let (profile, applicant) = (&state.profile, state.applicant.as_ref());
        let rulebook = world.in_force()?.rulebook;
        let open = assess(rulebook, &Facts::of(profile)).open;
        let open = not_waived(open, profile, rulebook, world.today());
        Ok(Self { profile, applicant, rulebook, open, world })
    }

    /// What is wrong with the requirement that a reason names.
    fn problem(&self, reason: &ReturnReason, at: &str) -> Result<Option<Problem>, Undecided> {
        let Some(unmet) = &reason.unmet else {
            return Ok(Some(Problem::new(format!("{at}/unmet"), "return.requirement-needed")));
        };
        Ok(match unmet {
            UnmetRequirement::Minimum { marker } => self.problem_of_minimum(marker, at),
            UnmetRequirement::NotBorneOut { marker } => {
                self.problem_of_statement(reason.path.as_ref(), marker.as_ref(), at)
            }
            UnmetRequirement::RightToSpeak => self.problem_of_right(at)?,
            UnmetRequirement::AlreadyListed { cluster } => self.problem_of_cluster(*cluster, at)?,
        })
    }

    /// The organisations that the application names.
    fn roster(&self) -> Result<Roster, Undecided> {
        Roster::of(self.world, &self.profile.named_organisations().collect::<Vec<_>>())
    }

    /// A right that a role shows isn't for an officer to judge.
    fn problem_of_right(&self, at: &str) -> Result<Option<Problem>, Undecided> {
        let Some(applicant) = self.applicant else { return Ok(None) };
        let roster = self.roster()?;
        let grants = self.world.access()?.grants_of(applicant.account);
        let shown = grant_that_shows(self.profile, grants, |named| roster.find(named).ok());
        Ok(shown.map(|_| Problem::new(format!("{at}/unmet"), "return.right-shown")))
    }

    /// A cluster that shares nothing with the application isn't the same one.
    fn problem_of_cluster(&self, id: ClusterId, at: &str) -> Result<Option<Problem>, Undecided> {
        let problem = |code| Some(Problem::new(format!("{at}/cluster"), code).with(id));
        let cluster = self.world.cluster(id)?;
        match cluster.standing {
            Standing::Listed | Standing::Inactive | Standing::Suspended => {}
            Standing::NotListed => return Ok(problem("cluster.unknown")),
            Standing::Merged(into) => {
                return Ok(problem("return.cluster-merged").map(|problem| problem.with(into)));
            }
            Standing::Withdrawn => return Ok(problem("return.cluster-withdrawn")),
        }
        let roster = self.roster()?;
        let marks = Marks::of(self.profile, |named| roster.find(named).ok());
        let may_be_one = marks.likeness(&cluster.profile).may_be_one();
        Ok(if may_be_one { None } else { problem("return.cluster-not-alike") })
    }

    /// A requirement that is met as stated, or waived, stands against nothing.
    fn problem_of_minimum(&self, marker: &Code, at: &str) -> Option<Problem> {
        let problem = |code| Problem::new(format!("{at}/marker"), code).with(marker);
        self.problem_of_marker(marker, at)
            .or_else(|| (!self.open.contains(marker)).then(|| problem("return.requirement-met")))
    }

    fn problem_of_marker(&self, id: &Code, at: &str) -> Option<Problem> {
        let known = self.rulebook.marker(id.as_str()).is_some_and(|marker| marker.minimum);
        let unknown = || Problem::new(format!("{at}/marker"), "return.requirement-unknown");
        (!known).then(|| unknown().with(id))
    }

    /// What isn't borne out is something that is stated, and what rests on it rests on its field. A
    /// field that no minimum requirement rests on is nothing to return an application for.
    fn problem_of_statement(
        &self,
        path: Option<&FieldPath>,
        marker: Option<&Code>,
        at: &str,
    ) -> Option<Problem> {
        let needed = || Problem::new(format!("{at}/path"), "return.statement-needed");
        let Some(path) = path.filter(|path| self.is_stated(path)) else { return Some(needed()) };
        let Some(marker) = marker else {
            let mut minimum = self.rulebook.markers.iter().filter(|marker| marker.minimum);
            let unasked = || Problem::new(format!("{at}/unmet"), "return.requirement-needed");
            return (!minimum.any(|marker| marker.rests_on(path))).then(unasked);
        };
        let other = || Problem::new(format!("{at}/marker"), "return.requirement-of-another-field");
        self.problem_of_marker(marker, at)
            .or_else(|| (!self.rests_on(marker, path)).then(|| other().with(marker).with(path)))
    }

    fn is_stated(&self, path: &FieldPath) -> bool {
        let is_open = path.item.as_ref().is_none_or(|item| self.profile.is_open(item));
        is_open && self.profile.claim(path).is_some()
    }

    fn rests_on(&self, marker: &Code, path: &FieldPath) -> bool {
        let marker = self.rulebook.marker(marker.as_str());
        marker.is_some_and(|marker| marker.rests_on(path))
    }
}
