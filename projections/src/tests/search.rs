//! Words: found by root, beginning, sound and with a letter wrong, in every part of a profile that
//! is searched; and sets of rows that answer as looking at every row does.

use std::sync::Arc;

use proptest::prelude::*;
use registry_events::claim::{Claim, ClaimKind};
use registry_events::edition::EditionKind;
use registry_events::event::{Event, LevelAssessed};
use registry_events::ids::Digest;
use registry_events::level::Level;
use registry_events::stream::StreamId;
use registry_events::value::{Code, Language, PostalAddress, Text, Value};

use crate::register::RegisterRow;
use crate::search::{Found, Index, MatchedIn, Query, Sort, Window};
use crate::testing::{
    CATALOGUE, DICTIONARIES, REGIONS, Story, adopted, assessed, claim, claims, closed, cluster,
    code, codes, listed, opened, organisation, participant, registered, text,
};
use crate::views::Views;

fn texts(given: &[&str]) -> Value {
    Value::Texts(given.iter().map(|ru| Text::ru(*ru)).collect())
}

/// Two clusters: 1 of pharmacists in Tomsk with words in every part, 2 of furniture makers in Moscow.
fn story() -> Story {
    let first = vec![
        claim("official_name", text("Фармацевтика и медицина «Ёлка»")),
        claim("regions", codes(&["RU-TOM"])),
        claim("specialisation_key", Value::Code(code("ict"))),
        claim("technologies", texts(&["лиофилизация вакцин", "биосинтез"])),
        claim("products", texts(&["инсулиновые шприцы"])),
        claim("summary", text("Работаем с 1998 г. Лекарства для сибирских больниц. Ждём гостей.")),
    ];
    let second = vec![
        claim("official_name", text("Мебель")),
        claim("display_name", text("Белая сосна")),
        claim("regions", codes(&["RU-MOW"])),
        claim("specialisation_key", Value::Code(code("furniture"))),
    ];
    let offer = opened("offers", 2, &[("text", text("Ищем поставщика упаковки"))]);
    let request = opened("requests", 3, &[("text", text("Нужен склад"))]);
    let project = opened("projects", 4, &[("title", text("Холодильная цепь"))]);
    let of_first = [listed(), claims(first), participant(1, 7, "small"), offer, request, project];
    Story::new()
        .commit(&StreamId::registry(), adopted(EditionKind::Catalogue, "0.1", CATALOGUE))
        .commit(&StreamId::registry(), adopted(EditionKind::Regions, "0.1", REGIONS))
        .commit(&StreamId::registry(), adopted(EditionKind::Dictionaries, "0.1", DICTIONARIES))
        .commit(&StreamId::organisation(organisation(7)), [registered("ООО «Сибпрепарат»", vec![])])
        .commit(&StreamId::cluster(cluster(1)), of_first)
        .commit(&StreamId::cluster(cluster(2)), [listed(), claims(second)])
}

fn asked(views: &Views, q: &str) -> Found {
    let query = Query { q: Some(q.into()), sort: Sort::Relevance, ..Query::default() };
    query.find(views, views.position().unwrap_or_default())
}

/// The numbers of the clusters found, the closest first.
fn found(views: &Views, q: &str) -> Vec<u32> {
    let number = |row: &Arc<RegisterRow>| (1..=9).find(|n| cluster(*n) == row.cluster);
    asked(views, q).rows.iter().filter_map(number).collect()
}

#[test]
fn words_of_one_root_find_each_other_whatever_their_case_and_yo() {
    let views = story().views();
    for q in ["фармацевтика", "ФАРМАЦЕВТИЧЕСКИЙ", "елка", "Ёлке", "медицинский"]
    {
        assert_eq!(found(&views, q), [1], "{q}");
    }
    assert_eq!(found(&views, "мебельный"), [2]);
}

#[test]
fn the_beginning_of_a_word_finds_it_and_so_does_its_sound_in_latin_letters() {
    let views = story().views();
    for q in ["фарм", "ме", "farmatsevtika", "pharmac", "sibpreparat", "jolka"] {
        assert!(found(&views, q).contains(&1), "{q}");
    }
    assert_eq!(found(&views, "mebel"), [2]);
    assert_eq!(found(&views, "ф"), [0; 0], "one letter begins too many words");
}

#[test]
fn one_wrong_letter_is_forgiven_where_nothing_is_found_without() {
    let views = story().views();
    for q in ["фармацептика", "фармацевтикаа", "фамрацевтика", "инсулиовые"]
    {
        assert_eq!(found(&views, q), [1], "{q}");
    }
    for q in ["фармопептика", "ёлт", "кедр"] {
        assert_eq!(found(&views, q), [0; 0], "{q}");
    }
}

