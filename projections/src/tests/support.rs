//! Official statuses on a day in the world, as the registry knew them at a position.

use std::sync::Arc;

use jiff::civil::{Date, date};
use registry_events::claim::ClaimRef;
use registry_events::edition::EditionKind;
use registry_events::event::{CkrClosed, CkrOpened, ClaimLapsed, Event, ItemClosed, LapseCause};
use registry_events::ids::{ItemId, Position, StreamVersion};
use registry_events::path::ItemPath;
use registry_events::stream::StreamId;
use registry_events::value::{Text, Value};

use crate::register::RegisterRow;
use crate::support::{Support, holders, programmes, support_at};
use crate::testing::{
    CATALOGUE, Story, adopted, catalogue_hiding, claim, claims, cluster, code, listed, opened,
    organisation, text,
};
use crate::views::Views;

const ONE: Date = date(2012, 9, 1);
const TWO: Date = date(2014, 9, 1);

/// A status of a type that holds between two days, under a number.
fn status(item: u32, status_type: &str, number: &str, since: Date, until: Option<Date>) -> Event {
    let mut fields =
        vec![("type", Value::Code(code(status_type))), ("granted_on", Value::Date(since))];
    fields.extend((!number.is_empty()).then(|| ("number", text(number))));
    fields.extend(until.map(|until| ("valid_until", Value::Date(until))));
    opened("official_statuses", item, &fields)
}

fn ended(item: u32, on: Option<Date>) -> Event {
    let item = ItemPath { collection: code("official_statuses"), item: ItemId(item) };
    ItemClosed { item, closed_on: on, reason: None }.into()
}

fn opens(number: u32, on: Date) -> Event {
    CkrOpened { organisation: organisation(number), opened_on: on, evidence: Vec::new() }.into()
}

fn closes(number: u32, on: Date) -> Event {
    let reason = "упразднён".into();
    CkrClosed { organisation: organisation(number), closed_on: on, reason }.into()
}

fn stream(number: u32) -> StreamId {
    StreamId::cluster(cluster(number))
}

fn region() -> StreamId {
    StreamId::region(&code("RU-TOM"))
}

/// The views of a story whose last commit adopts the catalogue by which rows are shown.
fn views_of(story: Story) -> Views {
    let catalogue = adopted(EditionKind::Catalogue, "0.1", CATALOGUE);
    story.commit(&StreamId::registry(), catalogue).views()
}

fn row(views: &Views, at: u64) -> Arc<RegisterRow> {
    views.register().row(cluster(1), Position(at)).expect("a row")
}

fn support(views: &Views, on: Date, at: u64) -> Support {
    support_at(&row(views, at), views.regions(), on, Position(at))
}

fn pilots(views: &Views, on: Date, at: u64) -> Vec<u32> {
    let rows = holders(views.register(), "pilot_itc", on, Position(at));
    let number = |row: Arc<RegisterRow>| (1..=9).find(|number| cluster(*number) == row.cluster);
    rows.filter_map(number).collect()
}

#[test]
fn who_was_a_pilot_is_asked_for_a_day_and_as_of_a_position() {
    let views = views_of(
        Story::new()
            .commit(&stream(1), [listed(), status(1, "pilot_itc", "1", ONE, Some(TWO))])
            .commit(&stream(2), [listed(), status(1, "pilot_itc", "2", TWO, None)])
            .commit(&stream(3), [listed(), status(1, "industrial_779", "3", ONE, None)]),
    );
    // The registry learned of the second only with its second commit, which ends at position 3.
    assert_eq!(pilots(&views, TWO, 1), [1]);
    assert_eq!(pilots(&views, TWO, 5), [1, 2]);
    assert_eq!(pilots(&views, date(2012, 8, 31), 5), [0; 0]);
    assert_eq!(pilots(&views, ONE, 5), [1]);
    assert_eq!(pilots(&views, date(2014, 9, 2), 5), [2]);
}

