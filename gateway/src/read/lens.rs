//! The views as seen from one position: what things were called then, and what may be shown today.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use registry_events::catalogue::{Catalogue, Collection, Field, Visibility};
use registry_events::claim::{Absence, Claim, Evidence, Stated};
use registry_events::dictionary::{Dictionaries, REGIONS_KEY, Region, Regions};
use registry_events::ids::{ClusterId, ItemId, OrganisationId, Position};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{Code, Text, Value};
use registry_projections::name::Name;
use registry_projections::regions::Ckr;
use registry_projections::views::Views;

/// Views and the position they are seen from.
#[derive(Clone, Copy)]
pub struct Lens<'v> {
    /// The views.
    pub views: &'v Views,
    /// The position.
    pub at: Position,
}

/// What a reader of a claim sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen<'c> {
    /// A value.
    Value(&'c Value),
    /// Explicitly none.
    Absent(Absence),
}

impl<'v> Lens<'v> {
    /// Looks at views from a position.
    pub const fn new(views: &'v Views, at: Position) -> Self {
        Self { views, at }
    }

    /// The day of an instant in the registry's zone.
    pub fn day(&self, at: Timestamp) -> Date {
        let zone = self.views.editions().opening().map(|opening| opening.time_zone.as_str());
        let zone = zone.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
        zone.to_datetime(at).date()
    }

