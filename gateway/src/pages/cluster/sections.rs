//! The profile by the catalogue's sections: fields as a list, items as a table or as cards.
//!
//! Only what is stated takes room; what isn't is named once, at the section's end, so that it is
//! seen and never drawn as nothing.

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::civil::Date;
use registry_core::access::Operation;
use registry_events::actor::Role;
use registry_events::catalogue::{Catalogue, Collection, Field, Section};
use registry_events::claim::{Absence, Stated};
use registry_events::value::Value;
use registry_projections::card::{Card, CurrentClaim, Item, ListingStatus};

use super::ratings::{self, RatingView};
use crate::http::App;
use crate::pages::contact::mailbox_of;
use crate::pages::frame::{Frame, address};
use crate::pages::shown::{Support, ValueView};
use crate::read::held::{held_on, is_dated};
use crate::read::lens::Seen;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// A section of the profile.
pub struct SectionView {
    /// Its key, which anchors it.
    pub key: String,
    /// Its heading.
    pub label: String,
    /// Fields of the cluster itself that state something.
    pub fields: Vec<FieldView>,
    /// Items by collection, where there are any.
    pub collections: Vec<ItemsView>,
    /// Items by collection that ran out by the day shown.
    pub expired: Vec<ItemsView>,
    /// What isn't provided: labels of fields and collections.
    pub missing: Vec<String>,
}

/// A field and what is stated of it.
pub struct FieldView {
    /// What it is called.
    pub label: String,
    /// What is stated.
    pub value: ValueView,
    /// Its ratings as steps, where it has some.
    pub ratings: Vec<RatingView>,
    /// Where the reader may contest it.
    pub contest: Option<String>,
}

/// The items of one collection.
pub struct ItemsView {
    /// The collection's key.
    pub key: String,
    /// What the list is called.
    pub label: String,
    /// Whether the section is called otherwise, so that the list needs a heading.
    pub headed: bool,
    /// Whether items stand as cards; else as rows of a table.
    pub cards: bool,
    /// Which of its items levels count, where these are of their day.
    pub counted: Option<String>,
    /// Headings of the columns in which something is stated.
    pub columns: Vec<String>,
    /// The open items.
    pub open: Vec<ItemView>,
    /// Open items of earlier days, which are folded.
    pub older: Vec<ItemView>,
    /// The closed ones.
    pub closed: Vec<ItemView>,
    /// How many open items aren't shown here.
    pub more: usize,
    /// How many closed ones aren't.
    pub more_closed: usize,
}

/// An item.
pub struct ItemView {
    /// Its values in the order of the columns; none where nothing is stated.
    pub values: Vec<Option<ValueView>>,
    /// What supports all of them alike.
    pub support: Option<Support>,
    /// How it ended, when it did.
    pub ended: String,
    /// Where one answers it: of an offer or a request that holds.
    pub answer: Option<String>,
}

impl ItemView {
    /// The value an item is known by: the first column is the title's.
    pub fn title(&self) -> Option<&ValueView> {
        self.values.first().and_then(Option::as_ref)
    }
}

/// The most items of a list on the page; the others stand in the open data.
const ITEMS_MAX: usize = 500;
/// Collections whose items say more than a row can hold.
const CARDS: [&str; 10] = [
    "governing_bodies",
    "strategies",
    "projects",
    "offers",
    "requests",
    "infrastructure",
    "available_sites",
    "contacts",
    "success_stories",
    "cluster_links",
];

/// So many items that are of their day are seen at once, the newest; none is asked to be renewed.
const NEWEST: usize = 5;

/// Collections whose items hold until a day that they state.
const RUN_OUT: [&str; 3] = ["offers", "requests", "available_sites"];
/// The field of that day, which is the last one on which such an item holds.
const UNTIL: &str = "until";

/// Every section of the catalogue of that time, with what ran out by a day apart.
///
/// Where a day in the world is asked for, of items that have days those that held on it.
pub fn all(
    card: &Card,
    speaker: &Speaker<'_>,
    frame: &Frame,
    app: &App,
    (on, day): (Option<Date>, Date),
) -> Vec<SectionView> {
    let Some(catalogue) = speaker.lens.catalogue() else { return Vec::new() };
    let maker = Maker { card, speaker, frame, app, on, day, catalogue };
    catalogue.sections.iter().map(|section| maker.section(section)).collect()
}

/// What is said of a past day doesn't grow old on the page, though levels count only what is recent.
fn of_its_day(claim: &CurrentClaim) -> CurrentClaim {
    let mut told = claim.clone();
    told.lapsed = None;
    Arc::make_mut(&mut told.claim).holds_until = None;
    told
}

struct Maker<'m> {
    card: &'m Card,
    speaker: &'m Speaker<'m>,
    frame: &'m Frame,
    app: &'m App,
    on: Option<Date>,
    day: Date,
    catalogue: &'m Catalogue,
}

