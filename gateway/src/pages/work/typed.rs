//! What is typed into the fields of a question as the natural JSON of its value, and back: by the
//! type that the catalogue gives the field.
//!
//! What isn't a number stays a text: the reader of values says then what is wrong with it.

use registry_events::catalogue::Field;
use registry_events::dictionary::REGIONS_KEY;
use registry_events::value::ValueType;
use serde_json::{Map, Value as Json, json};

use crate::http::form::Fields;
use crate::pages::form::last_piece;

/// The name of a part of a question in what is sent.
pub(super) fn part(field: &Field, part: &str) -> String {
    format!("{}.{part}", field.key)
}

/// The name of the part that says which of several codes is the main one: the first of its value.
pub(super) const MAIN: &str = "main";

/// Whether the first of its codes means more than the others: of subjects of the federation it is the
/// one that a cluster is counted under.
pub(super) fn has_main(field: &Field) -> bool {
    let of_regions = field.dictionary.as_ref().is_some_and(|key| key.as_str() == REGIONS_KEY);
    of_regions && field.value_type == ValueType::Codes
}

/// Whether several codes were chosen and none of them as the main one.
pub(super) fn lacks_main(field: &Field, sent: &Fields) -> bool {
    has_main(field)
        && sent.get(&part(field, MAIN)).is_empty()
        && sent.all(&part(field, "value")).count() > 1
}

/// Between a text in Russian and the same in English, where a line holds both.
const BETWEEN: char = '|';

/// The value that was typed; none where nothing was.
pub(super) fn typed(field: &Field, sent: &Fields) -> Option<Json> {
    let given = |name: &str| given(sent, &part(field, name));
    let plain = || given("value");
    match field.value_type {
        ValueType::Text => object([("ru", given("ru")), ("en", given("en"))]),
        ValueType::Integer | ValueType::Year => plain().map(|text| whole(&text)),
        ValueType::Decimal => plain().map(|text| decimal(&text).into()),
        ValueType::Date => plain().map(|text| day(&text).into()),
        ValueType::Url => plain().map(|text| url(&text).into()),
        ValueType::Email | ValueType::Phone | ValueType::Code => plain().map(Json::from),
        ValueType::Cluster => plain().map(|text| last_piece(&text).into()),
        ValueType::Flag => plain().map(|text| Json::Bool(text == "true")),
        ValueType::Money => {
            let amount = decimal(&given("amount")?);
            Some(json!({ "amount": amount, "currency": given("currency") }))
        }
        ValueType::Codes if field.dictionary.is_none() => {
            let separators = [' ', ',', ';', '\n'];
            list(plain()?.split(separators).map(|code| Json::from(code.trim())))
        }
        ValueType::Codes => {
            let main = given(MAIN).filter(|_| has_main(field));
            let name = part(field, "value");
            let others = sent.all(&name).filter(|code| main.as_deref() != Some(*code));
            list(main.as_deref().into_iter().chain(others).map(Json::from))
        }
        ValueType::Items => list(sent.all(&part(field, "value")).map(whole)),
        ValueType::Point => {
            let degrees = |name| given(name).map(|text| decimal(&text));
            let (lat, lng) = (degrees("lat"), degrees("lng"));
            let some = lat.is_some() || lng.is_some();
            some.then(|| json!({ "lat": lat, "lng": lng, "precision": given("precision") }))
        }
        ValueType::Address => {
            object(["postal_code", "locality", "street"].map(|name| (name, given(name))))
        }
        ValueType::Texts => list(plain()?.lines().map(text_of_line)),
        ValueType::Urls => list(plain()?.lines().map(|line| url(line.trim()).into())),
        ValueType::Ratings => ratings(field, sent),
        ValueType::Shares => list(sent.all(&part(field, "value")).map(|code| {
            let percent = self::given(sent, &part(field, code)).map(|text| decimal(&text));
            json!({ "code": code, "percent": percent })
        })),
        ValueType::Organisation => {
            let named = ["name", "inn", "ogrn", "country", "number"];
            let named = named.map(|name| (name, given(name)));
            object(named).or_else(|| given("id").map(Json::from))
        }
        ValueType::File => plain().and_then(|text| serde_json::from_str(&text).ok()),
    }
}

