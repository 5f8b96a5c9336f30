//! Facts of the governing bodies.

use registry_events::value::{Decimal, Value};

use super::{Claims, Fact, Facts, Made, made_of, told};
use crate::profile::CurrentClaim;
use crate::profile::reader::{GOVERNING_BODIES, ItemReader, OpenItems, is_collegial, is_managing};

type Body<'a> = (ItemReader<'a>, &'a CurrentClaim);

impl Facts {
    /// Takes the facts of governing bodies; returns what gates of the high level rest on.
    pub(super) fn take_bodies<'a>(&mut self, items: OpenItems<'a>) -> Vec<Made<'a>> {
        let bodies = self.items(items, GOVERNING_BODIES, "type");
        let made = |wanted: &dyn Fn(&ItemReader<'_>) -> bool| -> Vec<Made<'a>> {
            let wanted = bodies.iter().filter(|(body, _)| wanted(body));
            wanted.map(|(body, _)| made_of(body, &["type", "organisation"])).collect()
        };
        let (managing, collegial) = (made(&|body| self.manages(body)), made(&is_collegial));
        self.count_made("managing_bodies", &managing);
        self.degree_made("managing_body_corroboration", &managing);
        self.count_made("collegial_bodies", &collegial);
        self.degree_made("collegial_body_corroboration", &collegial);
        self.take_years(&bodies);
        let sources =
            bodies.iter().filter_map(|(body, _)| self.standing_of(body, "funding_sources"));
        self.count("bodies_with_funding_sources", &sources.collect());
        let staff = self.take_staff(&bodies);
        let staff = staff.into_iter().map(|claim| vec![claim]);
        managing.into_iter().chain(collegial).chain(staff).collect()
    }

    /// Whether a body manages the cluster and the organisation that does so is known.
    fn manages(&self, body: &ItemReader<'_>) -> bool {
        is_managing(body) && self.standing_of(body, "organisation").is_some()
    }

    fn take_years(&mut self, bodies: &[Body<'_>]) {
        let managing = bodies.iter().filter(|(body, _)| self.manages(body));
        let chosen = managing.filter_map(|(body, _)| {
            self.standing_of(body, "year_organisation_created")?;
            self.standing_of(body, "year_selected")
        });
        self.count("managing_bodies_with_years", &chosen.collect());
    }

    /// Takes the facts of the body with the largest staff; of equals the best corroborated. Beside
    /// it stand bodies that withhold theirs, as far as evidence was seen.
    fn take_staff<'a>(&mut self, bodies: &[Body<'a>]) -> Claims<'a> {
        let stated = bodies.iter().filter_map(|(body, _)| match told(body, "staff_fte") {
            Some((claim, Value::Decimal(fte))) => Some((*fte, claim)),
            _ => None,
        });
        let largest = stated.max_by_key(|(fte, claim)| (*fte, self.corroboration(claim)));
        if let Some((fte, claim)) = largest {
            self.set("management_staff_milli", Fact::Integer(milli(fte)), &vec![claim]);
        }
        let claims = bodies.iter().filter_map(|(body, _)| body.claim("staff_fte"));
        let withheld: Claims<'a> = claims.filter(|claim| self.withheld(claim)).collect();
        self.flag("management_staff_withheld", withheld.first().copied());
        let staff: Claims<'a> =
            largest.map(|(_, claim)| claim).into_iter().chain(withheld).collect();
        self.degree("management_staff_corroboration", &staff);
        staff
    }
}

fn milli(number: Decimal) -> i64 {
    let thousandths = number.checked_mul(Decimal::from(1_000));
    thousandths.and_then(|number| i64::try_from(number.trunc()).ok()).unwrap_or(i64::MAX)
}
