//! What a caller may not refuse: an answer as it is. To `identity;q=0` the compression behind would
//! say 406 with a whole answer; RFC 9110 (12.5.3) lets a server send one unencoded instead.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::ACCEPT_ENCODING;
use axum::middleware::Next;
use axum::response::Response;

pub(super) async fn accept_identity(mut request: Request, next: Next) -> Response {
    let given = request.headers().get_all(ACCEPT_ENCODING).iter();
    let given: Vec<_> = given.filter_map(|value| value.to_str().ok()).collect();
    if given.iter().any(|value| value.split(',').any(refuses_identity)) {
        let left = without_refusal(&given.join(","));
        request.headers_mut().remove(ACCEPT_ENCODING);
        if let Ok(left) = HeaderValue::try_from(left) {
            request.headers_mut().insert(ACCEPT_ENCODING, left);
        }
    }
    next.run(request).await
}

fn without_refusal(given: &str) -> String {
    let left = given.split(',').filter(|coding| !refuses_identity(coding));
    let left: Vec<_> = left.chain(["identity"]).map(str::trim).collect();
    left.join(", ")
}

/// `identity;q=0`, or the same of every coding that isn't named.
fn refuses_identity(coding: &str) -> bool {
    let mut parts = coding.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let is_meant = name == "*" || name.eq_ignore_ascii_case("identity");
    is_meant && parts.any(is_nothing)
}

fn is_nothing(parameter: &str) -> bool {
    let weight =
        parameter.split_once('=').filter(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
    weight.is_some_and(|(_, weight)| weight.trim().parse::<f32>() == Ok(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_refusal_of_an_answer_as_it_is_is_left_out() {
        assert_eq!(without_refusal("identity;q=0"), "identity");
        assert_eq!(without_refusal("gzip;q=0.5, *; Q=0.000"), "gzip;q=0.5, identity");
        assert_eq!(without_refusal("br;q=0, identity;q=0"), "br;q=0, identity");
        assert!(!"gzip, br;q=0, identity;q=0.5, *;q=0.1".split(',').any(refuses_identity));
    }
}