#[test]
fn a_status_that_ended_early_held_until_then_and_is_remembered() {
    let story = |end| {
        views_of(
            Story::new()
                .at("2016-03-01T00:00:00Z")
                .commit(&stream(1), [listed(), status(1, "pilot_itc", "1", ONE, None)])
                .commit(&stream(1), [ended(1, end)]),
        )
    };
    let views = story(Some(TWO));
    assert_eq!(pilots(&views, date(2014, 8, 31), 2), [1]);
    assert_eq!(pilots(&views, TWO, 2), [0; 0]);
    assert_eq!(pilots(&views, TWO, 1), [1], "as the registry had it before");
    let undated = story(None);
    assert_eq!(pilots(&undated, date(2016, 2, 29), 2), [1]);
    assert_eq!(pilots(&undated, date(2016, 3, 1), 2), [0; 0], "the day of its record");
    assert_eq!(pilots(&story(Some(ONE)), ONE, 2), [0; 0], "it never held");
}

#[test]
fn a_status_without_a_day_of_granting_holds_on_no_day() {
    let undated = opened("official_statuses", 1, &[("type", Value::Code(code("pilot_itc")))]);
    let views = views_of(Story::new().commit(&stream(1), [listed(), undated]));
    assert_eq!(pilots(&views, TWO, 1), [0; 0]);
    let granted = claim("official_statuses/1/granted_on", Value::Date(ONE));
    let story = Story::new().commit(
        &stream(1),
        [listed(), status(1, "pilot_itc", "", TWO, None), claims(vec![granted])],
    );
    assert_eq!(pilots(&views_of(story), ONE, 2), [1], "what is stated last counts");
}

#[test]
fn a_status_whose_day_lapsed_holds_no_more() {
    let lapsed = |field: &str| {
        let path = format!("official_statuses/1/{field}").parse().expect("a path");
        let claim = ClaimRef { path, version: StreamVersion(2) };
        Event::from(ClaimLapsed { claim, cause: LapseCause::Outdated, held_until: ONE })
    };
    for field in ["type", "granted_on"] {
        let views = views_of(
            Story::new()
                .commit(&stream(1), [listed(), status(1, "pilot_itc", "1", ONE, None)])
                .commit(&stream(1), [lapsed(field)]),
        );
        assert_eq!((pilots(&views, TWO, 1), pilots(&views, TWO, 2)), (vec![1], vec![]), "{field}");
    }
}

#[test]
fn a_pilot_is_one_before_it_is_a_centres() {
    let issued = claim("official_statuses/1/issuer", Value::Organisation(organisation(7)));
    let views = views_of(
        Story::new()
            .commit(&region(), [opens(7, ONE)])
            .commit(
                &stream(1),
                [listed(), status(1, "ckr_supported", "", ONE, None), claims(vec![issued])],
            )
            .commit(&stream(1), [status(2, "pilot_itc", "1", TWO, None)]),
    );
    assert_eq!(support(&views, TWO, 3), Support::Ckr);
    assert_eq!(support(&views, TWO, 4), Support::PilotItc);
    assert_eq!(support(&views, date(2014, 8, 31), 4), Support::Ckr);
    assert_eq!(support(&views, date(2012, 8, 31), 4), Support::Independent);
}

#[test]
fn a_centre_supports_on_the_days_on_which_it_is_open() {
    let named = claim("ckr", Value::Organisation(organisation(7)));
    let views = views_of(
        Story::new()
            .commit(&region(), [opens(7, TWO)])
            .commit(
                &stream(1),
                [listed(), status(1, "ckr_supported", "", ONE, None), claims(vec![named])],
            )
            .commit(&region(), [closes(7, date(2015, 1, 1))]),
    );
    let (before, after) = (date(2014, 8, 31), date(2015, 1, 1));
    assert_eq!(support(&views, before, 4), Support::Independent);
    assert_eq!(support(&views, TWO, 4), Support::Ckr);
    assert_eq!(support(&views, after, 4), Support::Independent);
    assert_eq!(support(&views, after, 3), Support::Ckr, "the end wasn't recorded yet");
    let open = |on| views.regions().with_centre_on(on, Position(4)).len();
    assert_eq!([open(before), open(TWO), open(after)], [0, 1, 0]);
}

