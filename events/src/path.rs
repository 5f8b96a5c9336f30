//! Paths: which field of a cluster, or of which item, a claim speaks about.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ids::{InvalidId, ItemId};
use crate::value::Code;

/// A field of the cluster (`summary`) or of one of its items (`participants/17/organisation`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath {
    /// The item, when the field is one's.
    pub item: Option<ItemPath>,
    /// The field's key in the catalogue.
    pub field: Code,
}

/// An item of a cluster: `participants/17`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemPath {
    /// The collection's key in the catalogue.
    pub collection: Code,
    /// The item's number within the cluster.
    pub item: ItemId,
}

impl FieldPath {
    /// The path of a field of the cluster itself.
    pub const fn of_cluster(field: Code) -> Self {
        Self { item: None, field }
    }

    /// The path of a field of an item.
    pub const fn of_item(collection: Code, item: ItemId, field: Code) -> Self {
        Self { item: Some(ItemPath { collection, item }), field }
    }
}

impl fmt::Display for ItemPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.collection, self.item)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.item {
            Some(item) => write!(f, "{item}/{}", self.field),
            None => self.field.fmt(f),
        }
    }
}

impl FromStr for ItemPath {
    type Err = InvalidId;

    fn from_str(given: &str) -> Result<Self, InvalidId> {
        let invalid = || InvalidId { kind: "item path", given: given.chars().take(80).collect() };
        let (collection, item) = given.split_once('/').ok_or_else(invalid)?;
        Ok(Self {
            collection: Code::parse(collection).map_err(|_| invalid())?,
            item: item.parse().map_err(|_| invalid())?,
        })
    }
}

impl FromStr for FieldPath {
    type Err = InvalidId;

    fn from_str(given: &str) -> Result<Self, InvalidId> {
        let invalid = || InvalidId { kind: "path", given: given.chars().take(80).collect() };
        let (item, field) = match given.rsplit_once('/') {
            Some((item, field)) => (Some(item.parse().map_err(|_| invalid())?), field),
            None => (None, given),
        };
        Ok(Self { item, field: Code::parse(field).map_err(|_| invalid())? })
    }
}

macro_rules! serde_as_text {
    ($name:ty) => {
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

serde_as_text!(FieldPath);
serde_as_text!(ItemPath);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_back_what_it_prints() {
        for text in ["summary", "participants/17/organisation"] {
            let path: FieldPath = text.parse().expect("a path");
            assert_eq!(path.to_string(), text);
        }
    }

    #[test]
    fn a_path_without_a_field_or_with_a_word_for_the_item_is_refused() {
        for text in ["", "participants/", "participants/x/organisation", "a/1/b/c"] {
            assert!(text.parse::<FieldPath>().is_err(), "{text}");
        }
    }
}
