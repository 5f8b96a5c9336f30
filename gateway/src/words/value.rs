//! Values as people read them.

use registry_events::catalogue::Field;
use registry_events::claim::{Claim, Stated};
use registry_events::dictionary::REGIONS_KEY;
use registry_events::document::{DocumentRef, MediaType};
use registry_events::ids::ItemId;
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{
    Code, Decimal, Language, Money, Point, PostalAddress, Ratings, Share, Text, Value,
};
use registry_projections::card::{Card, Item};
use registry_projections::place::Place;
use registry_projections::views::Hidden;

use super::{Said, terms, typography};
use crate::read::lens::{Lens, Seen};

fn said_address(address: &PostalAddress) -> String {
    let parts =
        [address.postal_code.as_deref(), Some(&address.locality), address.street.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// «59,2239° с. ш., 39,8840° в. д. (населённый пункт)».
pub fn said_point(point: &Point, language: Language) -> String {
    let degrees = |micro: Decimal| typography::decimal(micro.abs().round_dp(4), language);
    let (north, south, east, west) = match language {
        Language::Ru => ("с. ш.", "ю. ш.", "в. д.", "з. д."),
        Language::En => ("N", "S", "E", "W"),
    };
    let half = |positive, yes, no| if positive { yes } else { no };
    format!(
        "{}° {}, {}° {} ({})",
        degrees(point.lat()),
        half(point.lat_micro >= 0, north, south),
        degrees(point.lng()),
        half(point.lng_micro >= 0, east, west),
        terms::precision(point.precision).get(language),
    )
}

const ERASED: Said = Said::new("стёрто", "erased on");
const MASKED: Said = Said::new("скрыто по закону", "hidden by law on");
/// «PDF, 120 КБ».
pub fn said_document(document: &DocumentRef, language: Language) -> String {
    let kind = match document.media_type {
        MediaType::Pdf => "PDF",
        MediaType::Png => "PNG",
        MediaType::Jpeg => "JPEG",
    };
    let kilobytes = document.bytes.div_ceil(1024);
    let unit = Said::new("КБ", "KB").get(language);
    let space = typography::NO_BREAK_SPACE;
    format!("{kind}, {}{space}{unit}", typography::integer(kilobytes))
}

const YES: Said = Said::new("да", "yes");
const NO: Said = Said::new("нет", "no");

/// Says values in one language, with the names of one position.
#[derive(Clone, Copy)]
pub struct Speaker<'v> {
    /// Where names come from.
    pub lens: Lens<'v>,
    /// The card whose items are spoken of, when there is one.
    pub card: Option<&'v Card>,
    /// The language.
    pub language: Language,
}

impl Speaker<'_> {
    /// What a claim says: its value or why there is none.
    pub fn claim(&self, claim: &Claim) -> String {
        match self.lens.seen(claim) {
            Seen::Value(value) => self.value(value, &claim.path),
            Seen::Absent(absence) => self
                .hidden(&claim.stated)
                .unwrap_or_else(|| terms::absence(absence).get(self.language).into()),
        }
    }

    /// «скрыто по закону 12.03.2026: 149-ФЗ, статья 10», «стёрто 12.03.2026»; none for what is read.
    fn hidden(&self, stated: &Stated) -> Option<String> {
        let day = |place: &Place| typography::date(self.lens.day(place.recorded_at), self.language);
        Some(match self.lens.views.why_hidden(stated)? {
            Hidden::Erased(erasure) => {
                format!("{} {}", ERASED.get(self.language), day(&erasure.place))
            }
            Hidden::Masked(mask) => {
                let since = day(&mask.place);
                format!("{} {since}: {}", MASKED.get(self.language), mask.law)
            }
        })
    }

    /// A value of a field.
    pub fn value(&self, value: &Value, path: &FieldPath) -> String {
        let field = self.lens.field(path);
        match value {
            Value::Text(text) => self.text(text).into(),
            Value::Integer(number) => typography::integer(*number),
            Value::Decimal(number) => typography::decimal(*number, self.language),
            Value::Date(date) => typography::date(*date, self.language),
            Value::Year(year) => year.to_string(),
            Value::Url(url) => url.to_string(),
            Value::Email(email) => email.to_string(),
            Value::Phone(phone) => phone.to_string(),
            Value::Money(money) => self.money(money),
            Value::Flag(flag) => if *flag { YES } else { NO }.get(self.language).into(),
            Value::Code(code) => self.code(field, code),
            Value::Codes(codes) => self.listed(codes.iter().map(|code| self.code(field, code))),
            Value::Point(point) => said_point(point, self.language),
            Value::Organisation(id) => self.text(&self.lens.organisation(*id)).into(),
            Value::Items(items) => self.items(field, items),
            Value::NamedOrganisation(named) => self.text(&named.name).into(),
            Value::Texts(texts) => self.listed(texts.iter().map(|text| self.text(text).into())),
            Value::Urls(urls) => self.listed(urls.iter().map(ToString::to_string)),
            Value::Ratings(ratings) => self.ratings(field, ratings),
            Value::Shares(shares) => {
                self.listed(shares.iter().map(|share| self.share(field, share)))
            }
            Value::Address(address) => said_address(address),
            Value::Cluster(id) => self.text(&self.lens.cluster(*id)).into(),
            Value::File(document) => said_document(document, self.language),
        }
    }

    /// What a field is called, of an item's with its collection and title.
    pub fn place_of(&self, path: &FieldPath) -> String {
        let label = self.label(path);
        match &path.item {
            None => label,
            Some(item) => {
                let collection = self.collection(&item.collection);
                format!("{collection} · {} · {label}", self.item(item))
            }
        }
    }

    /// A text in the language, else in the other one.
    pub fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.in_language_or_other(self.language)
    }

    /// What a field is called; its key where no catalogue knows it.
    pub fn label(&self, path: &FieldPath) -> String {
        let field = self.lens.field(path);
        field.map_or_else(|| path.field.to_string(), |field| self.text(&field.label).into())
    }

    /// What a collection is called; its key where no catalogue knows it.
    pub fn collection(&self, key: &Code) -> String {
        let collection = self.lens.collection(key.as_str());
        collection.map_or_else(|| key.to_string(), |found| self.text(&found.label).into())
    }

    /// What an item is called: the value of its title, else its number.
    pub fn item(&self, path: &ItemPath) -> String {
        let item = self.card.and_then(|card| card.item(path));
        let title = item.and_then(|item| self.title(item));
        title.unwrap_or_else(|| format!("№{}{}", typography::NO_BREAK_SPACE, path.item))
    }

    /// The value of an item's title.
    pub fn title(&self, item: &Item) -> Option<String> {
        let collection = self.lens.collection(item.path.collection.as_str())?;
        let claim = item.claims.get(collection.title_field.as_str())?;
        Some(self.claim(&claim.claim))
    }

    fn code(&self, field: Option<&Field>, code: &Code) -> String {
        let dictionary = field.and_then(|field| field.dictionary.as_ref());
        match dictionary.map(Code::as_str) {
            Some(REGIONS_KEY) => self.region(code),
            Some(dictionary) => self.text(&self.lens.term(dictionary, code)).into(),
            None => code.to_string(),
        }
    }

    /// A region's name.
    pub fn region(&self, code: &Code) -> String {
        self.text(&self.lens.term(REGIONS_KEY, code)).into()
    }

    /// Terms have commas of their own, so a list of them is parted by semicolons.
    fn listed(&self, texts: impl Iterator<Item = String>) -> String {
        let texts: Vec<_> = texts.collect();
        if texts.is_empty() { NO.get(self.language).into() } else { texts.join("; ") }
    }

    fn items(&self, field: Option<&Field>, items: &[ItemId]) -> String {
        let collection = field.and_then(|field| field.items_of.clone());
        self.listed(items.iter().map(|item| match &collection {
            Some(collection) => {
                self.item(&ItemPath { collection: collection.clone(), item: *item })
            }
            None => item.to_string(),
        }))
    }

    /// «Развитие кадрового потенциала — высокий; …», in the order of the dictionary.
    fn ratings(&self, field: Option<&Field>, ratings: &Ratings) -> String {
        let dictionary = field.and_then(|field| field.dictionary.as_ref());
        let order = dictionary.map(|key| self.lens.terms(key.as_str())).unwrap_or_default();
        let place = |code: &Code| order.iter().position(|known| known == code);
        let mut rated: Vec<_> = ratings.iter().collect();
        rated.sort_by_key(|(code, _)| place(code).unwrap_or(usize::MAX));
        let scale = field.and_then(|field| field.scale.as_ref()).map_or("", Code::as_str);
        self.listed(rated.into_iter().map(|(term, rating)| {
            let rating = self.lens.term(scale, rating);
            format!("{} — {}", self.code(field, term), self.text(&rating).to_lowercase())
        }))
    }

    fn share(&self, field: Option<&Field>, share: &Share) -> String {
        let term = self.code(field, &share.code);
        match share.percent {
            Some(percent) => {
                format!("{term} — {}", typography::in_per_cent(percent, self.language))
            }
            None => term,
        }
    }

    fn money(&self, money: &Money) -> String {
        let sign = if money.currency.as_str() == "RUB" { "₽" } else { money.currency.as_str() };
        let amount = typography::decimal(money.amount, self.language);
        format!("{amount}{}{sign}", typography::NO_BREAK_SPACE)
    }
}
