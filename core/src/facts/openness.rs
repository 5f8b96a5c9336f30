//! Facts of infrastructure, services and openness: site, brand, news, reports.

use registry_events::claim::Corroboration;
use registry_events::value::Value;

use super::{Claims, Facts, Made, Sum, told, with_value};
use crate::profile::Profile;
use crate::profile::reader::{ANNUAL_REPORTS, INFRASTRUCTURE, ItemReader, OpenItems};

impl Facts {
    pub(super) fn take_infrastructure(&mut self, profile: &Profile, items: OpenItems<'_>) {
        let objects = self.items(items, INFRASTRUCTURE, "name").into_iter();
        let shared = objects.filter_map(|(object, _)| match told(&object, "shared")? {
            (claim, Value::Flag(true)) => Some(claim),
            _ => None,
        });
        self.count("shared_infrastructure", &shared.collect());
        if let Some((claim, value)) = profile.cluster_claim("services").and_then(with_value) {
            self.count_as("member_services", value.as_codes().len(), &vec![claim]);
        }
    }

    /// Takes the facts of the site; returns what a gate of the high level rests on.
    pub(super) fn take_site<'a>(&mut self, profile: &'a Profile) -> Vec<Made<'a>> {
        let [site, update] =
            ["website", "last_content_update"].map(|field| self.standing(profile, field));
        self.flag("website_stated", site);
        self.flag("site_update_stated", update);
        let claims: Claims<'a> = site.into_iter().chain(update).collect();
        let weaker = claims.iter().map(|claim| self.corroboration(claim)).min();
        let both = weaker.filter(|_| claims.len() == 2).unwrap_or(Corroboration::SelfDeclared);
        self.degree_as("site_corroboration", both, &claims);
        claims.into_iter().map(|claim| vec![claim]).collect()
    }

    pub(super) fn take_brand(&mut self, profile: &Profile) {
        self.flag("logo_stated", self.standing(profile, "logo"));
        self.flag("brand_stated", self.standing(profile, "brand"));
    }

    pub(super) fn add_news(&self, news: &ItemReader<'_>, sum: &mut Sum) {
        let title = self.standing_of(news, "title");
        if let Some(title) = title.filter(|_| self.standing_of(news, "date").is_some()) {
            sum.count("news", title);
        }
    }

    pub(super) fn take_reports(&mut self, items: OpenItems<'_>) {
        let published = |(item, _): &(_, _)| self.standing_of(item, "url").is_some();
        let reports = self.items(items, ANNUAL_REPORTS, "year").into_iter().filter(published);
        let reports = reports.map(|(_, claim)| claim).collect();
        self.count("annual_reports", &reports);
    }
}
