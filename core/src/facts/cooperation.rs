//! Facts of cooperation: partners, links with other clusters, associations.

use registry_events::claim::Relation;
use registry_events::value::Value;

use super::{Claims, Facts, Made, Sum, made_of, told};
use crate::profile::CurrentClaim;
use crate::profile::reader::{ASSOCIATION_MEMBERSHIPS, CLUSTER_LINKS, ItemReader, OpenItems};

/// The code of the country whose partners aren't foreign.
const RUSSIA: &str = "RU";

impl Facts {
    /// Adds a partner; a gate of the high level rests on it.
    pub(super) fn add_partner(&self, partner: &ItemReader<'_>, sum: &mut Sum) {
        if self.standing_of(partner, "organisation").is_none() {
            return;
        }
        let Some((_, Value::Code(country))) = told(partner, "country") else { return };
        let [count, degree] = match country.as_str() {
            RUSSIA => ["russian_partners", "russian_partner_corroboration"],
            _ => ["foreign_partners", "foreign_partner_corroboration"],
        };
        let made = made_of(partner, &["organisation", "country"]);
        sum.count_made(count, &made);
        sum.degree_made(self, degree, &made);
        sum.gate(self, &made);
    }

    /// Takes links that the other side confirmed and memberships in associations; returns what a
    /// gate of the high level rests on.
    pub(super) fn take_network<'a>(&mut self, items: OpenItems<'a>) -> Vec<Made<'a>> {
        let links = self.items(items, CLUSTER_LINKS, "type").into_iter();
        let sides = links.filter_map(|(link, _)| self.confirmed_side(&link));
        let confirmed: Claims<'a> = sides.collect();
        self.count("cluster_links_confirmed", &confirmed);
        let memberships = self.items(items, ASSOCIATION_MEMBERSHIPS, "association").into_iter();
        let associations: Claims<'a> = memberships.map(|(_, claim)| claim).collect();
        self.count("association_memberships", &associations);
        let network = [confirmed, associations].concat();
        self.degree("network_corroboration", &network);
        network.into_iter().map(|claim| vec![claim]).collect()
    }

    /// The claim that names a link's other side, when that side confirmed it. It is this one and not
    /// the link's type, so that a link never borrows the word of a cluster it no longer names.
    fn confirmed_side<'a>(&self, link: &ItemReader<'a>) -> Option<&'a CurrentClaim> {
        let sides = ["cluster", "foreign_cluster"].into_iter();
        let mut claims = sides.filter_map(|side| self.standing_of(link, side));
        claims.find(|claim| {
            let mut given = claim.support.standing();
            given.any(|given| {
                given.relation == Relation::Partner && !self.managers.contains(&given.party)
            })
        })
    }
}