#[test]
fn every_word_has_to_be_found_but_in_whichever_part() {
    let views = story().views();
    assert_eq!(found(&views, "вакцины Томск"), [1]);
    assert_eq!(found(&views, "вакцины Москва"), [0; 0]);
}

#[test]
fn it_is_told_where_words_were_found() {
    let views = story().views();
    let expected = [
        ("фармацевтика", MatchedIn::Name, "Фармацевтика и медицина «Ёлка»"),
        ("ict", MatchedIn::Specialisation, "ict"),
        ("томская", MatchedIn::Region, "Томская область"),
        ("вакцины", MatchedIn::Technology, "лиофилизация вакцин"),
        ("шприц", MatchedIn::Product, "инсулиновые шприцы"),
        ("сибпрепарат", MatchedIn::Participant, "ООО «Сибпрепарат»"),
        ("холодильный", MatchedIn::Project, "Холодильная цепь"),
        ("упаковка", MatchedIn::Offer, "Ищем поставщика упаковки"),
        ("склады", MatchedIn::Request, "Нужен склад"),
        ("больница", MatchedIn::Summary, "Лекарства для сибирских больниц."),
    ];
    for (q, within, text) in expected {
        let found = asked(&views, q);
        let matched =
            found.matched.get(&cluster(1)).map(|one| (one.within, one.text.ru.as_deref()));
        assert_eq!(matched, Some((within, Some(text))), "{q}");
    }
}

#[test]
fn the_closest_comes_first_and_a_name_before_a_summary() {
    let story = story().commit(
        &StreamId::cluster(cluster(2)),
        [claims(vec![claim("summary", text("Мебель для аптек и фармацевтических заводов."))])],
    );
    let views = story.views();
    assert_eq!(found(&views, "фармацевтика"), [1, 2]);
    assert_eq!(
        found(&views, "фармацевтических"),
        [2, 1],
        "the form itself is closer than its root"
    );
}

#[test]
fn a_wrong_letter_is_forgiven_in_short_and_in_inflected_words() {
    let lasers = claims(vec![claim("summary", text("Лазерные станки для нефти."))]);
    let views = story().commit(&StreamId::cluster(cluster(2)), [lasers]).views();
    for q in ["лозер", "лазр", "лозерная", "нефьт", "нефтяной"] {
        assert_eq!(found(&views, q), [2], "{q}");
    }
}

#[test]
fn what_begins_alike_is_found_where_nothing_closer_is() {
    let views = story().views();
    assert_eq!(found(&views, "биосинтезатор"), [1]);
    assert_eq!(found(&views, "биосфера"), [0; 0], "four letters are too few for a long word");
}

#[test]
fn the_word_itself_comes_before_what_is_made_of_it() {
    let cheese = |ru: &str| [claims(vec![claim("summary", text(ru))])];
    let views = story()
        .commit(&StreamId::cluster(cluster(1)), cheese("Сыры."))
        .commit(&StreamId::cluster(cluster(2)), cheese("Сырой лес."))
        .views();
    assert_eq!(found(&views, "сыр"), [1, 2]);
}

#[test]
fn words_that_every_text_has_find_nothing_and_an_abbreviation_stands_in_capitals() {
    let prose = Text::new(Some("ИТ и it."), Some("It is the IT of furniture.")).expect("a text");
    let prose = claims(vec![claim("summary", Value::Text(prose))]);
    let named = |name| [claims(vec![claim("display_name", text(name))])];
    let other = StreamId::cluster(cluster(2));
    let story = story().commit(&other, [prose]);
    for q in ["the", "is", "it", "и", "the it"] {
        assert_eq!(found(&story.views(), q), [0; 0], "{q}");
    }
    let without_initials = found(&story.views(), "IT");
    assert_eq!(without_initials, [0; 0], "prose isn't looked at, and «ict» has but one initial");
    let views = story.commit(&other, named("ИТ-мебель")).views();
    for q in ["IT", "ИТ", "IT мебель", "the IT"] {
        assert_eq!(found(&views, q), [2], "{q}");
    }
    let matched = asked(&views, "IT").matched.remove(&cluster(2)).expect("it is told where");
    assert_eq!(matched.within, MatchedIn::Name);
}

