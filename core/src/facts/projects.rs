//! Facts of joint projects: those that pass rule S8 now.

use registry_events::value::Value;

use super::{Facts, Sum, made_of, told};
use crate::profile::reader::ItemReader;
use crate::profile::rules::PROJECT_PARTICIPANTS_MIN;
use crate::profile::{CurrentClaim, Profile};

/// The fields that make a joint project.
const JOINT: [&str; 3] = ["title", "participants", "cost_sharing"];
/// The fields that make one that has begun.
const BEGUN: [&str; 4] = ["title", "stage", "participants", "cost_sharing"];

impl Facts {
    /// Adds a project whose costs at least three participants share that still take part in the
    /// cluster.
    pub(super) fn add_project(&self, profile: &Profile, project: &ItemReader<'_>, sum: &mut Sum) {
        let titled = self.standing_of(project, "title").is_some();
        if !titled || !self.is_joint(profile, project, sum) {
            return;
        }
        let joint = made_of(project, &JOINT);
        sum.count_made("joint_projects", &joint);
        sum.degree_made(self, "joint_project_corroboration", &joint);
        if let Some(detail) = self.detail(project) {
            sum.count("projects_detailed", detail);
        }
        if let Some((claim, spheres)) = told(project, "spheres") {
            for code in spheres.as_codes() {
                sum.code("project_spheres", code);
            }
            sum.rests_on("project_spheres", claim);
        }
        self.add_begun(project, sum);
    }

    /// Adds a project that isn't only planned; a gate of the high level rests on it.
    fn add_begun(&self, project: &ItemReader<'_>, sum: &mut Sum) {
        let Some((_, Value::Code(code))) = told(project, "stage") else { return };
        if code.as_str() != "planned" {
            let begun = made_of(project, &BEGUN);
            sum.count_made("projects_begun", &begun);
            sum.degree_made(self, "project_begun_corroboration", &begun);
            sum.gate(self, &begun);
        }
    }

    /// The first claim that tells more of a project than its title: budget, a date or a result.
    fn detail<'a>(&self, project: &ItemReader<'a>) -> Option<&'a CurrentClaim> {
        let mut told = ["budget", "results", "start", "end"].into_iter();
        told.find_map(|field| self.standing_of(project, field))
    }

    fn is_joint(&self, profile: &Profile, project: &ItemReader<'_>, sum: &mut Sum) -> bool {
        let Some((_, Value::Items(members))) = told(project, "participants") else { return false };
        let mut taking_part = 0;
        for member in members {
            let takes_part = self.takes_part(profile, *member);
            sum.judged_by(*member, takes_part);
            taking_part += usize::from(takes_part);
        }
        taking_part >= PROJECT_PARTICIPANTS_MIN
            && told(project, "cost_sharing").is_some_and(|(_, value)| *value == Value::Flag(true))
    }
}
