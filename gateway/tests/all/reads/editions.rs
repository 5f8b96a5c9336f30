//! The data that the rules run on.

use serde_json::json;

use super::scene::Scene;

#[tokio::test]
async fn a_rulebook_comes_with_its_text_whose_digest_is_the_adopted_one() {
    let scene = Scene::entered().await;
    let list = scene.get("/api/v1/rulebooks").await.body;
    let items = list["items"].as_array().unwrap();
    let told: Vec<_> = items.iter().map(|item| (&item["edition"], &item["in_force"])).collect();
    assert_eq!(told, [(&json!("1.0"), &json!(false)), (&json!("0.9"), &json!(true))]);
    let rulebook = scene.get("/api/v1/rulebooks/0.9").await.body;
    let text = rulebook["text"].as_str().unwrap();
    assert_eq!(rulebook["digest"], blake3::hash(text.as_bytes()).to_hex().to_string());
    assert_eq!(rulebook["adopted_at"], "2015-12-01T09:00:00Z");
    let marker = &rulebook["markers"][7];
    assert_eq!(
        (&marker["id"], &marker["when"]),
        (&json!("M8"), &json!("participants >= participants_min"))
    );
    assert_eq!(rulebook["parameters"]["participants_min"], 10);
    assert_eq!(rulebook["levels"][1]["gates"], json!(["G1", "G3", "G4", "P2"]));
    let shipped = scene.get("/api/v1/rulebooks/1.0").await.body;
    assert_eq!(shipped["levels"][0]["one_of"], json!([["T1", "T2"]]));
    let vectors = shipped["vectors"].as_array().unwrap();
    let nothing = &vectors[0];
    assert_eq!(
        (&nothing["level"], &nothing["facts"]["participants"]),
        (&json!("initial"), &json!(0))
    );
    assert_eq!(rulebook["vectors"], json!(null), "only what ships has them");
    let unknown = scene.reader.get("/api/v1/rulebooks/7.7").await;
    assert_eq!(unknown.refusal(), (404, "not-found"));
}

#[tokio::test]
async fn the_catalogue_and_the_dictionaries_tell_their_editions() {
    let scene = Scene::entered().await;
    let catalogue = scene.get("/api/v1/catalogue").await.body;
    assert_eq!(catalogue["edition"]["edition"], "0.9");
    let employees = catalogue["fields"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["key"] == "employees_total")
        .unwrap();
    assert_eq!((&employees["type"], &employees["dated"]), (&json!("integer"), &json!(true)));
    assert_eq!(employees["bounds"]["min"], 0);
    let dictionaries = scene.get("/api/v1/dictionaries").await.body;
    assert_eq!(dictionaries["regions"].as_array().unwrap().len(), 83);
    let keys: Vec<_> =
        dictionaries["dictionaries"].as_array().unwrap().iter().map(|one| &one["key"]).collect();
    assert!(keys.contains(&&json!("specialisation")), "{keys:?}");
}
