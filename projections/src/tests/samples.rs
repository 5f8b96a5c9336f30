//! Control samples: what each finds, and what it leaves alone at its edges.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use registry_events::actor::Role;
use registry_events::claim::{Claim, Relation};
use registry_events::edition::EditionKind;
use registry_events::event::{
    ApplicationEvent, ApplicationReturned, ApplicationSubmitted, CkrOpened, ClusterWithdrawn,
    Event, RequirementClosed, RequirementOpened,
};
use registry_events::ids::{ApplicationId, ItemId, Position, Uuid};
use registry_events::level::Level;
use registry_events::path::ItemPath;
use registry_events::stream::StreamId;
use registry_events::value::Value;
use registry_events::working_days::working_days_after;

use crate::samples::applications::Applications;
use crate::samples::bursts::{Burst, Given, bursts, confirmations};
use crate::samples::gates::only_organisation;
use crate::samples::late::{is_late, late_facts};
use crate::samples::rises::{is_before, rises};
use crate::samples::waivers::overdue_waivers;
use crate::testing::{
    CATALOGUE, Story, account, adopted, assessed, claim, claims, cluster, code, confirmed, listed,
    opened, organisation, text, timestamp,
};
use crate::views::Views;

const END: Position = Position(u64::MAX);

fn moscow(at: Timestamp) -> Date {
    TimeZone::get("Europe/Moscow").expect("a zone").to_datetime(at).date()
}

fn stream(number: u32) -> StreamId {
    StreamId::cluster(cluster(number))
}

/// The views of a story whose last commit adopts the catalogue by which rows are shown.
fn views_of(story: Story) -> Views {
    let catalogue = adopted(EditionKind::Catalogue, "0.1", CATALOGUE);
    story.commit(&StreamId::registry(), catalogue).views()
}

// Bursts.

/// Confirmations of one account, each an act of its own, so many seconds after noon.
fn given(seconds: impl IntoIterator<Item = i64>) -> Vec<Given> {
    let noon = timestamp("2016-03-01T12:00:00Z");
    let one = |(position, second): (u64, i64)| Given {
        position: Position(position),
        recorded_at: noon + SignedDuration::from_secs(second),
        cluster: cluster(1),
        act: Position(position),
    };
    (0..).zip(seconds).map(one).collect()
}

fn found(seconds: impl IntoIterator<Item = i64>) -> Vec<usize> {
    let bursts = bursts(BTreeMap::from([(account(1), given(seconds))]));
    bursts.iter().map(|burst: &Burst| burst.acts).collect()
}

#[test]
fn ten_confirmations_are_no_burst_and_eleven_are() {
    assert_eq!(found((0..10).map(|n| n * 60)), [0; 0]);
    assert_eq!(
        found((0..11).map(|n| n * 60)),
        [11],
        "the last exactly ten minutes after the first"
    );
    let late = (0..10).map(|n| n * 60).chain([601]);
    assert_eq!(found(late), [0; 0], "a second too late");
}

#[test]
fn bursts_that_share_an_act_are_one_and_those_apart_are_two() {
    assert_eq!(found((0..40).map(|n| n * 30)), [40]);
    let apart = (0..11).chain(5_000..5_012);
    assert_eq!(found(apart), [12, 11], "the newest first");
}

#[test]
fn a_burst_is_of_one_account_in_all_clusters_as_known_at_a_position() {
    let mut story = Story::new();
    for number in 1..=3 {
        story.record(&stream(number), [listed(), claims(vec![claim("summary", text("раз"))])]);
    }
    let mut story = story.by(7, Role::OrganisationRepresentative);
    for number in 0..11 {
        let about = stream(number % 3 + 1);
        story.record(&about, [confirmed("summary", 2, Relation::Participant)]);
    }
    let story = story.by(8, Role::OrganisationRepresentative);
    let views = story.commit(&stream(1), [confirmed("summary", 2, Relation::Partner)]).views();
    let of = |at| bursts(confirmations(&views, at, |_, _| true));
    let all = of(END);
    assert_eq!((all.len(), all[0].account, all[0].acts), (1, account(7), 11));
    let last = all[0].given[10].position;
    assert_eq!(of(Position(last.0 - 1)), [], "before the eleventh was given");
    assert_eq!(bursts(confirmations(&views, END, |_, line| line.place.position != last)), []);
}

