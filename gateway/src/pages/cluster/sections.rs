//! The profile by the catalogue's sections: fields as a list, items as tables.

use jiff::civil::Date;
use registry_events::catalogue::{Catalogue, Collection, Field, Section};
use registry_projections::card::{Card, Item};

use crate::http::App;
use crate::pages::frame::Frame;
use crate::pages::shown::{InCommon, LANGUAGE, ValueView};
use crate::read::held::{held_on, is_dated};
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// A section of the profile.
pub struct SectionView {
    /// Its key, which anchors it.
    pub key: String,
    /// Its heading.
    pub label: String,
    /// Fields of the cluster itself.
    pub fields: Vec<FieldView>,
    /// Items, a table per collection.
    pub tables: Vec<ItemsView>,
}

/// A field and what is stated of it.
pub struct FieldView {
    /// What it is called.
    pub label: String,
    /// What is stated.
    pub value: ValueView,
}

/// The items of one collection.
pub struct ItemsView {
    /// What the list is called.
    pub label: String,
    /// Whether the section is called otherwise, so that the list needs a heading.
    pub headed: bool,
    /// Headings of the columns.
    pub columns: Vec<String>,
    /// The open items, a row each.
    pub open: Vec<ItemView>,
    /// The closed ones.
    pub closed: Vec<ItemView>,
    /// How many open items aren't shown here.
    pub more: usize,
}

/// An item.
pub struct ItemView {
    /// Its values in the order of the columns.
    pub values: Vec<ValueView>,
    /// What supports all of them alike.
    pub in_common: InCommon,
    /// How it ended, when it did.
    pub ended: String,
}

/// The most rows of a table on the page; the others stand in the open data.
const ROWS_MAX: usize = 500;

/// Every section of the catalogue of that time.
///
/// Where a day in the world is asked for, of items that have days those that held on it.
pub fn all(
    card: &Card,
    speaker: &Speaker<'_>,
    frame: &Frame,
    app: &App,
    on: Option<Date>,
) -> Vec<SectionView> {
    let Some(catalogue) = speaker.lens.catalogue() else { return Vec::new() };
    let maker = Maker { card, speaker, frame, app, on, catalogue };
    catalogue.sections.iter().map(|section| maker.section(section)).collect()
}

struct Maker<'m> {
    card: &'m Card,
    speaker: &'m Speaker<'m>,
    frame: &'m Frame,
    app: &'m App,
    on: Option<Date>,
    catalogue: &'m Catalogue,
}

impl Maker<'_> {
    fn section(&self, section: &Section) -> SectionView {
        let here = |field: &&Field| field.section.as_ref() == Some(&section.key);
        let collections = self.catalogue.collections.iter();
        SectionView {
            key: section.key.to_string(),
            label: set(self.speaker.text(&section.label)),
            fields: self.catalogue.cluster_fields().filter(here).map(|f| self.field(f)).collect(),
            tables: collections
                .filter(|collection| collection.section == section.key)
                .map(|collection| self.items(collection, section))
                .collect(),
        }
    }

    fn field(&self, field: &Field) -> FieldView {
        let claim = self.card.fields().get(field.key.as_str());
        FieldView { label: set(self.speaker.text(&field.label)), value: self.value(claim) }
    }

    fn value(&self, claim: Option<&registry_projections::card::CurrentClaim>) -> ValueView {
        claim.map_or_else(ValueView::not_provided, |claim| {
            ValueView::of(claim, self.speaker, self.frame)
        })
    }

    fn items(&self, collection: &Collection, section: &Section) -> ItemsView {
        let key = collection.key.as_str();
        let fields: Vec<_> = self.catalogue.item_fields(key).collect();
        let day = self.on.filter(|_| is_dated(key));
        let shown =
            |item: &&Item| day.map_or(item.is_open(), |day| held_on(item, day, &self.speaker.lens));
        let open = self.card.items(key).filter(shown).count();
        let closed = self.card.items(key).filter(|item| day.is_none() && !item.is_open());
        ItemsView {
            label: set(self.speaker.text(&collection.label)),
            headed: collection.label != section.label,
            columns: fields.iter().map(|field| set(self.speaker.text(&field.label))).collect(),
            open: {
                let open = self.card.items(key).filter(shown).take(ROWS_MAX);
                open.map(|item| self.item(item, &fields)).collect()
            },
            closed: closed.take(ROWS_MAX).map(|item| self.item(item, &fields)).collect(),
            more: open.saturating_sub(ROWS_MAX),
        }
    }

    fn item(&self, item: &Item, fields: &[&Field]) -> ItemView {
        let value = |field: &&Field| self.value(item.claims.get(field.key.as_str()));
        let mut values: Vec<_> = fields.iter().map(value).collect();
        let in_common = InCommon::taken_from(&mut values);
        ItemView { values, in_common, ended: self.ended(item) }
    }

    /// «31.12.2015, вышел из кластера»: the day in the world, else the day the registry learned it.
    fn ended(&self, item: &Item) -> String {
        let Some(closed) = &item.closed else { return String::new() };
        let recorded =
            || typography::day(closed.place.recorded_at, self.app.registry.zone(), LANGUAGE);
        let day = closed.on.map_or_else(recorded, |on| typography::date(on, LANGUAGE));
        match &closed.reason {
            Some(reason) => format!("{day}, {reason}"),
            None => day,
        }
    }
}
