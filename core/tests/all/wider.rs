//! A catalogue with partners, links to other clusters and official statuses.

use registry_core::command::AdoptEdition;
use registry_core::profile::changes::OpenInput;
use registry_core::testing::statements::{code, day, item};
use registry_core::testing::{Scene, organisation};
use registry_events::edition::EditionKind;
use registry_events::ids::ClusterId;
use registry_events::value::{Code, Value};

use super::BEFORE;
use super::rulebook::small;

/// A registry whose catalogue has these collections.
pub(super) fn open_wider(today: jiff::civil::Date) -> Scene {
    let mut scene = Scene::small(today);
    adopt(&mut scene, EditionKind::Dictionaries, DICTIONARIES);
    adopt(&mut scene, EditionKind::Catalogue, &collections());
    scene
}

fn adopt(scene: &mut Scene, kind: EditionKind, more: &str) {
    let edition = Code::literal("0.9-wider");
    let text = small(kind).replace("edition = \"0.9\"", "edition = \"0.9-wider\"");
    scene.given(
        scene.administrator(),
        AdoptEdition { kind, edition, text: text + more, proposals: Vec::new() },
    );
}

/// Fields by collection and key, each with its type, its dictionary if it has one, its mark and
/// whether an item can't be without it.
const FIELDS: [(&str, &str, &str, &str, &str, bool); 8] = [
    ("partners", "organisation", "organisation", "", "medium", true),
    ("partners", "country", "code", "country", "medium", true),
    ("cluster_links", "type", "code", "link_type", "high", true),
    ("cluster_links", "cluster", "cluster", "", "high", false),
    ("official_statuses", "type", "code", "official_status", "optional", true),
    ("official_statuses", "granted_on", "date", "", "optional", true),
    ("official_statuses", "issuer", "organisation", "", "optional", false),
    ("official_statuses", "valid_until", "date", "", "optional", false),
];

/// The collections with their fields; words that nobody reads are the field's key.
fn collections() -> String {
    let fields = FIELDS.map(|(collection, key, kind, dictionary, mark, needed)| {
        let words = ["label", "hint", "example", "why"];
        let words = words.map(|word| format!("{word} = {{ ru = \"{key}\", en = \"{key}\" }}\n"));
        let dictionary = match dictionary {
            "" => String::new(),
            dictionary => format!("dictionary = \"{dictionary}\"\n"),
        };
        format!(
            "[[field]]\nkey = \"{key}\"\ncollection = \"{collection}\"\ntype = \"{kind}\"\n\
             {dictionary}{}mark = \"{mark}\"\nneeded = {needed}\nvisibility = \"public\"\n",
            words.concat()
        )
    });
    COLLECTIONS.to_owned() + &fields.concat()
}

/// The organisation of a number as a partner.
pub(super) fn partner(number: u32) -> OpenInput {
    item("partners").says("organisation", organisation(number)).says("country", code("RU"))
}

/// A link to another cluster.
pub(super) fn link_to(cluster: ClusterId) -> OpenInput {
    item("cluster_links").says("type", code("agreement")).says("cluster", Value::Cluster(cluster))
}

/// An official status of a type.
pub(super) fn status(kind: &str) -> OpenInput {
    item("official_statuses").says("type", code(kind)).says("granted_on", day(BEFORE))
}

const DICTIONARIES: &str = r#"
[[dictionary]]
key = "official_status"
label = { ru = "Официальный статус", en = "Official status" }
terms = [
    { key = "pilot_itc", ru = "Пилотный кластер", en = "Pilot cluster" },
    { key = "industrial_779", ru = "Промышленный кластер", en = "Industrial cluster" },
    { key = "ckr_supported", ru = "Поддерживается ЦКР", en = "Supported by a centre" },
    { key = "regional_programme", ru = "Региональная программа", en = "Regional programme" },
]

[[dictionary]]
key = "link_type"
label = { ru = "Вид связи", en = "Kind of link" }
terms = [{ key = "agreement", ru = "Соглашение", en = "Agreement" }]

[[dictionary]]
key = "country"
label = { ru = "Страна", en = "Country" }
terms = [{ key = "RU", ru = "Россия", en = "Russia" }]
"#;

const COLLECTIONS: &str = r#"
[[collection]]
key = "partners"
section = "participants"
label = { ru = "Партнёры", en = "Partners" }
item_label = { ru = "Партнёр", en = "Partner" }
title_field = "organisation"
unique_field = "organisation"
mark = "medium"
items_max = 1000

[[collection]]
key = "cluster_links"
section = "participants"
label = { ru = "Связи", en = "Links" }
item_label = { ru = "Связь", en = "Link" }
title_field = "type"
mark = "high"
items_max = 300

[[collection]]
key = "official_statuses"
section = "identity"
label = { ru = "Статусы", en = "Statuses" }
item_label = { ru = "Статус", en = "Status" }
title_field = "type"
mark = "optional"
items_max = 30
by_officer = true
"#;
