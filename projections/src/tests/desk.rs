//! What an auditor looks up: one card at two moments, the roles of an account.

use registry_events::actor::{Authority, Basis, Role};
use registry_events::event::{AccessEvent, AccountOpened, Event, RoleGranted, RoleRevoked, Scope};
use registry_events::ids::{Position, StreamVersion};
use registry_events::stream::StreamId;

use crate::card::{Card, FieldDifference, differences};
use crate::grants::Grants;
use crate::testing::{Story, account, claim, claims, closed, cluster, listed, participant, text};

fn stream() -> StreamId {
    StreamId::cluster(cluster(1))
}

fn summary(words: &str) -> Event {
    claims(vec![claim("summary", text(words))])
}

/// Each field that differs, with whether it was and is stated, and where that was recorded.
fn told(story: &Story, from: u64, to: u64) -> Vec<(String, bool, bool, Option<u64>)> {
    let card = |at| Card::fold(story.recorded(), Position(at));
    let (old, new) = (card(from), card(to).expect("listed"));
    let all = differences(old.as_ref(), &new).into_iter().filter(FieldDifference::differs);
    let place = |field: &FieldDifference<'_>| field.changed.map(|place| place.position.0);
    all.map(|field| {
        (field.path.to_string(), field.old.is_some(), field.new.is_some(), place(&field))
    })
    .collect()
}

#[test]
fn a_card_at_two_moments_differs_where_something_else_is_said() {
    let story = Story::new()
        .commit(&stream(), [listed(), summary("раз"), participant(1, 5, "small")])
        .commit(&stream(), [summary("раз"), claims(vec![claim("employees_total", text("2"))])])
        .commit(&stream(), [summary("два"), closed("participants", 1, "вышел")]);
    assert_eq!(told(&story, 2, 4), [("employees_total".into(), false, true, Some(4))]);
    let item = |field: &str| (format!("participants/1/{field}"), true, false, Some(6));
    assert_eq!(
        told(&story, 4, 6),
        [("summary".into(), true, true, Some(5)), item("organisation"), item("participant_type")]
    );
    assert_eq!(told(&story, 6, 6), []);
}

#[test]
fn before_its_listing_a_card_says_nothing() {
    let story = Story::new().sealed(&stream()).commit(&stream(), [listed(), summary("раз")]);
    assert_eq!(told(&story, 0, 2), [("summary".into(), false, true, Some(2))]);
}

fn granted(number: u32, role: Role) -> Event {
    let authority = Authority { basis: Basis::Letter, document: None };
    let (account, scope) = (account(number), Scope::Registry);
    AccessEvent::RoleGranted(RoleGranted { account, role, scope, authority, mailbox_domain: None })
        .into()
}

#[test]
fn roles_that_were_taken_back_stay_told_with_their_reason() {
    let label = "Куратор".to_owned();
    let opened = AccessEvent::AccountOpened(AccountOpened { account: account(5), label }).into();
    let revoked = |grant| {
        let reason = format!("причина {grant}");
        AccessEvent::RoleRevoked(RoleRevoked { grant: StreamVersion(grant), reason }).into()
    };
    let story = Story::new().commit(
        &StreamId::access(),
        [
            opened,
            granted(5, Role::Officer),
            granted(5, Role::Auditor),
            granted(6, Role::Officer),
            revoked(2),
            revoked(2),
        ],
    );
    let mut grants = Grants::default();
    story.recorded().iter().for_each(|recorded| grants.apply(recorded));
    let told: Vec<_> = grants
        .of(account(5))
        .map(|grant| {
            let end = grant.taken.as_ref();
            (grant.role, grant.given.position.0, end.map(|end| end.place.position.0))
        })
        .collect();
    assert_eq!(told, [(Role::Officer, 1, Some(4)), (Role::Auditor, 2, None)]);
    assert_eq!(grants.account(account(5)).map(|one| one.label.as_str()), Some("Куратор"));
    assert_eq!(grants.account(account(6)), None);
}
