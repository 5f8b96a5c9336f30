//! Small editions for stories: the collections and dictionaries that views read, and no more.

use registry_events::edition::{EditionKind, pieces};
use registry_events::event::{EditionAdopted, EditionTextRecorded, Event};
use registry_events::ids::Digest;

use super::code;

/// A catalogue of a few fields.
pub const CATALOGUE: &str = r#"
edition = "0.1"
section = [{ key = "all", label = { ru = "Всё", en = "All" } }]

[[collection]]
key = "participants"
section = "all"
label = { ru = "Участники", en = "Participants" }
item_label = { ru = "Участник", en = "Participant" }
title_field = "organisation"
unique_field = "organisation"
mark = "required"
items_max = 2500

[[collection]]
key = "projects"
section = "all"
label = { ru = "Проекты", en = "Projects" }
item_label = { ru = "Проект", en = "Project" }
title_field = "title"
mark = "medium"
items_max = 500

[[collection]]
key = "governing_bodies"
section = "all"
label = { ru = "Органы", en = "Bodies" }
item_label = { ru = "Орган", en = "Body" }
title_field = "type"
mark = "optional"
items_max = 30

[[collection]]
key = "partners"
section = "all"
label = { ru = "Партнёры", en = "Partners" }
item_label = { ru = "Партнёр", en = "Partner" }
title_field = "organisation"
mark = "optional"
items_max = 30

[[collection]]
key = "official_statuses"
section = "all"
label = { ru = "Статусы", en = "Statuses" }
item_label = { ru = "Статус", en = "Status" }
title_field = "type"
mark = "optional"
items_max = 30

[[collection]]
key = "offers"
section = "all"
label = { ru = "Предложения", en = "Offers" }
item_label = { ru = "Предложение", en = "Offer" }
title_field = "text"
mark = "optional"
items_max = 30

[[collection]]
key = "requests"
section = "all"
label = { ru = "Запросы", en = "Requests" }
item_label = { ru = "Запрос", en = "Request" }
title_field = "text"
mark = "optional"
items_max = 30

FIELD official_name section text required
FIELD display_name section text optional
FIELD aliases section texts optional
FIELD regions section codes:regions optional
FIELD location section point optional
FIELD summary section text required
FIELD year_created section year medium
FIELD employees_total section integer high
FIELD website section url optional
FIELD technologies section texts optional
FIELD products section texts optional
FIELD specialisation_key section code:specialisation required
FIELD organisation participants organisation required
FIELD participant_type participants code:participant_type required
FIELD title projects text medium
FIELD stage projects code:project_stage medium
FIELD spheres projects codes:project_sphere medium
FIELD type governing_bodies code:governing_body_type medium
FIELD year_organisation_created governing_bodies year optional
FIELD year_selected governing_bodies year optional
FIELD staff_fte governing_bodies decimal optional
FIELD funding_sources governing_bodies shares:funding_source medium
FIELD priorities section ratings:priority:importance optional
FIELD country partners code:country optional
FIELD organisation partners organisation optional
FIELD ckr section organisation optional
FIELD type official_statuses code:official_status optional
FIELD number official_statuses text optional
FIELD granted_on official_statuses date optional
FIELD valid_until official_statuses date optional
FIELD issuer official_statuses organisation optional
FIELD text offers text optional
FIELD kind offers code:offer_kind optional
FIELD until offers date optional
FIELD text requests text optional
"#;

/// Dictionaries of a few terms.
pub const DICTIONARIES: &str = r#"
edition = "0.1"
LIST specialisation furniture ict
LIST participant_type large small education
LIST project_stage implemented in_progress planned
LIST project_sphere design rnd
LIST governing_body_type coordinator management_company board council
LIST funding_source member_fees own_services other federal_budget
LIST priority brand hr
LIST importance high medium low absent
LIST country RU DE
LIST offer_kind investment
LIST official_status pilot_itc industrial_779 ckr_supported regional_programme
"#;

