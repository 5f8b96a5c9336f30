//! Each block of the statistics by a story of its own: what it counts, of whom, and what it leaves out.

use jiff::civil::{Date, date};
use registry_events::claim::{Absence, ClaimRef, Stated};
use registry_events::edition::EditionKind;
use registry_events::event::{
    CkrClosed, CkrOpened, ClaimLapsed, ClusterDeactivated, ClusterMerged, DisputeAdmitted,
    DisputeDeadlineMissed, DisputeEvent, DisputeStep, Event, LapseCause,
};
use registry_events::ids::StreamVersion;
use registry_events::level::Level;
use registry_events::stream::StreamId;
use registry_events::value::{Decimal, Share, Value, Year};

use crate::statistics::{Base, ByLevel, Statistics};
use crate::testing::{
    CATALOGUE, DICTIONARIES, REGIONS, Story, adopted, assessed, claim, claims, cluster, code,
    codes, listed, opened, organisation, participant,
};

const DAY: Date = date(2015, 12, 1);

fn story() -> Story {
    Story::new()
        .commit(&StreamId::registry(), adopted(EditionKind::Catalogue, "0.1", CATALOGUE))
        .commit(&StreamId::registry(), adopted(EditionKind::Dictionaries, "0.1", DICTIONARIES))
        .commit(&StreamId::registry(), adopted(EditionKind::Regions, "0.1", REGIONS))
}

fn stream(number: u32) -> StreamId {
    StreamId::cluster(cluster(number))
}

/// A listed cluster of a level that says no more than this.
fn one(story: Story, number: u32, level: Level, events: Vec<Event>) -> Story {
    let start = [listed(), assessed(None, level)].into_iter();
    story.commit(&stream(number), start.chain(events))
}

fn counted(story: &Story) -> Statistics {
    Statistics::at(&story.views(), story.last(), DAY)
}

fn base(clusters: u32, stated: u32) -> Base {
    Base { clusters, stated }
}

/// The claim of a path that an event made lapses; the first event of [`one`] has version 3.
fn lapsed(path: &str, version: u64) -> Event {
    let claim = ClaimRef { path: path.parse().expect("a path"), version: StreamVersion(version) };
    ClaimLapsed { claim, cause: LapseCause::Outdated, held_until: DAY }.into()
}

/// The same claim is contested, and no answer comes.
fn disputed(path: &str, version: u64) -> [Event; 2] {
    let dispute = StreamVersion(1);
    let claim = ClaimRef { path: path.parse().expect("a path"), version: StreamVersion(version) };
    let (text, evidence) = ("Это не так".into(), Vec::new());
    let admitted =
        DisputeAdmitted { dispute, claim, text, evidence, answer_until: DAY, known_by: None };
    let missed = DisputeDeadlineMissed { dispute, step: DisputeStep::Answer, due_on: DAY };
    [
        DisputeEvent::DisputeAdmitted(admitted).into(),
        DisputeEvent::DisputeDeadlineMissed(missed).into(),
    ]
}

fn status(item: u32, status_type: &str, number: &str, since: Date, until: Option<Date>) -> Event {
    let mut fields = vec![
        ("type", Value::Code(code(status_type))),
        ("number", crate::testing::text(number)),
        ("granted_on", Value::Date(since)),
    ];
    fields.extend(until.map(|until| ("valid_until", Value::Date(until))));
    opened("official_statuses", item, &fields)
}

fn centre(number: u32, on: Date) -> Event {
    CkrOpened { organisation: organisation(number), opened_on: on, evidence: vec![] }.into()
}

fn supported(number: u32, since: Date) -> Vec<Event> {
    let ckr = claim("ckr", Value::Organisation(organisation(number)));
    vec![claims(vec![ckr]), status(1, "ckr_supported", "", since, None)]
}

