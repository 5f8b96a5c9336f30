//! The query of an address: one parameter, or a whole one read into a type.

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::problem::Broken;
use super::{App, Problem};

/// The query read into a type; whatever doesn't fit is a 422 that names it.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Problem> {
        read(&parts.uri).map(Self)
    }
}

/// The only value of a parameter.
///
/// # Errors
/// `query.repeated`: of two values neither is the one that is meant.
pub fn parameter(uri: &Uri, name: &str) -> Result<Option<String>, Broken> {
    let mut values = stated(uri).into_iter().filter(|(key, _)| key == name);
    match (values.next(), values.next()) {
        (Some(_), Some(_)) => Err(repeated(name)),
        (first, _) => Ok(first.map(|(_, value)| value)),
    }
}

/// Every parameter that says something; forms send their empty fields as well.
pub fn stated(uri: &Uri) -> Vec<(String, String)> {
    let pairs = pairs(uri).into_iter().map(|(name, value)| (name, value.trim().to_owned()));
    pairs.filter(|(_, value)| !value.is_empty()).collect()
}

/// Every parameter in the order of the address; for those that may be repeated.
pub fn pairs(uri: &Uri) -> Vec<(String, String)> {
    read(uri).unwrap_or_default()
}

/// A parameter that can't be used, named as `?name`.
pub fn unusable(name: &str, code: &'static str) -> Broken {
    Broken::new(format!("?{name}"), code)
}

/// The refusal of a parameter that has several values and takes one.
pub fn repeated(name: &str) -> Broken {
    unusable(name, "query.repeated").with(name)
}

#[expect(clippy::disallowed_types, reason = "the one place that wraps it")]
fn read<T: DeserializeOwned>(uri: &Uri) -> Result<T, Problem> {
    match axum::extract::Query::try_from_uri(uri) {
        Ok(axum::extract::Query(read)) => Ok(read),
        Err(rejection) => {
            let words = rejection.body_text();
            let words = words.rsplit_once("query string: ").map_or(words.as_str(), |(_, why)| why);
            let name = words.split_once(": ").map_or("", |(name, _)| name);
            Err(Problem::invalid(vec![unusable(name, "query.malformed").with(words)]))
        }
    }
}
