//! The writer of answers in JSON: the bytes are those of `serde_json`, written in half the time.
//!
//! Answers are made of objects whose keys stand in our own source and need no escape, and of texts
//! that seldom need one; `serde_json` looks at each of their bytes alone. What is rare is left to it.

use std::fmt::Display;
use std::io::Write as _;

use serde::{Serialize, Serializer, ser};
use serde_json::{Error, to_writer};

/// Room for most answers; what isn't used is given back.
const ROOM_BYTES: usize = 16 * 1024;

/// A value as JSON.
///
/// # Errors
/// What the value's own serialisation refuses.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Error> {
    let mut writer = Writer { out: Vec::with_capacity(ROOM_BYTES) };
    value.serialize(&mut writer)?;
    writer.out.shrink_to_fit();
    Ok(writer.out)
}

struct Writer {
    out: Vec<u8>,
}

/// The members of an array or object being written.
struct Members<'w> {
    writer: &'w mut Writer,
    any: bool,
    end: &'static str,
}

impl Writer {
    fn raw(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn text(&mut self, text: &str) -> Result<(), Error> {
        if needs_escape(text.as_bytes()) {
            return to_writer(&mut self.out, text);
        }
        self.out.reserve(text.len() + 2);
        self.out.push(b'"');
        self.raw(text);
        self.out.push(b'"');
        Ok(())
    }

    /// A text that prints itself straight into the answer, and once more where it needs escapes.
    fn printed<T: Display + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let begin = self.out.len();
        self.out.push(b'"');
        write!(self.out, "{value}").map_err(Error::io)?;
        if needs_escape(&self.out[begin + 1..]) {
            self.out.truncate(begin);
            return to_writer(&mut self.out, &value.to_string());
        }
        self.out.push(b'"');
        Ok(())
    }

    fn begin(&mut self, begin: &str, end: &'static str) -> Members<'_> {
        self.raw(begin);
        Members { writer: self, any: false, end }
    }

    fn begin_variant(
        &mut self,
        variant: &'static str,
        begin: &str,
        end: &'static str,
    ) -> Result<Members<'_>, Error> {
        self.raw("{");
        self.text(variant)?;
        self.raw(":");
        Ok(self.begin(begin, end))
    }
}

/// Whether a text of JSON can't hold these bytes as they are. Looks at all of them, because that can
/// be done for many at once.
fn needs_escape(bytes: &[u8]) -> bool {
    let one = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    bytes.iter().fold(false, |found, byte| found | one(*byte))
}

