//! What is checked of every statement, and what is recorded of it.

use jiff::civil::{Date, date};
use registry_core::command::StateClaims;
use registry_core::profile::changes::{Changes, CloseInput, OpenInput, STATEMENTS_MAX};
use registry_core::rejection::Rejection;
use registry_core::testing::statements::{
    code, codes, decimal, email, item, item_path, labelled, link, number, path, ru, says, texts,
    year,
};
use registry_core::testing::{Listed, Outcome, Scene, Sketch, organisation, problem_lines};
use registry_core::{Decision, command};
use registry_events::claim::{Absence, Claim, Evidence, Stated};
use registry_events::event::{Event, ProfileEvent};
use registry_events::ids::{ItemId, OrganisationId, StreamVersion, Uuid};
use registry_events::stream::StreamId;
use registry_events::value::{Text, Value, WebUrl};

use super::{BEFORE, TODAY, changes, one_cluster, shipped_cluster};

/// What comes of stating this of a cluster with contact 1 and participants 2 to 11, by an officer.
fn stated(changes: Changes) -> Outcome {
    let (mut scene, listed) = one_cluster();
    scene.when(scene.officer(), listed.state(changes))
}

/// The problems of stating this; nothing of it is recorded.
#[track_caller]
fn check(changes: Changes, expected: &[&str]) {
    let (mut scene, listed) = one_cluster();
    let before = scene.load(&StreamId::cluster(listed.cluster)).version;
    scene.when(scene.officer(), listed.state(changes)).then_problems(expected);
    assert_eq!(scene.load(&StreamId::cluster(listed.cluster)).version, before);
}

/// The problem of stating one value of a cluster's own field.
#[track_caller]
fn check_value(field: &str, value: Value, expected: &str) {
    check(
        changes().stating(says(field, value).on(BEFORE)),
        &[&format!("/claims/0/value {expected}")],
    );
}

/// Every claim a decision records.
fn claims_of(decision: &Decision) -> Vec<Claim> {
    let events = decision.parts.iter().flat_map(|part| &part.events);
    events
        .flat_map(|decided| match &decided.event {
            Event::Profile(ProfileEvent::ClaimsStated(stated)) => stated.claims.clone(),
            Event::Profile(ProfileEvent::ItemOpened(opened)) => opened.claims.clone(),
            _ => Vec::new(),
        })
        .collect()
}

fn english(text: &str) -> Value {
    Value::Text(Text { ru: None, en: Some(text.into()) })
}

#[test]
fn a_field_that_is_not_in_the_catalogue_is_refused() {
    check(changes().stating(says("colour", ru("синий"))), &["/claims/0/path field.unknown colour"]);
    let member = Sketch::participant_of(21, "small").says("colour", ru("синий"));
    check(changes().opening(member), &["/open/0/claims/2 field.unknown participants/12/colour"]);
}

#[test]
fn a_field_of_a_cluster_is_not_one_of_its_items() {
    let elsewhere = says("participants/2/official_name", ru("Кластер"));
    let expected = ["/claims/0/path field.unknown participants/2/official_name"];
    check(changes().stating(elsewhere), &expected);
}

#[test]
fn a_collection_that_is_not_in_the_catalogue_is_refused() {
    let friend = item("friends").says("name", ru("Друг"));
    check(changes().opening(friend), &["/open/0/collection collection.unknown friends"]);
}

#[test]
fn a_value_of_another_type_is_refused() {
    check_value("employees_total", ru("много"), "value.type integer");
    check_value("official_name", number(5), "value.type text");
    check_value("regions", code("RU-TOM"), "value.type codes");
    check_value("year_created", number(2012), "value.type year");
}

#[test]
fn a_text_keeps_its_bounds_in_each_language() {
    check_value("official_name", ru("Я"), "text.too-short 3 1");
    check_value("official_name", ru(&"я".repeat(301)), "text.too-long 300 301");
    let both = Text { ru: Some("я".repeat(200)), en: Some("short".into()) };
    check_value("summary", Value::Text(both), "text.too-short 200 5");
}

