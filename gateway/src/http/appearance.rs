//! How a reader wants pages to look: size, contrast and spacing for weak sight, kept in a cookie.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// The cookie's name.
pub const COOKIE_NAME: &str = "appearance";
/// How long a browser keeps it, in seconds: a year.
pub const KEPT_SECONDS: u32 = 365 * 24 * 3600;

/// What can be chosen of each trait; the first is what pages look like unless told otherwise.
pub const SIZES: [&str; 3] = ["100", "125", "150"];
/// The contrasts.
pub const CONTRASTS: [&str; 3] = ["usual", "black-on-white", "white-on-black"];
/// The spacings of letters and lines.
pub const SPACINGS: [&str; 2] = ["usual", "wide"];

/// How pages look to one reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appearance {
    /// The size of text, in per cent.
    pub size: &'static str,
    /// The contrast.
    pub contrast: &'static str,
    /// The spacing.
    pub spacing: &'static str,
}

impl Default for Appearance {
    fn default() -> Self {
        Self { size: SIZES[0], contrast: CONTRASTS[0], spacing: SPACINGS[0] }
    }
}

impl Appearance {
    /// What a request's cookie asks for; what it doesn't know looks as usual.
    pub fn of(headers: &HeaderMap) -> Self {
        let cookies = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        let mut each = cookies.flat_map(|value| value.split(';'));
        let ours = each.find_map(|cookie| {
            let (name, value) = cookie.trim().split_once('=')?;
            (name == COOKIE_NAME).then_some(value)
        });
        ours.map(Self::parse).unwrap_or_default()
    }

    /// From the cookie's value, `125.black-on-white.wide`.
    pub fn parse(value: &str) -> Self {
        let mut traits = value.split('.');
        let mut one = |known: &[&'static str]| {
            let asked = traits.next().unwrap_or_default();
            known.iter().find(|known| **known == asked).copied().unwrap_or(known[0])
        };
        Self { size: one(&SIZES), contrast: one(&CONTRASTS), spacing: one(&SPACINGS) }
    }

    /// The cookie's value.
    pub fn value(&self) -> String {
        format!("{}.{}.{}", self.size, self.contrast, self.spacing)
    }

    /// Whether pages look as they do unless told otherwise.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// The classes of the page's root.
    pub fn classes(&self) -> String {
        format!("size-{} contrast-{} spacing-{}", self.size, self.contrast, self.spacing)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_cookie_says_again_what_was_chosen_and_an_unknown_choice_is_passed_over() {
        let chosen = Appearance { size: "150", contrast: "white-on-black", spacing: "wide" };
        let mut headers = HeaderMap::new();
        let cookie = format!("other=1; {COOKIE_NAME}={}", chosen.value());
        headers.insert(COOKIE, HeaderValue::from_str(&cookie).expect("ascii"));
        assert_eq!(Appearance::of(&headers), chosen);
        assert!(Appearance::parse("900.<script>").is_usual());
    }
}
