//! Answers about the past obey today's visibility: what an edition hides is gone from rows, search
//! and statistics of every position, and what a later one shows again is there again.

use registry_events::edition::EditionKind;
use registry_events::event::Event;
use registry_events::ids::Position;
use registry_events::level::Level;
use registry_events::stream::StreamId;
use registry_events::value::{Decimal, Text, Value, Year};

use crate::search::Query;
use crate::statistics::Statistics;
use crate::testing::{
    CATALOGUE, DICTIONARIES, REGIONS, Story, adopted, assessed, catalogue_hiding, claim, claims,
    cluster, code, codes, listed, opened, organisation, participant, registered, text,
};
use crate::views::Views;

fn begins() -> Vec<Event> {
    let year = |number| Value::Year(Year::new(number).expect("a year"));
    let body = [
        ("type", Value::Code(code("coordinator"))),
        ("year_organisation_created", year(2012)),
        ("year_selected", year(2013)),
        ("staff_fte", Value::Decimal(Decimal::from(9))),
        ("funding_sources", codes(&["member_fees"])),
    ];
    let project = [("stage", Value::Code(code("planned"))), ("spheres", codes(&["rnd"]))];
    let stated = claims(vec![
        claim("official_name", text("Союз мебельщиков")),
        claim("display_name", text("Мебель")),
        claim("regions", codes(&["RU-TOM"])),
        claim("specialisation_key", Value::Code(code("furniture"))),
        claim("year_created", year(2013)),
        claim("employees_total", Value::Integer(1_000)),
    ]);
    vec![
        listed(),
        stated,
        assessed(None, Level::Medium),
        participant(1, 7, "small"),
        opened("governing_bodies", 2, &body),
        opened("projects", 3, &project),
    ]
}

fn story() -> Story {
    Story::new()
        .commit(&StreamId::registry(), adopted(EditionKind::Catalogue, "0.1", CATALOGUE))
        .commit(&StreamId::registry(), adopted(EditionKind::Dictionaries, "0.1", DICTIONARIES))
        .commit(&StreamId::registry(), adopted(EditionKind::Regions, "0.1", REGIONS))
        .commit(&StreamId::organisation(organisation(7)), [registered("ООО «Ёлка»", vec![])])
        .commit(&StreamId::cluster(cluster(1)), begins())
}

fn hide(story: Story, fields: &[&str]) -> Story {
    let text = catalogue_hiding(fields);
    story.commit(&StreamId::registry(), adopted(EditionKind::Catalogue, "0.2", &text))
}

/// Every figure but zeros that one more edition takes away or changes, at the position before it.
fn lost_figures(hidden: &[&str]) -> Vec<String> {
    let story = story();
    let at = story.last();
    let figures =
        |views: &Views| Statistics::at(views, at, jiff::civil::date(2015, 12, 1)).figures();
    let before = figures(&story.views());
    let after = figures(&hide(story, hidden).views());
    let told = |(path, value): (String, serde_json::Value)| {
        let now = after.get(&path);
        let said = now.map_or_else(|| "gone".into(), ToString::to_string);
        (value != 0 && now != Some(&value)).then(|| format!("{path}: {value} → {said}"))
    };
    before.into_iter().filter_map(told).collect()
}

/// The numbers of the clusters found at a position, after an edition that hides fields.
fn found(hidden: &[&str], query: &Query) -> usize {
    let story = story();
    let at = story.last();
    query.find(&hide(story, hidden).views(), at).total
}

#[test]
fn a_hidden_field_is_gone_from_the_row_of_every_position() {
    let story = story();
    let then = story.last();
    let views = hide(story, &["employees_total", "specialisation_key"]).views();
    for at in [then, views.position().unwrap_or_default()] {
        let row = views.register().row(cluster(1), at).expect("a row");
        assert_eq!((row.employees_total, row.specialisation.as_ref()), (None, None));
        let listed: Vec<_> = views.register().rows_at(at).collect();
        assert_eq!(listed, [row]);
    }
}

