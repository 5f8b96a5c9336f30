//! What is read, in whatever guise it comes.

use jiff::civil::date;
use registry_core::editions::SHIPPED;
use registry_events::claim::Absence;
use registry_events::edition::EditionKind;
use registry_events::path::FieldPath;
use registry_events::value::{Code, Point, PointPrecision, Text, Value, WebUrl, Year};

use super::ground::{Ground, absence, value};
use super::sheets::{
    EMPLOYEES, EMPLOYEES_ON, JOINED, ORGANISATION, REGION, SUMMARY, clusters, participants,
};

fn encodings(text: &str) -> [(&'static str, Vec<u8>); 3] {
    let (old, _, lossy) = encoding_rs::WINDOWS_1251.encode(text);
    assert!(!lossy, "the fixture fits Windows-1251");
    [
        ("UTF-8", text.into()),
        ("UTF-8 with a mark", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("Windows-1251", old.into_owned()),
    ]
}

#[test]
fn every_encoding_and_delimiter_gives_the_same_clusters() {
    for delimiter in [';', ',', '\t'] {
        let (clusters, members) = (clusters(1).csv(delimiter), participants(1, 10).csv(delimiter));
        for ((name, clusters), (_, members)) in
            encodings(&clusters).into_iter().zip(encodings(&members))
        {
            let ground = Ground::new();
            let files = [("c.csv", clusters), ("p.csv", members)];
            let [clusters, members] = files.map(|(name, bytes)| Some(ground.write(name, bytes)));
            ground.import_files(clusters.as_deref(), members.as_deref(), usize::MAX);
            let cluster = ground.only();
            let expected = Text::ru("Кластер «Опушка № 0» (демо)");
            let given = value(&cluster, "official_name");
            assert_eq!(given, Some(&Value::Text(expected)), "{name}, {delimiter:?}");
            assert_eq!(cluster.profile.open_items("participants").count(), 10);
        }
    }
}

#[test]
fn values_are_read_as_a_russian_spreadsheet_writes_them() {
    let ground = Ground::new();
    let clusters = clusters(1)
        .with(0, EMPLOYEES, "12\u{a0}345")
        .with(0, EMPLOYEES_ON, "2015-12-31")
        .with(0, "Широта", "59,2239")
        .with(0, "долгота", "39.884")
        .with(0, REGION, "Томская область|RU-VLG")
        .with(0, "Официальное наименование (англ.)", "Edge Cluster (demo)")
        .with(0, "Краткое наименование", "не представлено");
    let members = participants(1, 10).with(1, JOINED, "2013-03-15").with(2, JOINED, "5.4.2013");
    ground.done(&clusters, &members);

    let cluster = ground.only();
    let claim = cluster.profile.cluster_claim("employees_total").expect("stated");
    assert_eq!(claim.claim.stated.value(), Some(&Value::Integer(12_345)));
    assert_eq!(claim.claim.described_on, Some(date(2015, 12, 31)));
    let point =
        Point { lat_micro: 59_223_900, lng_micro: 39_884_000, precision: PointPrecision::Locality };
    assert_eq!(value(&cluster, "location"), Some(&Value::Point(point)));
    let regions = ["RU-TOM", "RU-VLG"].map(Code::literal);
    assert_eq!(value(&cluster, "regions"), Some(&Value::Codes(regions.into())));
    let name = value(&cluster, "official_name").and_then(Value::as_text).expect("a name");
    assert_eq!(name.en.as_deref(), Some("Edge Cluster (demo)"));
    assert_eq!(absence(&cluster, "display_name"), Some(Absence::NotProvided));
    let joined = cluster.profile.claims().filter(|current| {
        let FieldPath { field, .. } = &current.claim.path;
        field.as_str() == "joined_on"
    });
    let days: Vec<_> = joined.filter_map(|current| current.claim.stated.value()).collect();
    assert!(days.contains(&&Value::Date(date(2013, 4, 5))));
    assert!(days.contains(&&Value::Date(date(2013, 3, 15))));
}

#[test]
fn a_cluster_without_a_place_stands_at_its_region() {
    let ground = Ground::new();
    ground.done(&clusters(1), &participants(1, 10));
    let Some(Value::Point(point)) = value(&ground.only(), "location").cloned() else {
        panic!("no point")
    };
    assert_eq!(point.precision, PointPrecision::RegionCentroid);
}

#[test]
fn quoted_line_breaks_and_cells_that_look_like_formulas_are_text() {
    let ground = Ground::new();
    let summary = format!("=СУММА(1)\r\n{}", "Делает опушки. ".repeat(14));
    let clusters = clusters(1).with(0, SUMMARY, &summary);
    let members = participants(1, 10).with(0, ORGANISATION, "'=1+1 (демо)");
    ground.done(&clusters, &members);
    let expected = summary.trim().replace("\r\n", "\n");
    assert_eq!(value(&ground.only(), "summary"), Some(&Value::Text(Text::ru(expected))));
    assert!(ground.organisation_names().contains(&"=1+1 (демо)".to_owned()));
}

#[test]
fn columns_are_known_by_key_and_by_either_label() {
    let ground = Ground::new();
    let mut clusters = clusters(1);
    clusters.header[0] = "official_name.ru".into();
    clusters.header[3] = "year of creation".into();
    clusters.header[8] = "contacts.email".into();
    let mut members = participants(1, 10);
    members.header[0] = "region".into();
    members.header[1] = "cluster_name".into();
    members.header[5] = "participant_type".into();
    ground.done(&clusters, &members);
    let year = Year::new(2012).expect("a year");
    assert_eq!(value(&ground.only(), "year_created"), Some(&Value::Year(year)));
}

#[test]
fn a_field_that_the_catalogue_gains_is_a_column() {
    let field = r#"
[[field]]
key = "mascot_page"
section = "identity"
type = "url"
label = { ru = "Страница талисмана", en = "Page of the mascot" }
hint = { ru = "Адрес страницы", en = "The page's address" }
example = { ru = "https://pine.example", en = "https://pine.example" }
why = { ru = "Наше предложение", en = "Our proposal" }
mark = "medium"
visibility = "public"
"#;
    let shipped = SHIPPED.iter().find(|shipped| shipped.kind == EditionKind::Catalogue);
    let text = shipped.expect("a catalogue").text.replace("\"1.0\"", "\"1.1\"") + field;
    let ground = Ground::new();
    ground.adopt(EditionKind::Catalogue, "1.1", &text);
    let clusters = clusters(1).with(0, "Страница талисмана", "https://cluster-0.example");
    ground.done(&clusters, &participants(1, 10));
    let site = WebUrl::parse("https://cluster-0.example").expect("an address");
    assert_eq!(value(&ground.only(), "mascot_page"), Some(&Value::Url(site)));
}
