//! What a page's form sends, field by field.

use axum::extract::{FromRequest, Request};

use super::{App, Problem};

/// The fields of a form in the order in which they were sent.
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first value of a field; empty where it wasn't sent.
    pub fn get(&self, name: &str) -> &str {
        let sent = self.0.iter().find(|(field, _)| field == name);
        sent.map(|(_, value)| value.as_str()).unwrap_or_default()
    }
}

impl FromRequest<App> for Fields {
    type Rejection = Problem;

    #[expect(clippy::disallowed_types, reason = "the one place that wraps it")]
    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let form = axum::extract::Form::from_request(request, app).await;
        form.map(|form| Self(form.0)).map_err(|_| Problem::new("form.malformed"))
    }
}