#[test]
fn the_language_is_shown_in_which_the_words_were_found() {
    let both = Text::new(Some("Столы и стулья."), Some("Tables and chairs.")).expect("a text");
    let both = claims(vec![claim("summary", Value::Text(both))]);
    let views = story().commit(&StreamId::cluster(cluster(2)), [both]).views();
    for (q, ru, en) in [
        ("tables", None, Some("Tables and chairs.")),
        ("столы", Some("Столы и стулья."), None),
        ("столы chairs", Some("Столы и стулья."), Some("Tables and chairs.")),
    ] {
        let matched = asked(&views, q).matched.remove(&cluster(2)).expect("it is told where");
        assert_eq!((matched.text.ru.as_deref(), matched.text.en.as_deref()), (ru, en), "{q}");
    }
}

#[test]
fn an_offer_is_found_by_its_kind_and_until_its_last_day() {
    let last = jiff::civil::date(2015, 12, 1);
    let fields = [
        ("text", text("Ищем инвестора")),
        ("kind", Value::Code(code("investment"))),
        ("until", Value::Date(last)),
    ];
    let views =
        story().commit(&StreamId::cluster(cluster(2)), [opened("offers", 9, &fields)]).views();
    let found_on = |q: &str, day| {
        let query = Query { q: Some(q.into()), day: Some(day), ..Query::default() };
        let mut found = query.find(&views, views.position().unwrap_or_default());
        found.matched.remove(&cluster(2)).map(|matched| matched.within)
    };
    assert_eq!(found_on("инвестора", last), Some(MatchedIn::Offer));
    assert_eq!(found_on("investment", last), Some(MatchedIn::OfferKind));
    let later = last.tomorrow().expect("a day");
    assert_eq!((found_on("инвестора", later), found_on("investment", later)), (None, None));
}

#[test]
fn the_town_of_an_address_is_found_while_the_address_may_be_shown() {
    let address = PostalAddress::new(Some("634510"), "г. Северск", Some("ул. Лесная, д. 1"));
    let address = claim("address", Value::Address(address.expect("an address")));
    let editions = |edition: &str, seen_by: &str| {
        let text = format!("{CATALOGUE}FIELD address section address optional {seen_by}\n");
        adopted(EditionKind::Catalogue, edition, &text)
    };
    let story = story()
        .commit(&StreamId::registry(), editions("0.2", "public"))
        .commit(&StreamId::cluster(cluster(2)), [claims(vec![address])]);
    let views = story.views();
    for q in ["Северск", "северске", "seversk"] {
        let matched = asked(&views, q).matched.remove(&cluster(2)).expect("it is told where");
        assert_eq!(
            (matched.within, matched.text.ru.as_deref()),
            (MatchedIn::Town, Some("Северск"))
        );
    }
    assert_eq!(found(&views, "Лесная"), [0; 0], "streets of one name are in every town");
    let hidden = story.commit(&StreamId::registry(), editions("0.3", "officer")).views();
    assert_eq!(found(&hidden, "Северск"), [0; 0]);
}

#[test]
fn how_a_cluster_is_supported_on_the_day_is_found() {
    let until = jiff::civil::date(2015, 12, 1);
    let fields = [
        ("type", Value::Code(code("pilot_itc"))),
        ("granted_on", Value::Date(jiff::civil::date(2012, 8, 28))),
        ("valid_until", Value::Date(until)),
    ];
    let pilot = opened("official_statuses", 9, &fields);
    let views = story().commit(&StreamId::cluster(cluster(2)), [pilot]).views();
    let found_on = |q: &str, day| {
        let query = Query { q: Some(q.into()), day: Some(day), ..Query::default() };
        let found = query.find(&views, views.position().unwrap_or_default());
        let told = found.matched.into_iter().map(|(id, one)| (id, one.within, one.text.ru));
        told.collect::<Vec<_>>()
    };
    let told = |number, ru: &str| vec![(cluster(number), MatchedIn::Support, Some(ru.to_owned()))];
    for q in ["ИТК", "итк", "пилотный", "пилотные ИТК"] {
        assert_eq!(found_on(q, until), told(2, "Пилотный ИТК"), "{q}");
        assert!(found_on(q, until.tomorrow().expect("a day")).is_empty(), "{q}");
    }
    assert_eq!(found_on("самостоятельные", until), told(1, "Самостоятельный"));
    assert_eq!(found(&views, "ИТК"), [0; 0], "of no day");
}

#[test]
fn what_is_closed_or_restated_is_found_no_more_but_still_in_the_past() {
    let story = story();
    let before = story.last();
    let stream = StreamId::cluster(cluster(1));
    let views = story
        .commit(&stream, [closed("offers", 2, "нашли")])
        .commit(&stream, [claims(vec![claim("technologies", texts(&["биосинтез"]))])])
        .views();
    for q in ["упаковка", "вакцины"] {
        assert_eq!(found(&views, q), [0; 0], "{q}");
        let query = Query { q: Some(q.into()), ..Query::default() };
        assert_eq!(query.find(&views, before).total, 1, "{q}");
    }
}

