//! Addresses: web, mail, telephone. None of them is ever contacted by the server.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::InvalidValue;
use super::text::is_deceptive;

macro_rules! text_value {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The value as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(super) use text_value;

text_value!(
    /// An address on the web, `http` or `https`.
    WebUrl
);
text_value!(
    /// A mail address; the host in lower case.
    Email
);
text_value!(
    /// A telephone number in E.164: `+` and up to 15 digits.
    Phone
);

impl WebUrl {
    /// Accepts `http` and `https` addresses with a host, without spaces or credentials.
    ///
    /// # Errors
    /// `url.scheme`, `url.malformed` or `url.too-long`.
    pub fn parse(given: &str) -> Result<Self, InvalidValue> {
        let given = given.trim();
        if given.len() > 2_000 {
            return Err(InvalidValue::new("url.too-long"));
        }
        let rest = given
            .strip_prefix("https://")
            .or_else(|| given.strip_prefix("http://"))
            .ok_or_else(|| InvalidValue::new("url.scheme"))?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let malformed = host.is_empty()
            || host.contains('@')
            || !host.contains('.')
            || given.chars().any(|c| {
                c.is_whitespace() || c.is_control() || is_deceptive(c) || "<>\"`".contains(c)
            });
        if malformed {
            return Err(InvalidValue::new("url.malformed"));
        }
        Ok(Self(given.into()))
    }
}

impl Email {
    /// Accepts `local@host.tld` with the characters that mail systems in use accept.
    ///
    /// # Errors
    /// `email.malformed`.
    pub fn parse(given: &str) -> Result<Self, InvalidValue> {
        let malformed = || InvalidValue::new("email.malformed");
        let given = given.trim();
        let (local, host) = given.rsplit_once('@').ok_or_else(malformed)?;
        if given.len() > 254 || !is_local_part(local) || !is_host(host) {
            return Err(malformed());
        }
        Ok(Self(format!("{local}@{}", host.to_lowercase())))
    }
}

fn is_local_part(local: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+-/=?^_`{|}~".contains(&byte);
    (1..=64).contains(&local.len())
        && local.bytes().all(plain)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
}

fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.chars().count() <= 63
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.contains('.') && host.split('.').all(label)
}

impl Phone {
    /// Accepts digits with the usual separators; a leading Russian 8 becomes +7.
    ///
    /// # Errors
    /// `phone.malformed`.
    pub fn parse(given: &str) -> Result<Self, InvalidValue> {
        let malformed = || InvalidValue::new("phone.malformed");
        let given = given.trim();
        let separators = |c: char| matches!(c, ' ' | '(' | ')' | '-' | '\u{a0}' | '.');
        let digits: String =
            given.trim_start_matches('+').chars().filter(|c| !separators(*c)).collect();
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) || !(10..=15).contains(&digits.len()) {
            return Err(malformed());
        }
        let national = !given.starts_with('+') && digits.len() == 11 && digits.starts_with('8');
        Ok(Self(if national { format!("+7{}", &digits[1..]) } else { format!("+{digits}") }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_address_needs_a_host_with_a_dot() {
        assert!(Email::parse("office@cluster.example").is_ok());
        for given in
            ["office", "office@", "@cluster.example", "a@b", "a b@c.example", "a..b@c.example"]
        {
            assert!(Email::parse(given).is_err(), "{given}");
        }
    }

    #[test]
    fn a_web_address_needs_a_scheme_and_no_credentials() {
        assert!(WebUrl::parse("https://кластер.example/о-нас").is_ok());
        for given in [
            "cluster.example",
            "ftp://a.example",
            "https://user@a.example",
            "javascript:alert(1)",
            "https://a.example/\u{202e}b",
        ] {
            assert!(WebUrl::parse(given).is_err(), "{given}");
        }
    }

    #[test]
    fn a_russian_telephone_number_is_written_the_international_way() {
        assert_eq!(
            Phone::parse("8 (3822) 00-00-00").map(|p| p.to_string()),
            Ok("+73822000000".into())
        );
    }
}
