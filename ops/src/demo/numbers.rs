//! INN and OGRN of invented organisations: right check digits, and region 00, which no tax office
//! has.

use registry_events::value::{ForeignNumber, Identifier, Inn, InvalidValue, Ogrn};

/// The numbers of the `index`th invented organisation.
///
/// # Errors
/// When a check digit were wrong, which a test rules out.
pub(super) fn identifiers(index: u32) -> Result<Vec<Identifier>, InvalidValue> {
    let inn = Inn::parse(&inn(index))?;
    let ogrn = Ogrn::parse(&ogrn(index))?;
    Ok(vec![Identifier::Inn(inn), Identifier::Ogrn(ogrn)])
}

/// The number of the `index`th invented organisation in the register of another country.
///
/// # Errors
/// When the country isn't two capital letters.
pub(super) fn foreign(country: &str, index: u32) -> Result<Identifier, InvalidValue> {
    ForeignNumber::parse(country, &format!("DEMO-{index:05}")).map(Identifier::Foreign)
}

const INN_WEIGHTS: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];

fn inn(index: u32) -> String {
    let body = format!("00{index:07}");
    let digits = body.bytes().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = digits.zip(INN_WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    format!("{body}{}", sum % 11 % 10)
}

fn ogrn(index: u32) -> String {
    let body = format!("10500{index:07}");
    let number = body.bytes().fold(0, |number, byte| number * 10 + u64::from(byte - b'0'));
    format!("{body}{}", number % 11 % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invented_numbers_pass_the_check_digits_and_carry_region_00() {
        for index in 0..20_000 {
            let numbers = identifiers(index).expect("right check digits");
            let number = |index: usize| numbers[index].number().unwrap_or_default().to_owned();
            assert!(number(0).starts_with("00"));
            assert_eq!(&number(1)[3..5], "00");
        }
    }
}
