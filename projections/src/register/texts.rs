//! What a cluster says of itself in words, as searches read it.

use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::Date;
use registry_events::ids::ItemId;
use registry_events::value::{Code, Text};

use super::{RowField, RowFields};
use crate::card::Item;
use crate::keys;
use crate::read::Reader;

/// Texts of a profile. A row's digest leaves them out: cards are digested with them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts {
    /// Abbreviations, and names from before the registration.
    pub aliases: Option<Arc<[Text]>>,
    /// What the official name was before it changed, oldest first.
    pub former_official_names: Option<Arc<[Text]>>,
    /// What the display name was before it changed, oldest first.
    pub former_display_names: Option<Arc<[Text]>>,
    /// The summary.
    pub summary: Option<Arc<Text>>,
    /// Key technologies.
    pub technologies: Option<Arc<[Text]>>,
    /// Main products and services.
    pub products: Option<Arc<[Text]>>,
    /// The town of its address.
    pub town: Option<Arc<Text>>,
    /// Titles of open joint projects.
    pub projects: OrdMap<ItemId, Arc<Text>>,
    /// Open offers.
    pub offers: OrdMap<ItemId, Arc<Offered>>,
    /// Open requests.
    pub requests: OrdMap<ItemId, Arc<Offered>>,
}

/// Something offered or looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offered {
    /// What is said of it.
    pub text: Option<Text>,
    /// What kind of thing it is.
    pub kind: Option<Code>,
    /// The last day on which it holds.
    pub until: Option<Date>,
}

impl Offered {
    /// Reads an offer or a request.
    pub(super) fn of(item: &Item) -> Self {
        let read = Reader::new(&item.claims);
        Self {
            text: read.text(keys::TEXT).cloned(),
            kind: read.code(keys::KIND),
            until: read.date(keys::UNTIL),
        }
    }

    /// Whether it hasn't run out by a day; without a day nothing has.
    pub fn holds_on(&self, day: Option<Date>) -> bool {
        let ended = day.zip(self.until).is_some_and(|(day, until)| until < day);
        !ended
    }

    fn with(&self, text: bool, kind: bool) -> Self {
        Self {
            text: self.text.clone().filter(|_| text),
            kind: self.kind.clone().filter(|_| kind),
            until: self.until,
        }
    }
}

impl Texts {
    /// The texts with these fields and no others.
    pub(super) fn shown(&self, fields: RowFields) -> Self {
        let items = |field, texts: &OrdMap<ItemId, Arc<Text>>| {
            if fields.has(field) { texts.clone() } else { OrdMap::new() }
        };
        let offered = |text, kind, all: &OrdMap<ItemId, Arc<Offered>>| {
            let (text, kind) = (fields.has(text), fields.has(kind));
            if text && kind {
                return all.clone();
            }
            all.iter().map(|(item, one)| (*item, Arc::new(one.with(text, kind)))).collect()
        };
        let (official, display) = (&self.former_official_names, &self.former_display_names);
        Self {
            aliases: fields.keep(RowField::Aliases, self.aliases.as_ref()),
            former_official_names: fields.keep(RowField::OfficialName, official.as_ref()),
            former_display_names: fields.keep(RowField::DisplayName, display.as_ref()),
            summary: fields.keep(RowField::Summary, self.summary.as_ref()),
            technologies: fields.keep(RowField::Technologies, self.technologies.as_ref()),
            products: fields.keep(RowField::Products, self.products.as_ref()),
            town: fields.keep(RowField::Address, self.town.as_ref()),
            projects: items(RowField::ProjectTitle, &self.projects),
            offers: offered(RowField::OfferText, RowField::OfferKind, &self.offers),
            requests: offered(RowField::RequestText, RowField::RequestKind, &self.requests),
        }
    }

    /// Drops the former names of these fields.
    pub(super) fn drop_former(&mut self, fields: RowFields) {
        if fields.has(RowField::OfficialName) {
            self.former_official_names = None;
        }
        if fields.has(RowField::DisplayName) {
            self.former_display_names = None;
        }
    }

    /// Drops the texts of one item that are read from these fields.
    pub(super) fn hide_of_item(&mut self, item: ItemId, fields: RowFields) {
        if fields.has(RowField::ProjectTitle) {
            self.projects.remove(&item);
        }
        let offered = [
            (RowField::OfferText, RowField::OfferKind, &mut self.offers),
            (RowField::RequestText, RowField::RequestKind, &mut self.requests),
        ];
        for (text, kind, all) in offered {
            if let Some(one) = all.get(&item) {
                let shown = one.with(!fields.has(text), !fields.has(kind));
                all.insert(item, Arc::new(shown));
            }
        }
    }

    /// What the cluster was called before, each name once.
    pub fn former_names(&self) -> impl Iterator<Item = &Text> {
        let official = self.former_official_names.iter().flat_map(|names| names.iter());
        let display = self.former_display_names.iter().flat_map(|names| names.iter());
        let is_new = |name: &&Text| !official.clone().any(|one| one == *name);
        official.clone().chain(display.filter(is_new).collect::<Vec<_>>())
    }

    /// Takes the cluster's own texts over from its profile.
    pub(super) fn refresh(&mut self, read: Reader<'_>) {
        let summary = read.text(keys::SUMMARY);
        if self.summary.as_deref() != summary {
            self.summary = summary.cloned().map(Arc::new);
        }
        refresh(&mut self.aliases, read.texts(keys::ALIASES));
        let former = [
            (&mut self.former_official_names, keys::OFFICIAL_NAME),
            (&mut self.former_display_names, keys::DISPLAY_NAME),
        ];
        for (names, field) in former {
            let stated = read.former_texts(field);
            refresh(names, Some(stated.as_slice()).filter(|stated| !stated.is_empty()));
        }
        refresh(&mut self.technologies, read.texts(keys::TECHNOLOGIES));
        refresh(&mut self.products, read.texts(keys::PRODUCTS));
        let town = read.address(keys::ADDRESS).map(|address| address.locality.as_str());
        if self.town.as_ref().and_then(|text| text.ru.as_deref()) != town {
            self.town = town.map(|town| Arc::new(Text::ru(town)));
        }
    }
}

fn refresh(texts: &mut Option<Arc<[Text]>>, stated: Option<&[Text]>) {
    if texts.as_deref() != stated {
        *texts = stated.map(Into::into);
    }
}

/// Takes the text of an item over; a closed one has none.
pub(super) fn refresh_item(
    texts: &mut OrdMap<ItemId, Arc<Text>>,
    item: ItemId,
    open: Option<&Item>,
    field: &str,
) {
    let text = open.and_then(|open| Reader::new(&open.claims).text(field));
    match text {
        Some(text) if texts.get(&item).map(AsRef::as_ref) != Some(text) => {
            texts.insert(item, Arc::new(text.clone()));
        }
        Some(_) => {}
        None => drop(texts.remove(&item)),
    }
}