#[test]
fn a_hidden_field_matches_no_filter_and_counts_in_no_facet() {
    let furniture = Query { specialisations: vec![code("furniture")], ..Query::default() };
    assert_eq!((found(&[], &furniture), found(&["specialisation_key"], &furniture)), (1, 0));
    let story = story();
    let at = story.last();
    let views = hide(story, &["specialisation_key", "regions"]).views();
    let facets = Query::default().find(&views, at).facets;
    assert!(facets.specialisation.is_empty() && facets.region.is_empty());
    assert!(facets.district.is_empty() && facets.level.len() == 1);
}

#[test]
fn what_a_hidden_name_was_before_answers_no_words_either() {
    let renamed = claims(vec![
        claim("official_name", text("Лесной союз")),
        claim("aliases", Value::Texts(vec![Text::ru("МКБС")])),
    ]);
    let story = || story().commit(&StreamId::cluster(cluster(1)), [renamed.clone()]);
    let found = |hidden: &[&str], q: &str| {
        let (story, query) = (story(), Query { q: Some(q.into()), ..Query::default() });
        let at = story.last();
        query.find(&hide(story, hidden).views(), at).total
    };
    // The display name, «Мебель», is akin to the former official one.
    let names = ["official_name", "display_name"];
    assert_eq!((found(&[], "мебельщиков"), found(&names, "мебельщиков")), (1, 0));
    assert_eq!((found(&[], "мкбс"), found(&["aliases"], "мкбс")), (1, 0));
}

#[test]
fn hidden_names_and_participants_answer_no_words() {
    let words = |q: &str| Query { q: Some(q.into()), ..Query::default() };
    assert_eq!(found(&[], &words("мебель")), 1);
    assert_eq!(found(&["display_name"], &words("мебель")), 1, "the official name has it too");
    assert_eq!(found(&["display_name", "official_name"], &words("мебель")), 0);
    assert_eq!((found(&[], &words("ёлка")), found(&["organisation"], &words("ёлка"))), (1, 0));
    let query = Query { organisations: vec![organisation(7)], ..Query::default() };
    assert_eq!((found(&[], &query), found(&["organisation"], &query)), (1, 0));
}

#[test]
fn a_cluster_whose_display_name_is_hidden_goes_by_its_official_one() {
    let story = story();
    let at = story.last();
    let name = |views: &Views| {
        let row = views.register().row(cluster(1), at).expect("a row");
        row.name.as_ref().and_then(|name| name.text.ru.clone())
    };
    assert_eq!(name(&story.views()).as_deref(), Some("Мебель"));
    let views = hide(story, &["display_name"]).views();
    assert_eq!(name(&views).as_deref(), Some("Союз мебельщиков"));
}

#[test]
fn a_membership_is_not_told_where_participants_are_hidden() {
    let story = story();
    let at = story.last();
    let clusters = |views: &Views| views.memberships(organisation(7), at).count();
    assert_eq!(clusters(&story.views()), 1);
    assert_eq!(clusters(&hide(story, &["organisation"]).views()), 0);
}

