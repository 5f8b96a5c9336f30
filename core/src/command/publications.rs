//! Publications: reports, reviews, ratings and announcements, which officers record, correct and
//! withdraw.
//!
//! A correction says everything anew, so that what is said of a publication is one event's word.

use std::collections::BTreeSet;

use registry_events::actor::Actor;
use registry_events::dictionary::REGIONS_KEY;
use registry_events::event::{
    Publication, PublicationCorrected, PublicationKind, PublicationRecorded, PublicationWithdrawn,
};
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;
use registry_events::value::{Code, Text};

use super::{as_said, check_expected, reason_problem};
use crate::access::{Caller, whole_registry};
use crate::day::happened;
use crate::decide::{Decision, Draft};
use crate::editions::InForce;
use crate::name::is_readable;
use crate::rejection::{Problem, Rejection};
use crate::state::{KnownPublication, Publications};
use crate::world::{Undecided, World};

/// The longest title in one language, in characters.
pub const TITLE_CHARACTERS_MAX: usize = 300;
/// The longest summary in one language, in characters.
pub const SUMMARY_CHARACTERS_MAX: usize = 2_000;
/// The most regions, and the most specialisations, that one publication names.
pub const ABOUT_MAX: usize = 30;

/// The dictionary of specialisations.
const SPECIALISATION: &str = "specialisation";

/// Record a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPublication {
    /// What is said of it.
    pub says: Publication,
}

/// Correct what is said of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectPublication {
    /// Which one, by the version of its recording.
    pub publication: StreamVersion,
    /// What is said of it from here on, all of it.
    pub says: Publication,
    /// Why, in words fit to publish.
    pub reason: String,
    /// The version of the publication that the caller saw, when it must not have passed.
    pub expected: Option<StreamVersion>,
}

/// Withdraw a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawPublication {
    /// Which one, by the version of its recording.
    pub publication: StreamVersion,
    /// Why, in words fit to publish.
    pub reason: String,
    /// The version of the publication that the caller saw, when it must not have passed.
    pub expected: Option<StreamVersion>,
}

impl RecordPublication {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let publications = publications(world)?;
        let says = accepted(&self.says, "", None, world)?;
        let actor = officer(caller, world)?;
        check_new(publications, &says, None)?;
        let mut draft = Draft::new(world, actor);
        draft.record(&StreamId::registry(), PublicationRecorded { says })?;
        Ok(draft.finish())
    }
}

impl CorrectPublication {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let publications = publications(world)?;
        let known = known(publications, self.publication)?;
        let says = accepted(&self.says, "/says", Some(&self.reason), world)?;
        let actor = officer(caller, world)?;
        check_expected(self.expected, known.version)?;
        check_stands(known)?;
        if says == known.says {
            return Err(Rejection::conflict("publication.unchanged").into());
        }
        check_new(publications, &says, Some(self.publication))?;
        let mut draft = Draft::new(world, actor);
        let (publication, reason) = (self.publication, as_said(&self.reason));
        let corrected = PublicationCorrected { publication, says, reason };
        draft.record(&StreamId::registry(), corrected)?;
        Ok(draft.finish())
    }
}

impl WithdrawPublication {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let publications = publications(world)?;
        let known = known(publications, self.publication)?;
        refuse(reason_problem("/reason", &self.reason).into_iter().collect())?;
        let actor = officer(caller, world)?;
        check_expected(self.expected, known.version)?;
        check_stands(known)?;
        let mut draft = Draft::new(world, actor);
        let (publication, reason) = (self.publication, as_said(&self.reason));
        draft.record(&StreamId::registry(), PublicationWithdrawn { publication, reason })?;
        Ok(draft.finish())
    }
}

fn publications(world: &World) -> Result<&Publications, Undecided> {
    world.need([StreamId::access(), StreamId::registry()])?;
    world.in_force()?;
    Ok(world.registry()?.publications())
}

fn known(
    publications: &Publications,
    number: StreamVersion,
) -> Result<&KnownPublication, Rejection> {
    publications.get(number).ok_or(Rejection::NotFound("publication"))
}

fn officer(caller: Caller, world: &World) -> Result<Actor, Undecided> {
    Ok(world.access()?.actor(caller, "registry", whole_registry)?)
}

fn check_stands(known: &KnownPublication) -> Result<(), Rejection> {
    if known.withdrawn { Err(Rejection::conflict("publication.withdrawn")) } else { Ok(()) }
}

