//! Addresses of our pages: in a language, with parameters.

use registry_events::value::Language;

use crate::http::language::ENGLISH_PREFIX;

/// A page's path in a language. Data and assets have one path for all.
pub fn localised(language: Language, path: &str) -> String {
    let shared = ["/api/", "/assets/", "/log/"].iter().any(|start| path.starts_with(start));
    match language {
        Language::En if !shared && path == "/" => ENGLISH_PREFIX.to_owned(),
        Language::En if !shared => format!("{ENGLISH_PREFIX}{path}"),
        _ => path.to_owned(),
    }
}

/// A path with parameters.
pub fn address(path: &str, parameters: &[(String, String)]) -> String {
    let pairs: Vec<_> = parameters
        .iter()
        .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
        .collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// A text as a part of an address.
pub fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~:".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