#[test]
fn a_number_keeps_its_bounds() {
    check_value("employees_total", number(-1), "number.too-small 0");
    check_value("year_created", year(1899), "number.too-small 1900");
    let crowded = item("governing_bodies").says("type", code("board")).says_on(
        BEFORE,
        "staff_fte",
        decimal("10000.1"),
    );
    check(changes().opening(crowded), &["/open/0/claims/1/value number.too-large 10000"]);
}

#[test]
fn a_year_is_not_in_the_future() {
    check_value("year_created", year(2027), "year.in-future 2027");
    stated(changes().stating(says("year_created", year(2026)))).then(&["cluster: ClaimsStated"]);
}

#[test]
fn a_list_keeps_its_bounds_and_repeats_nothing() {
    check_value("regions", codes([]), "list.too-few 1 0");
    let eleven = [
        "RU-AD", "RU-BA", "RU-BU", "RU-AL", "RU-DA", "RU-IN", "RU-KB", "RU-KL", "RU-KC", "RU-KR",
        "RU-KO",
    ];
    check_value("regions", codes(eleven), "list.too-many 10 11");
    check_value("regions", codes(["RU-TOM", "RU-TOM"]), "list.repeats");
}

#[test]
fn a_list_of_texts_repeats_none() {
    let (mut scene, listed) = shipped_cluster();
    let twice = changes().stating(says("products", texts(["Щит", "Брус", "Щит"])));
    let outcome = scene.when(scene.officer(), listed.state(twice));
    outcome.then_problems(&["/claims/0/value list.repeats"]);
}

#[test]
fn a_code_stands_in_its_dictionary() {
    check_value("specialisation_key", code("astrology"), "code.unknown astrology specialisation");
    check_value("regions", codes(["RU-TOM", "RU-XXX"]), "code.unknown RU-XXX regions");
}

#[test]
fn a_needed_language_is_there() {
    check_value("official_name", english("White Pine"), "text.language-needed ru");
    check_value("display_name", english("White Pine"), "text.language-needed ru");
}

#[test]
fn a_statement_describes_no_future_day() {
    let tomorrow = date(2026, 3, 3);
    check(
        changes().stating(says("year_created", year(2012)).on(tomorrow)),
        &["/claims/0/described_on date.in-future 2026-03-03"],
    );
    stated(changes().stating(says("year_created", year(2012)).on(TODAY)))
        .then(&["cluster: ClaimsStated"]);
}

#[test]
fn a_dated_field_says_which_day_it_describes() {
    check(
        changes().stating(says("employees_total", number(5))),
        &["/claims/0/described_on claim.date-needed employees_total"],
    );
    let member = Sketch::participant_of(21, "small").says("employees", number(5));
    check(
        changes().opening(member),
        &["/open/0/claims/2/described_on claim.date-needed employees"],
    );
}

#[test]
fn an_absence_needs_no_day() {
    stated(changes().stating(says("employees_total", Absence::NotProvided)))
        .then(&["cluster: ClaimsStated, LevelAssessed, RequirementOpened"]);
}

#[test]
fn a_field_is_stated_once() {
    let twice = changes()
        .stating(says("year_created", year(2012)))
        .stating(says("year_created", year(2013)));
    check(twice, &["/claims/1/path claim.stated-twice year_created"]);
    let member = Sketch::participant_of(21, "small").says("participant_type", code("large"));
    check(
        changes().opening(member),
        &["/open/0/claims/2 claim.stated-twice participants/12/participant_type"],
    );
}

#[test]
fn a_field_is_stated_once_though_the_first_was_wrong() {
    let twice = changes()
        .stating(says("year_created", year(1000 + 800)))
        .stating(says("year_created", year(2013)));
    check(
        twice,
        &[
            "/claims/0/value number.too-small 1900",
            "/claims/1/path claim.stated-twice year_created",
        ],
    );
}

#[test]
fn an_item_opens_with_the_fields_it_needs() {
    check(
        changes().opening(item("contacts").says("email", email("info@pine.example"))),
        &["/open/0 item.field-needed role"],
    );
    check(
        changes().opening(item("contacts")),
        &["/open/0 item.field-needed role", "/open/0 item.field-needed email"],
    );
}

