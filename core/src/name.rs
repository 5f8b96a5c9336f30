//! Display names, made comparable: two names that read the same can't both be held in a region.

use registry_events::letters::folded;
use registry_events::value::Text;
use unicode_normalization::UnicodeNormalization;

/// NFKC, as [`folded`] reads it, letters and digits only.
pub fn normalise(name: &str) -> String {
    let name: String = name.nfkc().collect();
    folded(&name).chars().filter(|sign| sign.is_alphanumeric()).collect()
}

/// Whether a name has something to read in each language it is given in: dashes, marks and blanks
/// alone leave nothing.
pub(crate) fn is_readable(name: &Text) -> bool {
    [&name.ru, &name.en].into_iter().flatten().all(|given| !normalise(given).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_read_the_same_are_the_same() {
        let one = normalise("Мебельный кластер «Белая сосна» (демо)");
        assert_eq!(one, normalise("МЕБЕЛЬНЫЙ  кластер \"Белая Сосна\" — демо"));
        assert_eq!(normalise("Берёзка"), normalise("березка"));
        assert_eq!(normalise("клаcтер «Бе\u{301}лая сосна»"), normalise("Кластер «Белая сосна»"));
    }
}
