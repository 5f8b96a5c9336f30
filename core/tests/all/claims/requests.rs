//! A request as a whole: what it saw, how its problems are told, how much it may say.

use jiff::civil::date;
use registry_core::command::StateClaims;
use registry_core::profile::changes::STATEMENTS_MAX;
use registry_core::rejection::Rejection;
use registry_core::testing::statements::{code, item, link, number, path, ru, says, year};
use registry_core::testing::{Listed, Scene, Sketch, organisation, problem_lines};
use registry_events::claim::Stated;
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;
use registry_events::value::Value;

use super::{check, claims_of, stated};
use crate::{BEFORE, changes, one_cluster};

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
