//! The language of an answer. Of a page: its address, English ones stand under `/en`. Of data:
//! `?lang=`, else `Accept-Language`, else Russian.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use registry_events::value::Language;

use super::App;
use super::query::pairs;

/// The languages there are, the default one first.
pub const LANGUAGES: [Language; 2] = [Language::Ru, Language::En];

/// Where pages in English stand.
pub const ENGLISH_PREFIX: &str = "/en";

/// The language that a page's address tells.
#[derive(Debug, Clone, Copy)]
pub struct PageLanguage(pub Language);

/// The language's code, as in headers and addresses.
pub const fn code(language: Language) -> &'static str {
    match language {
        Language::Ru => "ru",
        Language::En => "en",
    }
}

/// The language of the page at a path.
pub fn of_page(path: &str) -> Language {
    let rest = path.strip_prefix(ENGLISH_PREFIX);
    let english = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if english { Language::En } else { Language::Ru }
}

/// The language a request asks for.
pub fn of(parts: &Parts) -> Language {
    if let Some(page) = parts.extensions.get::<PageLanguage>() {
        return page.0;
    }
    let asked = pairs(&parts.uri).into_iter().find(|(name, _)| name == "lang");
    if let Some(language) = asked.and_then(|(_, asked)| named(&asked)) {
        return language;
    }
    let accepted = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    accepted.and_then(preferred).unwrap_or(Language::Ru)
}

/// The best of the languages there are, by the weights of an `Accept-Language` header.
fn preferred(header: &str) -> Option<Language> {
    let mut best = None;
    for range in header.split(',') {
        let (tag, weight) = weighted(range);
        let language = if tag == "*" { Some(Language::Ru) } else { named(tag) };
        if let Some(language) = language
            && weight > best.map_or(0, |(_, weight)| weight)
        {
            best = Some((language, weight));
        }
    }
    best.map(|(language, _)| language)
}

/// A range with its weight in thousandths.
fn weighted(range: &str) -> (&str, u32) {
    let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
    let weight = match parameters.trim().strip_prefix("q=") {
        None => 1000,
        Some(text) => thousandths(text).unwrap_or(0),
    };
    (tag.trim(), weight)
}

fn thousandths(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits: String = format!("{fraction:0<3}").chars().take(3).collect();
    Some((whole.parse::<u32>().ok()?.min(1) * 1000 + digits.parse::<u32>().ok()?).min(1000))
}

/// The language that a tag such as `en` or `en-GB` names.
pub fn named(tag: &str) -> Option<Language> {
    let primary = tag.split('-').next().unwrap_or_default();
    LANGUAGES.into_iter().find(|language| primary.eq_ignore_ascii_case(code(*language)))
}

impl FromRequestParts<App> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Infallible> {
        Ok(of(parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_language_wins_and_the_unknown_ones_are_passed_over() {
        assert_eq!(preferred("de, en;q=0.8, ru;q=0.5"), Some(Language::En));
        assert_eq!(preferred("en;q=0.5, ru-RU;q=0.9"), Some(Language::Ru));
        assert_eq!(preferred("en;q=0, *;q=0.1"), Some(Language::Ru));
        assert_eq!(preferred("de"), None);
    }
}
