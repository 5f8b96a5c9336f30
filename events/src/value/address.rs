//! Addresses: web, mail, telephone. None of them is ever contacted by the server.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::InvalidValue;
use super::host;
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

text_value!(
    /// The host of mail addresses: in lower case, without a dot at its end.
    MailDomain
);

impl WebUrl {
    /// Accepts `http` and `https` addresses with the name of a host, without spaces or credentials.
    ///
    /// # Errors
    /// `url.scheme`, `url.malformed`, `url.too-long`, `url.host`, `url.port` or
    /// `url.mixed-letters`.
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
        host::check(host)?;
        Ok(Self(given.into()))
    }
}

impl Email {
    /// Accepts `local@host.tld`, of the characters that mail systems accept those that mean nothing
    /// in an address of a letter (`mailto:`), where `?` would begin its head.
    ///
    /// # Errors
    /// `email.malformed`.
    pub fn parse(given: &str) -> Result<Self, InvalidValue> {
        let malformed = || InvalidValue::new("email.malformed");
        let given = given.trim();
        let (local, host) = given.rsplit_once('@').ok_or_else(malformed)?;
        if given.len() > 254 || !is_local_part(local) || !is_host(host) || host::is_mixed(host) {
            return Err(malformed());
        }
        Ok(Self(format!("{local}@{}", host.to_lowercase())))
    }
}

impl Email {
    /// The host of the address.
    pub fn domain(&self) -> MailDomain {
        MailDomain(self.0.rsplit_once('@').map_or("", |(_, host)| host).to_lowercase())
    }
}

impl MailDomain {
    /// Accepts the name of a host with a dot in it, as it stands in a mail address.
    ///
    /// # Errors
    /// `mailbox-domain.malformed`.
    pub fn parse(given: &str) -> Result<Self, InvalidValue> {
        let given = given.trim();
        let host = given.strip_suffix('.').unwrap_or(given).to_lowercase();
        if host.len() > 253 || !is_host(&host) || host::is_mixed(&host) {
            return Err(InvalidValue::new("mailbox-domain.malformed"));
        }
        Ok(Self(host))
    }

    /// Whether it is another domain or a part of it, as `mail.a.example` is one of `a.example`.
    pub fn is_within(&self, other: &str) -> bool {
        let before = self.0.strip_suffix(other);
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    }
}

fn is_local_part(local: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$'*+-/^_{|}~".contains(&byte);
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
    fn a_mail_address_carries_no_other_addressee_and_no_subject() {
        for given in [
            "x?subject=a&bcc=evil@b.example",
            "x?bcc@b.example",
            "a&b@c.example",
            "a=b@c.example",
            "a%40b@c.example",
            "a,b@c.example",
            "office@\u{435}xample.org",
        ] {
            assert_eq!(Email::parse(given), Err(InvalidValue::new("email.malformed")), "{given}");
        }
        assert!(Email::parse("o'neil+press_office-1@c.example").is_ok());
    }

    #[test]
    fn a_mail_domain_is_told_in_one_way() {
        let domain = MailDomain::parse(" Works.Example. ").expect("a domain");
        assert_eq!(domain.as_str(), "works.example");
        let mailbox = Email::parse("Office@WORKS.example").expect("an address");
        assert_eq!(mailbox.domain(), domain);
        for given in ["works", "@works.example", "a@works.example", "w\u{43e}rks.example", ""] {
            assert!(MailDomain::parse(given).is_err(), "{given}");
        }
    }

    #[test]
    fn a_part_of_a_domain_ends_at_a_dot() {
        let within =
            |given: &str| MailDomain::parse(given).expect("a domain").is_within("b.example");
        assert!(within("b.example") && within("a.b.example") && !within("ab.example"));
    }

    #[test]
    fn an_address_once_accepted_is_still_read() {
        let old = "\"x?subject=a&bcc=evil@b.example\"";
        assert!(serde_json::from_str::<Email>(old).is_ok());
        assert!(serde_json::from_str::<WebUrl>("\"http://127.0.0.1:99999/\"").is_ok());
    }

    #[test]
    fn a_web_address_names_a_host_that_is_what_it_seems() {
        for (given, code) in [
            ("http://127.0.0.1/", "url.host"),
            ("http://127.1", "url.host"),
            ("http://a.0x7f", "url.host"),
            ("http://\u{ff11}27.0.0.1/", "url.host"),
            ("http://registry.localhost/", "url.host"),
            ("https://printer.local/", "url.host"),
            ("https://[::ffff:127.0.0.1]/", "url.host"),
            ("https://a..example/", "url.host"),
            ("https://a.example:65536/", "url.port"),
            ("https://a.example:0/", "url.port"),
            ("https://a.example:80x/", "url.port"),
            ("https://\u{435}xample.com/", "url.mixed-letters"),
            ("https://g\u{3bf}od.example/", "url.mixed-letters"),
        ] {
            assert_eq!(WebUrl::parse(given), Err(InvalidValue::new(code)), "{given}");
        }
        for given in [
            "https://a.example:8443/b",
            "https://my_site.example./",
            "https://кластер-2.рф/",
            "https://кластер.example/",
            "https://bücher.example",
        ] {
            assert!(WebUrl::parse(given).is_ok(), "{given}");
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