impl<'m> Maker<'m> {
    fn section(&self, section: &Section) -> SectionView {
        let mut view = SectionView {
            key: section.key.to_string(),
            label: set(self.speaker.text(&section.label)),
            fields: Vec::new(),
            collections: Vec::new(),
            expired: Vec::new(),
            missing: Vec::new(),
        };
        let lead = |field: &Field| field.key.as_str() == super::LEAD;
        let here = |field: &&Field| field.section.as_ref() == Some(&section.key) && !lead(field);
        for field in self.catalogue.cluster_fields().filter(here) {
            match self.card.fields().get(field.key.as_str()) {
                Some(claim) => view.fields.push(self.field(field, claim)),
                None => view.missing.push(self.label(&field.label)),
            }
        }
        for collection in self.catalogue.collections.iter().filter(|c| c.section == section.key) {
            let items = self.items(collection, section);
            let expired = self.expired(collection);
            if items.open.is_empty() && expired.is_none() {
                match self.none_of(collection) {
                    Some(none) => view.fields.push(none),
                    None => view.missing.push(self.label(&collection.label)),
                }
            }
            if !items.open.is_empty() || !items.closed.is_empty() {
                view.collections.push(items);
            }
            view.expired.extend(expired);
        }
        view
    }

    fn label(&self, label: &registry_events::value::Text) -> String {
        set(self.speaker.text(label))
    }

    fn field(&self, field: &Field, claim: &CurrentClaim) -> FieldView {
        let ratings = match self.speaker.lens.seen(&claim.claim) {
            Seen::Value(Value::Ratings(rated)) => ratings::steps(rated, field, self.speaker),
            _ => Vec::new(),
        };
        let (label, value) = (self.label(&field.label), self.value(claim));
        FieldView { label, value, ratings, contest: self.contest(claim) }
    }

    /// That a cluster says that a list of its has nothing in it.
    fn none_of(&self, collection: &Collection) -> Option<FieldView> {
        let claim = self.card.fields().get(collection.key.as_str())?;
        let is_said = !matches!(claim.claim.stated, Stated::Absent(Absence::NotProvided));
        let label = self.label(&collection.label);
        is_said.then(|| FieldView {
            label,
            value: self.value(claim),
            ratings: Vec::new(),
            contest: self.contest(claim),
        })
    }

    /// Where somebody who is signed in contests a statement, as it stands now. Who speaks for a
    /// cluster isn't led there: what is wrong with its own it corrects.
    fn contest(&self, claim: &CurrentClaim) -> Option<String> {
        let role = self.frame.reader.as_ref()?.role?;
        let may = Operation::FileDispute.check(role).is_ok() && role != Role::ClusterRepresentative;
        if !may || self.frame.as_of().is_some() {
            return None;
        }
        let new = self.frame.plain_link(&format!("/work/disputes/{}/new", self.card.cluster));
        let named = format!("{}@{}", claim.claim.path, claim.place.version);
        Some(address(&new, &[("claim".to_owned(), named)]))
    }

    fn value(&self, claim: &CurrentClaim) -> ValueView {
        ValueView::of(claim, self.speaker, self.frame)
    }

    fn items(&self, collection: &'m Collection, section: &Section) -> ItemsView {
        let key = collection.key.as_str();
        let day = self.on.filter(|_| is_dated(key));
        let stands = |item: &Item| item.is_open() && self.ran_out(key, item).is_none();
        let shown =
            |item: &&Item| day.map_or(stands(item), |day| held_on(item, day, &self.speaker.lens));
        let mut open: Vec<_> = self.card.items(key).filter(shown).collect();
        let dated_by = self.speaker.lens.dated_by(key);
        if let Some(day) = dated_by {
            open.sort_by_key(|item| Reverse(self.told_on(item, day.as_str())));
        }
        let closed = self.card.items(key).filter(|item| day.is_none() && !item.is_open());
        let mut closed: Vec<_> = closed.collect();
        let more_closed = closed.len().saturating_sub(ITEMS_MAX);
        closed.truncate(ITEMS_MAX);
        let fields = self.stated_fields(collection, &open, &closed);
        let mut shown: Vec<_> =
            open.iter().take(ITEMS_MAX).map(|item| self.item(item, &fields)).collect();
        let newest = if dated_by.is_some() { NEWEST } else { ITEMS_MAX };
        ItemsView {
            label: self.label(&collection.label),
            headed: collection.label != section.label,
            cards: CARDS.contains(&key),
            counted: dated_by.and_then(|_| self.counted(collection)),
            columns: fields.iter().map(|field| self.label(&field.label)).collect(),
            more: open.len().saturating_sub(ITEMS_MAX),
            more_closed,
            older: shown.split_off(shown.len().min(newest)),
            open: shown,
            closed: closed.iter().map(|item| self.item(item, &fields)).collect(),
            key: key.to_owned(),
        }
    }

