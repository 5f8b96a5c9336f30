//! What is asked for: the words of a question, without those that every text has, and abbreviations,
//! whose capital letters tell them from a word that is spelt alike (`IT` and `it`).

use crate::words::forms;

/// A word of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// A word by its form.
    Word(String),
    /// Any of these abbreviations, in capital letters.
    Capitals(Vec<String>),
}

/// Abbreviations of one thing that would be found in half of all texts as words or their beginnings.
const ABBREVIATIONS: [&[&str]; 1] = [&["IT", "ИТ", "ICT", "ИКТ"]];
/// The most letters of an abbreviation that is taken for a word and not for one that it stands for.
const SHORT_LETTERS_MAX: usize = 2;

/// Words that tell nothing of what a text is about.
const EMPTY_WORDS: [&str; 68] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "is",
    "it", "its", "of", "on", "or", "our", "that", "the", "their", "this", "to", "was", "we",
    "were", "which", "will", "with", "you", "а", "в", "во", "для", "до", "за", "и", "из", "или",
    "их", "к", "как", "ко", "на", "над", "не", "но", "о", "об", "от", "по", "под", "при", "про",
    "с", "со", "так", "то", "у", "что", "это", "этот", "мы", "вы", "наш", "ее",
];

/// The words of a question in their order.
pub(super) fn words_of(question: &str) -> Vec<Asked> {
    let parts = question.split(|c: char| c.is_whitespace() || is_sign(c));
    parts.flat_map(words_of_part).collect()
}

const fn is_sign(c: char) -> bool {
    c.is_ascii_punctuation() || matches!(c, '«' | '»' | '“' | '”' | '„' | '–' | '—' | '№')
}

fn words_of_part(part: &str) -> Vec<Asked> {
    match capitals(part) {
        Some(capitals) => vec![Asked::Capitals(capitals)],
        None => forms(part).into_iter().filter(|form| !is_empty(form)).map(Asked::Word).collect(),
    }
}

/// The abbreviations that a part in capital letters means, where as a word it would tell nothing.
fn capitals(part: &str) -> Option<Vec<String>> {
    let short = part.chars().count() <= SHORT_LETTERS_MAX;
    let group = ABBREVIATIONS.into_iter().find(|group| short && group.contains(&part));
    if let Some(group) = group {
        return Some(group.iter().map(ToString::to_string).collect());
    }
    let is_word = forms(part).iter().any(|form| is_empty(form));
    (is_capital(part) && is_word).then(|| vec![part.to_owned()])
}

/// Whether a word of several letters stands in capital ones.
pub(super) fn is_capital(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase)
}

/// Whether a word tells nothing of what a text is about.
pub(super) fn is_empty(form: &str) -> bool {
    EMPTY_WORDS.contains(&form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_words_are_left_out_and_abbreviations_keep_their_capitals() {
        let word = |form: &str| Asked::Word(form.into());
        assert_eq!(
            words_of("the clusters of Томск и области"),
            ["clusters", "томск", "области"].map(word)
        );
        assert_eq!(words_of("it is"), []);
        let abbreviations = ["IT", "ИТ", "ICT", "ИКТ"].map(String::from).to_vec();
        assert_eq!(words_of("IT-кластер"), [Asked::Capitals(abbreviations), word("кластер")]);
        assert_eq!(words_of("US"), [word("us")]);
        assert_eq!(words_of("OR"), [Asked::Capitals(vec!["OR".into()])]);
        assert_eq!(words_of("со\u{301}сна"), [word("сосна")]);
    }
}