/// What the claims of a decision say of a list as a whole.
fn of_list(decision: &Decision, list: &str) -> Vec<Stated> {
    let claims = claims_of(decision).into_iter();
    claims.filter(|claim| claim.path == path(list)).map(|claim| claim.stated).collect()
}

#[test]
fn that_there_is_nothing_in_a_list_is_said_of_all_of_it_and_its_first_item_takes_it_back() {
    let (mut scene, listed) = shipped_cluster();
    let none = changes().stating(says("partners", Absence::Zero));
    let said = scene.when(scene.officer(), listed.state(none)).accepted();
    assert_eq!(of_list(&said, "partners"), [Stated::Absent(Absence::Zero)]);
    let partner = changes().opening(Sketch::new("Белая сосна").partner("RU"));
    let begun = scene.when(scene.officer(), listed.state(partner)).accepted();
    assert_eq!(of_list(&begun, "partners"), [Stated::Absent(Absence::NotProvided)]);
    let again = changes().opening(Sketch::new("Белая сосна").partner("KZ"));
    let more = scene.when(scene.officer(), listed.state(again)).accepted();
    assert_eq!(of_list(&more, "partners"), [], "it says nothing any more");
}

#[test]
fn of_a_list_with_items_or_one_that_is_needed_it_is_not_said_that_there_are_none() {
    let none = |list: &str| changes().stating(says(list, Absence::Zero));
    let (mut scene, listed) = shipped_cluster();
    let mut refused = |changes: Changes, expected: &str| {
        scene.when(scene.officer(), listed.state(changes)).then_problems(&[expected]);
    };
    let both = none("partners").opening(Sketch::new("Белая сосна").partner("RU"));
    refused(both, "/claims/0 list.not-empty partners");
    refused(none("participants"), "/claims/0/value claim.needed participants");
    let value = says("projects", Value::Items(vec![ItemId(1)]));
    refused(changes().stating(value), "/claims/0/value list.by-items projects");
}

#[test]
fn what_an_item_needs_is_never_absent() {
    let nameless = Sketch::contact().without("role").says("role", Absence::Withheld);
    check(changes().opening(nameless), &["/open/0/claims/1/value claim.needed role"]);
    check(
        changes().stating(says("participants/2/participant_type", Absence::NotApplicable)),
        &["/claims/0/value claim.needed participant_type"],
    );
}

#[test]
fn only_open_items_are_spoken_of() {
    let unknown = changes().stating(says("participants/99/participant_type", code("small")));
    check(unknown, &["/claims/0/path item.not-open participants/99"]);

    let (mut scene, listed) = one_cluster();
    scene.given(listed.representative, listed.state(changes().closing("participants/3")));
    let closed = changes()
        .stating(says("participants/3/participant_type", code("small")))
        .closing("participants/3");
    scene.when(listed.representative, listed.state(closed)).then_problems(&[
        "/claims/0/path item.not-open participants/3",
        "/close/0/path item.not-open participants/3",
    ]);
}

#[test]
fn an_item_is_closed_once() {
    let twice = changes().closing("participants/3").closing("participants/3");
    check(twice, &["/close/1/path item.not-open participants/3"]);
}

#[test]
fn an_item_is_not_closed_in_the_future_nor_for_an_endless_reason() {
    let mut closing = changes();
    closing.close.push(CloseInput {
        item: item_path("participants/3"),
        closed_on: Some(date(2026, 3, 3)),
        reason: Some("я".repeat(2_001)),
    });
    check(
        closing,
        &["/close/0/on date.in-future 2026-03-03", "/close/0/reason text.too-long 2000 2001"],
    );
}

#[test]
fn the_number_of_a_closed_item_is_not_given_again() {
    let (mut scene, listed) = one_cluster();
    scene.given(listed.representative, listed.state(changes().closing("participants/11")));
    let joins = listed.state(changes().opening(Sketch::participant_of(21, "small")));
    scene.given(listed.representative, joins);
    let profile = &scene.cluster(listed.cluster).profile;
    let last = profile.open_items("participants").last().map(|item| item.path.to_string());
    assert_eq!(last.as_deref(), Some("participants/12"));
}

