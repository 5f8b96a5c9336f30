//! Minimum requirements that are open for a listed cluster: what to do for each, and by which day, after
//! which its record becomes inactive.

use jiff::civil::Date;
use registry_core::editions::InForce;
use registry_core::state::{ClusterState, Requirement};
use registry_events::ids::ClusterId;
use registry_events::value::Code;

use super::coach::way;
use crate::http::SignedIn;
use crate::pages::frame::Frame;
use crate::words::typography::{self, set};

/// An open requirement.
pub(super) struct OpenRequirement {
    pub(super) label: String,
    /// What to do.
    pub(super) add: String,
    /// «до 27.12.2016».
    pub(super) until: String,
    /// Whether it was waived for an official status.
    pub(super) is_waived: bool,
    /// Where that is filled in; none for what only an officer states.
    pub(super) address: Option<String>,
}

/// The open requirements of a cluster, the one that ends first before the others.
pub(super) fn of(
    state: &ClusterState,
    cluster: ClusterId,
    in_force: InForce<'_>,
    who: &SignedIn,
    frame: &Frame,
) -> Vec<OpenRequirement> {
    let mut open: Vec<(Date, &Code, &Requirement)> =
        state.requirements.iter().map(|(marker, open)| (open.until, marker, open)).collect();
    open.sort_by_key(|(until, marker, _)| (*until, *marker));
    let view = |(until, marker, open): (Date, &Code, &Requirement)| {
        let known = in_force.rulebook.marker(marker.as_str())?;
        let fields = known.fields();
        let way = fields.iter().find_map(|field| way(field, in_force.catalogue, who));
        let day = typography::date(until, frame.language);
        Some(OpenRequirement {
            label: set(known.label.in_language_or_other(frame.language)),
            add: set(known.add.in_language_or_other(frame.language)),
            until: frame.words.say_with("open-requirement-until", &[("day", &day)]),
            is_waived: open.waived,
            address: way.map(|way| frame.plain_link(&format!("/work/clusters/{cluster}/{way}"))),
        })
    };
    open.into_iter().filter_map(view).collect()
}