#[test]
fn support_is_that_of_the_day_and_levels_stand_under_it() {
    let (before, after) = (date(2013, 1, 1), date(2016, 1, 1));
    let story = story().commit(&StreamId::region(&code("RU-TOM")), [centre(70, before)]);
    let pilot = |number| vec![status(1, "pilot_itc", number, before, None)];
    let mut both = pilot("2");
    both.extend(supported(70, before).into_iter().take(1));
    let story = one(story, 1, Level::High, pilot("1"));
    let story = one(story, 2, Level::Medium, pilot("1"));
    let story = one(story, 3, Level::Initial, both);
    let story = one(story, 4, Level::Initial, supported(70, before));
    let ended = vec![status(1, "pilot_itc", "9", before, Some(date(2015, 11, 30)))];
    let story = one(story, 5, Level::Medium, ended);
    let story = one(story, 6, Level::Initial, vec![status(1, "pilot_itc", "8", after, None)]);
    let clusters = counted(&story).clusters;
    let support = clusters.by_support;
    assert_eq!((support.pilot_itc, support.ckr, support.independent), (Some(3), Some(1), Some(2)));
    assert_eq!(clusters.pilot_programmes, Some(2), "two profiles represent programme 1");
    let levels = clusters.level_by_support;
    let of = |levels: Option<ByLevel>| levels.expect("statuses are public");
    let pilots = of(levels.pilot_itc);
    assert_eq!((pilots.high, pilots.medium, pilots.initial), (1, 1, 1));
    assert_eq!((of(levels.ckr).initial, of(levels.independent).medium), (1, 1));
    let later = Statistics::at(&story.views(), story.last(), after).clusters;
    assert_eq!((later.by_support.pilot_itc, later.pilot_programmes), (Some(4), Some(3)));
}

#[test]
fn a_cluster_whose_centre_closed_counts_as_independent_from_that_day_on() {
    let region = StreamId::region(&code("RU-TOM"));
    let since = date(2013, 1, 1);
    let story = story().commit(&region, [centre(70, since)]);
    let story = one(story, 1, Level::Initial, supported(70, since));
    let closed_on = date(2015, 12, 1);
    let closed = CkrClosed { organisation: organisation(70), closed_on, reason: "—".into() };
    let story = story.commit(&region, [closed.into()]);
    let on = |day| Statistics::at(&story.views(), story.last(), day);
    assert_eq!(on(date(2015, 11, 30)).clusters.by_support.ckr, Some(1));
    assert_eq!(on(closed_on).clusters.by_support.independent, Some(1));
    assert_eq!((on(date(2015, 11, 30)).regions.with_ckr, on(closed_on).regions.with_ckr), (1, 0));
}

#[test]
fn ages_begin_anew_at_three_six_and_eleven_years() {
    let created = |year| {
        vec![claims(vec![claim("year_created", Value::Year(Year::new(year).expect("a year")))])]
    };
    let mut story = story();
    for (number, year) in (1..).zip([2015, 2013, 2012, 2010, 2009, 2005, 2004]) {
        story = one(story, number, Level::Medium, created(year));
    }
    let story = one(story, 8, Level::Medium, vec![]);
    let ages = counted(&story).clusters.level_by_age;
    let ages: Vec<_> = ages.iter().map(|age| (age.years, age.by_level.medium)).collect();
    assert_eq!(ages, [("0_2", 2), ("3_5", 2), ("6_10", 2), ("11_plus", 1)]);
}

#[test]
fn leaders_stand_by_their_participants_and_a_membership_that_lapsed_is_not_counted() {
    let story = one(story(), 1, Level::Initial, vec![participant(1, 7, "small")]);
    let two =
        vec![participant(1, 7, "large"), participant(2, 8, "large"), participant(3, 9, "small")];
    let story = one(story, 2, Level::Initial, two);
    let story = one(story, 3, Level::Initial, vec![]);
    let participants = counted(&story).participants;
    assert_eq!((participants.base, participants.total), (base(3, 2), 4));
    assert_eq!(participants.organisations, Some(3));
    let leaders: Vec<_> = participants.leaders.iter().map(|one| (one.cluster, one.total)).collect();
    assert_eq!(leaders, [(cluster(2), 3), (cluster(1), 1)]);
    assert_eq!(participants.leaders[0].by_type[&code("large")], 2);

    let story = story.commit(&stream(1), [lapsed("participants/1/organisation", 3)]);
    let participants = counted(&story).participants;
    assert_eq!((participants.base, participants.total), (base(3, 1), 3));
    assert_eq!(participants.by_type[&code("small")], 1);
}