/// Four subjects of the federation in three districts.
pub const REGIONS: &str = "code\tname_ru\tshort_ru\tname_en\tfd\tlat\tlon
RU-TOM\tТомская область\tТомская обл.\tTomsk Oblast\tSFO\t56.5\t84.97
RU-NVS\tНовосибирская область\tНовосибирская обл.\tNovosibirsk Oblast\tSFO\t55.03\t82.92
RU-MOW\tМосква\tМосква\tMoscow\tCFO\t55.75\t37.61
RU-KL\tРеспублика Калмыкия\tКалмыкия\tKalmykia\tYUFO\t46.3\t44.26
";

/// The events that adopt a small edition, or any other text.
///
/// # Panics
/// When the text has more pieces than an edition can have.
pub fn adopted(kind: EditionKind, edition: &str, text: &str) -> Vec<Event> {
    let text = expand(text);
    let digest = Digest::of(text.as_bytes());
    let pieces = pieces(&text);
    let count = u32::try_from(pieces.len()).expect("few pieces");
    let recorded = (0..).zip(pieces).map(|(index, piece)| {
        EditionTextRecorded { digest, index, count, text: piece.into() }.into()
    });
    let adopted = EditionAdopted { kind, edition: code(edition), digest, proposals: Vec::new() };
    recorded.chain([adopted.into()]).collect()
}

/// The same catalogue as a later edition in which some fields may be seen by officers only.
pub fn catalogue_hiding(hidden: &[&str]) -> String {
    let is_hidden =
        |line: &&str| hidden.iter().any(|key| line.starts_with(&format!("FIELD {key} ")));
    let lines = CATALOGUE.lines().map(|line| match Some(line).filter(is_hidden) {
        Some(hidden) => format!("{hidden} officer\n"),
        None => format!("{line}\n"),
    });
    lines.collect()
}

/// Writes out the lines that begin with `FIELD` and `LIST`.
fn expand(text: &str) -> String {
    let lines = text.lines().map(|line| match line.split(' ').collect::<Vec<_>>().as_slice() {
        ["FIELD", key, place, value_type, mark] => field(key, place, value_type, mark, "public"),
        ["FIELD", key, place, value_type, mark, seen_by] => {
            field(key, place, value_type, mark, seen_by)
        }
        ["LIST", key, terms @ ..] => list(key, terms),
        _ => line.to_owned(),
    });
    lines.map(|line| line + "\n").collect()
}

fn field(key: &str, place: &str, value_type: &str, mark: &str, seen_by: &str) -> String {
    let place = match place {
        "section" => "section = \"all\"".to_owned(),
        collection => format!("collection = \"{collection}\""),
    };
    let value_type = match value_type.split_once(':') {
        Some((kind, dictionary)) => match dictionary.split_once(':') {
            Some((of, scale)) => {
                format!("type = \"{kind}\"\ndictionary = \"{of}\"\nscale = \"{scale}\"")
            }
            None => format!("type = \"{kind}\"\ndictionary = \"{dictionary}\""),
        },
        None => format!("type = \"{value_type}\""),
    };
    let words = ["label", "hint", "example", "why"];
    let words: String = words.map(|word| format!("{word} = {}\n", words_of(key))).concat();
    format!(
        "[[field]]\nkey = \"{key}\"\n{place}\n{value_type}\n{words}mark = \"{mark}\"\n\
         visibility = \"{seen_by}\"\n"
    )
}

fn list(key: &str, terms: &[&str]) -> String {
    let terms: Vec<_> = terms
        .iter()
        .map(|term| format!("{{ key = \"{term}\", ru = \"{term}\", en = \"{term}\" }}"))
        .collect();
    format!(
        "[[dictionary]]\nkey = \"{key}\"\nlabel = {}\nterms = [{}]\n",
        words_of(key),
        terms.join(", ")
    )
}

fn words_of(key: &str) -> String {
    format!("{{ ru = \"{key}\", en = \"{key}\" }}")
}