#[test]
fn what_one_commit_confirms_is_one_act() {
    let mut story = Story::new();
    story.record(&stream(1), [listed(), claims(vec![claim("summary", text("раз"))])]);
    let mut story = story.by(7, Role::OrganisationRepresentative);
    let confirm = || confirmed("summary", 2, Relation::Participant);
    story.record(&stream(1), (0..12).map(|_| confirm()));
    let found = |story: &Story| {
        let views = story.views();
        let all = bursts(confirmations(&views, END, |_, _| true));
        all.iter().map(|burst| (burst.acts, burst.given.len())).collect::<Vec<_>>()
    };
    assert_eq!(found(&story), [], "twelve claims in one act");
    for _ in 0..9 {
        story.record(&stream(1), [confirm()]);
    }
    assert_eq!(found(&story), [], "ten acts");
    story.record(&stream(1), [confirm(), confirm()]);
    assert_eq!(found(&story), [(11, 23)]);
}

// Gates.

#[test]
fn a_gate_is_one_organisations_when_nobody_else_stands_behind_it() {
    let of = |number, by: Option<u32>| (account(number), by.map(organisation));
    assert_eq!(only_organisation([]), None, "nobody confirmed it");
    assert_eq!(only_organisation([of(1, Some(5)), of(2, Some(5))]), Some(organisation(5)));
    assert_eq!(only_organisation([of(1, Some(5)), of(1, Some(6))]), None);
    assert_eq!(only_organisation([of(1, Some(5)), of(3, None)]), None, "an officer did as well");
    assert_eq!(only_organisation([of(3, None)]), None, "an officer is no organisation");
}

// Late facts.

fn described(on: Date, words: &str) -> Event {
    claims(vec![Claim { described_on: Some(on), ..claim("summary", text(words)) }])
}

#[test]
fn a_fact_is_late_after_the_same_day_of_the_next_year() {
    assert!(!is_late(date(2015, 3, 1), date(2016, 3, 1)));
    assert!(is_late(date(2015, 3, 1), date(2016, 3, 2)));
    assert!(!is_late(date(2016, 2, 29), date(2017, 2, 28)));
    assert!(is_late(date(2016, 2, 29), date(2017, 3, 1)));
    assert!(!is_late(Date::MAX, Date::MAX), "a day without a next year is no fault");
}

#[test]
fn the_day_of_a_record_is_the_registrys() {
    let of = |at: &str| {
        let views = Story::new()
            .commit(&stream(1), [listed()])
            .at(at)
            .commit(&stream(1), [described(date(2015, 3, 1), "раз")])
            .views();
        late_facts(&views, END, moscow, |_| true).len()
    };
    assert_eq!(of("2016-03-01T20:59:59Z"), 0);
    assert_eq!(of("2016-03-01T21:00:00Z"), 1, "it is the second of March in Moscow");
}

#[test]
fn late_facts_are_told_newest_first_up_to_a_position_and_of_fields_that_are_shown() {
    let views = Story::new()
        .commit(&stream(1), [listed(), described(date(2010, 1, 1), "раз")])
        .commit(&stream(1), [claims(vec![claim("summary", text("без даты"))])])
        .commit(&stream(2), [listed(), described(date(2011, 1, 1), "два")])
        .views();
    let positions = |at| {
        let facts = late_facts(&views, at, moscow, |_| true);
        facts.iter().map(|fact| fact.place.position.0).collect::<Vec<_>>()
    };
    assert_eq!(positions(END), [4, 1]);
    assert_eq!(positions(Position(3)), [1]);
    assert_eq!(late_facts(&views, END, moscow, |path| path.field.as_str() != "summary"), []);
}

