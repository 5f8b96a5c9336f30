//! The host of an address on the web: a name that everybody can reach, and that isn't written so
//! that it seems to be another one. Nothing is ever looked up.

use unicode_normalization::UnicodeNormalization;

use super::InvalidValue;

/// Names that lead nowhere but to the reader's own machine or network.
const OWN_NETWORK: [&str; 4] = ["localhost", "local", "internal", "lan"];

/// Accepts the part of an address between its scheme and its path.
///
/// # Errors
/// `url.host`, `url.port` or `url.mixed-letters`.
pub(super) fn check(authority: &str) -> Result<(), InvalidValue> {
    // The address of a machine in brackets has colons of its own; it is no name anyway.
    let parts = authority.split_once(':').filter(|_| !authority.starts_with('['));
    let (host, port) = parts.map_or((authority, None), |(host, port)| (host, Some(port)));
    if !is_public_name(host.strip_suffix('.').unwrap_or(host)) {
        return Err(InvalidValue::new("url.host"));
    }
    if port.is_some_and(|port| !is_port(port)) {
        return Err(InvalidValue::new("url.port"));
    }
    if is_mixed(host) {
        return Err(InvalidValue::new("url.mixed-letters"));
    }
    Ok(())
}

/// Whether some label of a host has letters of several alphabets: `example` with a Russian «е» in it
/// reads as another site's name.
pub(super) fn is_mixed(host: &str) -> bool {
    host.split('.').any(|label| {
        let mut alphabets = label.chars().filter_map(Alphabet::of);
        let first = alphabets.next();
        alphabets.any(|other| Some(other) != first)
    })
}

fn is_public_name(host: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let is_label = |label: &str| !label.is_empty() && label.chars().all(is_plain);
    // Letters and digits that browsers read as others, such as wide ones.
    let is_normal = host.nfkc().eq(host.chars());
    let last = host.rsplit('.').next().unwrap_or_default().to_lowercase();
    is_normal
        && host.split('.').all(is_label)
        && !is_number(&last)
        && !OWN_NETWORK.contains(&last.as_str())
}

/// Whether a last label makes the host a number, an address of a machine, as browsers read it.
fn is_number(label: &str) -> bool {
    let hexadecimal = label.strip_prefix("0x");
    hexadecimal.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        || label.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_port(given: &str) -> bool {
    let is_digits = given.bytes().all(|byte| byte.is_ascii_digit());
    is_digits && given.parse::<u16>().is_ok_and(|port| port > 0)
}

/// An alphabet in which host names of Russian sites are written, or any other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Latin,
    Cyrillic,
    Other,
}

impl Alphabet {
    fn of(letter: char) -> Option<Self> {
        match letter {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
                Some(Self::Latin)
            }
            '\u{400}'..='\u{52f}' => Some(Self::Cyrillic),
            _ => letter.is_alphabetic().then_some(Self::Other),
        }
    }
}