#[test]
fn an_issuer_that_is_a_centre_goes_before_the_one_the_cluster_names() {
    let issuer =
        |number| claim("official_statuses/1/issuer", Value::Organisation(organisation(number)));
    let named = claim("ckr", Value::Organisation(organisation(7)));
    let views = views_of(
        Story::new()
            .commit(&region(), [opens(7, ONE), opens(8, ONE), closes(8, TWO)])
            .commit(
                &stream(1),
                [
                    listed(),
                    status(1, "ckr_supported", "", ONE, None),
                    claims(vec![named, issuer(9)]),
                ],
            )
            .commit(&stream(1), [claims(vec![issuer(8)])]),
    );
    // 9 is an authority and no centre; 8 was one and is closed.
    assert_eq!(support(&views, TWO, 5), Support::Ckr);
    assert_eq!(support(&views, TWO, 6), Support::Independent);
}

#[test]
fn without_a_centre_nobody_is_supported_by_one() {
    let views = views_of(
        Story::new()
            .commit(&region(), [opens(7, ONE)])
            .commit(&stream(1), [listed(), status(1, "ckr_supported", "", ONE, None)]),
    );
    assert_eq!(support(&views, TWO, 2), Support::Independent);
}

#[test]
fn profiles_that_share_a_number_represent_one_programme() {
    let mut story = Story::new();
    for (number, own) in [(1, "17-Д"), (2, " 17-Д "), (3, "18"), (4, ""), (5, "")] {
        story.record(&stream(number), [listed(), status(1, "pilot_itc", own, ONE, None)]);
    }
    story.record(&stream(6), [listed(), status(1, "industrial_779", "17-Д", ONE, None)]);
    let at = story.last();
    let views = views_of(story);
    let rows: Vec<_> = holders(views.register(), "pilot_itc", TWO, at).collect();
    let counted = programmes(rows.iter().map(AsRef::as_ref), "pilot_itc", TWO);
    let told: Vec<_> = counted
        .iter()
        .map(|programme| (programme.number.as_deref(), programme.clusters.len()))
        .collect();
    assert_eq!(rows.len(), 5);
    assert_eq!(told, [(Some("17-Д"), 2), (Some("18"), 1), (None, 1), (None, 1)]);
}

#[test]
fn a_status_of_which_a_day_is_hidden_is_not_told() {
    let story = || {
        let named = claims(vec![claim("ckr", Value::Organisation(organisation(7)))]);
        Story::new()
            .commit(&region(), [opens(7, ONE)])
            .commit(&stream(1), [listed(), status(1, "ckr_supported", "1", ONE, None), named])
    };
    let hiding = |field: &str| {
        let catalogue = adopted(EditionKind::Catalogue, "0.2", &catalogue_hiding(&[field]));
        let views = story().commit(&StreamId::registry(), catalogue).views();
        let told = row(&views, 3).statuses.get(&ItemId(1)).map(|status| status.number.is_some());
        (told, support(&views, TWO, 3))
    };
    assert_eq!(hiding("summary"), (Some(true), Support::Ckr));
    assert_eq!(hiding("number"), (Some(false), Support::Ckr));
    assert_eq!(hiding("ckr"), (Some(true), Support::Independent));
    for field in ["granted_on", "valid_until"] {
        assert_eq!(hiding(field), (None, Support::Independent), "{field}");
    }
}

#[test]
fn a_number_in_english_only_is_a_number() {
    let number = Value::Text(Text { ru: None, en: Some("17-D".into()) });
    let fields = [
        ("type", Value::Code(code("pilot_itc"))),
        ("granted_on", Value::Date(ONE)),
        ("number", number),
    ];
    let views = views_of(
        Story::new().commit(&stream(1), [listed(), opened("official_statuses", 1, &fields)]),
    );
    let row = row(&views, 1);
    let status = row.statuses.get(&ItemId(1)).expect("a status");
    assert_eq!(status.number.as_deref(), Some("17-D"));
}
