//! JSON whose members stand once: of two of one name the last would win in silence, and nobody could
//! say which was meant.
//!
//! Only values are read so. Of an item's fields that stand twice the rules tell by themselves.

use std::cell::RefCell;
use std::fmt;

use registry_core::rejection::Problem as Broken;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value as Json};

use crate::http::body::escaped;

/// A value, and the first place in it where a member stands a second time.
#[derive(Debug, Clone, Default)]
pub(super) struct Once {
    value: Json,
    twice: Option<String>,
}

impl Once {
    /// The value, at this place of the body.
    ///
    /// # Errors
    /// `value.member-twice`.
    pub(super) fn at(&self, pointer: &str) -> Result<&Json, Broken> {
        match &self.twice {
            None => Ok(&self.value),
            Some(place) => Err(Broken::new(format!("{pointer}{place}"), "value.member-twice")),
        }
    }
}

impl Once {
    /// What it says at this place of the body, when its members stand once.
    ///
    /// # Errors
    /// `value.member-twice`, else the reader's own.
    pub(in crate::api::write) fn read<T>(
        &self,
        pointer: &str,
        read: impl FnOnce(&Json, &str) -> Result<T, Broken>,
    ) -> Result<T, Broken> {
        read(self.at(pointer)?, pointer)
    }
}

impl From<Json> for Once {
    fn from(value: Json) -> Self {
        Self { value, twice: None }
    }
}

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let found = RefCell::new(None);
        let value = Part { pointer: String::new(), found: &found }.deserialize(deserializer)?;
        Ok(Self { value, twice: found.into_inner() })
    }
}

/// A part of the value, with its place in it.
struct Part<'f> {
    pointer: String,
    found: &'f RefCell<Option<String>>,
}

impl Part<'_> {
    fn part(&self, step: &str) -> Self {
        Self { pointer: format!("{}/{}", self.pointer, escaped(step)), found: self.found }
    }
}

impl<'de> DeserializeSeed<'de> for Part<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Json, E> {
        Ok(Json::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Number::from_f64(number).map_or(Json::Null, Json::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = list.next_element_seed(self.part(&members.len().to_string()))? {
            members.push(member);
        }
        Ok(Json::Array(members))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Json, A::Error> {
        let mut members = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            let part = self.part(&name);
            let place = part.pointer.clone();
            let member = object.next_value_seed(part)?;
            if members.insert(name, member).is_some() {
                self.found.borrow_mut().get_or_insert(place);
            }
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Once {
        serde_json::from_str(text).expect("JSON")
    }

    #[test]
    fn a_value_is_read_as_it_stands() {
        let text = r#"{"a":[1,-2,0.5,"x",null,true,{"b":{}}],"c":18446744073709551615}"#;
        let plain: Json = serde_json::from_str(text).expect("JSON");
        assert_eq!(read(text).at("/value").ok(), Some(&plain));
    }

    #[test]
    fn the_first_member_that_stands_twice_is_named_with_its_place() {
        let place = |text| match read(text).at("/value") {
            Ok(_) => None,
            Err(broken) => Some(broken.pointer),
        };
        assert_eq!(place(r#"{"ru":"а","en":"b"}"#), None);
        assert_eq!(place(r#"[{"ru":1},{"ru":2}]"#), None);
        assert_eq!(place(r#"{"ru":"а","ru":"б"}"#).as_deref(), Some("/value/ru"));
        assert_eq!(place(r#"[0,{"a/b":1,"a/b":1}]"#).as_deref(), Some("/value/1/a~1b"));
    }
}
