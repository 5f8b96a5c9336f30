//! The profile's fields as data: types and parser of `core/catalogue/<edition>.toml`.
//!
//! Adoption events carry the text, so every reader of the log can read the catalogue from it.

mod check;

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::path::FieldPath;
use crate::value::{Code, Kpp, Language, Text, ValueType};

/// One edition of the field catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// The edition's name.
    pub edition: Code,
    /// Sections in the order of forms and pages.
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
    /// Kinds of items.
    #[serde(rename = "collection", default)]
    pub collections: Vec<Collection>,
    /// Fields of the cluster and of its items, in the order of forms and pages.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
    /// The places of fields by their key; every read of a card asks for each of its claims.
    #[serde(skip)]
    places: BTreeMap<Code, Vec<usize>>,
    /// Each list as a field of the cluster: of the whole of it can be said that there is nothing in it.
    #[serde(skip)]
    lists: Vec<Field>,
}

/// A part of the profile.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its key.
    pub key: Code,
    /// Its heading.
    pub label: Text,
}

/// A list of items in the profile.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Collection {
    /// Its key, the first part of its items' paths.
    pub key: Code,
    /// Where it stands.
    pub section: Code,
    /// What the list is called.
    pub label: Text,
    /// What one item is called.
    pub item_label: Text,
    /// The field that names an item in lists and history lines.
    pub title_field: Code,
    /// The field no two open items may share, where there is one.
    #[serde(default)]
    pub unique_field: Option<Code>,
    /// At which level it is expected.
    pub mark: LevelMark,
    /// After how many months a list that can age lapses.
    #[serde(default)]
    pub freshness_months: Option<u32>,
    /// The date or year field of an item that tells from when it ages, where the item states it; else
    /// it ages from the day its title's claim describes.
    #[serde(default)]
    pub freshness_from: Option<Code>,
    /// The date field of an item until which the claim on its title holds, where there is one.
    #[serde(default)]
    pub holds_until_field: Option<Code>,
    /// Whether only an officer states its items.
    #[serde(default)]
    pub by_officer: bool,
    /// The most open items.
    pub items_max: u32,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the catalogue's grammar")]
pub struct Field {
    /// Its key, the last part of its path.
    pub key: Code,
    /// The section of a cluster's field; an item's field stands where its collection does.
    #[serde(default)]
    pub section: Option<Code>,
    /// The collection whose items have it.
    #[serde(default)]
    pub collection: Option<Code>,
    /// What kind of value it takes.
    #[serde(rename = "type")]
    pub value_type: ValueType,
    /// The dictionary of a code.
    #[serde(default)]
    pub dictionary: Option<Code>,
    /// The dictionary whose terms rate those of the other one.
    #[serde(default)]
    pub scale: Option<Code>,
    /// The collection that items refer to.
    #[serde(default)]
    pub items_of: Option<Code>,
    /// What it is called.
    pub label: Text,
    /// How to fill it in.
    pub hint: Text,
    /// A filled-in example.
    pub example: Text,
    /// The practice it follows.
    pub why: Text,
    /// At which level it is expected.
    pub mark: LevelMark,
    /// Whether an item can't be opened without it.
    #[serde(default)]
    pub needed: bool,
    /// Bounds of the value.
    #[serde(default)]
    pub bounds: Bounds,
    /// After how many months the claim lapses; none when the fact can't age.
    #[serde(default)]
    pub freshness_months: Option<u32>,
    /// The codes that age, where not all do.
    #[serde(default)]
    pub freshness_of: Vec<Code>,
    /// After how many months a second party's confirmation lapses, counted from the day on which it
    /// saw what it confirms; none when it doesn't age.
    #[serde(default)]
    pub seen_months: Option<u32>,
    /// Whether the claim must say which day it describes.
    #[serde(default)]
    pub dated: bool,
    /// Who may see it.
    pub visibility: Visibility,
    /// Whether it is about a natural person.
    #[serde(default)]
    pub personal: bool,
    /// The field beside it that says whether that person agreed.
    #[serde(default)]
    pub consent: Option<Code>,
    /// Whether it can be said to be «не раскрывается» although an item needs it.
    #[serde(default)]
    pub withholdable: bool,
    /// Whether only an officer states it.
    #[serde(default)]
    pub by_officer: bool,
    /// Whether its text has several lines.
    #[serde(default)]
    pub lines: bool,
    /// Whether its date is of something that has happened, and so not ahead.
    #[serde(default)]
    pub past: bool,
    /// Whether its year is of a plan, and so may lie ahead.
    #[serde(default)]
    pub ahead: bool,
}

