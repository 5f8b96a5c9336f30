//! Which clusters stand behind a figure of the statistics: those it counts, or whose projects,
//! partners and bodies it counts. A figure is named by its path, as in the document.

use jiff::civil::Date;
use registry_events::ids::Position;
use registry_events::value::Code;

use super::bodies::{LAG_KEYS, is_of_budgets, is_of_fees_or_services, lag_key};
use super::clusters::{AGES, age_key};
use crate::organisations::Organisations;
use crate::register::{Body, RegisterRow};

/// The clusters behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// The figure's path.
    pub figure: String,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Age(String),
    ParticipantType(Code),
    Projects,
    NoProjects,
    Stage(Code),
    Sphere(Code),
    Rated(Code),
    Priority { key: Code, mark: String },
    Partners { foreign: bool },
    ManagingBody,
    BodyType(Code),
    Lag { body_type: String, lag: String },
    Source(Code),
    FeesOrServices,
    Budgets,
}

/// When a figure is counted, and with whom.
#[derive(Clone, Copy)]
pub(crate) struct Counting<'a> {
    pub(crate) organisations: &'a Organisations,
    pub(crate) at: Position,
    pub(crate) day: Option<Date>,
}

impl Behind {
    /// The figure behind which all clusters with joint projects stand.
    pub const PROJECTS: &str = "projects.total";

    /// The clusters behind a figure; none for a figure that counts none or that other filters tell.
    pub fn figure(path: &str) -> Option<Self> {
        let kind = Kind::of(path)?;
        Some(Self { figure: path.to_owned(), kind })
    }

    /// The terms that the path names, each with its dictionary.
    pub fn terms(&self) -> Vec<(&'static str, &str)> {
        match &self.kind {
            Kind::ParticipantType(key) => vec![("participant_type", key.as_str())],
            Kind::Stage(key) => vec![("project_stage", key.as_str())],
            Kind::Sphere(key) => vec![("project_sphere", key.as_str())],
            Kind::Rated(key) => vec![("priority", key.as_str())],
            Kind::Priority { key, mark } => {
                vec![("priority", key.as_str()), ("importance", mark.as_str())]
            }
            Kind::BodyType(key) => vec![("governing_body_type", key.as_str())],
            Kind::Lag { body_type, .. } => vec![("governing_body_type", body_type.as_str())],
            Kind::Source(key) => vec![("funding_source", key.as_str())],
            Kind::Age(_)
            | Kind::Projects
            | Kind::NoProjects
            | Kind::Partners { .. }
            | Kind::ManagingBody
            | Kind::FeesOrServices
            | Kind::Budgets => Vec::new(),
        }
    }

    /// Whether the figure counts a cluster, by its row as figures count it.
    pub(crate) fn counts(&self, row: &RegisterRow, counting: Counting<'_>) -> bool {
        match &self.kind {
            Kind::Age(age) => counting
                .day
                .is_some_and(|day| age_key(row, day.year()).is_some_and(|known| known == age)),
            Kind::ParticipantType(key) => has_type(row, key, counting),
            Kind::Projects => has_project(row, |_, _| true),
            Kind::NoProjects => !has_project(row, |_, _| true),
            Kind::Stage(key) => has_project(row, |stage, _| stage == Some(key)),
            Kind::Sphere(key) => has_project(row, |_, spheres| spheres.contains(key)),
            Kind::Rated(key) => rated(row, key).is_some(),
            Kind::Priority { key, mark } => {
                rated(row, key).is_some_and(|rated| rated.as_str() == mark)
            }
            Kind::Partners { foreign } => {
                let mut counted = row.partners.values().filter(|partner| partner.counts);
                counted.any(|partner| partner.is_foreign() == Some(*foreign))
            }
            Kind::ManagingBody => has_managing(row, |_| true),
            Kind::BodyType(key) => {
                row.bodies.values().any(|body| body.body_type.as_ref() == Some(key))
            }
            Kind::Lag { body_type, lag } => has_managing(row, |body| {
                let is_of_type =
                    body.body_type.as_ref().is_some_and(|key| key.as_str() == body_type);
                is_of_type && lag_key(body).is_some_and(|known| known == lag)
            }),
            Kind::Source(key) => has_sources(row, |sources| sources.contains(key)),
            Kind::FeesOrServices => has_sources(row, is_of_fees_or_services),
            Kind::Budgets => has_sources(row, is_of_budgets),
        }
    }
}

impl Kind {
    fn of(path: &str) -> Option<Self> {
        let code = |key: &str| Code::parse(key).ok();
        let parts: Vec<_> = path.split('.').collect();
        Some(match parts[..] {
            ["clusters", "level_by_age", age] if is_age(age) => Self::Age(age.into()),
            ["participants", "by_type", key] => Self::ParticipantType(code(key)?),
            ["projects", "total"] => Self::Projects,
            ["projects", "clusters_not_provided"] => Self::NoProjects,
            ["projects", "by_stage" | "clusters_by_stage", key] => Self::Stage(code(key)?),
            ["projects", "by_sphere", key] => Self::Sphere(code(key)?),
            ["priorities", "by_priority", key] => Self::Rated(code(key)?),
            ["priorities", "by_priority", key, mark] => {
                Self::Priority { key: code(key)?, mark: mark.into() }
            }
            ["partners", "clusters_with_foreign"] => Self::Partners { foreign: true },
            ["partners", "clusters_with_russian"] => Self::Partners { foreign: false },
            ["governing_bodies", "average_staff"] => Self::ManagingBody,
            ["governing_bodies", "by_type", key] => Self::BodyType(code(key)?),
            ["governing_bodies", "chosen_after_creation", body_type, lag] if is_lag(lag) => {
                Self::Lag { body_type: body_type.into(), lag: lag.into() }
            }
            ["financing", "by_source", key] => Self::Source(code(key)?),
            ["financing", "fees_or_services_only"] => Self::FeesOrServices,
            ["financing", "budget_only"] => Self::Budgets,
            _ => return None,
        })
    }
}

fn is_age(key: &str) -> bool {
    AGES.iter().any(|(years, _)| *years == key)
}

fn is_lag(key: &str) -> bool {
    LAG_KEYS.contains(&key)
}

fn rated<'r>(row: &'r RegisterRow, key: &Code) -> Option<&'r Code> {
    row.priorities.as_ref()?.get(key)
}

fn has_type(row: &RegisterRow, key: &Code, counting: Counting<'_>) -> bool {
    let members = counting.organisations.typed_members(row, counting.at);
    let mut counted = members.filter(|typed| typed.member.counts);
    counted.any(|typed| typed.participant_type() == Some(key))
}

fn has_project(row: &RegisterRow, is_meant: impl Fn(Option<&Code>, &[Code]) -> bool) -> bool {
    let mut counted = row.projects.values().filter(|project| project.counts);
    counted.any(|project| is_meant(project.stage.as_ref(), project.spheres()))
}

fn has_managing(row: &RegisterRow, is_meant: impl Fn(&Body) -> bool) -> bool {
    row.bodies.values().any(|body| body.is_managing() && is_meant(body))
}

fn has_sources(row: &RegisterRow, are_meant: impl Fn(&[Code]) -> bool) -> bool {
    has_managing(row, |body| body.funding_sources.as_deref().is_some_and(&are_meant))
}
