//! What an edition of the catalogue must agree with in itself.

use std::collections::BTreeSet;

use super::{Catalogue, CatalogueError, CodeFormat, Collection, Field};
use crate::value::{Code, Text, ValueType};

impl Catalogue {
    /// Refuses an edition that contradicts itself.
    pub(super) fn check(&self) -> Result<(), CatalogueError> {
        let mut seen = BTreeSet::new();
        for field in &self.fields {
            let place = (field.collection.clone(), field.key.clone());
            if !seen.insert(place) {
                return Err(inconsistent(&field.key, "the key stands twice"));
            }
            if field.collection.is_none() && self.collection(field.key.as_str()).is_some() {
                return Err(inconsistent(&field.key, "a list has the same key"));
            }
            self.check_place(field)?;
            check_words(field)?;
            check_type(field)?;
            self.check_consent(field)?;
        }
        self.collections.iter().try_for_each(|collection| self.check_collection(collection))
    }

    fn check_place(&self, field: &Field) -> Result<(), CatalogueError> {
        let known = match (&field.section, &field.collection) {
            (Some(section), None) => self.sections.iter().any(|known| known.key == *section),
            (None, Some(collection)) => self.collection(collection.as_str()).is_some(),
            _ => return Err(inconsistent(&field.key, "a section or a collection, one of them")),
        };
        let target =
            field.items_of.as_ref().is_none_or(|of| self.collection(of.as_str()).is_some());
        if known && target {
            Ok(())
        } else {
            Err(inconsistent(&field.key, "its section or collection isn't there"))
        }
    }

    /// What is about a natural person is stated with that person's consent only.
    fn check_consent(&self, field: &Field) -> Result<(), CatalogueError> {
        let Some(consent) = &field.consent else {
            let needed =
                inconsistent(&field.key, "what is personal names the field of its consent");
            return if field.personal { Err(needed) } else { Ok(()) };
        };
        let is_it = |other: &Field| {
            other.key == *consent
                && other.collection == field.collection
                && other.value_type == ValueType::Flag
        };
        if !field.personal || !self.fields.iter().any(is_it) {
            return Err(inconsistent(&field.key, "consent is a flag beside what is personal"));
        }
        Ok(())
    }

    fn check_collection(&self, collection: &Collection) -> Result<(), CatalogueError> {
        let has = |key: &Code| self.item_fields(collection.key.as_str()).any(|f| f.key == *key);
        if !self.sections.iter().any(|section| section.key == collection.section) {
            return Err(inconsistent(&collection.key, "its section isn't there"));
        }
        if !has(&collection.title_field) || !collection.unique_field.as_ref().is_none_or(has) {
            return Err(inconsistent(&collection.key, "its title or unique field isn't there"));
        }
        self.check_ageing(collection)
    }

    fn check_ageing(&self, collection: &Collection) -> Result<(), CatalogueError> {
        let is_one_of = |key: &Code, types: &[ValueType]| {
            let mut fields = self.item_fields(collection.key.as_str());
            fields.any(|field| field.key == *key && types.contains(&field.value_type))
        };
        let (until, from) = (&collection.holds_until_field, &collection.freshness_from);
        if !until.as_ref().is_none_or(|key| is_one_of(key, &[ValueType::Date])) {
            return Err(inconsistent(
                &collection.key,
                "holds_until_field isn't a date of its items",
            ));
        }
        if !from.as_ref().is_none_or(|key| is_one_of(key, &[ValueType::Date, ValueType::Year])) {
            return Err(inconsistent(
                &collection.key,
                "freshness_from isn't a date or year of its items",
            ));
        }
        if from.is_some() && collection.freshness_months.is_none() {
            return Err(inconsistent(&collection.key, "freshness_from goes with freshness_months"));
        }
        Ok(())
    }
}

fn inconsistent(at: &Code, problem: &'static str) -> CatalogueError {
    CatalogueError::Inconsistent { at: at.to_string(), problem }
}

fn check_words(field: &Field) -> Result<(), CatalogueError> {
    let complete = |text: &Text| text.ru.is_some() && text.en.is_some();
    let words = [&field.label, &field.hint, &field.example, &field.why];
    if words.into_iter().all(complete) {
        Ok(())
    } else {
        Err(inconsistent(&field.key, "label, hint, example and why are needed in ru and en"))
    }
}

fn check_type(field: &Field) -> Result<(), CatalogueError> {
    let (wrong, bounds) = (type_problems(field), &field.bounds);
    let bounded = bounds.characters_min.is_some()
        || bounds.characters_max.is_some()
        || !bounds.languages.is_empty();
    let textual = matches!(field.value_type, ValueType::Text | ValueType::Texts);
    let unbounded = (bounded && !textual, "characters and languages bound texts only");
    match wrong.into_iter().chain([unbounded]).find(|(is_wrong, _)| *is_wrong) {
        Some((_, problem)) => Err(inconsistent(&field.key, problem)),
        None => Ok(()),
    }
}

/// What goes with a type and with no other one, and whether a field has it otherwise.
fn type_problems(field: &Field) -> [(bool, &'static str); 8] {
    use ValueType::{Code, Codes, Date, Items, Ratings, Shares, Text, Year};
    let is = |value_type| field.value_type == value_type;
    let coded = matches!(field.value_type, Code | Codes | Ratings | Shares);
    let format = field.bounds.format;
    let plain = matches!(field.value_type, Code | Codes) && format.is_some();
    let of_text = format.map(|format| format == CodeFormat::Kpp);
    [
        (
            (coded && !plain) != field.dictionary.is_some(),
            "a dictionary goes with codes, else a format",
        ),
        (is(Ratings) != field.scale.is_some(), "a scale goes with ratings"),
        (field.past && !is(Date), "only a date has passed"),
        (field.ahead && !is(Year), "only a year lies ahead"),
        (of_text.is_some_and(|of_text| of_text != is(Text)), "its format is of another type"),
        (field.lines && !is(Text), "only a text has lines"),
        (!field.freshness_of.is_empty() && !is(Code), "freshness_of goes with a code"),
        (is(Items) != field.items_of.is_some(), "items_of goes with items"),
    ]
}
