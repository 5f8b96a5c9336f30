//! The plan: which invented cluster has what. Figures of the opening come from `figures`; what
//! joins later is thrown by dice.

mod opening;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use jiff::civil::Date;
use registry_core::profile::changes::Changes;
use registry_events::dictionary::Regions;
use registry_events::value::{Code, Decimal, NamedOrganisation, Point, Text};

use super::dice::Dice;
use super::figures;
use super::names::{self, TRADES, Trade};
use super::numbers;
use super::spec::{BodySpec, ClusterSpec, ParticipantSpec, ProjectSpec};
use super::stage::right;
use super::statements;

/// Makes specifications; hands out numbers, so that no two organisations share one.
pub(super) struct Plan {
    regions: Regions,
    dice: Dice,
    organisations: u32,
    universities: Vec<NamedOrganisation>,
    centres: BTreeMap<String, NamedOrganisation>,
    bodies: usize,
    kinds: [usize; 2],
    projects: usize,
}

impl Plan {
    pub(super) fn new() -> Result<Self> {
        let regions = Regions::parse(include_str!("../../../core/regions/1.0.tsv"))?;
        let mut plan = Self {
            regions,
            dice: Dice::new(20_150_901),
            organisations: 0,
            universities: Vec::new(),
            centres: BTreeMap::new(),
            bodies: 0,
            kinds: [0; 2],
            projects: 0,
        };
        for _ in 0..12 {
            let university = plan.organisation(&TRADES[0], "education")?;
            plan.universities.push(university);
        }
        Ok(plan)
    }

    pub(super) const fn dice(&mut self) -> &mut Dice {
        &mut self.dice
    }

