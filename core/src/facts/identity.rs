//! Facts of the cluster itself: what the minimum requirements ask for.

use registry_events::claim::Stated;
use registry_events::value::{Language, Value};

use super::{Claims, Fact, Facts, with_value};
use crate::profile::reader::{CONTACTS, OpenItems};
use crate::profile::{CurrentClaim, Profile};

impl Facts {
    pub(super) fn take_identity(&mut self, profile: &Profile) {
        let value = |field| profile.cluster_claim(field).and_then(with_value);
        self.take_name(profile);
        if let Some((claim, value)) = value("regions") {
            self.count_as("regions", value.as_codes().len(), &vec![claim]);
        }
        if let Some((claim, Value::Code(code))) = value("specialisation_key") {
            self.set("specialisation", Fact::Code(code.to_string()), &vec![claim]);
        }
        if let Some((claim, Value::Year(year))) = value("year_created") {
            self.set("year_created", Fact::Integer(i64::from(year.get())), &vec![claim]);
        }
        self.take_texts(profile);
        self.take_place(profile);
        self.take_employees(profile);
    }

    /// Where no point is said in the clear, the place is the centre of the primary region: which centre
    /// that is, the edition of regions tells, and no fact needs to know. Who withholds its point gives
    /// nothing away by the centre of a region that it names.
    fn take_place(&mut self, profile: &Profile) {
        self.flag("location_stated", self.standing(profile, "location"));
        let said = profile.stated("location").and_then(Stated::value);
        let regions = profile.cluster_claim("regions").and_then(with_value);
        let named = regions.filter(|(_, value)| said.is_none() && !value.as_codes().is_empty());
        self.flag("location_of_region", named.map(|(claim, _)| claim));
    }

    fn take_name(&mut self, profile: &Profile) {
        let Some((claim, value)) = profile.cluster_claim("official_name").and_then(with_value)
        else {
            return;
        };
        self.flag("official_name_stated", Some(claim));
        let english = value.as_text().and_then(|text| text.get(Language::En));
        self.flag("official_name_en_stated", english.map(|_| claim));
    }

    fn take_texts(&mut self, profile: &Profile) {
        let value = |field| profile.cluster_claim(field).and_then(with_value);
        if let Some((claim, Value::Text(text))) = value("summary") {
            let characters = |language| text.get(language).unwrap_or_default().chars().count();
            self.count_as("summary_ru_characters", characters(Language::Ru), &vec![claim]);
            self.count_as("summary_en_characters", characters(Language::En), &vec![claim]);
        }
        if let Some((claim, Value::Texts(products))) = value("products") {
            let english = products.iter().filter(|text| text.get(Language::En).is_some()).count();
            self.count_as("products_en", english, &vec![claim]);
        }
    }

    fn take_employees(&mut self, profile: &Profile) {
        let Some(claim) = self.standing(profile, "employees_total") else { return };
        if let Some(number) = claim.claim.stated.value().and_then(Value::as_integer) {
            if claim.claim.described_on.is_some() {
                self.set("employees_total", Fact::Integer(number), &vec![claim]);
            }
        } else {
            self.flag("employees_total_withheld", Some(claim));
        }
    }

    pub(super) fn take_contacts(&mut self, items: OpenItems<'_>) {
        let emails: Claims<'_> =
            items.collection(CONTACTS).filter_map(|item| item.claim("email")).collect();
        let well_formed = |claim: &&CurrentClaim| with_value(claim).is_some();
        self.count("contact_emails", &emails.into_iter().filter(well_formed).collect());
    }
}
