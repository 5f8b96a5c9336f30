//! The statistics document.

use registry_events::claim::{Absence, Stated};
use registry_events::edition::EditionKind;
use registry_events::event::{CkrOpened, ClusterSuspended, EstimateStated, Event};
use registry_events::ids::Position;
use registry_events::level::Level;
use registry_events::stream::StreamId;
use registry_events::value::{Decimal, Share, Value, Year};

use jiff::civil::{Date, date};

use crate::diff::Difference;
use crate::search::{Query, Sort};
use crate::statistics::{Behind, Statistics};
use crate::testing::{
    CATALOGUE, DICTIONARIES, REGIONS, Story, adopted, assessed, claim, claims, cluster, code,
    codes, listed, opened, organisation, participant, text,
};

const DAY: Date = date(2015, 12, 1);

fn year(number: i64) -> Value {
    Value::Year(Year::new(number).expect("a year"))
}

fn begins(name: &str, region: &str, specialisation: &str, created: i64) -> Vec<Event> {
    let stated = claims(vec![
        claim("official_name", text(name)),
        claim("regions", codes(&[region])),
        claim("specialisation_key", Value::Code(code(specialisation))),
        claim("year_created", year(created)),
        claim("employees_total", Value::Integer(1_000)),
    ]);
    vec![listed(), stated]
}

fn body(item: u32, kind: &str, staff: Option<&str>, sources: &[&str], years: (i64, i64)) -> Event {
    let mut fields = vec![
        ("type", Value::Code(code(kind))),
        ("year_organisation_created", year(years.0)),
        ("year_selected", year(years.1)),
    ];
    let number = staff.map(|staff| staff.parse::<Decimal>().expect("a number"));
    fields.extend(number.map(|number| ("staff_fte", Value::Decimal(number))));
    if !sources.is_empty() {
        let share = |source: &&str| Share { code: code(source), percent: None };
        fields.push(("funding_sources", Value::Shares(sources.iter().map(share).collect())));
    }
    opened("governing_bodies", item, &fields)
}

fn project(item: u32, stage: &str, spheres: &[&str]) -> Event {
    opened(
        "projects",
        item,
        &[
            ("title", text("Проект")),
            ("stage", Value::Code(code(stage))),
            ("spheres", codes(spheres)),
        ],
    )
}

fn first() -> Vec<Event> {
    let mut events = begins("Первый", "RU-TOM", "ict", 2013);
    events.extend([
        assessed(None, Level::Medium),
        participant(1, 7, "small"),
        participant(2, 8, "large"),
        body(3, "coordinator", Some("9"), &["member_fees", "own_services"], (2012, 2013)),
        body(4, "board", Some("100"), &[], (2000, 2013)),
        project(5, "planned", &["rnd"]),
        project(6, "in_progress", &["rnd", "design"]),
        project(7, "planned", &["rnd"]),
    ]);
    events
}

fn second() -> Vec<Event> {
    let mut events = begins("Второй", "RU-MOW", "textiles", 2004);
    let sources = &["federal_budget"];
    events.extend([
        assessed(None, Level::Initial),
        participant(1, 7, "education"),
        body(2, "management_company", Some("9.9"), sources, (2005, 2010)),
        claims(vec![claim("employees_total", Stated::Absent(Absence::NotProvided))]),
    ]);
    events
}

fn third() -> Vec<Event> {
    let mut events = begins("Третий", "RU-NVS", "ict", 2013);
    let suspended = ClusterSuspended { reason: "проверка".into() };
    events.extend([assessed(None, Level::High), participant(1, 9, "small"), suspended.into()]);
    events
}

fn centre() -> Event {
    let opened_on = "2014-06-01".parse().expect("a day");
    CkrOpened { organisation: organisation(70), opened_on, evidence: vec![] }.into()
}

fn story() -> Story {
    Story::new()
        .commit(&StreamId::registry(), adopted(EditionKind::Catalogue, "0.1", CATALOGUE))
        .commit(&StreamId::registry(), adopted(EditionKind::Dictionaries, "0.1", DICTIONARIES))
        .commit(&StreamId::registry(), adopted(EditionKind::Regions, "0.1", REGIONS))
        .commit(&StreamId::region(&code("RU-KL")), [centre()])
        .commit(&StreamId::region(&code("RU-TOM")), [centre()])
        .commit(&StreamId::cluster(cluster(1)), first())
        .commit(&StreamId::cluster(cluster(2)), second())
        .commit(&StreamId::cluster(cluster(3)), third())
}

