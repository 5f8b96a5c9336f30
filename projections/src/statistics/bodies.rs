//! Governing bodies, and what the managing ones are financed from.

use std::collections::BTreeMap;

use registry_events::value::{Code, Decimal};
use rust_decimal::RoundingStrategy;
use serde::{Serialize, Serializer};

use super::terms::Terms;
use super::{Base, count, whole};
use crate::keys;
use crate::register::{Body, RegisterRow, RowField};

/// Governing bodies. Staff and years are those of managing bodies: coordinators and management
/// companies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BodyFigures {
    /// Clusters that state a managing body; none where types may not be shown.
    pub base: Option<Base>,
    /// Bodies by type.
    pub by_type: BTreeMap<Code, u32>,
    /// The mean staff, to one decimal place; none when nobody states it. Written as a number.
    #[serde(serialize_with = "as_number")]
    pub average_staff: Option<Decimal>,
    /// How many bodies the mean is of; none where staff or types may not be shown.
    pub staff_stated: Option<u32>,
    /// How long the body's organisation existed when it was chosen; none where years or types may
    /// not be shown.
    pub chosen_after_creation: Option<ChosenAfterCreation>,
}

/// Lags by type of managing body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ChosenAfterCreation {
    /// Coordinators.
    pub coordinator: LagFigures,
    /// Management companies.
    pub management_company: LagFigures,
}

/// Bodies by the years between the organisation's creation and its choice; a choice before the
/// creation is a mistake and counts nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct LagFigures {
    /// The same year or the one before.
    #[serde(rename = "0_1")]
    pub up_to_1: u32,
    /// Two to four years.
    #[serde(rename = "2_4")]
    pub from_2_to_4: u32,
    /// Five years and more.
    #[serde(rename = "5_plus")]
    pub from_5: u32,
}

/// Financing of managing bodies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FinancingFigures {
    /// Managing bodies.
    pub base: BodyBase,
    /// Bodies by source; one of two sources counts in both.
    pub by_source: BTreeMap<Code, u32>,
    /// Bodies financed by member fees or own services alone; none where sources may not be shown.
    pub fees_or_services_only: Option<u32>,
    /// Bodies financed by budgets alone; none where sources may not be shown.
    pub budget_only: Option<u32>,
}

/// How many managing bodies there are, and how many of them state their sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct BodyBase {
    /// All; none where types may not be shown.
    pub bodies: Option<u32>,
    /// Those that state sources; none where sources may not be shown.
    pub stated: Option<u32>,
}

/// What figures of managing bodies are counted from: which body is a managing one is told by its
/// type.
const STAFF: [RowField; 2] = [RowField::BodyType, RowField::StaffFte];
const SOURCES: [RowField; 2] = [RowField::BodyType, RowField::FundingSources];
const LAGS: [RowField; 3] =
    [RowField::BodyType, RowField::YearOrganisationCreated, RowField::YearSelected];

const UP_TO_1: &str = "0_1";
const FROM_2_TO_4: &str = "2_4";
const FROM_5: &str = "5_plus";
/// The keys of lags.
pub(super) const LAG_KEYS: [&str; 3] = [UP_TO_1, FROM_2_TO_4, FROM_5];

const FEES_OR_SERVICES: [&str; 2] = ["member_fees", "own_services"];
const BUDGETS: [&str; 3] = ["municipal_budget", "federal_budget", "regional_budget"];

impl BodyFigures {
    pub(super) fn of(rows: &[&RegisterRow], terms: &Terms<'_>) -> Self {
        let mut by_type = terms.zeros(RowField::BodyType);
        let all = rows.iter().flat_map(|row| row.bodies.values());
        all.filter_map(|body| body.body_type.as_ref()).for_each(|key| count(&mut by_type, key));
        let staff: Vec<_> = managing(rows).filter_map(|body| body.staff_fte).collect();
        let base = || Base::of(rows, |row| row.bodies.values().any(|body| body.is_managing()));
        Self {
            base: terms.known(&[RowField::BodyType], base),
            by_type,
            average_staff: mean(&staff),
            staff_stated: terms.known(&STAFF, || whole(staff.len())),
            chosen_after_creation: terms.known(&LAGS, || ChosenAfterCreation::of(rows)),
        }
    }
}

impl ChosenAfterCreation {
    fn of(rows: &[&RegisterRow]) -> Self {
        let mut lags = Self::default();
        for body in managing(rows) {
            match body.body_type.as_ref().map(Code::as_str) {
                Some(keys::COORDINATOR) => lags.coordinator.add(body),
                Some(keys::MANAGEMENT_COMPANY) => lags.management_company.add(body),
                Some(_) | None => {}
            }
        }
        lags
    }
}

/// Which lag a body has; none where it isn't known.
pub(super) const fn lag_key(body: &Body) -> Option<&'static str> {
    match body.lag_years {
        Some(0..=1) => Some(UP_TO_1),
        Some(2..=4) => Some(FROM_2_TO_4),
        Some(5..) => Some(FROM_5),
        Some(..0) | None => None,
    }
}

impl LagFigures {
    fn add(&mut self, body: &Body) {
        match lag_key(body) {
            Some(UP_TO_1) => self.up_to_1 += 1,
            Some(FROM_2_TO_4) => self.from_2_to_4 += 1,
            Some(_) => self.from_5 += 1,
            None => {}
        }
    }
}

impl FinancingFigures {
    pub(super) fn of(rows: &[&RegisterRow], terms: &Terms<'_>) -> Self {
        let stating: Vec<_> =
            managing(rows).filter_map(|body| body.funding_sources.as_deref()).collect();
        let mut by_source = terms.zeros(RowField::FundingSources);
        for source in stating.iter().copied().flatten() {
            count(&mut by_source, source);
        }
        let only = |are_of: fn(&[Code]) -> bool| {
            let count = || whole(stating.iter().filter(|all| are_of(all)).count());
            terms.known(&SOURCES, count)
        };
        Self {
            base: BodyBase {
                bodies: terms.known(&[RowField::BodyType], || whole(managing(rows).count())),
                stated: terms.known(&SOURCES, || whole(stating.len())),
            },
            by_source,
            fees_or_services_only: only(is_of_fees_or_services),
            budget_only: only(is_of_budgets),
        }
    }
}

fn managing<'r>(rows: &'r [&RegisterRow]) -> impl Iterator<Item = &'r Body> {
    let all = rows.iter().flat_map(|row| row.bodies.values());
    all.map(AsRef::as_ref).filter(|body: &&Body| body.is_managing())
}

/// Whether sources are member fees or own services alone.
pub(super) fn is_of_fees_or_services(sources: &[Code]) -> bool {
    all_of(sources, &FEES_OR_SERVICES)
}

/// Whether sources are budgets alone.
pub(super) fn is_of_budgets(sources: &[Code]) -> bool {
    all_of(sources, &BUDGETS)
}

/// Whether there are sources, and all of them are known ones.
fn all_of(sources: &[Code], known: &[&str]) -> bool {
    !sources.is_empty() && sources.iter().all(|source| known.contains(&source.as_str()))
}

fn mean(values: &[Decimal]) -> Option<Decimal> {
    let sum = values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value))?;
    let mean = sum.checked_div(Decimal::from(values.len()))?;
    Some(mean.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero))
}

/// Writes a decimal as a JSON number, digit by digit.
#[expect(clippy::ref_option, reason = "serde hands the member over so")]
fn as_number<S: Serializer>(value: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    let number = value.and_then(|value| value.to_string().parse::<serde_json::Number>().ok());
    number.serialize(serializer)
}