#[test]
fn employees_that_lapsed_or_are_not_provided_are_no_zero() {
    let stated = |value: Stated| vec![claims(vec![claim("employees_total", value)])];
    let story = one(story(), 1, Level::Initial, stated(Stated::Absent(Absence::NotProvided)));
    assert_eq!(counted(&story).participants.employees, None);
    let story = one(story, 2, Level::Initial, stated(Stated::Value(Value::Integer(40))));
    assert_eq!(counted(&story).participants.employees, Some(40));
    let story = story.commit(&stream(2), [lapsed("employees_total", 3)]);
    assert_eq!(counted(&story).participants.employees, None);
    let row = story.views().register().row(cluster(2), story.last());
    assert_eq!(row.and_then(|row| row.employees_total), Some(40), "the list still tells it");
}

#[test]
fn a_specialisation_is_counted_by_level_unless_it_is_disputed() {
    let ict = || claims(vec![claim("specialisation_key", Value::Code(code("ict")))]);
    let story = one(story(), 1, Level::High, vec![ict()]);
    let story = one(story, 2, Level::Initial, vec![ict()]);
    let of_ict = |story: &Story| {
        let all = counted(story).specialisations;
        let ict = all.iter().find(|one| one.key.as_str() == "ict").expect("a term");
        (ict.total, ict.by_level.high, ict.by_level.initial)
    };
    assert_eq!(of_ict(&story), (2, 1, 1));
    let story = story.commit(&stream(2), disputed("specialisation_key", 3));
    assert_eq!(of_ict(&story), (1, 1, 0));
}

#[test]
fn projects_stand_by_stage_and_sphere_and_silence_is_told_apart() {
    let project = |item, stage: &str, spheres: &[&str]| {
        let title = crate::testing::text("Проект");
        let stage = Value::Code(code(stage));
        opened("projects", item, &[("title", title), ("stage", stage), ("spheres", codes(spheres))])
    };
    let two = vec![project(1, "planned", &["rnd", "design"]), project(2, "planned", &["rnd"])];
    let story = one(story(), 1, Level::Initial, two);
    let story = one(story, 2, Level::Initial, vec![project(1, "in_progress", &["rnd"])]);
    let story = one(story, 3, Level::Initial, vec![]);
    let projects = counted(&story).projects;
    assert_eq!((projects.base, projects.total), (base(3, 2), 3));
    assert_eq!(projects.clusters_not_provided, 1);
    assert_eq!((projects.by_sphere[&code("rnd")], projects.by_sphere[&code("design")]), (3, 1));
    assert_eq!(projects.clusters_by_stage[&code("planned")], 1);

    let story = story.commit(&stream(2), [lapsed("projects/1/stage", 3)]);
    let projects = counted(&story).projects;
    assert_eq!((projects.total, projects.by_stage[&code("in_progress")]), (3, 0));
    let story = story.commit(&stream(2), disputed("projects/1/title", 3));
    assert_eq!((counted(&story).projects.base, counted(&story).projects.total), (base(3, 1), 2));
}

#[test]
fn priorities_are_counted_in_four_steps_and_an_unrated_one_in_none() {
    let rated = |marks: &[(&str, &str)]| {
        let ratings = marks.iter().map(|(key, mark)| (code(key), code(mark))).collect();
        vec![claims(vec![claim("priorities", Value::Ratings(ratings))])]
    };
    let story = one(story(), 1, Level::Initial, rated(&[("brand", "high"), ("hr", "absent")]));
    let story = one(story, 2, Level::Initial, rated(&[("brand", "low")]));
    let absent = claim("priorities", Stated::Absent(Absence::NotProvided));
    let story = one(story, 3, Level::Initial, vec![claims(vec![absent])]);
    let priorities = counted(&story).priorities;
    assert_eq!(priorities.base, Some(base(3, 2)));
    let lines: Vec<_> = priorities
        .by_priority
        .iter()
        .map(|line| (line.key.as_str(), [line.high, line.medium, line.low, line.absent]))
        .collect();
    assert_eq!(lines, [("brand", [1, 0, 1, 0]), ("hr", [0, 0, 0, 1])]);
    let story = story.commit(&stream(1), [lapsed("priorities", 3)]);
    assert_eq!(counted(&story).priorities.base, Some(base(3, 1)));
}