/// Bounds of a value; those that don't fit the type are refused by the loader.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// The least number.
    #[serde(default)]
    pub min: Option<Decimal>,
    /// The greatest number.
    #[serde(default)]
    pub max: Option<Decimal>,
    /// The fewest characters of a text in any language that was given.
    #[serde(default)]
    pub characters_min: Option<usize>,
    /// The most characters of a text in any language.
    #[serde(default)]
    pub characters_max: Option<usize>,
    /// The fewest values of a list.
    #[serde(default)]
    pub values_min: Option<usize>,
    /// The most values of a list.
    #[serde(default)]
    pub values_max: Option<usize>,
    /// Languages a text must have.
    #[serde(default)]
    pub languages: Vec<Language>,
    /// The shape of codes that no dictionary lists, or of a text that is a number.
    #[serde(default)]
    pub format: Option<CodeFormat>,
}

/// The shape of codes of a classifier that is too large for a dictionary, or of a text that is a
/// number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeFormat {
    /// ОКВЭД2: two digits, then up to two groups of one or two digits after dots.
    Okved2,
    /// ОКТМО: 8 or 11 digits.
    Oktmo,
    /// КПП: the tax office's number of an organisation or branch, of a text.
    Kpp,
}

impl CodeFormat {
    /// Whether a code has this shape.
    pub fn fits(self, code: &str) -> bool {
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        match self {
            Self::Okved2 => {
                let parts: Vec<_> = code.split('.').collect();
                let (first, rest) = parts.split_first().unwrap_or((&"", &[]));
                let further = rest.iter().all(|part| matches!(part.len(), 1 | 2) && digits(part));
                first.len() == 2 && digits(first) && rest.len() <= 2 && further
            }
            Self::Oktmo => matches!(code.len(), 8 | 11) && digits(code),
            Self::Kpp => Kpp::parse(code).is_ok(),
        }
    }

    /// The key, the same in catalogue and API.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Okved2 => "okved2",
            Self::Oktmo => "oktmo",
            Self::Kpp => "kpp",
        }
    }
}

impl Field {
    /// Whether its text is a name or a title, which stands on one line.
    pub fn is_one_line(&self) -> bool {
        self.value_type == ValueType::Text && !self.lines
    }

    /// Whether it is a list as a whole: it has no value, its items are opened one by one, and stated of
    /// it can only be why there are none.
    pub fn is_a_list(&self) -> bool {
        self.collection.is_none() && self.items_of.as_ref() == Some(&self.key)
    }
}

/// At which level a field is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LevelMark {
    /// Needed to register.
    Required,
    /// Expected at the medium level.
    Medium,
    /// Expected at the high level.
    High,
    /// At any level.
    Optional,
}

/// Who may see a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everybody.
    Public,
    /// Whoever is signed in.
    Registered,
    /// Officers.
    Officer,
}

/// Why a text is not a catalogue.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// It isn't TOML of this shape.
    #[error("the catalogue can't be read")]
    Toml(#[source] Box<toml::de::Error>),
    /// It contradicts itself.
    #[error("{at}: {problem}")]
    Inconsistent {
        /// Which field, section or collection.
        at: String,
        /// What is wrong.
        problem: &'static str,
    },
}