// Rises.

fn status(item: u32, status_type: &str, granted_on: Date) -> Event {
    let fields =
        [("type", Value::Code(code(status_type))), ("granted_on", Value::Date(granted_on))];
    opened("official_statuses", item, &fields)
}

/// A cluster that rose on 1 March 2016, with a status granted on a day.
fn rose(granted_on: Date) -> Story {
    Story::new()
        .commit(&stream(1), [listed(), assessed(None, Level::Initial)])
        .at("2016-02-29T21:30:00Z")
        .commit(&stream(1), [assessed(Some(Level::Initial), Level::Medium)])
        .commit(&stream(1), [status(1, "pilot_itc", granted_on)])
}

#[test]
fn thirty_days_before_counts_and_thirty_one_does_not() {
    assert!(is_before(date(2016, 3, 1), date(2016, 3, 31)));
    assert!(!is_before(date(2016, 3, 1), date(2016, 4, 1)));
    assert!(is_before(date(2016, 3, 1), date(2016, 3, 1)), "which came first isn't recorded");
    assert!(!is_before(date(2016, 3, 1), date(2016, 2, 29)), "it began before");
}

#[test]
fn a_rise_is_of_its_day_in_the_registrys_zone() {
    let days = |granted_on| {
        let found = rises(&views_of(rose(granted_on)), END, moscow);
        found.iter().map(|rise| (rise.days(), rise.assessment.after)).collect::<Vec<_>>()
    };
    assert_eq!(days(date(2016, 3, 31)), [(30, Level::Medium)]);
    assert_eq!(days(date(2016, 4, 1)), []);
    assert_eq!(days(date(2016, 2, 29)), [], "the day in UTC isn't asked");
}

#[test]
fn a_first_level_and_a_fall_are_no_rise() {
    let views = views_of(
        Story::new()
            .at("2016-03-01T00:00:00Z")
            .commit(&stream(1), [listed(), assessed(None, Level::High)])
            .commit(&stream(1), [assessed(Some(Level::High), Level::Medium)])
            .commit(&stream(1), [status(1, "pilot_itc", date(2016, 3, 5))]),
    );
    assert_eq!(rises(&views, END, moscow), []);
}

#[test]
fn support_begins_with_the_centre_where_that_was_opened_later_than_the_status_was_granted() {
    let centre = organisation(9);
    let opens =
        CkrOpened { organisation: centre, opened_on: date(2016, 3, 20), evidence: Vec::new() };
    let names_it = claims(vec![claim("ckr", Value::Organisation(centre))]);
    let views = views_of(
        rose(date(2010, 1, 1))
            .commit(&stream(1), [names_it, status(2, "ckr_supported", date(2014, 1, 1))])
            .commit(&StreamId::region(&code("RU-TOM")), [opens.into()]),
    );
    let began: Vec<_> = rises(&views, END, moscow).into_iter().map(|rise| rise.began).collect();
    assert_eq!(began.len(), 1);
    assert_eq!((began[0].centre, began[0].on), (Some(centre), date(2016, 3, 20)));
}

// Waivers.

fn waived(marker: &str) -> Event {
    let item = ItemPath { collection: code("official_statuses"), item: ItemId(1) };
    let until = date(2016, 5, 30);
    RequirementOpened { marker: code(marker), until, waived_for: Some(item) }.into()
}

fn open(marker: &str) -> Event {
    RequirementOpened { marker: code(marker), until: date(2016, 5, 30), waived_for: None }.into()
}

fn overdue(views: &Views, today: Date) -> Vec<(String, i32)> {
    let overdue = overdue_waivers(views, END, today, moscow);
    overdue.into_iter().map(|waiver| (waiver.marker.to_string(), waiver.days)).collect()
}