/// What the fields of a question hold when a value stands.
pub(super) fn filled(field: &Field, value: &Json) -> Vec<(String, String)> {
    let at = |name: &str, value: String| (part(field, name), value);
    let plain = |value: String| vec![at("value", value)];
    let members = |names: &[&str]| {
        let one = |name: &&str| Some(at(name, words(value.get(*name)?)));
        names.iter().filter_map(one).filter(|(_, value)| !value.is_empty()).collect()
    };
    let all = || value.as_array().into_iter().flatten();
    match field.value_type {
        ValueType::Text => members(&["ru", "en"]),
        ValueType::Money => members(&["amount", "currency"]),
        ValueType::Point => members(&["lat", "lng", "precision"]),
        ValueType::Address => members(&["postal_code", "locality", "street"]),
        ValueType::Organisation => members(&["id", "name", "inn", "ogrn", "country", "number"]),
        ValueType::Cluster => plain(words(&value["id"])),
        ValueType::Codes if field.dictionary.is_none() => plain(joined(all().map(words))),
        ValueType::Codes if has_main(field) => {
            let main = all().next().map(|code| at(MAIN, words(code)));
            main.into_iter().chain(all().map(|code| at("value", words(code)))).collect()
        }
        ValueType::Codes | ValueType::Items => all().map(|code| at("value", words(code))).collect(),
        ValueType::Urls => plain(joined(all().map(words))),
        ValueType::Texts => plain(joined(all().map(line_of_text))),
        ValueType::Ratings => {
            let rated = value.as_object().into_iter().flatten();
            rated.map(|(term, rating)| at(term, words(rating))).collect()
        }
        ValueType::Shares => {
            let share = |share: &Json| {
                let code = words(&share["code"]);
                [at(&code, words(&share["percent"])), at("value", code)]
            };
            all().flat_map(share).collect()
        }
        ValueType::Integer
        | ValueType::Decimal
        | ValueType::Date
        | ValueType::Year
        | ValueType::Url
        | ValueType::Email
        | ValueType::Phone
        | ValueType::Flag
        | ValueType::Code => plain(words(value)),
        ValueType::File => plain(value.to_string()),
    }
}

fn given(sent: &Fields, name: &str) -> Option<String> {
    let text = sent.get(name).replace("\r\n", "\n");
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn object<const N: usize>(members: [(&str, Option<String>); N]) -> Option<Json> {
    let given =
        members.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into())));
    let object: Map<String, Json> = given.collect();
    (!object.is_empty()).then_some(Json::Object(object))
}

fn list(members: impl Iterator<Item = Json>) -> Option<Json> {
    let members: Vec<_> = members.filter(|member| member.as_str() != Some("")).collect();
    (!members.is_empty()).then_some(Json::Array(members))
}

fn ratings(field: &Field, sent: &Fields) -> Option<Json> {
    let start = part(field, "");
    let rated = sent.pairs().iter().filter_map(|(name, rating)| {
        let term = name.strip_prefix(&start)?;
        let is_rated = term != "said" && term != "seen" && !rating.is_empty();
        is_rated.then(|| (term.to_owned(), Json::from(rating.as_str())))
    });
    let rated: Map<String, Json> = rated.collect();
    (!rated.is_empty()).then_some(Json::Object(rated))
}

/// Digits with the blanks that people set between them.
fn whole(text: &str) -> Json {
    let digits: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    digits.parse::<i64>().map_or_else(|_| Json::from(text), Json::from)
}

/// As `12 500,5`.
pub(super) fn decimal(text: &str) -> String {
    let signs = text.chars().filter(|sign| !sign.is_whitespace());
    signs.map(|sign| if sign == ',' { '.' } else { sign }).collect()
}

/// As `30.06.2015` or `2015-06-30`.
pub(super) fn day(text: &str) -> String {
    match text.split('.').collect::<Vec<_>>()[..] {
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.to_owned(),
    }
}

