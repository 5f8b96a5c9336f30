//! Under which address readers reach the site, for what is read away from it: feeds, previews of
//! links, data in pages.
//!
//! It is what the settings say. Without them only a browser on this machine is believed, whose
//! `Host` is a loopback one: what anybody else writes there, they could have others read.

use std::convert::Infallible;
use std::fmt;
use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::uri::{Authority, Uri};

use super::header::only;
use super::{App, HttpSettings};

/// Scheme and authority of the site: `https://clusters.example`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Reads `https://clusters.example`; none where it isn't an address of a whole site, which the
    /// pages need to stand at its root.
    pub fn parse(given: &str) -> Option<Self> {
        let uri: Uri = given.parse().ok()?;
        let scheme = uri.scheme_str().filter(|scheme| ["http", "https"].contains(scheme))?;
        let authority = uri.authority().filter(|one| !one.as_str().contains('@'))?;
        let is_root = uri.path() == "/" && uri.query().is_none() && !given.contains('#');
        is_root.then(|| Self(format!("{scheme}://{authority}")))
    }

    /// Whether readers reach the site by https.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Whether an `Origin` is this site.
    pub fn is(&self, origin: &str) -> bool {
        self.0.eq_ignore_ascii_case(origin)
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The site's address, where it is known.
pub struct Origin(pub Option<String>);

impl FromRequestParts<App> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(of(parts, &app.settings)))
    }
}

/// The site's address for a request; none where it isn't known.
pub(super) fn of(parts: &Parts, settings: &HttpSettings) -> Option<String> {
    if let Some(PublicUrl(set)) = &settings.public_url {
        return Some(set.clone());
    }
    let host = only(&parts.headers, &HOST).ok()??.to_str().ok()?;
    is_loopback(host).then(|| format!("http://{host}"))
}

fn is_loopback(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let name = authority.host().trim_matches(['[', ']']);
    let is_local = || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    !host.contains('@') && (name.eq_ignore_ascii_case("localhost") || is_local())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_address_of_a_whole_site_is_one() {
        let parsed = |given| PublicUrl::parse(given).map(|PublicUrl(url)| url);
        assert_eq!(parsed("https://clusters.example"), Some("https://clusters.example".into()));
        assert_eq!(parsed("http://map.example:8080/"), Some("http://map.example:8080".into()));
        for given in [
            "",
            "clusters.example",
            "ftp://a.example",
            "https://a.example/map",
            "https://u@a.example",
            "https://a.example/?q=1",
            "https://a.example/#top",
        ] {
            assert_eq!(parsed(given), None, "{given}");
        }
    }

    #[test]
    fn only_a_browser_on_this_machine_is_believed() {
        for host in ["localhost", "localhost:8080", "127.0.0.1:80", "[::1]:8080", "LOCALHOST"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example", "10.0.0.1", "a@localhost", ""] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
