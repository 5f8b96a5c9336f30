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
    adopt(&mut scene, EditionKind::Catalogue, COLLECTIONS);
    scene
}

fn adopt(scene: &mut Scene, kind: EditionKind, more: &str) {
    let edition = Code::literal("0.9-wider");
    let text = small(kind).replace("edition = \"0.9\"", "edition = \"0.9-wider\"");
    scene.given(scene.administrator(), AdoptEdition { kind, edition, text: text + more });
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

[[field]]
key = "organisation"
collection = "partners"
type = "organisation"
label = { ru = "Организация", en = "Organisation" }
hint = { ru = "Организация", en = "Organisation" }
example = { ru = "Организация", en = "Organisation" }
why = { ru = "Проверка", en = "A test" }
mark = "medium"
needed = true
visibility = "public"

[[field]]
key = "country"
collection = "partners"
type = "code"
dictionary = "country"
label = { ru = "Страна", en = "Country" }
hint = { ru = "Страна", en = "Country" }
example = { ru = "Россия", en = "Russia" }
why = { ru = "Проверка", en = "A test" }
mark = "medium"
needed = true
visibility = "public"

[[field]]
key = "type"
collection = "cluster_links"
type = "code"
dictionary = "link_type"
label = { ru = "Вид", en = "Kind" }
hint = { ru = "Вид", en = "Kind" }
example = { ru = "Соглашение", en = "Agreement" }
why = { ru = "Проверка", en = "A test" }
mark = "high"
needed = true
visibility = "public"

[[field]]
key = "cluster"
collection = "cluster_links"
type = "cluster"
label = { ru = "Кластер", en = "Cluster" }
hint = { ru = "Кластер", en = "Cluster" }
example = { ru = "Кластер", en = "Cluster" }
why = { ru = "Проверка", en = "A test" }
mark = "high"
visibility = "public"

[[field]]
key = "type"
collection = "official_statuses"
type = "code"
dictionary = "official_status"
label = { ru = "Вид", en = "Kind" }
hint = { ru = "Вид", en = "Kind" }
example = { ru = "Пилотный", en = "Pilot" }
why = { ru = "Проверка", en = "A test" }
mark = "optional"
needed = true
visibility = "public"

[[field]]
key = "granted_on"
collection = "official_statuses"
type = "date"
label = { ru = "Присвоен", en = "Granted on" }
hint = { ru = "День", en = "The day" }
example = { ru = "01.01.2020", en = "1 January 2020" }
why = { ru = "Проверка", en = "A test" }
mark = "optional"
needed = true
visibility = "public"

[[field]]
key = "issuer"
collection = "official_statuses"
type = "organisation"
label = { ru = "Кем присвоен", en = "Issued by" }
hint = { ru = "Кем присвоен", en = "Issued by" }
example = { ru = "Центр", en = "A centre" }
why = { ru = "Проверка", en = "A test" }
mark = "optional"
visibility = "public"

[[field]]
key = "valid_until"
collection = "official_statuses"
type = "date"
label = { ru = "До", en = "Valid until" }
hint = { ru = "День", en = "The day" }
example = { ru = "01.01.2030", en = "1 January 2030" }
why = { ru = "Проверка", en = "A test" }
mark = "optional"
visibility = "public"
"#;
