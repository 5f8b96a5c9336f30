//! Files that pages load, carried in the program: style, script, fonts.
//!
//! Each address has the digest of its content, so a browser may keep it for good. Files name each
//! other by their plain addresses (`/assets/…`), which are replaced when the program starts; a file
//! is therefore named only by kinds that come later in [`KINDS`].

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::body::Bytes;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use super::answer::CachePolicy;
use crate::http::Problem;
use crate::http::path::Path;
use crate::map;

/// How many characters of the digest an address has.
const DIGEST_CHARACTERS: usize = 16;

/// Kinds of files with their media types, each after those it may name.
const KINDS: [(&str, &str); 5] = [
    ("woff2", "font/woff2"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
];

/// The style sheets in the order in which they apply; browsers get them as one.
const STYLE: [&str; 31] = [
    "css/tokens.css",
    "css/base.css",
    "css/frame.css",
    "css/parts.css",
    "css/pages.css",
    "css/atlas.css",
    "css/records.css",
    "css/compare.css",
    "css/offers.css",
    "css/english.css",
    "css/open_data.css",
    "css/methodology.css",
    "css/places.css",
    "css/charts.css",
    "css/statistics.css",
    "css/publications.css",
    "css/links.css",
    "css/logo.css",
    "css/desk.css",
    "css/verify.css",
    "css/picks.css",
    "css/forms.css",
    "css/work.css",
    "css/help.css",
    "css/items.css",
    "css/voice.css",
    "css/daily.css",
    "css/contact.css",
    "css/applications.css",
    "css/officers.css",
    "css/print.css",
];
const STYLE_NAME: &str = "style.css";
/// The map as a picture.
pub const PICTURE_NAME: &str = "russia.svg";

#[derive(RustEmbed)]
#[folder = "assets/"]
#[include = "fonts/*.woff2"]
#[include = "images/*"]
#[include = "css/*.css"]
#[include = "js/*.js"]
#[include = "js/htmx/htmx.js"]
struct Files;

struct Asset {
    media_type: &'static str,
    bytes: Bytes,
}

/// All assets by the name in their address, and that name by the plain one.
#[derive(Default)]
struct Assets {
    served: BTreeMap<String, Asset>,
    names: BTreeMap<String, String>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(Assets::load);

/// The address of an asset; a plain name is its file's, without the folder.
///
/// # Panics
/// When there is no such file: names stand in the program, and every page is tested.
pub fn address(plain: &str) -> String {
    let name = ASSETS.names.get(plain).unwrap_or_else(|| panic!("no asset {plain}"));
    format!("/assets/{name}")
}

/// The address of the style sheet.
pub fn stylesheet() -> String {
    address(STYLE_NAME)
}

/// How marks of charts look, for a drawing that stands alone: the tokens have their usual values.
pub fn chart_style() -> &'static str {
    static STYLE: LazyLock<String> = LazyLock::new(|| {
        let text = |path| String::from_utf8_lossy(&read(path)).into_owned();
        resolved(&text("css/charts.css"), &text("css/tokens.css"))
    });
    &STYLE
}

/// A style sheet with the values of the first block of tokens in their places.
fn resolved(sheet: &str, tokens: &str) -> String {
    let usual = tokens.split_once(":root {").map_or("", |(_, block)| block);
    let usual = usual.split('}').next().unwrap_or_default();
    let declared = usual.split(';').filter_map(|line| line.trim().split_once(": "));
    declared.fold(sheet.to_owned(), |sheet, (name, value)| {
        sheet.replace(&format!("var({name})"), value)
    })
}

/// An asset by its name.
pub async fn asset(Path(file): Path<String>) -> Result<Response, Problem> {
    let Some(asset) = ASSETS.served.get(&file) else {
        return Err(Problem::new("path.unknown").with(format!("/assets/{file}")));
    };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(asset.media_type)),
        (CACHE_CONTROL, CachePolicy::Immutable.header()),
    ];
    Ok((headers, asset.bytes.clone()).into_response())
}

/// Our mark under the address at which browsers look for one unasked.
pub async fn mark() -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
        (CACHE_CONTROL, CachePolicy::Revalidate.header()),
    ];
    (headers, read("images/mark.svg")).into_response()
}

impl Assets {
    fn load() -> Self {
        let mut assets = Self::default();
        let picture = map::shapes(false).picture().into_bytes();
        assets.add(PICTURE_NAME.to_owned(), "image/svg+xml", picture);
        for (extension, media_type) in KINDS {
            for (plain, content) in of_kind(extension) {
                assets.add(plain, media_type, content);
            }
        }
        assets
    }

    fn add(&mut self, plain: String, media_type: &'static str, content: Vec<u8>) {
        let bytes = if media_type.starts_with("text/") { self.named(&content) } else { content };
        let digest = blake3::hash(&bytes).to_hex();
        let (stem, extension) = plain.rsplit_once('.').unwrap_or((&plain, ""));
        let name = format!("{stem}.{}.{extension}", &digest[..DIGEST_CHARACTERS]);
        self.served.insert(name.clone(), Asset { media_type, bytes: bytes.into() });
        self.names.insert(plain, name);
    }

    /// A text in which other assets have their whole addresses.
    fn named(&self, content: &[u8]) -> Vec<u8> {
        let mut text = String::from_utf8_lossy(content).into_owned();
        for (plain, name) in &self.names {
            text = text.replace(&format!("/assets/{plain}\""), &format!("/assets/{name}\""));
        }
        text.into_bytes()
    }
}

/// The files of a kind by their plain names; the style sheets as one.
fn of_kind(extension: &str) -> Vec<(String, Vec<u8>)> {
    if extension == "css" {
        return vec![(STYLE_NAME.to_owned(), STYLE.iter().flat_map(|path| read(path)).collect())];
    }
    let mut paths: Vec<_> = Files::iter().filter(|path| path.ends_with(extension)).collect();
    // A module that others load stands before them.
    paths.sort_by_key(|path| (!path.contains("shared"), path.to_string()));
    let plain = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    paths.iter().map(|path| (plain(path), read(path))).collect()
}

/// # Panics
/// When the file isn't there: its name stands in this file.
fn read(path: &str) -> Vec<u8> {
    Files::get(path).unwrap_or_else(|| panic!("no file {path}")).data.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_asset_names_another_by_its_plain_address_or_a_third_party() {
        for (name, asset) in &ASSETS.served {
            if !asset.media_type.starts_with("text/") {
                continue;
            }
            let text = String::from_utf8_lossy(&asset.bytes);
            assert!(!text.contains("http://") && !text.contains("https://"), "{name}");
            for named in text.split("/assets/").skip(1) {
                let named = named.split('"').next().unwrap_or_default();
                assert!(ASSETS.served.contains_key(named), "{name} names {named}");
            }
        }
    }
}
