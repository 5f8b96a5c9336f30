//! Every key of an answer is always present, `null` or `[]` when empty; the derived schemas would
//! call the nullable ones optional. Reads have no bodies, so all their schemas are of answers.

use utoipa::openapi::schema::{AllOf, Object, OneOf};
use utoipa::openapi::{OpenApi, RefOr, Schema};

/// Says of each schema that its keys are always there.
pub(super) fn all_keys(document: &mut OpenApi) {
    let Some(components) = &mut document.components else { return };
    components.schemas.values_mut().for_each(of_schema);
}

fn of_schema(schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => of_object(object),
        Schema::AllOf(AllOf { items, .. }) | Schema::OneOf(OneOf { items, .. }) => {
            items.iter_mut().for_each(of_schema);
        }
        // Arrays have items of named schemas; `AnyOf` and those to come have no keys of ours.
        _ => {}
    }
}

fn of_object(object: &mut Object) {
    object.required = object.properties.keys().cloned().collect();
    object.properties.values_mut().for_each(of_schema);
}

#[cfg(test)]
mod tests {
    use super::super::router;

    #[test]
    fn a_nullable_key_is_still_required() {
        let document = serde_json::to_value(router().get_openapi()).expect("JSON");
        let card = &document["components"]["schemas"]["CardShown"];
        let required = card["required"].as_array().expect("a list");
        let keys = card["properties"].as_object().expect("an object");
        assert_eq!(required.len(), keys.len());
        assert!(required.contains(&"status_reason".into()));
    }

    #[test]
    fn no_two_answers_share_the_name_of_a_schema() {
        // Two types of one name would leave one of them undescribed.
        let document = serde_json::to_value(router().get_openapi()).expect("JSON");
        let schemas = &document["components"]["schemas"];
        assert!(schemas["CardLevel"]["properties"]["edition"].is_object());
        assert!(schemas["LevelAsks"]["properties"]["gates"].is_object());
        assert!(schemas["SeriesPoint"]["properties"]["date"].is_object());
    }
}
