//! A field is one entry of the catalogue and nothing else: once it is adopted, it is in the catalogue,
//! takes a statement, and stands on the card, in the history, the comparison and the files in its own
//! words. The columns of an import are shown by the operators' tests.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use registry_core::command::AdoptEdition;
use registry_core::editions::SHIPPED;
use registry_events::edition::EditionKind;
use registry_events::value::Code;
use serde_json::{Value, json};

use super::scene::Scene;

/// A field of the cluster, one with a dictionary, one of its participants, and one that only officers
/// see: each with its place, its type, its label and who sees it.
const FIELDS: [(&str, &str, &str, [&str; 2], &str); 4] = [
    ("motto", "section = 'identity'", "type = 'text'", ["Девиз", "Motto"], "public"),
    (
        "favourite",
        "section = 'identity'",
        "type = 'code'\ndictionary = 'specialisation'",
        ["Любимая отрасль", "Favourite industry"],
        "public",
    ),
    (
        "nickname",
        "collection = 'participants'",
        "type = 'text'",
        ["Прозвище", "Nickname"],
        "public",
    ),
    ("passphrase", "section = 'identity'", "type = 'text'", ["Пароль", "Passphrase"], "officer"),
];

/// Their entries; what nobody reads says the same as the label.
fn entries() -> String {
    let entries = FIELDS.map(|(key, place, kind, [ru, en], seen_by)| {
        let words = ["label", "hint", "example", "why"];
        let words = words.map(|word| format!("{word} = {{ ru = '{ru}', en = '{en}' }}\n")).concat();
        format!(
            "\n[[field]]\nkey = '{key}'\n{place}\n{kind}\n{words}\
             mark = 'optional'\nvisibility = '{seen_by}'\n"
        )
    });
    entries.concat()
}

async fn with_added_field() -> Scene {
    let scene = Scene::entered().await;
    // The catalogue names the dictionaries that ship beside it.
    for (kind, more) in
        [(EditionKind::Dictionaries, String::new()), (EditionKind::Catalogue, entries())]
    {
        let shipped = SHIPPED.iter().find(|shipped| shipped.kind == kind).unwrap();
        let own = format!("edition = \"{}\"", shipped.edition);
        let text = shipped.text.replacen(&own, "edition = \"7.7\"", 1) + &more;
        let adopted =
            AdoptEdition { kind, edition: Code::literal("7.7"), text, proposals: Vec::new() };
        scene.app.program(adopted).await;
    }
    let nickname = json!({ "path": "participants/1/nickname", "value": "Пильщики" });
    let claims = json!([{ "path": "motto", "value": { "ru": "Лес и люди", "en": null } },
        { "path": "favourite", "value": "furniture" }, nickname]);
    scene.state(&json!({ "claims": claims })).await;
    scene
}

#[tokio::test]
async fn a_field_that_is_added_by_one_entry_is_in_the_catalogue_and_on_the_card() {
    let scene = with_added_field().await;
    let catalogue = scene.get("/api/v1/catalogue").await.body;
    let fields = catalogue["fields"].as_array().unwrap();
    let label = |key: &str| {
        let field = fields.iter().find(|field| field["key"] == key).unwrap();
        field["label"]["ru"].clone()
    };
    assert_eq!((label("motto"), label("nickname")), (json!("Девиз"), json!("Прозвище")));
    let card = scene.get(&scene.card()).await.body.to_string();
    assert!(card.contains("Лес и люди") && card.contains("Пильщики"), "{card}");
}

#[tokio::test]
async fn an_added_field_has_its_words_in_the_history_of_both_languages() {
    let scene = with_added_field().await;
    let words = [("motto", "Девиз", "Motto"), ("participants/1/nickname", "Прозвище", "Nickname")];
    for (path, ru, en) in words {
        let history = scene.get(&format!("{}/history?path={path}", scene.card())).await.body;
        let line = &history["items"][0];
        let said = |language: &str| line["description"][language].as_str().unwrap_or_default();
        assert!(said("ru").contains(ru) && said("en").contains(en), "{line}");
        assert_ne!(line["new"], Value::Null);
    }
}

#[tokio::test]
async fn an_added_field_is_a_row_of_the_comparison_of_clusters_and_of_items() {
    let scene = with_added_field().await;
    let path = format!("/api/v1/compare?ids={},{}", scene.pine, scene.birch);
    let comparison = scene.get(&path).await.body;
    let sections = comparison["sections"].as_array().unwrap().iter();
    let rows: Vec<_> = sections.flat_map(|section| section["rows"].as_array().unwrap()).collect();
    let row = |path: &str| rows.iter().find(|row| row["path"] == path).unwrap();
    let motto = row("motto");
    assert_eq!(motto["label"], json!({ "ru": "Девиз", "en": "Motto" }));
    assert_eq!(motto["cells"][0]["value"]["ru"], "Лес и люди");
    assert_eq!(motto["cells"][1]["absence"], "not_provided");
    let nickname = row("participants/nickname");
    assert_eq!(
        (&nickname["cells"][0]["count"], &nickname["cells"][1]["count"]),
        (&json!(1), &json!(0))
    );
}

#[tokio::test]
async fn an_added_field_is_in_the_files_of_the_register_and_one_of_officers_is_not() {
    let scene = with_added_field().await;
    let lines = scene.file("/api/v1/export/clusters.jsonl").await.text();
    assert!(lines.contains("Лес и люди") && lines.contains("Пильщики"), "{lines}");
    let rows = scene.rows("/api/v1/clusters.csv?q=сосна").await;
    let cell = |key: &str| rows[0].get(key).map(String::as_str);
    assert_eq!((cell("motto"), cell("motto.en")), (Some("Лес и люди"), Some("")));
    let favourite = (cell("favourite"), cell("favourite_label"));
    assert_eq!(favourite, (Some("furniture"), Some("Производство мебели")));
    assert_eq!(cell("passphrase"), None, "{rows:?}");
}

#[tokio::test]
async fn an_added_field_is_a_column_of_the_whole_register_as_a_workbook() {
    let scene = with_added_field().await;
    for (language, own, list, words) in [
        ("ru", "Реестр", "Участники", ["Девиз", "Прозвище"]),
        ("en", "Register", "Participants", ["Motto", "Nickname"]),
    ] {
        let path = format!("/api/v1/export/clusters.xlsx?lang={language}");
        let mut book: Xlsx<_> =
            Xlsx::new(Cursor::new(scene.file(&path).await.bytes.to_vec())).unwrap();
        let mut column = |sheet: &str, heading: &str| -> Vec<String> {
            let range = book.worksheet_range(sheet).unwrap();
            let mut headings = range.rows().next().unwrap().iter().map(Data::to_string);
            let place = headings.position(|known| known == heading).unwrap();
            range.rows().skip(1).map(|row| row[place].to_string()).collect()
        };
        assert!(column(own, words[0]).contains(&"Лес и люди".to_owned()));
        let nicknames = column(list, words[1]);
        assert_eq!((nicknames.len(), &nicknames.concat()), (21, &"Пильщики".to_owned()));
    }
}
