//! INN and OGRN, the tax and registration numbers of Russian legal entities and sole traders.
//!
//! The check digits follow the published arithmetic (Приказ ФНС ММВ-7-6/435@ for the INN,
//! Постановление Правительства 438 for the OGRN).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::address::text_value;
use super::{Code, InvalidValue};

text_value!(
    /// ИНН: 10 digits of a legal entity or 12 of a person.
    Inn
);
text_value!(
    /// ОГРН: 13 digits of a legal entity or 15 (ОГРНИП) of a sole trader.
    Ogrn
);

text_value!(
    /// КПП: 9 characters, by which the tax office tells an organisation's branches apart.
    Kpp
);

/// The number of an organisation in the register of a country other than Russia.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ForeignNumber {
    /// ISO 3166-1, two capital letters.
    country: Code,
    /// The number as that register writes it, capital letters.
    number: String,
}

/// The longest number of a foreign register, in characters.
const FOREIGN_NUMBER_CHARACTERS_MAX: usize = 40;

impl ForeignNumber {
    /// Accepts a country other than Russia and a number of Latin letters, digits, `-`, `/`, `.`.
    ///
    /// # Errors
    /// `country.malformed`, `country.russia` or `foreign-number.malformed`.
    pub fn parse(country: &str, number: &str) -> Result<Self, InvalidValue> {
        let country = country.trim();
        if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(InvalidValue::new("country.malformed"));
        }
        if country == "RU" {
            return Err(InvalidValue::new("country.russia"));
        }
        let number: String = number.split_whitespace().collect::<String>().to_ascii_uppercase();
        let plain = number.bytes().all(|b| b.is_ascii_alphanumeric() || b"-/.".contains(&b));
        if number.is_empty() || number.len() > FOREIGN_NUMBER_CHARACTERS_MAX || !plain {
            return Err(InvalidValue::new("foreign-number.malformed"));
        }
        Ok(Self { country: Code::parse(country)?, number })
    }

    /// The country whose register it is.
    pub const fn country(&self) -> &Code {
        &self.country
    }

    /// The number.
    pub fn number(&self) -> &str {
        &self.number
    }
}

impl Kpp {
    /// Accepts nine characters: digits, with two digits or capital letters as fifth and sixth.
    ///
    /// # Errors
    /// `kpp.malformed`.
    pub fn parse(given: &str) -> Result<Self, InvalidValue> {
        let given = given.trim();
        let fits = |(place, byte): (usize, u8)| {
            byte.is_ascii_digit() || (matches!(place, 4 | 5) && byte.is_ascii_uppercase())
        };
        if given.len() == 9 && given.bytes().enumerate().all(fits) {
            Ok(Self(given.into()))
        } else {
            Err(InvalidValue::new("kpp.malformed"))
        }
    }
}

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
    /// Whether it is an ОГРНИП, a sole trader's, which is public.
    pub fn is_sole_traders(&self) -> bool {
        self.0.len() == 15
    }

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
    fn a_kpp_may_have_letters_in_its_middle_only() {
        for given in ["350001001", "3500AB001"] {
            assert!(Kpp::parse(given).is_ok(), "{given}");
        }
        for given in ["35000100", "A50001001", "3500ab001", "3500010011"] {
            assert!(Kpp::parse(given).is_err(), "{given}");
        }
    }

    #[test]
    fn a_foreign_number_names_a_country_other_than_russia() {
        let number = ForeignNumber::parse("DE", " hrb 12345 ");
        assert_eq!(number.map(|number| number.number), Ok("HRB12345".into()));
        let code = |country| ForeignNumber::parse(country, "1").map_err(|e| e.code).err();
        assert_eq!(code("RU"), Some("country.russia"));
        assert_eq!(code("de"), Some("country.malformed"));
        assert!(ForeignNumber::parse("DE", "").is_err());
    }

    #[test]
    fn the_number_of_a_person_is_personal() {
        assert_eq!(Inn::parse("500100732259").map(|inn| inn.is_personal()), Ok(true));
        assert_eq!(Inn::parse("7707083893").map(|inn| inn.is_personal()), Ok(false));
    }
}