#[test]
fn every_figure_is_counted_from_listed_clusters_and_tells_its_base() {
    let story = story();
    let statistics = Statistics::at(&story.views(), story.last(), DAY);
    let figures = statistics.figures().into_iter().filter(|(_, value)| *value != 0);
    let figures: Vec<_> = figures.map(|(path, value)| format!("{path} = {value}")).collect();
    insta::assert_snapshot!(figures.join("\n"), @r#"
    bases.ages.clusters = 2
    bases.ages.stated = 2
    bases.employees.clusters = 2
    bases.employees.stated = 1
    bases.levels.clusters = 2
    bases.levels.stated = 2
    bases.regions.clusters = 2
    bases.regions.stated = 2
    bases.specialisations.clusters = 2
    bases.specialisations.stated = 2
    bases.support.clusters = 2
    bases.support.stated = 2
    clusters.by_level.initial = 1
    clusters.by_level.medium = 1
    clusters.by_support.independent = 2
    clusters.level_by_age.0_2.medium = 1
    clusters.level_by_age.0_2.years = "0_2"
    clusters.level_by_age.11_plus.initial = 1
    clusters.level_by_age.11_plus.years = "11_plus"
    clusters.level_by_age.3_5.years = "3_5"
    clusters.level_by_age.6_10.years = "6_10"
    clusters.level_by_support.independent.initial = 1
    clusters.level_by_support.independent.medium = 1
    clusters.total = 2
    coverage.estimate = null
    coverage.expected = null
    coverage.registered = 2
    financing.base.bodies = 2
    financing.base.stated = 2
    financing.budget_only = 1
    financing.by_source.federal_budget = 1
    financing.by_source.member_fees = 1
    financing.by_source.own_services = 1
    financing.fees_or_services_only = 1
    governing_bodies.average_staff = 9.5
    governing_bodies.base.clusters = 2
    governing_bodies.base.stated = 2
    governing_bodies.by_type.board = 1
    governing_bodies.by_type.coordinator = 1
    governing_bodies.by_type.management_company = 1
    governing_bodies.chosen_after_creation.coordinator.0_1 = 1
    governing_bodies.chosen_after_creation.management_company.5_plus = 1
    governing_bodies.staff_stated = 2
    participants.base.clusters = 2
    participants.base.stated = 2
    participants.by_type.education = 1
    participants.by_type.large = 1
    participants.by_type.small = 1
    participants.employees = 1000
    participants.leaders.0000000195.by_type.large = 1
    participants.leaders.0000000195.by_type.small = 1
    participants.leaders.0000000195.cluster = "0000000195"
    participants.leaders.0000000195.name.en = null
    participants.leaders.0000000195.name.ru = "Первый"
    participants.leaders.0000000195.total = 2
    participants.leaders.0000000292.by_type.education = 1
    participants.leaders.0000000292.cluster = "0000000292"
    participants.leaders.0000000292.name.en = null
    participants.leaders.0000000292.name.ru = "Второй"
    participants.leaders.0000000292.total = 1
    participants.organisations = 2
    participants.total = 3
    partners.base.clusters = 2
    priorities.base.clusters = 2
    priorities.by_priority.brand.key = "brand"
    priorities.by_priority.hr.key = "hr"
    projects.base.clusters = 2
    projects.base.stated = 1
    projects.by_sphere.design = 1
    projects.by_sphere.rnd = 3
    projects.by_stage.in_progress = 1
    projects.by_stage.planned = 2
    projects.clusters_by_stage.in_progress = 1
    projects.clusters_by_stage.planned = 1
    projects.clusters_not_provided = 1
    projects.total = 3
    regions.ckr_leaders.RU-TOM.clusters = 1
    regions.ckr_leaders.RU-TOM.region = "RU-TOM"
    regions.with_ckr = 2
    regions.with_ckr_and_clusters = 1
    regions.with_ckr_without_clusters.0 = "RU-KL"
    regions.with_clusters = 2
    specialisations.furniture.key = "furniture"
    specialisations.ict.by_level.medium = 1
    specialisations.ict.key = "ict"
    specialisations.ict.total = 1
    specialisations.textiles.by_level.initial = 1
    specialisations.textiles.key = "textiles"
    specialisations.textiles.total = 1
    "#);
}

#[test]
fn an_empty_register_has_a_document_of_zeros() {
    let statistics = Statistics::at(&crate::views::Views::default(), Position(0), DAY);
    assert_eq!(statistics.clusters.total, 0);
    assert_eq!(statistics.governing_bodies.average_staff, None);
}

#[test]
fn figures_go_by_their_path_and_the_past_has_its_own() {
    let story = story();
    let views = story.views();
    let before = Statistics::at(&views, story.last(), DAY);
    assert_eq!(before.figures().get("clusters.by_level.medium"), Some(&1.into()));

    let opened = story.commit(&StreamId::cluster(cluster(2)), [project(3, "planned", &["design"])]);
    let after = Statistics::at(&opened.views(), opened.last(), DAY);
    let changed: Vec<_> =
        Statistics::diff(&before, &after).into_iter().map(|diff| diff.figure).collect();
    insta::assert_snapshot!(changed.join("\n"), @r"
    projects.base.stated
    projects.by_sphere.design
    projects.by_stage.planned
    projects.clusters_by_stage.planned
    projects.clusters_not_provided
    projects.total
    ");
}

#[test]
fn two_sets_of_views_differ_in_what_was_recorded_between_them() {
    let before = story();
    let raised = assessed(Some(Level::Initial), Level::Medium);
    let after = before.clone().commit(&StreamId::cluster(cluster(2)), [raised]);
    assert!(Difference::between(&before.views(), &before.views(), DAY).is_empty());
    let difference = Difference::between(&before.views(), &after.views(), DAY);
    let figures: Vec<_> = difference.figures.iter().map(|diff| diff.figure.as_str()).collect();
    insta::assert_snapshot!(figures.join("\n"), @r"
    clusters.by_level.initial
    clusters.by_level.medium
    clusters.level_by_age.11_plus.initial
    clusters.level_by_age.11_plus.medium
    clusters.level_by_support.independent.initial
    clusters.level_by_support.independent.medium
    specialisations.textiles.by_level.initial
    specialisations.textiles.by_level.medium
    ");
    let changes: Vec<_> =
        difference.rows[0].changes.iter().map(|diff| diff.figure.as_str()).collect();
    assert_eq!(changes, ["level", "level_since", "updated", "updated_at"]);
    assert_eq!(difference.levels[0].cluster, cluster(2));
    assert_eq!((difference.levels[0].before.len(), difference.levels[0].after.len()), (1, 2));
}

#[test]
fn the_last_estimate_stated_by_then_is_told_with_its_source() {
    let estimate = |clusters, source: &str| -> Event {
        let (source, stated_for) = (source.into(), date(2015, 9, 1));
        EstimateStated { clusters, source, stated_for, evidence: Vec::new() }.into()
    };
    let stream = StreamId::registry();
    let story = Story::new().commit(&stream, [estimate(200, "Обсерватория")]);
    let first = story.last();
    let story = story.commit(&stream, [estimate(220, "Ассоциация")]);
    let views = story.views();
    let coverage = |at| Statistics::at(&views, at, DAY).coverage;
    let told = |at| coverage(at).estimate.map(|told| (told.value, told.source));
    assert_eq!(told(first), Some((200, "Обсерватория".into())));
    assert_eq!(told(story.last()), Some((220, "Ассоциация".into())));
    assert_eq!(coverage(first).registered, 0);
    assert_eq!(Story::new().views().estimates().at(first), None);
}

#[test]
fn behind_a_figure_stand_the_listed_clusters_that_it_counts() {
    let story = story();
    let views = story.views();
    let behind = |figure: &&str| {
        let query = Query {
            day: Some(DAY),
            figures: Behind::figure(figure).into_iter().collect(),
            sort: Sort::Name,
            ..Query::default()
        };
        let rows = query.find(&views, story.last()).rows;
        let names = rows.iter().filter_map(|row| row.name.as_ref()?.text.ru.clone());
        format!("{figure} = {:?}", names.collect::<Vec<_>>())
    };
    let figures = [
        "clusters.level_by_age.0_2",
        "clusters.level_by_age.11_plus",
        "participants.by_type.education",
        "participants.by_type.small",
        "projects.total",
        "projects.clusters_not_provided",
        "projects.clusters_by_stage.in_progress",
        "projects.by_stage.implemented",
        "projects.by_sphere.design",
        "governing_bodies.by_type.board",
        "governing_bodies.chosen_after_creation.coordinator.0_1",
        "governing_bodies.chosen_after_creation.management_company.5_plus",
        "financing.by_source.own_services",
        "financing.fees_or_services_only",
        "financing.budget_only",
        "partners.clusters_with_foreign",
        "priorities.by_priority.hr.high",
    ];
    let told: Vec<_> = figures.iter().map(behind).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    clusters.level_by_age.0_2 = ["Первый"]
    clusters.level_by_age.11_plus = ["Второй"]
    participants.by_type.education = ["Второй"]
    participants.by_type.small = ["Первый"]
    projects.total = ["Первый"]
    projects.clusters_not_provided = ["Второй"]
    projects.clusters_by_stage.in_progress = ["Первый"]
    projects.by_stage.implemented = []
    projects.by_sphere.design = ["Первый"]
    governing_bodies.by_type.board = ["Первый"]
    governing_bodies.chosen_after_creation.coordinator.0_1 = ["Первый"]
    governing_bodies.chosen_after_creation.management_company.5_plus = ["Второй"]
    financing.by_source.own_services = ["Первый"]
    financing.fees_or_services_only = ["Первый"]
    financing.budget_only = ["Второй"]
    partners.clusters_with_foreign = []
    priorities.by_priority.hr.high = []
    "#);
    let unknown =
        ["clusters.level_by_age.nope", "governing_bodies.chosen_after_creation.board.nope"];
    for other in ["clusters.total", "projects.by_mood.best", "participants.total", ""] {
        assert_eq!(Behind::figure(other), None, "{other}");
    }
    for other in unknown {
        assert_eq!(Behind::figure(other), None, "{other}");
    }
}
