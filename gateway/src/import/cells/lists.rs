//! Cells that hold several things: texts, addresses, terms with a rating or a share, a postal
//! address. Members are separated by `|`, `;` or line breaks.

use registry_events::value::{
    Code, Decimal, InvalidValue, PostalAddress, Ratings, Share, Text, WebUrl,
};

use super::numbers;
use super::vocabulary::Vocabulary;
use crate::import::reasons::{self, Reason};
use crate::words::Said;

/// Several texts in Russian.
pub(super) fn texts(text: &str) -> Result<Vec<Text>, Reason> {
    members(text)
        .map(|member| Text::new(Some(member), None).map_err(|invalid| sentence(&invalid)))
        .collect()
}

/// Several web addresses; spaces separate them as well.
pub(super) fn urls(text: &str) -> Result<Vec<WebUrl>, Reason> {
    let parts = members(text).flat_map(str::split_whitespace);
    parts.map(|member| WebUrl::parse(member).map_err(|invalid| sentence(&invalid))).collect()
}

/// Codes that no dictionary lists.
pub(super) fn plain_codes(text: &str) -> Result<Vec<Code>, Reason> {
    let parts = members(text).flat_map(|member| member.split([',', ' '])).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(|part| Code::parse(part).map_err(|invalid| sentence(&invalid)))
        .collect()
}

/// «Развитие кадрового потенциала — высокий; …».
pub(super) fn ratings(
    text: &str,
    dictionary: &str,
    scale: &str,
    words: &Vocabulary,
) -> Result<Ratings, Reason> {
    let mut ratings = Ratings::new();
    for member in members(text) {
        let (term, rating) = pair(member).ok_or(PAIRS_NEEDED)?;
        let term = words.code(dictionary, term)?;
        if ratings.insert(term.clone(), words.code(scale, rating)?).is_some() {
            return Err(Reason::new(
                format!("«{term}» указано дважды."),
                format!("«{term}» stands twice."),
            ));
        }
    }
    Ok(ratings)
}

/// «Взносы участников — 40 %; Другое».
pub(super) fn shares(
    text: &str,
    dictionary: &str,
    words: &Vocabulary,
) -> Result<Vec<Share>, Reason> {
    members(text).map(|member| share(member, dictionary, words)).collect()
}

fn share(member: &str, dictionary: &str, words: &Vocabulary) -> Result<Share, Reason> {
    // A term may hold a dash itself.
    if let Ok(code) = words.code(dictionary, member) {
        return Ok(Share { code, percent: None });
    }
    let (term, percent) = pair(member).unwrap_or((member, ""));
    let code = words.code(dictionary, term)?;
    let percent: Option<Decimal> = numbers::decimal(percent.trim_end_matches('%').trim());
    let percent = percent.ok_or(SHARE_NEEDED)?;
    Share::new(code, Some(percent)).map_err(|invalid| sentence(&invalid))
}

/// «160000, Вологда, ул. Мира, 1»: postal code where there is one, locality, street.
pub(super) fn address(text: &str) -> Result<PostalAddress, Reason> {
    let (first, rest) = text.split_once(',').unwrap_or((text, ""));
    let first = first.trim();
    let is_code = first.len() == 6 && first.bytes().all(|byte| byte.is_ascii_digit());
    let (code, rest) = if is_code { (Some(first), rest) } else { (None, text) };
    let (locality, street) = rest.split_once(',').unwrap_or((rest, ""));
    let street = Some(street.trim()).filter(|street| !street.is_empty());
    PostalAddress::new(code, locality, street).map_err(|invalid| sentence(&invalid))
}

const PAIRS_NEEDED: Said = Said::new(
    "Нужны пары вида «приоритет — высокий».",
    "Pairs such as “priority — high” are needed.",
);
const SHARE_NEEDED: Said = Said::new(
    "Нужна доля в процентах, например «Взносы участников — 40 %».",
    "A share in per cent is needed, such as “Participants’ fees — 40 %”.",
);

/// The members of a cell.
pub(super) fn members(text: &str) -> impl Iterator<Item = &str> {
    text.split(['|', ';', '\n']).map(str::trim).filter(|member| !member.is_empty())
}

/// What stands before and after the last dash or colon.
fn pair(member: &str) -> Option<(&str, &str)> {
    let separators = [" — ", " – ", " - ", ":"];
    let found = separators.iter().find_map(|separator| member.rsplit_once(separator))?;
    Some((found.0.trim(), found.1.trim()))
}

fn sentence(error: &InvalidValue) -> Reason {
    reasons::of_code(error.code, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postal_address_is_read_with_and_without_its_code() {
        let read = |text| address(text).map(|a| (a.postal_code, a.locality, a.street));
        let street = Some("ул. Мира, 1".to_owned());
        let with = read("160000, Вологда, ул. Мира, 1");
        assert_eq!(with, Ok((Some("160000".into()), "Вологда".into(), street)));
        assert_eq!(read("Вологда"), Ok((None, "Вологда".into(), None)));
        assert!(read("160000").is_err());
    }

    #[test]
    fn addresses_on_the_web_are_separated_by_spaces_or_semicolons() {
        let read = urls("https://a.example; https://b.example https://c.example");
        assert_eq!(read.map(|urls| urls.len()), Ok(3));
        assert!(urls("a.example").is_err());
    }
}