#[test]
fn a_statement_that_means_to_replace_another_one_loses_with_both_values() {
    let (mut scene, listed) = one_cluster();
    let seen = version_of(&scene, &listed, "year_created");
    let first = says("year_created", year(2011)).replacing(seen);
    scene.given(listed.representative, listed.state(changes().stating(first)));

    let second = says("year_created", year(2013)).replacing(seen);
    let outcome = scene.when(listed.representative, listed.state(changes().stating(second)));
    let current = version_of(&scene, &listed, "year_created");
    assert_eq!(
        outcome.then_rejected("claim.replaced"),
        Rejection::ClaimReplaced {
            path: path("year_created"),
            expected: Some(StreamVersion(seen)),
            actual: Some(StreamVersion(current)),
            current: Some(Box::new(Stated::Value(year(2011)))),
            proposed: Some(Box::new(Stated::Value(year(2013)))),
        }
    );
}

#[test]
fn an_organisation_that_loses_the_race_is_told_as_it_was_named() {
    let (mut scene, listed) = one_cluster();
    let named = says("participants/2/organisation", organisation(21)).replacing(1);
    let outcome = scene.when(listed.representative, listed.state(changes().stating(named)));
    match outcome.then_rejected("claim.replaced") {
        Rejection::ClaimReplaced { proposed, .. } => assert_eq!(
            proposed.as_deref(),
            Some(&Stated::Value(Value::NamedOrganisation(organisation(21))))
        ),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_statement_names_the_one_it_replaces() {
    let (mut scene, listed) = one_cluster();
    let before = version_of(&scene, &listed, "year_created");
    let restated = listed.state(changes().stating(says("year_created", year(2011)).corrected()));
    let decision = scene.given(listed.representative, restated);
    assert_eq!(claims_of(&decision)[0].replaces, Some(StreamVersion(before)));
    let first = listed.state(changes().stating(says("participants/2/joined_on", day())));
    assert_eq!(claims_of(&scene.given(listed.representative, first))[0].replaces, None);
}

fn day() -> Value {
    Value::Date(BEFORE)
}

fn version_of(scene: &Scene, listed: &Listed, field: &str) -> u64 {
    let profile = &scene.cluster(listed.cluster).profile;
    profile.claim(&path(field)).expect("a stated field").version.0
}

#[test]
fn a_request_that_saw_another_version_is_refused() {
    let (mut scene, listed) = one_cluster();
    let actual = scene.load(&StreamId::cluster(listed.cluster)).version;
    let seen = |expected| StateClaims {
        expected: Some(expected),
        ..listed.state(changes().stating(says("year_created", year(2011))))
    };
    let before = StreamVersion(actual.0 - 1);
    let outcome = scene.when(listed.representative, seen(before));
    assert_eq!(outcome.rejected(), Rejection::VersionPassed { expected: before, actual });
    scene.when(listed.representative, seen(actual)).then(&["cluster: ClaimsStated"]);
}

#[test]
fn a_broken_body_is_told_before_a_lost_race() {
    let (mut scene, listed) = one_cluster();
    let lost_and_broken = changes()
        .stating(says("year_created", year(2011)).replacing(999))
        .stating(says("employees_total", number(-1)).on(BEFORE));
    scene
        .when(listed.representative, listed.state(lost_and_broken))
        .then_problems(&["/claims/1/value number.too-small 0"]);
}

#[test]
fn an_organisation_participates_once() {
    check(
        changes().opening(Sketch::participant_of(1, "small")),
        &["/open/0 item.stated-twice participants/2"],
    );
    let twice = changes()
        .opening(Sketch::participant_of(21, "small"))
        .opening(Sketch::participant_of(21, "large"));
    check(twice, &["/open/1 item.stated-twice participants/12"]);
}

#[test]
fn a_membership_does_not_become_that_of_another_participant() {
    check(
        changes().stating(says("participants/2/organisation", organisation(2))),
        &["/claims/0 item.stated-twice participants/2"],
    );
}

#[test]
fn an_organisation_that_left_may_join_again() {
    let again = changes().closing("participants/2").opening(Sketch::participant_of(1, "small"));
    stated(again).then(&["cluster: ItemOpened, ItemClosed"]);
}

#[test]
fn in_an_application_two_names_with_one_number_are_one_organisation() {
    let mut scene = Scene::small(TODAY);
    let (application, applicant) = scene.started(Sketch::small("Белая сосна").minimal());
    let mut same = organisation(3);
    same.identifiers.remove(1);
    same.name = Text::ru("Совсем другое имя");
    let member =
        item("participants").says("organisation", same).says("participant_type", code("small"));
    let command = command::StateApplication {
        application,
        changes: changes().opening(member),
        expected: None,
    };
    scene.when(applicant, command).then_problems(&["/open/0 item.stated-twice participants/4"]);
}

#[test]
fn an_organisation_by_id_is_one_the_registry_knows() {
    let (mut scene, listed) = one_cluster();
    let unknown = OrganisationId::from_uuid(Uuid::from_u128(7));
    let member = |id| {
        let organisation = Value::Organisation(id);
        let typed = item("participants").says("participant_type", code("small"));
        listed.state(changes().opening(typed.says("organisation", organisation)))
    };
    scene
        .when(listed.representative, member(unknown))
        .then_problems(&[&format!("/open/0/claims/1/value organisation.unknown {unknown}")]);
    let other = scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    let known = scene.organisation(&organisation(21));
    scene.when(listed.representative, member(known)).then(&["cluster: ItemOpened"]);
    assert_ne!(other.cluster, listed.cluster);
}

#[test]
fn a_collection_has_its_limit() {
    let contacts = |count| (0..count).fold(changes(), |all, _| all.opening(Sketch::contact()));
    check(contacts(20), &["/open collection.too-many contacts 20"]);
    stated(contacts(19)).then(&["cluster: ItemOpened ×19"]);
}

#[test]
fn a_label_is_of_this_request_and_of_the_right_collection() {
    let of = |labels| {
        Sketch::small("")
            .project("Общая линия", "planned", [])
            .without("participants")
            .says("participants", labels)
    };
    check(
        changes().opening(of(labelled(["a", "b", "c"]))),
        &["/open/0/claims/4/value item.label-unknown"],
    );
    let wrong = changes().opening(Sketch::contact().labelled("a")).opening(of(labelled(["a"])));
    check(wrong, &["/open/1/claims/4/value item.label-unknown"]);
}

#[test]
fn a_label_names_one_item() {
    let twice = changes()
        .opening(Sketch::participant_of(21, "small").labelled("a"))
        .opening(Sketch::participant_of(22, "small").labelled("a"));
    check(twice, &["/open/1/label list.repeats"]);
}

#[test]
fn many_problems_are_told_at_once_each_at_its_place() {
    let changes = changes()
        .stating(says("year_created", year(2012)))
        .stating(says("year_created", year(2012)))
        .stating(says("colour", ru("синий")))
        .stating(says("employees_total", number(-1)).on(date(2027, 1, 1)))
        .opening(Sketch::contact())
        .opening(item("participants").says("participant_type", code("huge")))
        .closing("participants/99");
    check(
        changes,
        &[
            "/open/1/claims/0/value code.unknown huge participant_type",
            "/open/1 item.field-needed organisation",
            "/claims/1/path claim.stated-twice year_created",
            "/claims/2/path field.unknown colour",
            "/claims/3/value number.too-small 0",
            "/claims/3/described_on date.in-future 2027-01-01",
            "/close/0/path item.not-open participants/99",
        ],
    );
}

#[test]
fn one_problem_gives_its_code_to_the_whole_refusal_and_several_give_a_common_one() {
    let wrong = |count: usize| {
        let fields = ["colour", "smell", "taste"];
        fields[..count].iter().fold(changes(), |all, field| all.stating(says(field, number(1))))
    };
    stated(wrong(1)).then_rejected("field.unknown");
    let rejection = stated(wrong(3)).then_rejected("request.invalid");
    assert_eq!(problem_lines(&rejection).len(), 3);
}

#[test]
fn a_request_says_something_and_not_too_much() {
    check(changes(), &["request.empty"]);
    let mut endless = changes();
    endless.claims = vec![says("year_created", year(2012)); STATEMENTS_MAX + 1];
    check(endless, &["request.too-many-statements 20000"]);
}

#[test]
fn a_statement_has_a_limit_of_evidence() {
    let mut claim = says("year_created", year(2012));
    claim.evidence = vec![link(); 21];
    check(changes().stating(claim), &["/claims/0/evidence list.too-many 20 21"]);
    let mut member = Sketch::participant_of(21, "small");
    member.claims[1].evidence = vec![link(); 21];
    check(changes().opening(member), &["/open/0/claims/1/evidence list.too-many 20 21"]);
}

#[test]
fn many_claims_are_recorded_in_as_many_events_as_they_need() {
    let (mut scene, _) = one_cluster();
    let listed =
        scene.listed(Sketch::small("Второй").organisations_from(21).participants(17).minimal());
    let paths = (2..19).map(|number| format!("participants/{number}/participant_type"));
    let all = paths.fold(changes(), |all, path| all.stating(says(&path, code("small"))));
    let outcome = scene.when(listed.representative, listed.state(all));
    outcome.then(&["cluster: ClaimsStated ×2, LevelAssessed, RequirementOpened"]);
}

/// A project each of whose statements has as much evidence as it may.
fn endlessly_evident() -> OpenInput {
    let address = format!("https://documents.example/{}", "д".repeat(900));
    let link = Evidence::Link(WebUrl::parse(&address).expect("an address"));
    let mut project = Sketch::small("").project("Общая линия", "planned", [2, 3, 4]);
    project.claims.iter_mut().for_each(|input| input.evidence = vec![link.clone(); 20]);
    project
}

#[test]
fn an_item_that_fits_no_event_opens_with_what_does_and_the_rest_follows() {
    let outcome = stated(changes().opening(endlessly_evident()));
    outcome.then(&["cluster: ItemOpened, ClaimsStated ×4, LevelAssessed"]);
}

#[test]
fn what_fits_no_event_is_listed_as_it_was_applied_for() {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(Sketch::small("Белая сосна").minimal().opening(endlessly_evident()));
    let profile = &scene.cluster(listed.cluster).profile;
    let project = profile.item(&item_path("projects/12")).expect("the project");
    assert!(project.claims().all(|current| current.claim.evidence.len() == 20));
    assert_eq!(project.claims().count(), 5);
}

/// The day until which a claim holds that was stated on the second of March 2026.
#[track_caller]
fn check_holds_until(changes: Changes, field: &str, expected: Option<Date>) {
    let claims = claims_of(&stated(changes).accepted());
    let claim = claims.iter().find(|claim| claim.path.field.as_str() == field);
    assert_eq!(claim.expect("the claim").holds_until, expected);
}

#[test]
fn a_figure_holds_for_its_months_from_the_day_it_describes() {
    let employees = changes().stating(says("employees_total", number(5)).on(date(2024, 2, 29)));
    check_holds_until(employees, "employees_total", Some(date(2025, 2, 28)));
}

#[test]
fn a_membership_holds_for_two_years_from_today_when_it_names_no_day() {
    let joins = changes().opening(Sketch::participant_of(21, "small"));
    check_holds_until(joins.clone(), "organisation", Some(date(2028, 3, 2)));
    check_holds_until(joins, "participant_type", None);
}

#[test]
fn a_governing_body_holds_for_two_years_by_the_field_that_names_it() {
    check_holds_until(changes().opening(Sketch::board()), "type", Some(date(2028, 3, 2)));
}

#[test]
fn what_can_not_age_holds_for_ever() {
    check_holds_until(changes().stating(says("year_created", year(2012))), "year_created", None);
}

#[test]
fn none_is_said_only_of_what_is_counted_or_listed() {
    for field in ["display_name", "location", "year_created", "specialisation_key"] {
        let expected = format!("/claims/0/value claim.not-countable {field}");
        check(changes().stating(says(field, Absence::Zero)), &[&expected]);
    }
    stated(changes().stating(says("employees_total", Absence::Zero))).accepted();
}
