//! The address of a mailbox, folded so that one mailbox is one person.

/// The longest address (RFC 5321).
pub const CHARACTERS_MAX: usize = 254;

/// An address that a letter can be sent to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mailbox(String);

impl Mailbox {
    /// Reads an address; none where it is none. It is folded to small letters: no mailbox that is in
    /// use tells them apart.
    pub fn parse(given: &str) -> Option<Self> {
        let folded = given.trim().to_lowercase();
        let (local, domain) = folded.rsplit_once('@')?;
        let is_plain = |part: &str| {
            !part.is_empty() && !part.contains(|c: char| c.is_control() || c.is_whitespace())
        };
        let is_local = is_plain(local) && !local.contains(['@', ',', ';', '<', '>', '"', '\\']);
        let labels: Vec<_> = domain.split('.').collect();
        let is_label = |label: &&str| {
            let plain = |c: char| c.is_alphanumeric() || c == '-';
            !label.is_empty() && label.chars().all(plain) && !label.starts_with('-')
        };
        let is_domain = labels.len() >= 2 && labels.iter().all(is_label);
        let fits = folded.chars().count() <= CHARACTERS_MAX;
        (is_local && is_domain && fits).then_some(Self(folded))
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
        assert_eq!(read("почта@кластер.рф"), Some("почта@кластер.рф".into()));
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
        ] {
            assert_eq!(read(given), None, "{given}");
        }
        assert_eq!(read(&format!("{}@centre.example", "a".repeat(240))), None);
    }
}