    /// The catalogue of that time.
    pub fn catalogue(&self) -> Option<&'v Catalogue> {
        self.views.editions().catalogue_at(self.at).map(Arc::as_ref)
    }

    /// The dictionaries of that time.
    pub fn dictionaries(&self) -> Option<&'v Dictionaries> {
        self.views.editions().dictionaries_at(self.at).map(Arc::as_ref)
    }

    /// The subjects of the federation of that time.
    pub fn regions(&self) -> Option<&'v Regions> {
        self.views.editions().regions_at(self.at).map(Arc::as_ref)
    }

    /// A subject of the federation; of one that became part of another one, that one.
    pub fn region(&self, code: &str) -> Option<&'v Region> {
        let all = self.regions()?;
        let code = &all.named(code)?.code;
        all.named(all.resolve(code).as_str())
    }

    /// The code at which a region is read; one that no edition knows stands for itself.
    pub fn region_code<'c>(&self, code: &'c Code) -> &'c Code
    where
        'v: 'c,
    {
        self.regions().map_or(code, |all| all.resolve(code))
    }

    /// The subjects that were split: clusters stay there until they choose one of the parts.
    pub fn split_regions(&self) -> impl Iterator<Item = &'v Region> {
        let former = self.regions().into_iter().flat_map(|all| all.former.values());
        former.filter(|one| one.successors.len() > 1).map(|one| &one.region)
    }

    /// The development centres that a region ever had, and those of regions that became part of it.
    pub fn centres(&self, region: &Code) -> impl Iterator<Item = &'v Ckr> {
        self.views.centres(region, self.at).filter(|centre| centre.opened.position <= self.at)
    }

    /// The field a path leads to, in the catalogue of that time, else in today's.
    pub fn field(&self, path: &FieldPath) -> Option<&'v Field> {
        let then = self.catalogue().and_then(|catalogue| catalogue.field(path));
        then.or_else(|| self.views.editions().catalogue()?.field(path))
    }

    /// A collection, in the catalogue of that time, else in today's.
    pub fn collection(&self, key: &str) -> Option<&'v Collection> {
        let then = self.catalogue().and_then(|catalogue| catalogue.collection(key));
        then.or_else(|| self.views.editions().catalogue()?.collection(key))
    }

    /// The field with the day or year of a collection whose items are of their day: they aren't renewed,
    /// new ones take their place.
    pub fn dated_by(&self, collection: &str) -> Option<&'v Code> {
        self.collection(collection)?.freshness_from.as_ref()
    }

    /// Whether a path is of such an item.
    pub fn is_of_its_day(&self, path: &FieldPath) -> bool {
        let item = path.item.as_ref();
        item.is_some_and(|item| self.dated_by(item.collection.as_str()).is_some())
    }

    /// What a code of a dictionary means; an unknown one stands for itself.
    pub fn term(&self, dictionary: &str, key: &Code) -> Text {
        self.known_term(dictionary, key.as_str()).unwrap_or_else(|| same_in_both(key.as_str()))
    }

    /// The codes of a dictionary in their order; none where it isn't known.
    pub fn terms(&self, dictionary: &str) -> Vec<Code> {
        let known = self.dictionaries().and_then(|all| all.dictionary(dictionary));
        let terms = known.map_or(&[][..], |dictionary| &dictionary.terms);
        terms.iter().map(|term| term.key.clone()).collect()
    }

    fn known_term(&self, dictionary: &str, key: &str) -> Option<Text> {
        if dictionary == REGIONS_KEY {
            return self.regions()?.named(key).map(|region| region.name.clone());
        }
        let term = self.dictionaries()?.term(dictionary, key)?;
        Some(Text { ru: Some(term.ru.clone()), en: Some(term.en.clone()) })
    }

    /// What an organisation was called; its id where that isn't known.
    pub fn organisation(&self, id: OrganisationId) -> Text {
        self.known_organisation(id).cloned().unwrap_or_else(|| same_in_both(&id.to_string()))
    }

    /// The same, shared with the views.
    pub fn organisation_name(&self, id: OrganisationId) -> Arc<Name> {
        let known = self.known_name(id).map(Arc::clone);
        known.unwrap_or_else(|| Arc::new(Name::new(same_in_both(&id.to_string()))))
    }

    /// What an organisation was called; before its registration, which may stand a little later in
    /// the same commit, by its first name.
    pub fn known_organisation(&self, id: OrganisationId) -> Option<&'v Text> {
        self.known_name(id).map(|name| &name.text)
    }

    fn known_name(&self, id: OrganisationId) -> Option<&'v Arc<Name>> {
        let organisation = self.views.organisations().get(id)?;
        let first = || organisation.names.iter().next().map(|(_, first)| &first.name);
        organisation.name_at(self.at).or_else(first)
    }

    /// Where the name that an organisation had was recorded.
    pub fn named_since(&self, id: OrganisationId) -> Option<Position> {
        let names = self.views.organisations().get(id)?.names.iter().rev();
        let mut positions = names.map(|(position, _)| *position);
        positions.find(|position| *position <= self.at)
    }

    /// Where the last was recorded of what a card tells of an organisation: its name and size.
    pub fn told_since(&self, id: OrganisationId) -> Option<Position> {
        let sizes = self.views.organisations().get(id)?.sizes.iter().rev();
        let mut positions = sizes.map(|(position, _)| *position);
        self.named_since(id).max(positions.find(|position| *position <= self.at))
    }

    /// What a cluster was called; its id where that isn't known.
    pub fn cluster(&self, id: ClusterId) -> Text {
        let row = self.views.register().row(id, self.at);
        let name = row.and_then(|row| row.name.clone()).map(|name| name.text.clone());
        name.unwrap_or_else(|| same_in_both(&id.to_string()))
    }

    /// Who may see a field today: answers about the past obey today's rule. A field that no
    /// catalogue knows is nobody's to see.
    pub fn visibility(&self, path: &FieldPath) -> Visibility {
        let today = self.views.editions().catalogue().and_then(|today| today.field(path));
        let field = today.or_else(|| self.field(path));
        field.map_or(Visibility::Officer, |field| field.visibility)
    }

    /// Whether everybody may see a field today, and with it what shows it and who confirmed it.
    pub fn is_public(&self, path: &FieldPath) -> bool {
        self.visibility(path) == Visibility::Public
    }

    /// Whether everybody may see a field of the cluster itself.
    pub fn shows_field(&self, field: &'static str) -> bool {
        self.is_public(&FieldPath { item: None, field: Code::literal(field) })
    }

    /// Whether everybody may see a field of the items of a collection.
    pub fn shows_item_field(&self, collection: &'static str, field: &'static str) -> bool {
        // Visibility is the field's, so any item stands for all.
        let item = ItemPath { collection: Code::literal(collection), item: ItemId(1) };
        self.is_public(&FieldPath { item: Some(item), field: Code::literal(field) })
    }

    /// What shows a claim on a field, where everybody may see the field.
    pub fn evidence<'c>(
        &self,
        path: Option<&FieldPath>,
        evidence: &'c [Evidence],
    ) -> &'c [Evidence] {
        if path.is_none_or(|path| self.is_public(path)) { evidence } else { &[] }
    }

    /// Where a field stands in the catalogue of that time (what isn't in it comes last), and who may
    /// see it today; both from one look while that catalogue is today's.
    pub fn place_and_visibility(&self, path: &FieldPath) -> (usize, Visibility) {
        let (then, today) = (self.catalogue(), self.views.editions().catalogue());
        let place = then.and_then(|catalogue| catalogue.place(path));
        let is_today =
            then.zip(today).is_some_and(|(then, today)| std::ptr::eq(then, &raw const **today));
        let ruled = place.zip(then.filter(|_| is_today));
        let visibility = ruled.map(|(place, today)| today.fields[place].visibility);
        (place.unwrap_or(usize::MAX), visibility.unwrap_or_else(|| self.visibility(path)))
    }

    /// What everybody sees of a claim.
    pub fn seen<'c>(&self, claim: &'c Claim) -> Seen<'c> {
        Seen::of(claim, self.visibility(&claim.path))
    }
}

impl<'c> Seen<'c> {
    /// What everybody sees of a claim on a field that some may see.
    pub fn of(claim: &'c Claim, visibility: Visibility) -> Self {
        if visibility != Visibility::Public {
            return Self::Absent(Absence::Withheld);
        }
        match &claim.stated {
            Stated::Value(value) => Self::Value(value),
            Stated::Absent(absence) => Self::Absent(*absence),
            Stated::Sealed(_) => Self::Absent(Absence::Withheld),
        }
    }
}

fn same_in_both(text: &str) -> Text {
    Text { ru: Some(text.into()), en: Some(text.into()) }
}