    /// The short name of a region.
    pub(super) fn region_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.regions.region(code).map_or(code, |region| region.short_ru.as_str())
    }

    /// The chief town of a region.
    pub(super) fn region_point(&self, code: &str) -> Option<Point> {
        self.regions.region(code).map(|region| region.point)
    }

    /// A new organisation.
    pub(super) fn organisation(&mut self, trade: &Trade, kind: &str) -> Result<NamedOrganisation> {
        self.organisations += 1;
        let name = names::organisation(trade, kind, self.organisations);
        let identifiers = right(numbers::identifiers(self.organisations))?;
        Ok(NamedOrganisation { name, identifiers })
    }

    /// A region's new development centre.
    pub(super) fn ckr(&mut self, region: &str) -> Result<NamedOrganisation> {
        self.organisations += 1;
        let name = names::ckr(self.region_name(region));
        let identifiers = right(numbers::identifiers(self.organisations))?;
        let centre = NamedOrganisation { name, identifiers };
        self.centres.insert(region.into(), centre.clone());
        Ok(centre)
    }

    /// An organisation in another country.
    pub(super) fn foreign(&mut self, country: &str) -> Result<NamedOrganisation> {
        self.organisations += 1;
        let name = names::foreign(self.organisations);
        let number = right(numbers::foreign(country, self.organisations))?;
        Ok(NamedOrganisation { name, identifiers: vec![number] })
    }

    /// A cluster that joins later, on a day.
    pub(super) fn later(&mut self, number: usize, on: Date) -> Result<ClusterSpec> {
        let trade = &TRADES[self.dice.below(TRADES.len())];
        let count = self.dice.between(10, 24);
        let participants = self.participants(trade, count, on, None)?;
        let region = self.dice.pick(&figures::WITH_CKR);
        let region = if self.dice.chance(40) { region } else { figures::any_region(number * 5) };
        let employees = i64::try_from(count * self.dice.between(150, 700))?;
        let year = i64::from(on.year()) - i64::try_from(self.dice.below(6))?;
        let mut spec = self.cluster(number, trade, region, year, employees, participants)?;
        if self.dice.chance(45) {
            self.later_support(on, &mut spec)?;
        }
        Ok(spec)
    }

    /// The development centre of a cluster's region supports it since a month ago.
    fn later_support(&self, on: Date, spec: &mut ClusterSpec) -> Result<()> {
        let Some(centre) = self.centres.get(spec.region.as_str()) else { return Ok(()) };
        let granted_on = on.checked_sub(jiff::Span::new().months(1))?;
        let ckr = statements::claim_of_organisation("ckr", centre.clone());
        spec.further.claims.push(right(ckr)?);
        let status = statements::status("ckr_supported", None, granted_on, Some(centre.clone()));
        spec.further.open.push(right(status)?);
        Ok(())
    }

    /// The cluster of a story, with the minimum of a profile.
    pub(super) fn story(
        &mut self,
        number: usize,
        region: &str,
        participants: usize,
        on: Date,
    ) -> Result<ClusterSpec> {
        let trade = &TRADES[number % TRADES.len()];
        let members = self.participants(trade, participants, on, None)?;
        let employees = i64::try_from(participants * 310)?;
        let year = i64::from(on.year()) - 4;
        self.cluster(number, trade, region, year, employees, members)
    }

    /// The university that takes part in five of the stories' clusters.
    pub(super) fn university_of_five(&mut self) -> Result<NamedOrganisation> {
        let named = self.organisation(&TRADES[0], "education")?;
        let name = Text::ru("Демонстрационный университет пяти кластеров");
        Ok(NamedOrganisation { name, ..named })
    }

    /// The development centre of a region.
    pub(super) fn centre(&self, region: &str) -> Option<NamedOrganisation> {
        self.centres.get(region).cloned()
    }

    /// The centre of a region was closed: it supports nobody any more.
    pub(super) fn close_centre(&mut self, region: &str) {
        self.centres.remove(region);
    }

    fn cluster(
        &self,
        number: usize,
        trade: &Trade,
        region: &str,
        year_created: i64,
        employees: i64,
        participants: Vec<ParticipantSpec>,
    ) -> Result<ClusterSpec> {
        let known = self.regions.region(region).with_context(|| format!("region {region}"))?;
        Ok(ClusterSpec {
            name: names::cluster(trade, number),
            summary: names::summary(trade, &known.short_ru, participants.len()),
            region: right(Code::parse(region))?,
            point: known.point,
            specialisation: trade.key,
            year_created,
            employees,
            participants,
            bodies: Vec::new(),
            projects: Vec::new(),
            further: Changes::default(),
            documented: false,
            number,
        })
    }

    fn participants(
        &mut self,
        trade: &Trade,
        count: usize,
        latest: Date,
        opening: Option<usize>,
    ) -> Result<Vec<ParticipantSpec>> {
        let leader = opening.filter(|cluster| *cluster < figures::LEADERS.len());
        let mut participants = Vec::new();
        let university = self.dice.pick(&self.universities).clone();
        participants.push(self.participant_of(university, "education", latest)?);
        // The second is a firm, so that there are at least two types.
        for place in 1..count {
            let kind = match leader {
                _ if place == 1 => "medium",
                Some(leader) => names::participant_type_of_leader(&mut self.dice, leader),
                None => names::participant_type(&mut self.dice),
            };
            let organisation = self.organisation(trade, kind)?;
            participants.push(self.participant_of(organisation, kind, latest)?);
        }
        Ok(participants)
    }

    fn participant_of(
        &mut self,
        organisation: NamedOrganisation,
        participant_type: &'static str,
        latest: Date,
    ) -> Result<ParticipantSpec> {
        let days = i64::try_from(self.dice.below(1_400))?;
        let joined_on = latest.checked_sub(jiff::Span::new().days(days))?;
        Ok(ParticipantSpec { organisation, participant_type, joined_on })
    }

    /// A participant that joins on a day.
    pub(super) fn newcomer(&mut self, trade: &Trade, on: Date) -> Result<ParticipantSpec> {
        let participant_type = names::participant_type(&mut self.dice);
        let organisation = self.organisation(trade, participant_type)?;
        Ok(ParticipantSpec { organisation, participant_type, joined_on: on })
    }

    /// A body that manages a cluster.
    pub(super) fn managing_body(
        &mut self,
        is_company: bool,
        year_selected: i64,
        lag_years: i64,
        staff_tenths: Option<i64>,
        funding: &'static [&'static str],
    ) -> Result<BodySpec> {
        self.organisations += 1;
        let name = names::managing_body(is_company, self.organisations);
        let identifiers = right(numbers::identifiers(self.organisations))?;
        Ok(BodySpec {
            body_type: if is_company { "management_company" } else { "coordinator" },
            organisation: Some(NamedOrganisation { name, identifiers }),
            year_selected,
            lag_years,
            staff_fte: staff_tenths.map(|tenths| Decimal::new(tenths, 1)),
            funding,
        })
    }

    /// A body that manages a cluster since a year.
    pub(super) fn later_body(&mut self, year: i64) -> Result<BodySpec> {
        let is_company = self.dice.chance(40);
        let lag = i64::try_from(self.dice.below(8))?;
        let staff = i64::try_from(self.dice.between(10, 140))?;
        let funding = *self.dice.pick(&FUNDING);
        self.managing_body(is_company, year, lag, Some(staff), funding)
    }

    /// A project that three participants of a cluster begin on a day, and tell so.
    pub(super) fn begun_project(&mut self, on: Date) -> ProjectSpec {
        let project = self.later_project(on);
        ProjectSpec { stage: "in_progress", start: on, detailed: true, ..project }
    }

    /// A project that three participants of a cluster begin or plan on a day.
    pub(super) fn later_project(&mut self, on: Date) -> ProjectSpec {
        let nth = self.projects;
        self.projects += 1;
        let spheres = figures::spheres(nth);
        let begun = self.dice.chance(70);
        ProjectSpec {
            title: names::project(spheres[0], nth + 1),
            stage: if begun { "in_progress" } else { "planned" },
            participants: vec![0, 1, 2],
            start: if begun { on } else { on.saturating_add(jiff::Span::new().months(9)) },
            detailed: self.dice.chance(60),
            spheres,
        }
    }
}

/// Sources of funding that bodies founded later live on.
const FUNDING: [&[&str]; 4] = [
    &["member_fees", "own_services"],
    &["regional_budget"],
    &["member_fees", "federal_budget"],
    &["own_services", "other"],
];

/// A collegial body.
pub(super) const fn collegial(body_type: &'static str, year_selected: i64) -> BodySpec {
    BodySpec {
        body_type,
        organisation: None,
        year_selected,
        lag_years: 0,
        staff_fte: None,
        funding: &[],
    }
}
