//! Facts of joint projects: those that pass rule S8 now.

use std::collections::BTreeSet;

use registry_events::ids::ItemId;
use registry_events::value::Value;

use super::{Facts, Made, made_of, told};
use crate::profile::CurrentClaim;
use crate::profile::reader::{ItemReader, OpenItems, PARTICIPANTS, PROJECTS};
use crate::profile::rules::PROJECT_PARTICIPANTS_MIN;

/// The fields that make a joint project.
const JOINT: [&str; 3] = ["title", "participants", "cost_sharing"];
/// The fields that make one that has begun.
const BEGUN: [&str; 4] = ["title", "stage", "participants", "cost_sharing"];

type Project<'a> = (ItemReader<'a>, &'a CurrentClaim);

impl Facts {
    /// Takes the facts of joint projects; returns what gates of the high level rest on.
    pub(super) fn take_projects<'a>(&mut self, items: OpenItems<'a>) -> Vec<Made<'a>> {
        let projects = self.joint_projects(items);
        let joint: Vec<Made<'a>> =
            projects.iter().map(|(project, _)| made_of(project, &JOINT)).collect();
        self.count_made("joint_projects", &joint);
        self.degree_made("joint_project_corroboration", &joint);
        self.count(
            "projects_detailed",
            &projects.iter().filter_map(|(project, _)| self.detail(project)).collect(),
        );
        self.take_spheres(&projects);
        self.take_begun(&projects)
    }

    /// Projects whose costs at least three participants share that still take part in the cluster.
    fn joint_projects<'a>(&self, items: OpenItems<'a>) -> Vec<Project<'a>> {
        let members = self.items(items, PARTICIPANTS, "organisation");
        let members: BTreeSet<ItemId> =
            members.iter().map(|(member, _)| member.path.item).collect();
        let mut projects = self.items(items, PROJECTS, "title");
        projects.retain(|(project, _)| is_joint(project, &members));
        projects
    }

    fn take_begun<'a>(&mut self, projects: &[Project<'a>]) -> Vec<Made<'a>> {
        let begun = projects.iter().filter(|(project, _)| {
            let stage = told(project, "stage").and_then(|(_, stage)| stage.as_code());
            stage.is_some_and(|stage| stage.as_str() != "planned")
        });
        let begun: Vec<Made<'a>> = begun.map(|(project, _)| made_of(project, &BEGUN)).collect();
        self.count_made("projects_begun", &begun);
        self.degree_made("project_begun_corroboration", &begun);
        begun
    }

    fn take_spheres(&mut self, projects: &[Project<'_>]) {
        let stated: Vec<_> =
            projects.iter().filter_map(|(project, _)| told(project, "spheres")).collect();
        let spheres: BTreeSet<_> = stated.iter().flat_map(|(_, value)| value.as_codes()).collect();
        let basis = stated.iter().map(|(claim, _)| *claim).collect();
        self.count_as("project_spheres", spheres.len(), &basis);
    }

    /// The first claim that tells more of a project than its title: budget, a date or a result.
    fn detail<'a>(&self, project: &ItemReader<'a>) -> Option<&'a CurrentClaim> {
        let mut told = ["budget", "results", "start", "end"].into_iter();
        told.find_map(|field| self.standing_of(project, field))
    }
}

fn is_joint(project: &ItemReader<'_>, members: &BTreeSet<ItemId>) -> bool {
    let Some((_, Value::Items(participants))) = told(project, "participants") else { return false };
    let taking_part = participants.iter().filter(|item| members.contains(item)).count();
    taking_part >= PROJECT_PARTICIPANTS_MIN
        && told(project, "cost_sharing").is_some_and(|(_, value)| *value == Value::Flag(true))
}