#[test]
fn other_names_and_what_it_was_called_before_are_found_too() {
    let story = story();
    let before = story.last();
    let stream = StreamId::cluster(cluster(2));
    let both = |ru: &str, en: &str| Value::Text(Text::new(Some(ru), Some(en)).expect("a text"));
    let corrected = |value| Claim { kind: ClaimKind::Correction, ..claim("official_name", value) };
    let views = story
        .commit(&stream, [claims(vec![claim("aliases", texts(&["МКБС"]))])])
        .commit(&stream, [claims(vec![claim("official_name", text("Союз столяров"))])])
        .commit(&stream, [claims(vec![corrected(text("Союз древообработчиков"))])])
        .commit(&stream, [claims(vec![claim("official_name", both("Лесной союз", "Taiga"))])])
        .commit(&stream, [claims(vec![claim("official_name", both("Лесной союз", "Boreal"))])])
        .commit(&stream, [claims(vec![claim("display_name", text("Белая ель"))])])
        .views();
    let expected = [
        ("мкбс", MatchedIn::OtherName, (Some("МКБС"), None)),
        ("мебельный", MatchedIn::FormerOfficialName, (Some("Мебель"), None)),
        ("древообработчик", MatchedIn::FormerOfficialName, (Some("Союз древообработчиков"), None)),
        ("taiga", MatchedIn::FormerOfficialName, (None, Some("Taiga"))),
        ("сосна", MatchedIn::FormerDisplayName, (Some("Белая сосна"), None)),
        ("ель", MatchedIn::Name, (Some("Белая ель"), None)),
    ];
    for (q, within, (ru, en)) in expected {
        let found = asked(&views, q);
        let matched = found.matched.get(&cluster(2)).unwrap_or_else(|| panic!("{q}"));
        let said = (matched.text.ru.as_deref(), matched.text.en.as_deref());
        assert_eq!((matched.within, said), (within, (ru, en)), "{q}");
    }
    assert_eq!(found(&views, "столяров"), [0; 0], "what was corrected was never so");
    let query = Query { q: Some("мкбс".into()), ..Query::default() };
    assert_eq!(query.find(&views, before).total, 0);
    let row =
        views.register().row(cluster(2), views.position().unwrap_or_default()).expect("a row");
    let former: Vec<_> =
        row.texts.former_names().map(|one| one.in_language_or_other(Language::Ru)).collect();
    assert_eq!(former, ["Мебель", "Союз древообработчиков", "Taiga", "Белая сосна"]);
}

#[test]
fn a_profile_is_in_english_while_the_marker_of_that_is_recorded_as_met() {
    let marked = |gained: &[&str], lost: &[&str]| {
        let codes = |keys: &[&str]| keys.iter().map(|key| code(key)).collect();
        Event::from(LevelAssessed {
            edition: code("1.0"),
            facts_version: 1,
            before: None,
            after: Level::Initial,
            gained: codes(gained),
            lost: codes(lost),
            facts_digest: Digest::of(b"facts"),
        })
    };
    let found = |assessments: Vec<Event>| {
        let views = story().commit(&StreamId::cluster(cluster(2)), assessments).views();
        let query = Query { english: true, ..Query::default() };
        let at = views.position().unwrap_or_default();
        let counted = Query::default().find(&views, at).facets.english;
        (query.find(&views, at).total, counted)
    };
    assert_eq!(found(vec![marked(&["O1"], &[])]), (0, 0));
    assert_eq!(found(vec![marked(&["O1", "O2"], &[])]), (1, 1));
    assert_eq!(found(vec![marked(&["O2"], &[]), marked(&["O3"], &["O2"])]), (0, 0));
}

#[test]
fn names_stand_in_the_order_of_the_language_they_are_read_in() {
    let both = |ru: &str, en: &str| Value::Text(Text::new(Some(ru), Some(en)).expect("a text"));
    let mut story = story();
    for (number, ru, en) in [(1, "Аптека", "Pharmacy"), (2, "Ясень", "Ash")] {
        let named = claims(vec![claim("display_name", both(ru, en))]);
        story.record(&StreamId::cluster(cluster(number)), vec![named]);
    }
    let views = story.views();
    let order = |language| {
        let query = Query { sort: Sort::Name.read_in(language), ..Query::default() };
        let found = query.find(&views, views.position().unwrap_or_default());
        found.rows.iter().map(|row| row.cluster).collect::<Vec<_>>()
    };
    assert_eq!(order(Language::Ru), [cluster(1), cluster(2)]);
    assert_eq!(order(Language::En), [cluster(2), cluster(1)]);
}