impl Collection {
    /// Whether a field tells until when the claim on an item's title holds.
    pub fn is_aged_by(&self, field: &Code) -> bool {
        [&self.holds_until_field, &self.freshness_from]
            .into_iter()
            .flatten()
            .any(|key| key == field)
    }
}

impl Catalogue {
    /// Reads and checks an edition.
    ///
    /// # Errors
    /// [`CatalogueError`].
    pub fn parse(text: &str) -> Result<Self, CatalogueError> {
        let mut catalogue: Self =
            toml::from_str(text).map_err(|error| CatalogueError::Toml(Box::new(error)))?;
        catalogue.check()?;
        for (place, field) in catalogue.fields.iter().enumerate() {
            catalogue.places.entry(field.key.clone()).or_default().push(place);
        }
        let lists = catalogue.collections.iter().map(|list| catalogue.as_a_whole(list));
        catalogue.lists = lists.collect();
        Ok(catalogue)
    }

    /// The field a path leads to: one of the cluster or of an item, or a list as a whole.
    pub fn field(&self, path: &FieldPath) -> Option<&Field> {
        let field = self.place(path).map(|place| &self.fields[place]);
        field.or_else(|| {
            let list = || self.lists.iter().find(|list| list.key == path.field);
            path.item.is_none().then(list).flatten()
        })
    }

    /// A list as the field in which it is said that there is nothing in it.
    fn as_a_whole(&self, list: &Collection) -> Field {
        let mut titles = self.item_fields(list.key.as_str());
        let title = titles.find(|field| field.key == list.title_field);
        Field {
            key: list.key.clone(),
            section: Some(list.section.clone()),
            collection: None,
            value_type: ValueType::Items,
            dictionary: None,
            scale: None,
            items_of: Some(list.key.clone()),
            label: list.label.clone(),
            hint: list.label.clone(),
            example: list.label.clone(),
            why: list.label.clone(),
            mark: list.mark,
            needed: list.mark == LevelMark::Required,
            bounds: Bounds::default(),
            freshness_months: list.freshness_months,
            freshness_of: Vec::new(),
            seen_months: None,
            dated: false,
            visibility: title.map_or(Visibility::Officer, |title| title.visibility),
            personal: false,
            consent: None,
            withholdable: false,
            by_officer: list.by_officer,
            lines: false,
            past: false,
            ahead: false,
        }
    }

    /// Where the field a path leads to stands in the order of forms and pages.
    pub fn place(&self, path: &FieldPath) -> Option<usize> {
        let collection = path.item.as_ref().map(|item| &item.collection);
        let mut places = self.places.get(&path.field)?.iter().copied();
        places.find(|place| self.fields[*place].collection.as_ref() == collection)
    }

    /// A collection by its key.
    pub fn collection(&self, key: &str) -> Option<&Collection> {
        self.collections.iter().find(|collection| collection.key.as_str() == key)
    }

    /// The field by whose value an item of a collection is known again under another number: the one
    /// that no two open items share, else its title; where that is a mere kind or number, the
    /// organisation or cluster it is about.
    pub fn known_by<'a>(&'a self, collection: &'a str) -> Option<&'a Field> {
        let list = self.collection(collection)?;
        let field = |key: &Code| self.item_fields(collection).find(|field| field.key == *key);
        let title = || field(&list.title_field).filter(|title| title.value_type.names());
        let about = || {
            let mut fields = self.item_fields(collection);
            fields.find(|f| matches!(f.value_type, ValueType::Organisation | ValueType::Cluster))
        };
        list.unique_field.as_ref().and_then(field).or_else(title).or_else(about)
    }

    /// Fields of the cluster itself.
    pub fn cluster_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.collection.is_none())
    }

    /// Fields of one collection's items.
    pub fn item_fields<'a>(&'a self, collection: &'a str) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(move |field| {
            field.collection.as_ref().is_some_and(|of| of.as_str() == collection)
        })
    }
}