macro_rules! by_serde_json {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<(), Error> {
            to_writer(&mut self.out, &value)
        })*
    };
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Members<'w>;
    type SerializeTuple = Members<'w>;
    type SerializeTupleStruct = Members<'w>;
    type SerializeTupleVariant = Members<'w>;
    type SerializeMap = Members<'w>;
    type SerializeStruct = Members<'w>;
    type SerializeStructVariant = Members<'w>;

    by_serde_json! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32,
        serialize_u64: u64, serialize_u128: u128, serialize_f32: f32, serialize_f64: f64,
        serialize_char: char,
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.raw(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.text(text)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.printed(value)
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Error> {
        self.collect_seq(bytes)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.raw("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.collect_map([(variant, value)])
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Members<'w>, Error> {
        Ok(self.begin("[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Members<'w>, Error> {
        Ok(self.begin("[", "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Members<'w>, Error> {
        Ok(self.begin("[", "]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Members<'w>, Error> {
        self.begin_variant(variant, "[", "]}")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'w>, Error> {
        Ok(self.begin("{", "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'w>, Error> {
        Ok(self.begin("{", "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Members<'w>, Error> {
        self.begin_variant(variant, "{", "}}")
    }
}

impl Members<'_> {
    fn separate(&mut self) {
        if std::mem::replace(&mut self.any, true) {
            self.writer.out.push(b',');
        }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.separate();
        value.serialize(&mut *self.writer)
    }

    /// A member whose key stands in our own source.
    #[inline]
    fn member<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        debug_assert!(!needs_escape(key.as_bytes()), "a key of ours needs no escape: {key}");
        let out = &mut self.writer.out;
        out.reserve(key.len() + 4);
        out.extend_from_slice(if std::mem::replace(&mut self.any, true) { b",\"" } else { b"\"" });
        out.extend_from_slice(key.as_bytes());
        out.extend_from_slice(b"\":");
        value.serialize(&mut *self.writer)
    }

    /// The key of a map; numbers and flags stand in quotes, as keys of objects are texts.
    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.separate();
        let begin = self.writer.out.len();
        key.serialize(&mut *self.writer)?;
        if self.writer.out.get(begin) != Some(&b'"') {
            self.writer.out.insert(begin, b'"');
            self.writer.out.push(b'"');
        }
        Ok(())
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.writer.raw(":");
        value.serialize(&mut *self.writer)
    }

    fn finish(self) {
        self.writer.raw(self.end);
    }
}

macro_rules! members {
    ($($trait:ident: $method:ident($($argument:ident: $type:ty),*) by $own:ident;)*) => {
        $(impl ser::$trait for Members<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($argument: $type,)*
                value: &T,
            ) -> Result<(), Error> {
                self.$own($($argument,)* value)
            }

            fn end(self) -> Result<(), Error> {
                self.finish();
                Ok(())
            }
        })*
    };
}

members! {
    SerializeSeq: serialize_element() by element;
    SerializeTuple: serialize_element() by element;
    SerializeTupleStruct: serialize_field() by element;
    SerializeTupleVariant: serialize_field() by element;
    SerializeStruct: serialize_field(key: &'static str) by member;
    SerializeStructVariant: serialize_field(key: &'static str) by member;
}

impl ser::SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.value(value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    fn check<T: Serialize>(value: &T) {
        let ours = to_vec(value).expect("ours");
        let theirs = serde_json::to_vec(value).expect("theirs");
        assert_eq!(String::from_utf8(ours), String::from_utf8(theirs));
    }

    #[derive(Serialize)]
    enum Kind {
        Unit,
        New(u8),
        Tuple(i64, &'static str),
        Struct { flag: bool, none: Option<u8> },
    }

    #[derive(Serialize)]
    struct Whole<'t> {
        kinds: Vec<Kind>,
        #[serde(rename = "type")]
        renamed: (),
        tuple: (f64, f32, char),
        #[serde(flatten)]
        more: BTreeMap<&'t str, [i32; 2]>,
        empty: BTreeMap<u64, u64>,
        numbered: BTreeMap<u64, Option<&'t str>>,
        said: BTreeMap<bool, u8>,
    }

    #[test]
    fn every_shape_is_written_as_serde_json_writes_it() {
        check(&Whole {
            kinds: vec![
                Kind::Unit,
                Kind::New(7),
                Kind::Tuple(i64::MIN, "да"),
                Kind::Struct { flag: true, none: None },
            ],
            renamed: (),
            tuple: (f64::NAN, 0.1, '"'),
            more: BTreeMap::from([("a\"b", [1, -1]), ("ё", [0, 0])]),
            empty: BTreeMap::new(),
            numbered: BTreeMap::from([(1, Some("x")), (2, None)]),
            said: BTreeMap::from([(true, 1)]),
        });
        check(&json!({ "a": [1, 2.5, -3, u64::MAX, null, true, {}], "b": { "c": "d" }, "e": [] }));
    }

    #[test]
    fn every_character_of_a_text_is_written_as_serde_json_writes_it() {
        for c in (0..0x500_u32).chain([0x2028, 0xfeff, 0x1_f600]).filter_map(char::from_u32) {
            let text = format!("до {c} после");
            check(&text);
            check(&Printed(&text));
        }
        check(&"");
    }

    struct Printed<'t>(&'t str);

    impl Serialize for Printed<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self.0)
        }
    }
}
