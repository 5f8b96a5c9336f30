//! The address of a mailbox, folded so that one mailbox is one person.

use registry_events::value::Email;

/// An address that a letter can be sent to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mailbox(String);

impl Mailbox {
    /// Reads an address by the rule of the events, so that what may be published may be written to and
    /// nothing else; none where it is none. It is folded to small letters: no mailbox that is in use
    /// tells them apart.
    pub fn parse(given: &str) -> Option<Self> {
        let address = Email::parse(given).ok()?;
        Some(Self(address.as_str().to_lowercase()))
    }

    /// The address.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What stands behind the sign.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_folded_and_what_is_none_is_refused() {
        let read = |given| Mailbox::parse(given).map(|Mailbox(text)| text);
        assert_eq!(read(" Anna@Centre.Example "), Some("anna@centre.example".into()));
        assert_eq!(read("office@кластер.рф"), Some("office@кластер.рф".into()));
        for given in [
            "",
            "anna",
            "anna@",
            "@centre.example",
            "a b@centre.example",
            "a@b",
            "a@b..c",
            "a@-b.c",
            "a@b.c\r\nBcc: x@y.z",
            "<a@b.c>",
            "почта@centre.example",
            "a%b.example@centre.example",
            "a(b)@centre.example",
            "=?utf-8?q?a?=@centre.example",
            "a:b@centre.example",
            "a@b-.example",
            "office@c\u{435}ntre.example",
        ] {
            assert_eq!(read(given), None, "{given}");
        }
        assert_eq!(read(&format!("{}@centre.example", "a".repeat(240))), None);
    }
}
