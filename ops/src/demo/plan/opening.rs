//! What the clusters of the opening have: the figures of 2015-12-01, spelled out.

use anyhow::{Context as _, Result};
use jiff::civil::{Date, date};
use registry_core::profile::changes::Changes;
use registry_events::value::{InvalidValue, Value, Year};

use super::{Plan, collegial};
use crate::demo::figures::{self, Aim, Support};
use crate::demo::names::{self, TRADES, Trade};
use crate::demo::spec::{BodySpec, ClusterSpec, ProjectSpec, claim};
use crate::demo::stage::right;
use crate::demo::statements;

impl Plan {
    /// The `cluster`th of those that are listed by 2015-12-01.
    pub(in crate::demo) fn opening(&mut self, cluster: usize) -> Result<ClusterSpec> {
        let trade = &TRADES[figures::trades()[cluster]];
        let count = figures::participants(cluster);
        let participants = self.participants(trade, count, date(2014, 12, 1), Some(cluster))?;
        let bodies = self.opening_bodies(cluster)?;
        let projects = self.opening_projects(cluster, count);
        let region = figures::region(cluster);
        let employees = figures::employees(cluster, count);
        let year = figures::year_created(cluster);
        let mut spec = self.cluster(cluster, trade, region, year, employees, participants)?;
        spec.bodies = bodies;
        spec.projects = projects;
        spec.documented = figures::aim(cluster) != Aim::Initial;
        self.opening_statements(cluster, trade, &mut spec)?;
        Ok(spec)
    }

    /// What a cluster of the opening states beside its minimum, bodies and projects.
    fn opening_statements(
        &mut self,
        cluster: usize,
        trade: &Trade,
        spec: &mut ClusterSpec,
    ) -> Result<()> {
        self.opening_status(cluster, spec)?;
        self.opening_partners(cluster, trade, spec)?;
        right(opening_strategy(cluster, spec))?;
        right(opening_openness(cluster, trade, spec))
    }

    fn opening_status(&self, cluster: usize, spec: &mut ClusterSpec) -> Result<()> {
        let status = match figures::support(cluster) {
            Support::Independent => return Ok(()),
            Support::Pilot => {
                let number = figures::programme(cluster).context("a pilot's programme")?;
                let number = format!("ИТК-{number:02} (демо)");
                statements::status("pilot_itc", Some(&number), date(2012, 9, 3), None)
            }
            Support::Ckr => {
                let centre = self.centres.get(spec.region.as_str()).context("a centre")?;
                let granted_on = date(2013 + i16::try_from(cluster % 3)?, 4, 15);
                let centre = centre.clone();
                spec.further
                    .claims
                    .push(right(statements::claim_of_organisation("ckr", centre.clone()))?);
                statements::status("ckr_supported", None, granted_on, Some(centre))
            }
        };
        spec.further.open.push(right(status)?);
        Ok(())
    }

    fn opening_partners(
        &mut self,
        cluster: usize,
        trade: &Trade,
        spec: &mut ClusterSpec,
    ) -> Result<()> {
        let (russian, foreign) = figures::partners(cluster);
        let since = date(2013 + i16::try_from(cluster % 2)?, 6, 1);
        if russian {
            let named = self.organisation(trade, "large")?;
            let subject = ("Поставки и общие испытания (демо)", "Supplies and joint tests (demo)");
            spec.further.open.push(right(statements::partner(named, "RU", subject, since))?);
        }
        if foreign {
            let country = COUNTRIES[cluster % COUNTRIES.len()];
            let named = self.foreign(country)?;
            let subject = (
                "Обмен технологиями и специалистами (демо)",
                "Exchange of technologies and specialists (demo)",
            );
            spec.further.open.push(right(statements::partner(named, country, subject, since))?);
        }
        Ok(())
    }

    fn opening_bodies(&mut self, cluster: usize) -> Result<Vec<BodySpec>> {
        if !figures::has_body(cluster) {
            return Ok(Vec::new());
        }
        let body = self.bodies;
        self.bodies += 1;
        let is_company = figures::is_company(body);
        let nth = self.kinds[usize::from(is_company)];
        self.kinds[usize::from(is_company)] += 1;
        let managing = self.managing_body(
            is_company,
            2009 + i64::try_from(body % 6)?,
            figures::lag_years(is_company, nth),
            figures::staff_tenths(body),
            figures::funding(body),
        )?;
        let collegial = figures::COLLEGIAL.get(cluster).map(|body_type| collegial(body_type, 2012));
        Ok(std::iter::once(managing).chain(collegial).collect())
    }

    fn opening_projects(&mut self, cluster: usize, participants: usize) -> Vec<ProjectSpec> {
        (0..figures::projects(cluster)).map(|_| self.opening_project(participants)).collect()
    }

    fn opening_project(&mut self, participants: usize) -> ProjectSpec {
        let nth = self.projects;
        self.projects += 1;
        let members = self.dice.between(3, participants.min(6));
        let places: Vec<usize> = (0..participants).collect();
        let spheres = figures::spheres(nth);
        ProjectSpec {
            title: names::project(spheres[0], nth + 1),
            stage: figures::stage(nth),
            participants: self.dice.pick_some(&places, members),
            start: opening_start(figures::stage(nth), nth),
            detailed: nth.is_multiple_of(2),
            spheres,
        }
    }
}

/// Countries of partners abroad.
const COUNTRIES: [&str; 6] = ["BY", "KZ", "CN", "DE", "IN", "IT"];

/// When a project of the opening starts: what is planned lies ahead.
fn opening_start(stage: &str, nth: usize) -> Date {
    let years = i16::try_from(nth % 3).unwrap_or(0);
    date(if stage == "planned" { 2016 } else { 2012 } + years, 3, 1)
}

fn days_after(day: Date, count: usize) -> Date {
    day.saturating_add(jiff::Span::new().days(i64::try_from(count).unwrap_or(0)))
}

fn opening_strategy(cluster: usize, spec: &mut ClusterSpec) -> Result<(), InvalidValue> {
    let Changes { claims, open, .. } = &mut spec.further;
    if let Some((from, to)) = figures::strategy(cluster) {
        open.push(statements::strategy(spec.number, from, to)?);
    }
    if let Some(marks) = figures::priorities(cluster) {
        let number = Some(spec.number).filter(|_| spec.documented);
        claims.push(statements::priorities(&marks, number)?);
        claims.push(claim("priorities_year", Value::Year(Year::new(2015)?), None)?);
    }
    if figures::aim(cluster) == Aim::High {
        open.push(statements::goal(cluster, 2020)?);
        open.push(statements::goal(cluster + 1, 2018)?);
    }
    Ok(())
}

fn opening_openness(
    cluster: usize,
    trade: &Trade,
    spec: &mut ClusterSpec,
) -> Result<(), InvalidValue> {
    let Changes { claims, open, .. } = &mut spec.further;
    if figures::services(cluster) > 0 {
        claims.push(statements::services(figures::services(cluster))?);
    }
    if figures::has_site(cluster) {
        let updated = days_after(date(2015, 6, 1), cluster);
        claims.extend(statements::site(spec.number, updated)?);
    }
    let english = figures::is_in_english(cluster).then(|| names::product_en(trade));
    claims.push(statements::products(names::product(trade), english)?);
    if figures::has_infrastructure(cluster) {
        open.push(statements::infrastructure(cluster)?);
    }
    for nth in 0..figures::news(cluster) {
        let day = days_after(date(2015, 2, 10), cluster + 60 * nth);
        open.push(statements::news(cluster + nth, day)?);
    }
    Ok(())
}