/// An address as people type it, without a scheme.
pub(super) fn url(text: &str) -> String {
    let has_scheme = text.is_empty() || text.contains("://");
    if has_scheme { text.to_owned() } else { format!("https://{text}") }
}

fn text_of_line(line: &str) -> Json {
    match line.split_once(BETWEEN) {
        Some((ru, en)) => {
            let language = |text: &str| Some(text.trim().to_owned()).filter(|it| !it.is_empty());
            json!({ "ru": language(ru), "en": language(en) })
        }
        None => line.trim().into(),
    }
}

fn line_of_text(text: &Json) -> String {
    match (words(&text["ru"]), words(&text["en"])) {
        _ if text.is_string() => words(text),
        (ru, en) if en.is_empty() => ru,
        (ru, en) => format!("{ru} {BETWEEN} {en}"),
    }
}

fn joined(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

fn words(value: impl std::borrow::Borrow<Json>) -> String {
    match value.borrow() {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use registry_events::catalogue::Catalogue;

    use super::*;

    fn field(key: &str) -> Field {
        let text = include_str!("../../../../core/catalogue/1.0.toml");
        let catalogue = Catalogue::parse(text).expect("the first edition");
        let mut fields = catalogue.fields.into_iter();
        fields.find(|field| field.key.as_str() == key).expect("a field of the first edition")
    }

    /// What stands fills the form with what sends it again.
    fn check(key: &str, value: &Json) {
        let field = field(key);
        let sent = Fields::from(filled(&field, value));
        assert_eq!(typed(&field, &sent).as_ref(), Some(value), "{key}");
    }

    #[test]
    fn what_stands_is_sent_again_as_it_was() {
        check("official_name", &json!({ "ru": "Белая сосна", "en": "White Pine" }));
        check("employees_total", &json!(1200));
        check("last_content_update", &json!("2015-06-30"));
        check("website", &json!("https://cluster.example/"));
        check("members_open", &json!(false));
        check("specialisation_key", &json!("ict"));
        check("regions", &json!(["RU-TOM", "RU-NVS"]));
        check("okved_codes", &json!(["16.10", "31.0"]));
        check("location", &json!({ "lat": "56.49", "lng": "84.97", "precision": "exact" }));
        check("address", &json!({ "postal_code": "634050", "locality": "Томск" }));
        check("technologies", &json!(["Сушка", { "ru": "Резка", "en": "Cutting" }]));
        check("social_links", &json!(["https://one.example/", "https://two.example/"]));
        check("priorities", &json!({ "branding": "high" }));
        check("ckr", &json!({ "name": "ЦКР", "inn": "7000000000" }));
    }

    #[test]
    fn the_main_one_of_several_regions_comes_first_whichever_the_order_of_the_page() {
        let field = field("regions");
        let sent = |main: &str| -> Fields {
            let all =
                ["RU-ALT", "RU-NVS", "RU-TOM"].map(|code| (part(&field, "value"), code.into()));
            let main = (part(&field, MAIN), main.to_owned());
            all.into_iter().chain([main]).collect::<Vec<_>>().into()
        };
        assert_eq!(typed(&field, &sent("RU-TOM")), Some(json!(["RU-TOM", "RU-ALT", "RU-NVS"])));
        assert_eq!(typed(&field, &sent("RU-KEM")).map(|all| all[0].clone()), Some(json!("RU-KEM")));
        assert!(lacks_main(&field, &sent("")) && !lacks_main(&field, &sent("RU-TOM")));
    }

    #[test]
    fn figures_dates_and_addresses_are_read_as_people_type_them() {
        let one = |key: &str, text: &str| {
            let field = field(key);
            let sent = vec![(part(&field, "value"), text.to_owned())];
            typed(&field, &sent.into())
        };
        assert_eq!(one("employees_total", "1\u{a0}200"), Some(json!(1200)));
        assert_eq!(one("employees_total", "много"), Some(json!("много")));
        assert_eq!(one("last_content_update", "5.06.2015"), Some(json!("2015-06-05")));
        assert_eq!(one("website", "cluster.example"), Some(json!("https://cluster.example")));
        assert_eq!(one("website", "  "), None);
        assert_eq!(decimal("12 500,5"), "12500.5");
    }
}
