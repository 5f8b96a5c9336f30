//! INN and OGRN, the tax and registration numbers of Russian legal entities and sole traders.
//!
//! The check digits follow the published arithmetic (Приказ ФНС ММВ-7-6/435@ for the INN,
//! Постановление Правительства 438 for the OGRN).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::InvalidValue;
use super::address::text_value;

text_value!(
    /// ИНН: 10 digits of a legal entity or 12 of a person.
    Inn
);
text_value!(
    /// ОГРН: 13 digits of a legal entity or 15 (ОГРНИП) of a sole trader.
    Ogrn
);

impl Inn {
    /// Accepts 10 or 12 digits whose check digits are right.
    ///
    /// # Errors
    /// `inn.length` or `inn.check-digit`.
    pub fn parse(given: &str) -> Result<Self, InvalidValue> {
        let digits = digits(given).ok_or_else(|| InvalidValue::new("inn.length"))?;
        let right = match digits.len() {
            10 => check(&digits, &LEGAL_ENTITY),
            12 => check(&digits, &PERSON[1..]) && check(&digits, &PERSON),
            _ => return Err(InvalidValue::new("inn.length")),
        };
        if right {
            Ok(Self(given.trim().into()))
        } else {
            Err(InvalidValue::new("inn.check-digit"))
        }
    }

    /// Whether it is a natural person's, which makes it personal data.
    pub fn is_personal(&self) -> bool {
        self.0.len() == 12
    }
}

impl Ogrn {
    /// Accepts 13 or 15 digits whose last one is right.
    ///
    /// # Errors
    /// `ogrn.length` or `ogrn.check-digit`.
    pub fn parse(given: &str) -> Result<Self, InvalidValue> {
        let digits = digits(given).ok_or_else(|| InvalidValue::new("ogrn.length"))?;
        let divisor = match digits.len() {
            13 => 11,
            15 => 13,
            _ => return Err(InvalidValue::new("ogrn.length")),
        };
        let (body, last) = digits.split_at(digits.len() - 1);
        let number = body.iter().fold(0, |number, digit| number * 10 + u64::from(*digit));
        if number % divisor % 10 == u64::from(last[0]) {
            Ok(Self(given.trim().into()))
        } else {
            Err(InvalidValue::new("ogrn.check-digit"))
        }
    }
}

const LEGAL_ENTITY: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const PERSON: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

fn digits(given: &str) -> Option<Vec<u32>> {
    given.trim().chars().map(|c| c.to_digit(10)).collect()
}

/// The digit after the weighted ones is their sum modulo 11, then modulo 10.
fn check(digits: &[u32], weights: &[u32]) -> bool {
    let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    digits.get(weights.len()) == Some(&(sum % 11 % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_right_check_digits_are_accepted_and_others_not() {
        for given in ["7707083893", "500100732259"] {
            assert!(Inn::parse(given).is_ok(), "{given}");
        }
        for given in ["7707083894", "500100732258", "770708389", "77070838935", "", "77О7083893"] {
            assert!(Inn::parse(given).is_err(), "{given}");
        }
        for given in ["1027700132195", "304500116000157"] {
            assert!(Ogrn::parse(given).is_ok(), "{given}");
        }
        for given in ["1027700132196", "304500116000158", "102770013219", ""] {
            assert!(Ogrn::parse(given).is_err(), "{given}");
        }
    }

    #[test]
    fn the_number_of_a_person_is_personal() {
        assert_eq!(Inn::parse("500100732259").map(|inn| inn.is_personal()), Ok(true));
        assert_eq!(Inn::parse("7707083893").map(|inn| inn.is_personal()), Ok(false));
    }
}
