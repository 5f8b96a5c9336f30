//! Words as searches compare them: by their form, their root and their sound.
//!
//! The form is the word as it stands, in lower case. Words of one root are found by each other
//! («фармацевтика» and «фармацевтический»), and words of one sound whatever alphabet they are
//! written in («farmatsevtika»). All three are made from the word alone: no list of words is needed,
//! and a name that nobody foresaw is treated as any other.

mod root;
mod sound;

use crate::name::fold;

pub(crate) use root::root;
pub(crate) use sound::sound;

/// A place where a line may be broken within a word: no part of it.
const SOFT_HYPHEN: char = '\u{ad}';

/// The forms of a text's words, in their order.
pub(crate) fn forms(text: &str) -> Vec<String> {
    let whole: String = text.chars().filter(|sign| *sign != SOFT_HYPHEN).collect();
    let folded = fold(&whole);
    let words = folded.split(|sign: char| !sign.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(Into::into).collect()
}

/// Whether a word is written in Latin letters.
pub(crate) fn is_latin(form: &str) -> bool {
    form.chars().any(|sign| sign.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_words_in_lower_case_without_yo_and_signs() {
        let text = "ООО «Научно-производ\u{ad}ственный Самолёт», 3D";
        let expected = ["ооо", "научно", "производственный", "самолет", "3d"];
        assert_eq!(forms(text), expected);
        assert_eq!(forms(" — "), Vec::<String>::new());
        assert_eq!(forms("со\u{301}сна, cocна"), ["сосна", "сосна"]);
    }
}