#[test]
fn statistics_of_the_past_lose_what_is_hidden() {
    insta::assert_snapshot!(lost_figures(&["employees_total"]).join("\n"), @"
    bases.employees.clusters: 1 → gone
    bases.employees.stated: 1 → gone
    participants.employees: 1000 → null
    ");
    insta::assert_snapshot!(lost_figures(&["specialisation_key", "year_created"]).join("\n"), @r#"
    bases.ages.clusters: 1 → gone
    bases.ages.stated: 1 → gone
    bases.specialisations.clusters: 1 → gone
    bases.specialisations.stated: 1 → gone
    clusters.level_by_age.0_2.medium: 1 → gone
    clusters.level_by_age.0_2.years: "0_2" → gone
    clusters.level_by_age.11_plus.years: "11_plus" → gone
    clusters.level_by_age.3_5.years: "3_5" → gone
    clusters.level_by_age.6_10.years: "6_10" → gone
    specialisations.furniture.by_level.medium: 1 → gone
    specialisations.furniture.key: "furniture" → gone
    specialisations.furniture.total: 1 → gone
    specialisations.ict.key: "ict" → gone
    "#);
    let of_items = ["participant_type", "staff_fte", "funding_sources", "stage", "spheres"];
    insta::assert_snapshot!(lost_figures(&of_items).join("\n"), @"
    financing.base.stated: 1 → null
    financing.by_source.member_fees: 1 → gone
    financing.fees_or_services_only: 1 → null
    governing_bodies.average_staff: 9 → null
    governing_bodies.staff_stated: 1 → null
    participants.by_type.small: 1 → gone
    participants.leaders.0000000195.by_type.small: 1 → gone
    projects.by_sphere.rnd: 1 → gone
    projects.by_stage.planned: 1 → gone
    projects.clusters_by_stage.planned: 1 → gone
    ");
    insta::assert_snapshot!(lost_figures(&["year_selected"]).join("\n"), @"governing_bodies.chosen_after_creation.coordinator.0_1: 1 → gone");
}

#[test]
fn a_figure_of_what_is_hidden_is_unknown_and_not_zero() {
    let story = story();
    let at = story.last();
    let hidden = ["regions", "organisation", "type"];
    let views = hide(story, &hidden).views();
    let figures = Statistics::at(&views, at, jiff::civil::date(2015, 12, 31)).figures();
    let unknown = figures.iter().filter(|(_, value)| value.is_null());
    let unknown: Vec<_> = unknown.map(|(path, _)| path.as_str()).collect();
    insta::assert_snapshot!(unknown.join("\n"), @"
    bases.regions
    clusters.by_support.ckr
    clusters.by_support.independent
    clusters.by_support.pilot_itc
    clusters.level_by_support.ckr
    clusters.level_by_support.independent
    clusters.level_by_support.pilot_itc
    clusters.pilot_programmes
    coverage.estimate
    coverage.expected
    financing.base.bodies
    financing.base.stated
    financing.budget_only
    financing.fees_or_services_only
    governing_bodies.average_staff
    governing_bodies.base
    governing_bodies.chosen_after_creation
    governing_bodies.staff_stated
    participants.leaders.0000000195.name.en
    participants.organisations
    regions.ckr_leaders
    regions.with_ckr_and_clusters
    regions.with_ckr_without_clusters
    regions.with_clusters
    ");
}

#[test]
fn what_is_counted_from_hidden_countries_statuses_or_ratings_is_unknown_and_not_zero() {
    let unknown = |hidden: &[&str]| {
        let story = story();
        let at = story.last();
        let figures =
            |views: &Views| Statistics::at(views, at, jiff::civil::date(2015, 12, 31)).figures();
        let before = figures(&story.views());
        let after = figures(&hide(story, hidden).views()).into_iter();
        let lost = after.filter(|(path, now)| now.is_null() && before.get(path) != Some(now));
        lost.map(|(path, _)| path).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(unknown(&["country"]), @"
    partners.clusters_with_foreign
    partners.clusters_with_russian
    ");
    insta::assert_snapshot!(unknown(&["granted_on"]), @"
    clusters.by_support.ckr
    clusters.by_support.independent
    clusters.by_support.pilot_itc
    clusters.level_by_support.ckr
    clusters.level_by_support.independent
    clusters.level_by_support.pilot_itc
    clusters.pilot_programmes
    ");
    insta::assert_snapshot!(unknown(&["issuer"]), @"
    clusters.by_support.ckr
    clusters.by_support.independent
    clusters.by_support.pilot_itc
    clusters.level_by_support.ckr
    clusters.level_by_support.independent
    clusters.level_by_support.pilot_itc
    ");
    insta::assert_snapshot!(unknown(&["priorities"]), @"priorities.base");
}

#[test]
fn a_support_that_may_not_be_told_matches_no_filter_and_no_facet() {
    let day = Some(jiff::civil::date(2015, 12, 31));
    let supports = vec![crate::support::Support::Independent];
    let query = Query { day, supports, ..Query::default() };
    assert_eq!((found(&[], &query), found(&["valid_until"], &query)), (1, 0));
}

#[test]
fn a_field_that_is_public_again_is_shown_again() {
    let hidden = hide(story(), &["employees_total"]);
    let views = hide(hidden, &[]).views();
    let row = views.register().row(cluster(1), Position(u64::MAX)).expect("a row");
    assert_eq!(row.employees_total, Some(1_000));
}

#[test]
fn the_rows_as_recorded_are_the_same_whatever_an_edition_hides() {
    let digest = |hidden: &[&str]| {
        let digests = hide(story(), hidden).views().digests();
        digests.into_iter().find(|(view, _)| *view == "register")
    };
    assert_eq!(digest(&[]), digest(&["employees_total", "organisation"]));
}
