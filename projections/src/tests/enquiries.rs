//! How soon a cluster answers, as its profile tells it.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use registry_events::event::{EnquiryAnswered, EnquiryKind, EnquiryReceived, Event};
use registry_events::ids::{EnquiryId, Position, Uuid};
use registry_events::stream::StreamId;

use crate::testing::{Story, cluster, listed};

const ON: Date = date(2016, 6, 1);
const END: Position = Position(u64::MAX);

fn id(number: u32) -> EnquiryId {
    EnquiryId::from_uuid(Uuid::from_u128(u128::from(number)))
}

fn received(number: u32) -> Event {
    EnquiryReceived { enquiry: id(number), kind: EnquiryKind::Write, item: None }.into()
}

fn answered(number: u32) -> Event {
    EnquiryAnswered { enquiry: id(number) }.into()
}

/// Enquiries that came on a day of May 2016, each with how many days later it was answered.
fn story(waits: &[(u32, Option<u32>)]) -> Story {
    let stream = StreamId::enquiries(cluster(1));
    let story = Story::new().commit(&StreamId::cluster(cluster(1)), [listed()]);
    let mut acts = Vec::new();
    for (number, (came, wait)) in (0..).zip(waits) {
        acts.push((*came, received(number)));
        acts.extend(wait.map(|wait| (came + wait, answered(number))));
    }
    acts.sort_by_key(|(day, _)| *day);
    acts.into_iter().fold(story, |story, (day, event)| {
        story.at(&format!("2016-05-{day:02}T09:00:00Z")).commit(&stream, [event])
    })
}

fn usual(story: &Story, at: Position, on: Date) -> Option<u32> {
    let day = |at| TimeZone::get("Europe/Moscow").expect("a zone").to_datetime(at).date();
    story.views().enquiries().usual_days(cluster(1), at, on, day)
}

#[test]
fn from_five_enquiries_on_the_median_is_told_and_below_nothing() {
    let four = [(1, Some(2)), (2, Some(2)), (3, Some(9)), (4, Some(1))];
    assert_eq!(usual(&story(&four), END, ON), None);
    let five = [&four[..], &[(5, Some(3))]].concat();
    assert_eq!(usual(&story(&five), END, ON), Some(2));
    let six = [&five[..], &[(6, Some(8))]].concat();
    assert_eq!(usual(&story(&six), END, ON), Some(3), "of two in the middle the longer");
}

#[test]
fn who_waits_for_long_counts_as_never_answered_and_who_just_wrote_does_not_count() {
    let answered = [(1, Some(1)), (2, Some(1)), (3, Some(1)), (4, Some(1))];
    let forgotten = [&answered[..], &[(5, None)]].concat();
    assert_eq!(usual(&story(&forgotten), END, ON), Some(1));
    let fresh = [&answered[..], &[(30, None)]].concat();
    assert_eq!(usual(&story(&fresh), END, ON), None, "the fifth isn't counted yet");
    let mostly = [(1, Some(1)), (2, Some(1)), (3, None), (4, None), (5, None)];
    assert_eq!(usual(&story(&mostly), END, ON), None, "half of them have no answer");
}

#[test]
fn an_answer_of_the_same_day_comes_within_one_and_a_year_ago_nothing_counts() {
    let story = story(&[(1, Some(0)), (1, Some(0)), (1, Some(0)), (1, Some(0)), (1, Some(0))]);
    assert_eq!(usual(&story, END, ON), Some(1));
    assert_eq!(usual(&story, END, date(2017, 5, 2)), None);
    assert_eq!(usual(&story, END, date(2016, 4, 30)), None, "before any came");
    assert_eq!(usual(&story, Position(2), ON), None, "as the registry knew it then");
}
