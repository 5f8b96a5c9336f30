//! The fields of an item in the order of the body, one that stands twice included: the rules say so
//! then, and nothing is dropped in silence.

use std::fmt;

use crate::api::write::once::Once;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

/// Keys and what is said of each.
#[derive(Debug, Default)]
pub(super) struct Fields(pub(super) Vec<(String, Once)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Collect)
    }
}

struct Collect;

impl<'de> Visitor<'de> for Collect {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Fields(fields))
    }
}
