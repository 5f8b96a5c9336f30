//! The number of an extract: the entry that the card was last changed by, and the beginning of the
//! card's digest. The same card always has the same number, and nothing has to be kept of it.

use std::fmt;
use std::str::FromStr;

use registry_events::ids::Position;
use sha2::{Digest, Sha256};

const PREFIX: &str = "CR-";
/// How many digits of the digest a number has.
const DIGITS: usize = 12;

/// The number of an extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The entry.
    pub position: Position,
    digits: String,
}

/// A text that is no number of an extract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidNumber;

impl Number {
    /// The number of a card that an entry changed last, by the card's JSON.
    pub fn of(position: Position, json: &[u8]) -> Self {
        Self { position, digits: digest(json).chars().take(DIGITS).collect() }
    }
}

/// The SHA-256 of a card's JSON in hexadecimal digits, as `sha256sum` prints it.
pub fn digest(json: &[u8]) -> String {
    let halves = Sha256::digest(json).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.filter_map(|half| char::from_digit(half.into(), 16)).collect()
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}-{}", self.position, self.digits)
    }
}

impl FromStr for Number {
    type Err = InvalidNumber;

    fn from_str(given: &str) -> Result<Self, InvalidNumber> {
        let rest = given.strip_prefix(PREFIX).ok_or(InvalidNumber)?;
        let (position, digits) = rest.split_once('-').ok_or(InvalidNumber)?;
        let position = position.parse().map(Position).map_err(|_| InvalidNumber)?;
        let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let whole = digits.len() == DIGITS && digits.bytes().all(hexadecimal);
        let number = Self { position, digits: digits.to_owned() };
        // Written one way only: no sign, no leading zeros.
        if whole && number.to_string() == given { Ok(number) } else { Err(InvalidNumber) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_written_and_no_other_way() {
        let number = Number::of(Position(17), b"{}");
        assert_eq!(number.to_string(), "CR-17-44136fa355b3");
        assert_eq!("CR-17-44136fa355b3".parse(), Ok(number));
        for refused in [
            "",
            "CR-",
            "CR-17",
            "17-44136fa355b3",
            "CR-+17-44136fa355b3",
            "CR-017-44136fa355b3",
            "CR-17-44136FA355B3",
            "CR-17-44136fa355b",
            "CR-17-44136fa355b3a",
            "CR-18446744073709551616-44136fa355b3",
        ] {
            assert_eq!(refused.parse::<Number>(), Err(InvalidNumber), "{refused}");
        }
    }
}
