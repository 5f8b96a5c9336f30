//! Cookies of ours. Where the site is reached by https their names promise browsers that no other
//! site set them (`__Host-`); on a machine of one's own they have plain names.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use super::App;

/// A cookie by its plain name.
#[derive(Debug, Clone, Copy)]
pub struct Cookie(&'static str);

/// What tells whose session it is.
pub const SESSION: Cookie = Cookie("session");
/// What ties a form of who isn't signed in to the browser it was shown in.
pub const VISIT: Cookie = Cookie("visit");

/// What tells that an account signed in in this browser before; it opens nothing.
pub const DEVICE: Cookie = Cookie("device");

/// The longest value that is looked at.
const VALUE_BYTES_MAX: usize = 128;

impl Cookie {
    /// What the browser sends of it; nothing when it is sent twice, since nobody can tell which was
    /// set by us.
    pub fn sent<'h>(self, app: &App, headers: &'h HeaderMap) -> Option<&'h str> {
        let name = self.name(app);
        let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';'));
        let mut values = pairs.filter_map(|pair| {
            let (given, value) = pair.trim().split_once('=')?;
            (given == name).then_some(value)
        });
        let value = values.next().filter(|value| value.len() <= VALUE_BYTES_MAX)?;
        values.next().is_none().then_some(value)
    }

    /// Sets it, for so many seconds.
    pub fn set(self, app: &App, value: &str, seconds: i64) -> HeaderValue {
        let secure = if is_secure(app) { "; Secure" } else { "" };
        let name = self.name(app);
        let line =
            format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
        HeaderValue::from_str(&line).unwrap_or_else(|_| HeaderValue::from_static(""))
    }

    /// Takes it away.
    pub fn end(self, app: &App) -> HeaderValue {
        self.set(app, "", 0)
    }

    fn name(self, app: &App) -> String {
        let prefix = if is_secure(app) { "__Host-" } else { "" };
        format!("{prefix}{}", self.0)
    }
}

fn is_secure(app: &App) -> bool {
    app.settings.public_url.as_ref().is_some_and(super::origin::PublicUrl::is_https)
}
