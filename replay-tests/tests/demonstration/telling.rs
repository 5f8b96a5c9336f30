//! What the demonstration's clusters tell beside their figures: what the public pages shine with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Span;
use jiff::civil::{Date, date};
use registry_events::actor::Role;
use registry_events::ids::ClusterId;
use registry_events::value::{Text, Value};
use registry_ops::demo::{DEMONSTRATION_DATE, Story};
use registry_projections::card::{Card, Item, ListingStatus};
use registry_projections::organisations::Organisation;
use serde_json::Value as Json;

use super::{code_of, played};

/// The clusters on the register at the demonstration date.
fn listed() -> impl Iterator<Item = &'static Arc<Card>> {
    played().views.cards().filter(|card| card.standing.status == ListingStatus::Listed)
}

fn open(collection: &'static str) -> impl Iterator<Item = (&'static Card, &'static Item)> {
    listed().flat_map(move |card| card.open_items(collection).map(move |item| (&**card, item)))
}

fn value<'i>(item: &'i Item, field: &str) -> Option<&'i Value> {
    item.claims.get(field)?.claim.stated.value()
}

fn until(item: &Item) -> Option<Date> {
    if let Some(Value::Date(day)) = value(item, "until") { Some(*day) } else { None }
}

fn texts(card: &Card, field: &str) -> Vec<Text> {
    match card.fields().get(field).and_then(|current| current.claim.stated.value()) {
        Some(Value::Texts(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

fn is_ahead(item: &Item) -> bool {
    until(item).is_some_and(|day| day >= DEMONSTRATION_DATE)
}

#[test]
fn about_eighty_offers_and_requests_of_sixty_clusters_are_open_at_the_demonstration_date() {
    let all: Vec<_> = open("offers").chain(open("requests")).collect();
    let (ahead, over): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, item)| is_ahead(item));
    assert!((70..=95).contains(&ahead.len()), "{} are open", ahead.len());
    assert!((20..=90).contains(&over.len()), "{} ran out", over.len());
    let clusters: BTreeSet<_> = ahead.iter().map(|(card, _)| card.cluster).collect();
    assert!(clusters.len() >= 55, "of {} clusters", clusters.len());
    for collection in ["offers", "requests"] {
        let of = ahead.iter().filter(|(_, item)| item.path.collection.as_str() == collection);
        let kinds: BTreeSet<_> = of.filter_map(|(_, item)| code_of(item, "kind")).collect();
        assert_eq!(kinds.len(), 6, "{collection}: {kinds:?}");
    }
    let days = ahead.iter().filter_map(|(_, item)| until(item));
    let months: BTreeSet<_> = days.map(|day| (day.year(), day.month())).collect();
    assert!(months.len() >= 13, "{months:?}");
}

#[test]
fn every_offer_names_a_mailbox_says_that_it_is_invented_and_a_third_is_in_english() {
    let of_stories: BTreeSet<ClusterId> =
        Story::ALL.iter().filter_map(|story| story.address().parse().ok()).collect();
    let all = open("offers").chain(open("requests"));
    let all: Vec<_> = all.filter(|(card, _)| !of_stories.contains(&card.cluster)).collect();
    for (card, item) in &all {
        let Some(Value::Email(mailbox)) = value(item, "contact") else { panic!("no mailbox") };
        assert!(mailbox.as_str().ends_with(".example"), "{mailbox:?}");
        let text = value(item, "text").and_then(Value::as_text).expect("a text");
        assert!(text.ru.as_deref().is_some_and(|ru| ru.contains("(демо)")), "{}", card.cluster);
        assert!(text.en.as_deref().is_none_or(|en| en.contains("(demo)")));
    }
    let in_english = |item: &Item| {
        value(item, "text").and_then(Value::as_text).is_some_and(|text| text.en.is_some())
    };
    let english = all.iter().filter(|(_, item)| in_english(item)).count();
    let share = 100 * english / all.len();
    assert!((25..=45).contains(&share), "{share} % are in English");
}

#[test]
fn sites_are_to_be_had_some_ran_out_and_forty_clusters_take_members_in() {
    let (ahead, over): (Vec<_>, Vec<_>) =
        open("available_sites").partition(|(_, site)| is_ahead(site));
    assert!((12..=20).contains(&ahead.len()), "{} sites", ahead.len());
    assert!(over.len() >= 4, "{} sites ran out", over.len());
    let takes_in = |card: &&Arc<Card>| card.fields().get("members_open_conditions").is_some();
    let count = listed().filter(takes_in).count();
    assert!((35..=50).contains(&count), "{count} take members in");
}

#[test]
fn a_hundred_and_twenty_clusters_tell_products_technologies_and_activities() {
    let tells = |card: &&Arc<Card>| {
        (2..=5).contains(&texts(card, "technologies").len())
            && (2..=6).contains(&texts(card, "products").len())
            && card.fields().get("okved_codes").is_some()
    };
    let count = listed().filter(tells).count();
    assert!((105..=135).contains(&count), "{count}");
    let english = |card: &&Arc<Card>| texts(card, "technologies").iter().all(|t| t.en.is_some());
    let in_english = listed().filter(tells).filter(english).count();
    assert!(in_english >= 40, "{in_english} in English");
}

#[test]
fn a_product_and_a_technology_lead_to_the_clusters_that_tell_them() {
    for (words, field) in [("вакцины", "products"), ("компьютерное зрение", "technologies")]
    {
        let tell = |card: &&Arc<Card>| {
            let said = texts(card, field).into_iter().filter_map(|text| text.ru);
            said.map(|ru| ru.to_lowercase()).any(|ru| ru == words)
        };
        let tellers: BTreeSet<_> = listed().filter(tell).map(|c| c.cluster.to_string()).collect();
        let (status, answer) = &played().pages[&super::pages::search(words)];
        assert_eq!(*status, 200);
        let answer: Json = serde_json::from_str(answer).expect("JSON");
        let items = answer["items"].as_array().expect("a list");
        let found: BTreeSet<_> =
            items.iter().filter_map(|one| one["id"].as_str()).map(Into::into).collect();
        assert!(tellers.len() > 1 && tellers.is_subset(&found), "{words}: {found:?}");
    }
}

#[test]
fn facilities_stand_on_the_map_and_news_are_of_the_last_year() {
    let on_the_map = open("infrastructure").filter(|(_, item)| value(item, "point").is_some());
    let on_the_map: BTreeSet<_> = on_the_map.map(|(card, _)| card.cluster).collect();
    assert!((25..=38).contains(&on_the_map.len()), "{} facilities", on_the_map.len());
    let a_year_ago = DEMONSTRATION_DATE.saturating_sub(Span::new().years(1));
    let recent = open("news").filter(
        |(_, item)| matches!(value(item, "date"), Some(Value::Date(day)) if *day >= a_year_ago),
    );
    let mut news: BTreeMap<ClusterId, usize> = BTreeMap::new();
    recent.for_each(|(card, _)| *news.entry(card.cluster).or_default() += 1);
    assert!(news.values().filter(|count| **count >= 2).count() >= 40, "{}", news.len());
    let of_2025 =
        |item: &Item| matches!(value(item, "year"), Some(Value::Year(y)) if y.get() == 2025);
    let reports = open("annual_reports").filter(|(_, item)| of_2025(item)).count();
    assert!(reports >= 15, "{reports} reports");
    let stories = open("success_stories").count();
    assert!((8..=14).contains(&stories), "{stories} stories of success");
}

#[test]
fn fifteen_pairs_of_clusters_are_linked_and_both_sides_confirm() {
    let mut confirmed = BTreeSet::new();
    for (card, link) in open("cluster_links") {
        let to = link.claims.get("cluster").expect("a cluster");
        let Some(Value::Cluster(other)) = to.claim.stated.value() else { panic!("no cluster") };
        if !to.support.confirmations.is_empty() {
            confirmed.insert((card.cluster, *other));
        }
    }
    let both = confirmed.iter().filter(|(one, other)| confirmed.contains(&(*other, *one)));
    let pairs = both.count() / 2;
    assert!((14..=24).contains(&pairs), "{pairs} pairs");
    let kinds: BTreeSet<_> =
        open("cluster_links").filter_map(|(_, l)| code_of(l, "type")).collect();
    assert_eq!(kinds.len(), 4, "{kinds:?}");
    let associations = open("association_memberships").count();
    assert!((12..=25).contains(&associations), "{associations} memberships in associations");
}

#[test]
fn three_bulletins_are_published_and_their_figures_are_still_the_same() {
    let views = &played().views;
    let at = views.position().expect("something was recorded");
    let days: Vec<_> = views.bulletins().at(at).map(|bulletin| bulletin.date).collect();
    assert_eq!(days, [date(2016, 12, 31), date(2020, 12, 31), date(2025, 12, 31)]);
    assert!(views.bulletins().at(at).all(|bulletin| bulletin.agrees(views)));
    let (status, page) = &played().pages["/statistics"];
    assert_eq!(*status, 200);
    for day in ["31.12.2016", "31.12.2020", "31.12.2025"] {
        assert!(page.contains(day), "{day}");
    }
}

#[test]
fn centres_and_some_participants_tell_where_they_are_and_what_they_do() {
    let told: Vec<&Arc<Organisation>> =
        played().views.organisations().iter().filter(|one| !one.details.is_empty()).collect();
    let by =
        |role: Role| told.iter().filter(move |one| one.details[0].place.actor.role == role).count();
    assert_eq!(by(Role::Officer), 29);
    assert!(by(Role::OrganisationRepresentative) >= 40, "{}", by(Role::OrganisationRepresentative));
    for organisation in &told {
        let stated = &organisation.details[0].stated;
        let site = stated.site.as_ref().expect("a site").to_string();
        assert!(site.contains(".example/") && stated.point.is_some() && stated.okved.is_some());
    }
}

#[test]
fn the_log_stays_below_sixty_thousand_events() {
    let last = played().views.position().expect("something was recorded");
    assert!(last.0 < 60_000, "the last position is {last}");
}
