//! A field is one entry of the catalogue and nothing else: once it is adopted, it is in the catalogue,
//! takes a statement, and stands on the card and in the history in its own words.

use registry_core::command::AdoptEdition;
use registry_core::editions::SHIPPED;
use registry_events::edition::EditionKind;
use registry_events::value::Code;
use serde_json::{Value, json};

use super::scene::Scene;

const ENTRY: &str = r#"
[[field]]
key = "motto"
section = "identity"
type = "text"
label = { ru = "Девиз", en = "Motto" }
hint = { ru = "Одной строкой.", en = "In one line." }
example = { ru = "Вместе", en = "Together" }
why = { ru = "Проверка каталога.", en = "A test of the catalogue." }
mark = "optional"
visibility = "public"
"#;

async fn with_added_field() -> Scene {
    let scene = Scene::entered().await;
    // The catalogue names the dictionaries that ship beside it.
    for (kind, more) in [(EditionKind::Dictionaries, ""), (EditionKind::Catalogue, ENTRY)] {
        let shipped = SHIPPED.iter().find(|shipped| shipped.kind == kind).unwrap();
        let own = format!("edition = \"{}\"", shipped.edition);
        let text = shipped.text.replacen(&own, "edition = \"7.7\"", 1) + more;
        let adopted = AdoptEdition { kind, edition: Code::literal("7.7"), text };
        scene.app.program(adopted).await;
    }
    scene
}

#[tokio::test]
async fn a_field_that_is_added_by_one_entry_is_in_catalogue_card_and_history() {
    let scene = with_added_field().await;
    let catalogue = scene.get("/api/v1/catalogue").await.body;
    let fields = catalogue["fields"].as_array().unwrap();
    let motto = fields.iter().find(|field| field["key"] == "motto").unwrap();
    assert_eq!((&motto["type"], &motto["label"]["ru"]), (&json!("text"), &json!("Девиз")));

    scene.state(&json!({ "claims": [{ "path": "motto", "value": "Лес и люди" }] })).await;
    let card = scene.get(&scene.card()).await.body;
    assert!(card.to_string().contains("Лес и люди"), "{card}");
    let history = scene.get(&format!("{}/history?path=motto", scene.card())).await.body;
    let line = &history["items"][0];
    let said = |language: &str| line["description"][language].as_str().unwrap_or_default();
    assert!(said("ru").contains("Девиз") && said("en").contains("Motto"), "{line}");
    assert_ne!(line["new"], Value::Null);
}
