//! What every operation of the document has in common, said once: an id of its own, what each status
//! means, and the headers that every write takes.

use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{OpenApi, RefOr, Required, Response};

/// The document with what its annotations leave out.
pub(super) fn complete(mut document: OpenApi) -> OpenApi {
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            operation.operation_id = Some(id(method, path));
            for (status, response) in &mut operation.responses.responses {
                describe(status, response);
            }
            if method == "post" {
                add_headers(operation, path.contains('{'));
            }
        }
    }
    document
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [("get", &mut item.get), ("post", &mut item.post), ("delete", &mut item.delete)];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// `POST /api/v1/clusters/{cluster}/claims` is `post_clusters_cluster_claims`.
fn id(method: &str, path: &str) -> String {
    let words = path.trim_start_matches("/api/v1").split(['/', '{', '}', '.']);
    let words: Vec<_> = [method].into_iter().chain(words).filter(|word| !word.is_empty()).collect();
    words.join("_")
}

fn describe(status: &str, response: &mut RefOr<Response>) {
    if let RefOr::T(response) = response
        && response.description.is_empty()
    {
        response.description = meaning(status).into();
    }
}

const fn meaning(status: &str) -> &'static str {
    match status.as_bytes() {
        b"200" => "Done, or as asked",
        b"201" => "Done; Location says where it is",
        b"304" => "As the caller has it",
        b"503" => "Not now; Retry-After says when to ask again",
        _ => "A problem; its code and sentence say what to do",
    }
}

/// Every write takes a key; one to something that is there also the version its caller saw.
fn add_headers(operation: &mut Operation, names_something: bool) {
    let parameters = operation.parameters.get_or_insert_default();
    parameters.push(RefOr::T(header(
        "Idempotency-Key",
        Type::String,
        "The same key and body gets the first answer again, with Idempotent-Replay: true",
    )));
    if names_something {
        parameters.push(RefOr::T(header(
            "If-Match",
            Type::Integer,
            "The `version` the caller saw; 412 when it has passed",
        )));
    }
}

fn header(name: &str, value_type: Type, description: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(ObjectBuilder::new().schema_type(value_type)))
        .build()
}
