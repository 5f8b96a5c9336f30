//! Invented organisations with numbers whose check digits are right.
//!
//! Their numbers name region 00, which doesn't exist, so none can be a real organisation's.

use registry_events::value::{Identifier, Inn, NamedOrganisation, Ogrn};

use super::statements::text;

/// The organisation of a number, from 1: «ООО «Организация 1» (демо)» with INN and OGRN.
pub fn organisation(number: u32) -> NamedOrganisation {
    NamedOrganisation {
        name: text(&format!("ООО «Организация {number}» (демо)")),
        identifiers: vec![Identifier::Inn(inn(number)), Identifier::Ogrn(ogrn(number))],
    }
}

/// The sole trader of a number: «ИП 1 (демо)» with an ОГРНИП and a person's INN.
pub fn sole_trader(number: u32) -> NamedOrganisation {
    NamedOrganisation {
        name: text(&format!("ИП {number} (демо)")),
        identifiers: vec![Identifier::Ogrn(ogrnip(number)), Identifier::Inn(personal_inn(number))],
    }
}

/// The ОГРНИП of a sole trader: registered in 2015 in region 00, the number, the check digit.
pub fn ogrnip(number: u32) -> Ogrn {
    let body = format!("31500{number:09}");
    let value: u64 = body.parse().expect("digits");
    Ogrn::parse(&format!("{body}{}", value % 13 % 10)).expect("the check digit was computed")
}

/// The INN of a person: region 00, the number, two check digits.
pub fn personal_inn(number: u32) -> Inn {
    const WEIGHTS: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let with_check = |body: String, weights: &[u32]| {
        let digits = body.chars().filter_map(|digit| digit.to_digit(10));
        let sum: u32 = digits.zip(weights).map(|(digit, weight)| digit * weight).sum();
        format!("{body}{}", sum % 11 % 10)
    };
    let first = with_check(format!("00{number:08}"), &WEIGHTS[1..]);
    Inn::parse(&with_check(first, &WEIGHTS)).expect("the check digits were computed")
}

/// The INN of an organisation: region 00, its number, the check digit.
pub fn inn(number: u32) -> Inn {
    const WEIGHTS: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    let body = format!("00{number:07}");
    let digits = body.chars().filter_map(|digit| digit.to_digit(10));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    Inn::parse(&format!("{body}{}", sum % 11 % 10)).expect("the check digit was computed")
}

/// The OGRN of an organisation: registered in 2015 in region 00, its number, the check digit.
pub fn ogrn(number: u32) -> Ogrn {
    let body = format!("11500{number:07}");
    let value: u64 = body.parse().expect("digits");
    Ogrn::parse(&format!("{body}{}", value % 11 % 10)).expect("the check digit was computed")
}