#[test]
fn partners_are_foreign_or_russian_by_their_country() {
    let partner = |item, country: &str| {
        let who = Value::Organisation(organisation(40 + item));
        opened("partners", item, &[("organisation", who), ("country", Value::Code(code(country)))])
    };
    let story = one(story(), 1, Level::Initial, vec![partner(1, "RU"), partner(2, "DE")]);
    let story = one(story, 2, Level::Initial, vec![partner(1, "DE"), partner(2, "DE")]);
    let story = one(story, 3, Level::Initial, vec![]);
    let partners = counted(&story).partners;
    assert_eq!(partners.base, base(3, 2));
    assert_eq!(
        (partners.clusters_with_foreign, partners.clusters_with_russian),
        (Some(2), Some(1))
    );
    let story = story.commit(&stream(1), disputed("partners/2/organisation", 4));
    assert_eq!(counted(&story).partners.clusters_with_foreign, Some(1));
}

fn body(item: u32, kind: &str, fields: &[(&str, Value)]) -> Event {
    let kind = ("type", Value::Code(code(kind)));
    let fields: Vec<_> = std::iter::once(kind).chain(fields.iter().cloned()).collect();
    opened("governing_bodies", item, &fields)
}

fn years(created: i64, selected: i64) -> [(&'static str, Value); 2] {
    let year = |number| Value::Year(Year::new(number).expect("a year"));
    [("year_organisation_created", year(created)), ("year_selected", year(selected))]
}

#[test]
fn exactly_five_years_stand_with_more_and_a_council_is_a_body() {
    let bodies =
        [(2012, 2012), (2011, 2012), (2010, 2012), (2008, 2012), (2007, 2012), (2013, 2012)];
    let mut events: Vec<_> = (1..)
        .zip(bodies)
        .map(|(item, (created, selected))| body(item, "coordinator", &years(created, selected)))
        .collect();
    events.push(body(7, "council", &years(2000, 2012)));
    let story = one(story(), 1, Level::Initial, events);
    let story = one(story, 2, Level::Initial, vec![body(1, "council", &[])]);
    let bodies = counted(&story).governing_bodies;
    assert_eq!(bodies.base, Some(base(2, 1)), "only managing bodies are its base");
    assert_eq!((bodies.by_type[&code("coordinator")], bodies.by_type[&code("council")]), (6, 2));
    let lags = bodies.chosen_after_creation.expect("years are shown").coordinator;
    assert_eq!((lags.up_to_1, lags.from_2_to_4, lags.from_5), (2, 2, 1));
}

#[test]
fn staff_is_the_mean_of_those_that_state_it_in_whole_tenths() {
    let staff = |number: &str| ("staff_fte", Value::Decimal(number.parse().expect("a number")));
    let story = one(story(), 1, Level::Initial, vec![body(1, "coordinator", &[staff("9.5")])]);
    let story = one(story, 2, Level::Initial, vec![body(1, "management_company", &[staff("9.6")])]);
    let story = one(story, 3, Level::Initial, vec![body(1, "coordinator", &[])]);
    let bodies = counted(&story).governing_bodies;
    assert_eq!((bodies.average_staff, bodies.staff_stated), (Some(Decimal::new(96, 1)), Some(2)));
    let story = story.commit(&stream(2), [lapsed("governing_bodies/1/staff_fte", 3)]);
    let bodies = counted(&story).governing_bodies;
    assert_eq!((bodies.average_staff, bodies.staff_stated), (Some(Decimal::new(95, 1)), Some(1)));
    assert_eq!(bodies.base, Some(base(3, 3)));
}

#[test]
fn financing_is_counted_from_shares_and_a_share_of_nothing_is_no_source() {
    let of = |sources: &[(&str, Option<i64>)]| {
        let share = |(source, percent): &(&str, Option<i64>)| Share {
            code: code(source),
            percent: percent.map(Decimal::from),
        };
        let shares = Value::Shares(sources.iter().map(share).collect());
        vec![body(1, "coordinator", &[("funding_sources", shares)])]
    };
    let story =
        one(story(), 1, Level::Initial, of(&[("member_fees", Some(60)), ("own_services", None)]));
    let budget = of(&[("federal_budget", Some(100)), ("member_fees", Some(0))]);
    let story = one(story, 2, Level::Initial, budget);
    let story = one(story, 3, Level::Initial, of(&[("member_fees", None), ("other", None)]));
    let story = one(story, 4, Level::Initial, vec![body(1, "coordinator", &[])]);
    let financing = counted(&story).financing;
    assert_eq!((financing.base.bodies, financing.base.stated), (Some(4), Some(3)));
    assert_eq!((financing.fees_or_services_only, financing.budget_only), (Some(1), Some(1)));
    assert_eq!(financing.by_source[&code("member_fees")], 2);
}

#[test]
fn regions_with_a_centre_are_led_by_those_with_most_clusters() {
    let mut story = story();
    for region in ["RU-TOM", "RU-NVS", "RU-KL"] {
        story = story.commit(&StreamId::region(&code(region)), [centre(70, date(2014, 1, 1))]);
    }
    let later = centre(71, date(2016, 1, 1));
    let story = story.commit(&StreamId::region(&code("RU-MOW")), [later]);
    let of = |regions: &[&str]| vec![claims(vec![claim("regions", codes(regions))])];
    let story = one(story, 1, Level::Initial, of(&["RU-NVS"]));
    let story = one(story, 2, Level::Initial, of(&["RU-NVS", "RU-TOM"]));
    let story = one(story, 3, Level::Initial, of(&["RU-MOW"]));
    let regions = counted(&story).regions;
    assert_eq!((regions.with_clusters, regions.with_ckr), (Some(3), 3));
    assert_eq!(regions.with_ckr_and_clusters, Some(2));
    assert_eq!(regions.with_ckr_without_clusters, Some(vec![code("RU-KL")]));
    let leaders: Vec<_> = regions
        .ckr_leaders
        .iter()
        .flatten()
        .map(|one| (one.region.as_str(), one.clusters))
        .collect();
    assert_eq!(leaders, [("RU-NVS", 2), ("RU-TOM", 1)]);
}

#[test]
fn an_inactive_or_merged_cluster_is_counted_nowhere() {
    let story = one(story(), 1, Level::Initial, vec![participant(1, 7, "small")]);
    let story = one(story, 2, Level::Medium, vec![participant(1, 7, "small")]);
    let story = one(story, 3, Level::High, vec![participant(1, 8, "small")]);
    assert_eq!((counted(&story).coverage.registered, counted(&story).coverage.estimate), (3, None));
    let inactive = ClusterDeactivated { markers: vec![code("M8")] };
    let merged =
        ClusterMerged { into: cluster(1), merged_on: DAY, reason: "объединение".into() };
    let story = story.commit(&stream(2), [inactive.into()]).commit(&stream(3), [merged.into()]);
    let figures = counted(&story);
    assert_eq!((figures.clusters.total, figures.coverage.registered), (1, 1));
    assert_eq!(figures.clusters.by_level.initial, 1);
    assert_eq!((figures.participants.base, figures.participants.total), (base(1, 1), 1));
}

#[test]
fn figures_counted_one_by_one_tell_how_many_clusters_state_what_they_are_about() {
    let stated = |field, value| vec![claims(vec![claim(field, Stated::Value(value))])];
    let story = one(story(), 1, Level::Initial, stated("employees_total", Value::Integer(40)));
    let ict = Value::Code(code("ict"));
    let story = one(story, 2, Level::Initial, stated("specialisation_key", ict));
    let story = one(story, 3, Level::Initial, vec![]);
    let bases = counted(&story).bases;
    assert_eq!((bases.levels, bases.support), (base(3, 3), base(3, 3)));
    assert_eq!((bases.specialisations, bases.employees), (Some(base(3, 1)), Some(base(3, 1))));
    assert_eq!((bases.ages, bases.regions), (Some(base(3, 0)), Some(base(3, 0))));
    let lapsed = story.commit(&stream(1), [lapsed("employees_total", 3)]);
    assert_eq!(counted(&lapsed).bases.employees, Some(base(3, 0)));
}