const REGION_CODES: [&str; 4] = ["RU-TOM", "RU-NVS", "RU-MOW", "RU-KL"];
const SPECIALISATIONS: [&str; 2] = ["furniture", "ict"];

/// What one cluster has: regions, a specialisation, a level and a number of participants.
type Had = (Vec<usize>, usize, usize, u32);

fn views_of(clusters: &[Had]) -> Views {
    let mut story = Story::new()
        .commit(&StreamId::registry(), adopted(EditionKind::Catalogue, "0.1", CATALOGUE))
        .commit(&StreamId::registry(), adopted(EditionKind::Regions, "0.1", REGIONS));
    for (number, (regions, specialisation, level, members)) in (1..).zip(clusters) {
        let regions: Vec<_> = regions.iter().map(|one| REGION_CODES[*one]).collect();
        let stated = claims(vec![
            claim("regions", codes(&regions)),
            claim("specialisation_key", Value::Code(code(SPECIALISATIONS[*specialisation]))),
        ]);
        let mut events = vec![listed(), stated, assessed(None, Level::ALL[*level])];
        events.extend((1..=*members).map(|item| participant(item, item, "small")));
        story.record(&StreamId::cluster(cluster(number)), events);
    }
    story.views()
}

fn asks(query: &Query, row: &RegisterRow, left_out: &str) -> bool {
    let any = |name, asked: &[Code], had: &[Code]| {
        name == left_out || asked.is_empty() || asked.iter().any(|one| had.contains(one))
    };
    let levels = &query.levels;
    any("region", &query.regions, &row.regions)
        && any("specialisation", &query.specialisations, row.specialisation.as_slice())
        && (left_out == "level"
            || levels.is_empty()
            || row.level.is_some_and(|l| levels.contains(&l)))
        && query.participants_min.is_none_or(|min| min <= row.participants.total())
        && query.participants_max.is_none_or(|max| row.participants.total() <= max)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn sets_of_rows_answer_as_looking_at_every_row_does(
        clusters in prop::collection::vec(
            (prop::collection::vec(0..4_usize, 1..3), 0..2_usize, 0..3_usize, 0..4_u32), 1..12),
        regions in prop::collection::vec(0..4_usize, 0..3),
        specialisations in prop::collection::vec(0..2_usize, 0..2),
        levels in prop::collection::vec(0..3_usize, 0..2),
        participants_min in prop::option::of(0..4_usize),
        participants_max in prop::option::of(0..4_usize),
        (offset, limit) in (0..4_usize, 0..6_usize),
    ) {
        let views = views_of(&clusters);
        let at = views.position().expect("a position");
        let query = Query {
            regions: regions.iter().map(|one| code(REGION_CODES[*one])).collect(),
            specialisations: specialisations.iter().map(|one| code(SPECIALISATIONS[*one])).collect(),
            levels: levels.iter().map(|one| Level::ALL[*one]).collect(),
            participants_min,
            participants_max,
            sort: Sort::Participants,
            ..Query::default()
        };
        let rows: Vec<_> = views.register().rows_at(at).collect();
        let count = |facet: &str, has: &dyn Fn(&RegisterRow) -> bool| {
            rows.iter().filter(|row| asks(&query, row, facet) && has(row)).count()
        };
        let index = Index::new(rows.clone(), Arc::new(views.clone()), at, None);
        let all = index.find(&query, Window::ALL);
        let mut expected: Vec<_> = rows.iter().filter(|row| asks(&query, row, "")).collect();
        expected.sort_by_key(|row| (std::cmp::Reverse(row.participants.total()), row.cluster));
        prop_assert_eq!(all.rows.iter().collect::<Vec<_>>(), expected);
        let window = index.find(&query, Window { offset, limit });
        let wanted: Vec<_> = all.rows.iter().skip(offset).take(limit).collect();
        prop_assert_eq!((window.rows.iter().collect(), window.total), (wanted, all.total));
        for region in REGION_CODES.map(code) {
            let counted = all.facets.region.get(&region).map_or(0, |count| *count as usize);
            prop_assert_eq!(counted, count("region", &|row| row.regions.contains(&region)));
        }
        for level in Level::ALL {
            let counted = all.facets.level.get(&level).map_or(0, |count| *count as usize);
            prop_assert_eq!(counted, count("level", &|row| row.level == Some(level)));
        }
    }
}