fn check_new(
    publications: &Publications,
    says: &Publication,
    own: Option<StreamVersion>,
) -> Result<(), Rejection> {
    let twice = publications.same_as(says, own);
    if twice { Err(Rejection::conflict("publication.already-recorded")) } else { Ok(()) }
}

fn refuse(problems: Vec<Problem>) -> Result<(), Rejection> {
    if problems.is_empty() { Ok(()) } else { Err(Rejection::Invalid(problems)) }
}

/// What is said, as it is recorded; every problem of it, and of the reason where one is needed, is
/// told at once. `within` is where it stands in the command.
fn accepted(
    says: &Publication,
    within: &str,
    reason: Option<&str>,
    world: &World,
) -> Result<Publication, Undecided> {
    let mut problems = Vec::new();
    let title = title(&says.title).map_err(|problem| problems.push(problem)).ok();
    let summary = summary(says).map_err(|problem| problems.push(problem)).ok();
    problems.extend(happened("/published_on", says.published_on, world.today()));
    problems.extend(place_problem(says));
    problems.extend(about_problems(says, world.in_force()?));
    let mut problems: Vec<_> =
        problems.into_iter().map(|problem| inside(within, problem)).collect();
    problems.extend(reason.and_then(|reason| reason_problem("/reason", reason)));
    match (title, summary, problems) {
        (Some(title), Some(summary), problems) if problems.is_empty() => {
            Ok(Publication { title, summary, ..says.clone() })
        }
        (_, _, problems) => Err(Rejection::Invalid(problems).into()),
    }
}

fn inside(within: &str, problem: Problem) -> Problem {
    Problem { pointer: format!("{within}{}", problem.pointer), ..problem }
}

fn title(given: &Text) -> Result<Text, Problem> {
    let title = text("/title", &given.on_one_line(), TITLE_CHARACTERS_MAX)?;
    let readable = is_readable(&title);
    if readable { Ok(title) } else { Err(Problem::new("/title", "name.unreadable")) }
}

fn summary(says: &Publication) -> Result<Option<Text>, Problem> {
    let given = says.summary.as_ref();
    given.map(|given| text("/summary", given, SUMMARY_CHARACTERS_MAX)).transpose()
}

/// A text as the strict door for texts lets it in, within a bound.
fn text(pointer: &str, given: &Text, most: usize) -> Result<Text, Problem> {
    let text = Text::new(given.ru.as_deref(), given.en.as_deref())
        .map_err(|invalid| Problem::new(pointer, invalid.code))?;
    let lengths = [&text.ru, &text.en].into_iter().flatten().map(|one| one.chars().count());
    match lengths.max().filter(|longest| *longest > most) {
        Some(longest) => Err(Problem::new(pointer, "text.too-long").with(most).with(longest)),
        None => Ok(text),
    }
}

/// What isn't an announcement stands somewhere else, and is told where.
fn place_problem(says: &Publication) -> Option<Problem> {
    let needs_place = says.kind != PublicationKind::Announcement && says.found_at.is_none();
    needs_place.then(|| Problem::new("/found_at", "publication.place-needed"))
}

fn about_problems(says: &Publication, in_force: InForce<'_>) -> Vec<Problem> {
    let is_region = |code: &Code| in_force.regions.region(code.as_str()).is_some();
    let is_term = |code: &Code| {
        let term = in_force.dictionaries.term(SPECIALISATION, code.as_str());
        term.is_some()
    };
    let regions = codes_problem("/regions", &says.regions, REGIONS_KEY, is_region);
    let terms = codes_problem("/specialisations", &says.specialisations, SPECIALISATION, is_term);
    regions.into_iter().chain(terms).collect()
}

/// What is wrong with a list of codes: too many, one twice, or one that its dictionary doesn't have.
fn codes_problem(
    pointer: &str,
    codes: &[Code],
    dictionary: &str,
    known: impl Fn(&Code) -> bool,
) -> Option<Problem> {
    if codes.len() > ABOUT_MAX {
        return Some(Problem::new(pointer, "list.too-many").with(ABOUT_MAX).with(codes.len()));
    }
    if codes.iter().collect::<BTreeSet<_>>().len() < codes.len() {
        return Some(Problem::new(pointer, "list.repeats"));
    }
    let unknown = codes.iter().find(|code| !known(code))?;
    Some(Problem::new(pointer, "code.unknown").with(unknown).with(dictionary))
}
