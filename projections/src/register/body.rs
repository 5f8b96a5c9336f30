//! Governing bodies, projects and partners of a cluster as its row has them: for counting, so that
//! what lapsed or is disputed isn't read.

use std::sync::Arc;

use registry_events::value::{Code, Decimal};
use serde::Serialize;

use super::{RowField, RowFields};
use crate::card::Item;
use crate::keys;
use crate::read::Reader;

/// A governing body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Body {
    /// Its type, a code of dictionary `governing_body_type`.
    pub body_type: Option<Code>,
    /// How many years its organisation existed when it was chosen; negative only by mistake.
    pub lag_years: Option<i16>,
    /// Staff that manages the cluster, in full-time equivalents.
    pub staff_fte: Option<Decimal>,
    /// What it is financed from; empty where it is known that there is nothing.
    pub funding_sources: Option<Arc<[Code]>>,
}

/// A joint project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Project {
    /// Whether what says that there is such a project neither lapsed nor is disputed.
    pub counts: bool,
    /// Its stage, a code of dictionary `project_stage`.
    pub stage: Option<Code>,
    /// Its spheres, codes of dictionary `project_sphere`.
    pub spheres: Option<Arc<[Code]>>,
}

/// A partner: an organisation outside the cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Partner {
    /// Whether what says which organisation it is neither lapsed nor is disputed.
    pub counts: bool,
    /// Its country, a code of dictionary `country`.
    pub country: Option<Code>,
}

impl Body {
    pub(super) fn of(item: &Item) -> Self {
        let read = Reader::counting(&item.claims);
        let created = read.year(keys::YEAR_ORGANISATION_CREATED);
        let selected = read.year(keys::YEAR_SELECTED);
        Self {
            body_type: read.code(keys::BODY_TYPE),
            lag_years: selected.zip(created).map(|(to, from)| to.get().saturating_sub(from.get())),
            staff_fte: read.decimal(keys::STAFF_FTE),
            funding_sources: read.codes(keys::FUNDING_SOURCES),
        }
    }

    /// The body with these fields and no others.
    pub(super) fn shown(&self, fields: RowFields) -> Self {
        let years = [RowField::YearOrganisationCreated, RowField::YearSelected];
        Self {
            body_type: fields.keep(RowField::BodyType, self.body_type.as_ref()),
            lag_years: self.lag_years.filter(|_| fields.have(&years)),
            staff_fte: fields.keep(RowField::StaffFte, self.staff_fte.as_ref()),
            funding_sources: fields.keep(RowField::FundingSources, self.funding_sources.as_ref()),
        }
    }

    /// Whether it is one that runs the cluster: a coordinator or a management company.
    pub fn is_managing(&self) -> bool {
        let key = self.body_type.as_ref().map(Code::as_str);
        matches!(key, Some(keys::COORDINATOR | keys::MANAGEMENT_COMPANY))
    }
}

impl Project {
    pub(super) fn of(item: &Item) -> Self {
        let read = Reader::counting(&item.claims);
        Self {
            counts: read.counts(keys::TITLE),
            stage: read.code(keys::STAGE),
            spheres: read.codes(keys::SPHERES),
        }
    }

    /// The project with these fields and no others.
    pub(super) fn shown(&self, fields: RowFields) -> Self {
        Self {
            counts: self.counts,
            stage: fields.keep(RowField::Stage, self.stage.as_ref()),
            spheres: fields.keep(RowField::Spheres, self.spheres.as_ref()),
        }
    }

    /// The spheres, none when nothing is stated.
    pub fn spheres(&self) -> &[Code] {
        self.spheres.as_deref().unwrap_or_default()
    }
}

impl Partner {
    pub(super) fn of(item: &Item) -> Self {
        let read = Reader::counting(&item.claims);
        Self { counts: read.counts(keys::ORGANISATION), country: read.code(keys::COUNTRY) }
    }

    /// The partner with these fields and no others.
    pub(super) fn shown(&self, fields: RowFields) -> Self {
        let country = fields.keep(RowField::PartnerCountry, self.country.as_ref());
        Self { counts: self.counts, country }
    }

    /// Whether it is from another country; none where its country isn't told.
    pub fn is_foreign(&self) -> Option<bool> {
        self.country.as_ref().map(|country| country.as_str() != keys::RUSSIA)
    }
}
