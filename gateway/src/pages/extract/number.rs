//! The number of an extract: the entry that the card was last changed by, the beginning of the card's
//! digest, and a mark that only this registry can make of both. The same card always has the same
//! number, and nothing has to be kept of it.
//!
//! The mark stays right when the card is shown otherwise later, as when a law hides some of it.

use std::fmt;
use std::str::FromStr;

use registry_events::ids::Position;
use sha2::{Digest, Sha256};

use crate::transparency::Provable;

const PREFIX: &str = "CR-";
/// How many digits of the digest a number has.
const DIGITS: usize = 12;
/// How many digits of the mark.
const MARK_DIGITS: usize = 8;
const PURPOSE: &str = "cluster-registry 2026 number of an extract";

/// The number of an extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The entry.
    pub position: Position,
    /// How the digest begins of the card's JSON as it was when the extract was made.
    pub digits: String,
    mark: String,
}

/// A text that is no number of an extract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidNumber;

impl Number {
    /// The number of a card that an entry changed last, by the card's JSON; none without the log's key.
    pub fn of(position: Position, json: &[u8], provable: &Provable) -> Option<Self> {
        let digits: String = digest(json).chars().take(DIGITS).collect();
        let mark = mark(position, &digits, provable)?;
        Some(Self { position, digits, mark })
    }

    /// A number as people type it, with other dashes, letters and gaps.
    ///
    /// # Errors
    /// [`InvalidNumber`].
    pub fn typed(given: &str) -> Result<Self, InvalidNumber> {
        let dash = |letter| matches!(letter, '\u{2010}'..='\u{2015}' | '\u{2212}');
        let letters = given.chars().filter(|letter| !letter.is_whitespace());
        let letters = letters.map(|letter| if dash(letter) { '-' } else { letter });
        let written = letters.collect::<String>().to_ascii_lowercase();
        written.replacen("cr-", PREFIX, 1).parse()
    }

    /// Whether this registry gave it to a paper.
    pub fn is_given_by(&self, provable: &Provable) -> bool {
        mark(self.position, &self.digits, provable).is_some_and(|mark| self.mark == mark)
    }

    /// Whether the paper has this JSON of the card.
    pub fn is_of(&self, json: &[u8]) -> bool {
        digest(json).starts_with(&self.digits)
    }
}

fn mark(position: Position, digits: &str, provable: &Provable) -> Option<String> {
    let mark = provable.mark(PURPOSE, &format!("{position} {digits}"))?;
    Some(hexadecimal(&mark).take(MARK_DIGITS).collect())
}

/// The SHA-256 of a card's JSON in hexadecimal digits, as `sha256sum` prints it.
pub fn digest(json: &[u8]) -> String {
    hexadecimal(&Sha256::digest(json)).collect()
}

fn hexadecimal(bytes: &[u8]) -> impl Iterator<Item = char> {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.filter_map(|half| char::from_digit(half.into(), 16))
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { position, digits, mark } = self;
        write!(f, "{PREFIX}{position}-{digits}-{mark}")
    }
}

impl FromStr for Number {
    type Err = InvalidNumber;

    fn from_str(given: &str) -> Result<Self, InvalidNumber> {
        let rest = given.strip_prefix(PREFIX).ok_or(InvalidNumber)?;
        let (position, rest) = rest.split_once('-').ok_or(InvalidNumber)?;
        let (digits, mark) = rest.split_once('-').ok_or(InvalidNumber)?;
        let position = position.parse().map(Position).map_err(|_| InvalidNumber)?;
        let whole = are_digits(digits, DIGITS) && are_digits(mark, MARK_DIGITS);
        let number = Self { position, digits: digits.to_owned(), mark: mark.to_owned() };
        // Written one way only: no sign, no leading zeros.
        if whole && number.to_string() == given { Ok(number) } else { Err(InvalidNumber) }
    }
}

fn are_digits(given: &str, count: usize) -> bool {
    given.len() == count && given.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_written_and_no_other_way() {
        let number: Number = "CR-17-44136fa355b3-0badc0de".parse().expect("a number");
        assert_eq!(number.to_string(), "CR-17-44136fa355b3-0badc0de");
        assert_eq!(number.position, Position(17));
        assert!(number.is_of(b"{}") && !number.is_of(b"{ }"));
        for typed in ["cr-17-44136FA355B3-0badc0de", " CR\u{2011}17–44136fa355b3 - 0badc0de\n"] {
            assert_eq!(Number::typed(typed), Ok(number.clone()), "{typed}");
        }
        for refused in [
            "",
            "CR-",
            "CR-17",
            "CR-17-44136fa355b3",
            "17-44136fa355b3-0badc0de",
            "CR-+17-44136fa355b3-0badc0de",
            "CR-017-44136fa355b3-0badc0de",
            "CR-17-44136FA355B3-0badc0de",
            "CR-17-44136fa355b-0badc0de",
            "CR-17-44136fa355b3a-0badc0de",
            "CR-17-44136fa355b3-0badc0d",
            "CR-17-44136fa355b3-0badc0de-",
            "CR-18446744073709551616-44136fa355b3-0badc0de",
        ] {
            assert_eq!(refused.parse::<Number>(), Err(InvalidNumber), "{refused}");
        }
    }
}
