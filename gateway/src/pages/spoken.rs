//! What is written in Russian inside an English text, so that a page can mark its language: names
//! and reasons exist only in the language in which somebody gave them.

use registry_events::value::Language;

/// A part of a text in one language.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    /// The part.
    pub text: &'t str,
    /// Its language, where it isn't the page's.
    pub only_in: Option<&'static str>,
}

/// A text in pieces, each in one language; only Cyrillic in an English page is told apart.
pub fn pieces<'t>(text: &'t str, language: &Language) -> Vec<Piece<'t>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((from, until)) = foreign(rest).filter(|_| *language == Language::En) {
        pieces.push(Piece { text: &rest[..from], only_in: None });
        pieces.push(Piece { text: &rest[from..until], only_in: Some("ru") });
        rest = &rest[until..];
    }
    pieces.push(Piece { text: rest, only_in: None });
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// From the first word with a Cyrillic letter to the last before a Latin one.
fn foreign(text: &str) -> Option<(usize, usize)> {
    let mut found = None;
    for word in words(text) {
        let letters = || text[word.0..word.1].chars().filter(|letter| letter.is_alphabetic());
        if letters().any(is_cyrillic) {
            found = Some((found.map_or(word.0, |(from, _)| from), word.1));
        } else if found.is_some() && letters().next().is_some() {
            break;
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let start = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| {
        let from = word.as_ptr() as usize - start;
        (from, from + word.len())
    })
}

const fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{4ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, language: Language) -> String {
        let mark = |piece: Piece<'_>| match piece.only_in {
            Some(code) => format!("[{code} {}]", piece.text),
            None => piece.text.to_owned(),
        };
        pieces(text, &language).into_iter().map(mark).collect()
    }

    #[test]
    fn a_russian_name_in_an_english_sentence_is_told_apart_with_its_marks() {
        let text = "Confirmed by ООО «Завод 1» (демо), of the region; АО «Б», 5 days";
        assert_eq!(
            marked(text, Language::En),
            "Confirmed by [ru ООО «Завод 1» (демо),] of the region; [ru АО «Б»,] 5 days"
        );
        assert_eq!(marked("All of it", Language::En), "All of it");
    }

    #[test]
    fn a_russian_text_is_one_piece() {
        assert_eq!(marked("Завод IT «Alpha»", Language::Ru), "Завод IT «Alpha»");
    }
}