#[test]
fn a_waiver_may_stand_for_ninety_days() {
    let views = views_of(
        Story::new()
            .at("2016-02-29T21:00:00Z")
            .commit(&stream(1), [listed(), waived("M8"), open("M9")]),
    );
    // The first of March in Moscow.
    assert_eq!(overdue(&views, date(2016, 5, 30)), [], "the ninetieth day");
    assert_eq!(overdue(&views, date(2016, 5, 31)), [("M8".into(), 91)], "M9 was never waived");
}

#[test]
fn a_waiver_ends_with_its_requirement_and_with_the_record() {
    let withdrawn = ClusterWithdrawn { reason: "по заявлению".into() };
    let closed = RequirementClosed { marker: code("M8") };
    let story = || Story::new().commit(&stream(1), [listed(), waived("M8")]);
    let at = date(2016, 1, 1);
    assert_eq!(overdue(&views_of(story()), at).len(), 1);
    assert_eq!(overdue(&views_of(story().commit(&stream(1), [closed.into()])), at), []);
    assert_eq!(overdue(&views_of(story().commit(&stream(1), [withdrawn.into()])), at), []);
}

// Applications.

fn application(number: u8) -> StreamId {
    StreamId::application(ApplicationId::from_uuid(Uuid::from_u128(u128::from(number))))
}

fn submitted() -> Event {
    ApplicationEvent::ApplicationSubmitted(ApplicationSubmitted {}).into()
}

fn returned() -> Event {
    ApplicationEvent::ApplicationReturned(ApplicationReturned { reasons: Vec::new() }).into()
}

fn waiting(story: &Story, today: Date) -> Vec<u32> {
    let mut applications = Applications::default();
    story.recorded().iter().for_each(|recorded| applications.apply(recorded));
    applications.overdue(today, moscow).iter().map(|one| one.working_days).collect()
}

#[test]
fn five_working_days_pass_over_a_weekend() {
    // A Thursday.
    assert_eq!(working_days_after(date(2016, 3, 3), 5), date(2016, 3, 10));
    let story = Story::new().at("2016-03-03T12:00:00Z").commit(&application(1), [submitted()]);
    assert_eq!(waiting(&story, date(2016, 3, 10)), [0; 0], "the fifth working day");
    assert_eq!(waiting(&story, date(2016, 3, 11)), [6]);
}

#[test]
fn an_application_of_the_weekend_waits_from_monday() {
    let story = Story::new().at("2016-03-05T12:00:00Z").commit(&application(1), [submitted()]);
    assert_eq!(waiting(&story, date(2016, 3, 11)), [0; 0], "Monday to Friday are five");
    assert_eq!(waiting(&story, date(2016, 3, 12)), [5], "the fifth has passed");
}

#[test]
fn the_day_of_a_submission_is_the_registrys() {
    // Past midnight in Moscow: Friday the fourth.
    let story = Story::new().at("2016-03-03T21:00:00Z").commit(&application(1), [submitted()]);
    assert_eq!(waiting(&story, date(2016, 3, 11)), [0; 0]);
    assert_eq!(waiting(&story, date(2016, 3, 12)), [5]);
}

#[test]
fn an_application_waits_from_its_last_submission_until_its_decision() {
    let story = Story::new()
        .at("2016-03-01T12:00:00Z")
        .commit(&application(1), [submitted()])
        .commit(&application(2), [submitted()])
        .commit(&application(2), [returned()]);
    let later = date(2016, 4, 1);
    assert_eq!(waiting(&story, later).len(), 1);
    let again = story.at("2016-03-31T12:00:00Z").commit(&application(2), [submitted()]);
    assert_eq!(waiting(&again, later).len(), 1, "it was submitted yesterday");
    assert_eq!(waiting(&again, date(2016, 4, 8)).len(), 2);
    let sealed = Story::new().sealed(&application(3));
    assert_eq!(waiting(&sealed, later), [0; 0], "what nobody opened tells nothing");
}