    /// «Для признаков уровня учитываются новости последних 12 месяцев».
    fn counted(&self, collection: &Collection) -> Option<String> {
        let months = usize::try_from(collection.freshness_months?).ok()?;
        Some(self.frame.count("counted-of-their-day", months))
    }

    /// The items of a collection that ran out by the day shown; none where there are none.
    fn expired(&self, collection: &'m Collection) -> Option<ItemsView> {
        let key = collection.key.as_str();
        let items = self.card.open_items(key);
        let expired = items.filter_map(|item| Some((item, self.ran_out(key, item)?)));
        let mut expired: Vec<_> = expired.collect();
        let more_closed = expired.len().saturating_sub(ITEMS_MAX);
        expired.truncate(ITEMS_MAX);
        let items: Vec<_> = expired.iter().map(|(item, _)| *item).collect();
        let fields = self.stated_fields(collection, &[], &items);
        let view = |(item, until): &(&Item, Date)| ItemView {
            ended: typography::date(*until, self.speaker.language),
            ..self.item(item, &fields)
        };
        (!expired.is_empty()).then(|| ItemsView {
            label: self.label(&collection.label),
            headed: true,
            cards: CARDS.contains(&key),
            counted: None,
            columns: fields.iter().map(|field| self.label(&field.label)).collect(),
            open: Vec::new(),
            older: Vec::new(),
            closed: expired.iter().map(view).collect(),
            more: 0,
            more_closed,
            key: key.to_owned(),
        })
    }

    /// The day or year that an item is of, as a number that grows with it; nothing comes before it.
    fn told_on(&self, item: &Item, field: &str) -> Option<i64> {
        match self.speaker.lens.seen(&item.claims.get(field)?.claim) {
            Seen::Value(Value::Date(day)) => Some(
                i64::from(day.year()) * 10_000
                    + i64::from(day.month()) * 100
                    + i64::from(day.day()),
            ),
            Seen::Value(Value::Year(year)) => Some(i64::from(year.get())),
            Seen::Value(_) | Seen::Absent(_) => None,
        }
    }

    /// The last day on which an item held, where that is past on the day shown.
    fn ran_out(&self, collection: &str, item: &Item) -> Option<Date> {
        let until = item.claims.get(UNTIL).filter(|_| RUN_OUT.contains(&collection))?;
        match self.speaker.lens.seen(&until.claim) {
            Seen::Value(Value::Date(until)) if *until < self.day => Some(*until),
            _ => None,
        }
    }

    /// The fields of which some item states something, the title's first.
    fn stated_fields(
        &self,
        collection: &'m Collection,
        open: &[&Item],
        closed: &[&Item],
    ) -> Vec<&'m Field> {
        let stated = |field: &&Field| {
            let mut all = open.iter().chain(closed);
            all.any(|item| item.claims.get(field.key.as_str()).is_some())
        };
        let mut fields: Vec<_> =
            self.catalogue.item_fields(collection.key.as_str()).filter(stated).collect();
        fields.sort_by_key(|field| field.key != collection.title_field);
        fields
    }

    fn item(&self, item: &Item, fields: &[&Field]) -> ItemView {
        let is_told_once = self.speaker.lens.dated_by(item.path.collection.as_str()).is_some();
        let value = |field: &&Field| {
            let claim = item.claims.get(field.key.as_str())?;
            Some(if is_told_once { self.value(&of_its_day(claim)) } else { self.value(claim) })
        };
        let mut values: Vec<_> = fields.iter().map(value).collect();
        let support = Support::taken_from(&mut values);
        ItemView { values, support, ended: self.ended(item), answer: self.answer(item) }
    }

    /// Where one answers an offer or a request as they are now: on no page of the past, and of no
    /// cluster that can't be written to.
    fn answer(&self, item: &Item) -> Option<String> {
        let key = item.path.collection.as_str();
        let holds = item.is_open() && self.ran_out(key, item).is_none();
        let is_now = self.frame.as_of().is_none() && self.on.is_none();
        let living = [ListingStatus::Listed, ListingStatus::Inactive];
        let listed = living.contains(&self.card.standing.status);
        let asked = ["offers", "requests"].contains(&key) && holds && is_now && listed;
        let views = self.speaker.lens.views;
        mailbox_of(views, self.card.cluster).filter(|_| asked)?;
        let write = self.frame.plain_link(&format!("/clusters/{}/write", self.card.cluster));
        Some(address(&write, &[("offer".to_owned(), item.path.to_string())]))
    }

    /// «31.12.2015, вышел из кластера»: the day in the world, else the day the registry learned it.
    fn ended(&self, item: &Item) -> String {
        let Some(closed) = &item.closed else { return String::new() };
        let (zone, language) = (self.app.registry.zone(), self.speaker.language);
        let recorded = || typography::day(closed.place.recorded_at, zone, language);
        let day = closed.on.map_or_else(recorded, |on| typography::date(on, language));
        let denied = closed.denied.then(|| self.frame.say("organisation-denied"));
        let parts = [Some(day), denied, closed.reason.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
