//! Values of several parts: postal addresses, ratings, shares.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::text::{TEXT_CHARACTERS_MAX, has_heaped_marks, is_deceptive};
use super::{Code, InvalidValue};

/// A postal address in Russia.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PostalAddress {
    /// Six digits.
    pub postal_code: Option<String>,
    /// Town or village.
    pub locality: String,
    /// Street and house.
    pub street: Option<String>,
}

impl PostalAddress {
    /// Accepts an address: a locality, a postal code of six digits where there is one.
    ///
    /// # Errors
    /// `address.postal-code`, `address.locality-needed`, `text.too-long`,
    /// `text.control-character` or `text.heaped-marks`.
    pub fn new(
        postal_code: Option<&str>,
        locality: &str,
        street: Option<&str>,
    ) -> Result<Self, InvalidValue> {
        let code = postal_code.map(str::trim).filter(|code| !code.is_empty());
        if code.is_some_and(|code| code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit())) {
            return Err(InvalidValue::new("address.postal-code"));
        }
        let locality =
            line(locality)?.ok_or_else(|| InvalidValue::new("address.locality-needed"))?;
        let street = street.map_or(Ok(None), line)?;
        Ok(Self { postal_code: code.map(Into::into), locality, street })
    }
}

/// One line of an address: runs of white space become one space; none when nothing is left.
fn line(given: &str) -> Result<Option<String>, InvalidValue> {
    let line = given.split_whitespace().collect::<Vec<_>>().join(" ");
    if given.contains(['\u{2028}', '\u{2029}'])
        || line.chars().any(|c| c.is_control() || is_deceptive(c))
    {
        return Err(InvalidValue::new("text.control-character"));
    }
    if has_heaped_marks(&line) {
        return Err(InvalidValue::new("text.heaped-marks"));
    }
    if line.chars().count() > TEXT_CHARACTERS_MAX {
        return Err(InvalidValue::new("text.too-long"));
    }
    Ok(Some(line).filter(|line| !line.is_empty()))
}

/// Terms of one dictionary, each with a term of a scale.
pub type Ratings = BTreeMap<Code, Code>;

/// A term with the share it has of a whole, where that was stated.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Share {
    /// The term.
    pub code: Code,
    /// Its share in per cent, 0 to 100.
    pub percent: Option<Decimal>,
}

impl Share {
    /// Accepts a share.
    ///
    /// # Errors
    /// `share.out-of-range`.
    pub fn new(code: Code, percent: Option<Decimal>) -> Result<Self, InvalidValue> {
        let hundred = Decimal::ONE_HUNDRED;
        if percent.is_some_and(|percent| percent < Decimal::ZERO || percent > hundred) {
            return Err(InvalidValue::new("share.out-of-range"));
        }
        Ok(Self { code, percent: percent.map(|percent| percent.normalize()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_needs_a_locality_and_a_postal_code_has_six_digits() {
        let address = PostalAddress::new(Some("160000"), " Вологда ", Some("ул.  Мира,\n1"));
        let street = address.map(|address| address.street);
        assert_eq!(street, Ok(Some("ул. Мира, 1".into())));
        let code = |given: Result<PostalAddress, InvalidValue>| given.map_err(|e| e.code).err();
        let short = PostalAddress::new(Some("16000"), "Вологда", None);
        assert_eq!(code(short), Some("address.postal-code"));
        assert_eq!(code(PostalAddress::new(None, " ", None)), Some("address.locality-needed"));
    }

    #[test]
    fn a_share_lies_between_nothing_and_everything() {
        let code = Code::literal("member_fees");
        assert!(Share::new(code.clone(), Some(Decimal::ONE_HUNDRED)).is_ok());
        assert!(Share::new(code.clone(), Some(Decimal::new(1001, 1))).is_err());
        assert!(Share::new(code, Some(Decimal::NEGATIVE_ONE)).is_err());
    }
}
