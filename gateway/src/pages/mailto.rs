//! The address of a letter (`mailto:`): whatever an address of mail has in it, a link to it names one
//! addressee and nothing else.

use std::fmt::Write;

/// The address that opens a letter to an address of mail. All but the plainest signs are encoded:
/// values were recorded that hold `?` and `&`, which would begin a head of the letter.
pub(super) fn mailto(address: &str) -> String {
    let mut link = "mailto:".to_owned();
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) {
            link.push(char::from(byte));
        } else {
            // A text takes whatever is written to it.
            let _always_written = write!(link, "%{byte:02X}");
        }
    }
    link
}

/// The same, where a text may be an address of mail.
pub(super) fn mailto_of_text(text: &str) -> Option<String> {
    let plain = text.contains('@') && !text.chars().any(char::is_whitespace);
    plain.then(|| mailto(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_brings_no_subject_and_no_other_addressee_into_a_letter() {
        assert_eq!(mailto("press-office@a.example"), "mailto:press-office@a.example");
        assert_eq!(
            mailto("x?subject=a&bcc=evil@b.example"),
            "mailto:x%3Fsubject%3Da%26bcc%3Devil@b.example"
        );
        assert_eq!(mailto("a@почта.рф"), "mailto:a@%D0%BF%D0%BE%D1%87%D1%82%D0%B0.%D1%80%D1%84");
    }

    #[test]
    fn a_text_that_is_no_address_of_mail_opens_no_letter() {
        assert_eq!(mailto_of_text("кабинет 5, спросить Иванова"), None);
        assert_eq!(mailto_of_text("a@b.example, c@d.example"), None);
        assert_eq!(mailto_of_text("a@b.example").as_deref(), Some("mailto:a@b.example"));
    }
}
