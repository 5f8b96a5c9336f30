//! Rows of the two tables, read: which cluster they are about and what they state.

use jiff::civil::Date;
use registry_events::ids::ClusterId;
use registry_events::value::{Code, Language};

use super::bad_cells::Place;
use super::cells::{Content, OrganisationCells};

/// A statement of one field, with its cells.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    /// The field.
    pub(super) field: Code,
    /// What is said.
    pub(super) content: Content,
    /// The day it describes.
    pub(super) described_on: Option<Date>,
    /// Its cells.
    pub(super) cells: StatementCells,
}

/// Where a statement stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct StatementCells {
    /// Its first cell, that of the value where it was filled in.
    pub(super) value: Place,
    /// The cell of the English text.
    pub(super) english: Place,
    /// The cell of the date.
    pub(super) date: Place,
    /// The cell of an organisation's number.
    pub(super) number: Place,
}

/// How a row names a cluster.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reference {
    /// By its id.
    Id(ClusterId),
    /// By its primary region and normalised name.
    Name(Code, String),
}

/// A row of the clusters' table.
#[derive(Debug)]
pub(super) struct ClusterRow {
    /// Where it stands.
    pub(super) place: Place,
    /// The id, when it is filled in.
    pub(super) id: Option<ClusterId>,
    /// The primary region.
    pub(super) region: Option<Code>,
    /// Its names, normalised, the one it is shown under first.
    pub(super) names: Vec<String>,
    /// Statements of the cluster's own fields.
    pub(super) own: Vec<Statement>,
    /// Statements of its contact's fields.
    pub(super) contact: Vec<Statement>,
}

impl ClusterRow {
    /// The name the cluster is shown under, as it was typed.
    pub(super) fn shown(&self) -> Option<&str> {
        let named =
            |field| self.own.iter().find(move |said: &&Statement| said.field.as_str() == field);
        match &named("display_name").or_else(|| named("official_name"))?.content {
            Content::Text(text) => Some(text.in_language_or_other(Language::Ru)),
            _ => None,
        }
    }
}

/// A row of the participants' table.
#[derive(Debug)]
pub(super) struct MembershipRow {
    /// Where it stands.
    pub(super) place: Place,
    /// The cluster.
    pub(super) cluster: Reference,
    /// The cell that names it.
    pub(super) cluster_cell: Place,
    /// The cluster's name as it was typed.
    pub(super) cluster_name: String,
    /// The organisation.
    pub(super) organisation: OrganisationCells,
    /// The cells of the organisation.
    pub(super) organisation_cells: StatementCells,
    /// Statements of the other fields.
    pub(super) statements: Vec<Statement>,
    /// The day it ended, with its cell.
    pub(super) left_on: Option<(Date, Place)>,
}
