//! What a cluster adds when it strives for a higher level.

use anyhow::Result;
use jiff::Span;
use registry_core::profile::Profile;
use registry_core::profile::changes::{Changes, ClaimInput, ItemInput, OpenInput};
use registry_core::profile::reader::{
    ANNUAL_REPORTS, GOALS, GOVERNING_BODIES, INFRASTRUCTURE, ItemReader, OpenItems, PARTNERS,
    PROJECTS, STRATEGIES, is_collegial, is_managing,
};
use registry_events::value::{InvalidValue, Value};

use super::confirming::confirm_what_is_asked;
use super::figures::Aim;
use super::names::{product, product_en, trade_of};
use super::opening::Listed;
use super::plan::{Plan, collegial};
use super::renewal::{begun, restated};
use super::spec::claim;
use super::stage::{Stage, right};
use super::statements::{
    annual_report, goal, infrastructure, link, news, partner, priorities, products, services, site,
    strategy,
};
use super::telling::told_in_english;

/// Marks of a cluster that rates the priorities later.
pub(super) const MARKS: [(&str, &str); 7] = [
    ("international", "low"),
    ("brand", "medium"),
    ("hr", "high"),
    ("innovation_rnd", "high"),
    ("government_relations", "medium"),
    ("organisation_cooperation", "high"),
    ("production_market", "high"),
];

/// A cluster strives for the medium level: a body, a project, priorities, with documents.
pub(super) async fn strive_for_medium(
    stage: &mut Stage<'_>,
    plan: &mut Plan,
    cluster: &mut Listed,
) -> Result<()> {
    cluster.aim = Aim::Medium;
    let changes = medium_changes(stage, plan, cluster)?;
    stage.state(cluster, changes).await
}

fn medium_changes(stage: &Stage<'_>, plan: &mut Plan, cluster: &Listed) -> Result<Changes> {
    let profile = stage.profile(cluster.id)?;
    let (number, today) = (cluster.spec.number, stage.today());
    let mut changes = Changes { claims: right(documented(profile, number))?, ..Changes::default() };
    let mut bodies = OpenItems::of(profile).collection(GOVERNING_BODIES);
    if !bodies.any(|body| is_managing(&body)) {
        let body = plan.later_body(i64::from(today.year()))?;
        changes.open.push(right(body.open(true, number, today))?);
    }
    if !OpenItems::of(profile).collection(PROJECTS).any(|project| is_begun(&project)) {
        changes.open.push(right(begun_project(plan, profile, number, today))?);
    }
    changes.claims.extend(right(begun(profile, today))?);
    changes.claims.push(right(priorities(&MARKS, Some(number)))?);
    changes.claims.push(right(services(4))?);
    for (nth, days) in [10, 30].into_iter().enumerate() {
        let day = today.saturating_sub(Span::new().days(days));
        changes.open.push(right(news(number + nth, day))?);
    }
    if profile.open_items(PARTNERS).next().is_none() {
        let named = plan.organisation(trade_of(cluster.spec.specialisation), "large")?;
        let subject = ("Поставки и общие испытания (демо)", "Supplies and joint tests (demo)");
        changes.open.push(right(partner(named, "RU", subject, today))?);
    }
    Ok(changes)
}

/// A cluster strives for the high level: all that the medium one asks, much more, and confirmed.
pub(super) async fn strive_for_high(
    stage: &mut Stage<'_>,
    plan: &mut Plan,
    cluster: &mut Listed,
) -> Result<()> {
    strive_for_medium(stage, plan, cluster).await?;
    cluster.aim = Aim::High;
    let changes = high_changes(stage, plan, cluster)?;
    stage.state(cluster, changes).await?;
    confirm_what_is_asked(stage, cluster, 55).await
}

fn high_changes(stage: &Stage<'_>, plan: &mut Plan, cluster: &Listed) -> Result<Changes> {
    let profile = stage.profile(cluster.id)?;
    let (number, today) = (cluster.spec.number, stage.today());
    let year = i64::from(today.year());
    let mut changes = Changes::default();
    if !OpenItems::of(profile).collection(GOVERNING_BODIES).any(|body| is_collegial(&body)) {
        let council = collegial("council", year);
        changes.open.push(right(council.open(true, number, today))?);
    }
    if !profile.open_items(STRATEGIES).any(|item| stands(item, "title")) {
        changes.open.push(right(strategy(number, today.year(), today.year() + 4))?);
    }
    changes.open.push(right(begun_project(plan, profile, number, today))?);
    let mut partners = OpenItems::of(profile).collection(PARTNERS);
    if !partners.any(|partner| partner.code("country").is_some_and(|c| c.as_str() != "RU")) {
        let named = plan.foreign("BY")?;
        let subject = (
            "Обмен технологиями и специалистами (демо)",
            "Exchange of technologies and specialists (demo)",
        );
        changes.open.push(right(partner(named, "BY", subject, today))?);
    }
    let missing = |collection| profile.open_items(collection).next().is_none();
    if missing(GOALS) {
        changes.open.push(right(goal(number, year + 3))?);
        changes.open.push(right(goal(number + 1, year + 4))?);
    }
    if missing(INFRASTRUCTURE) {
        changes.open.push(right(infrastructure(number))?);
    }
    if missing(ANNUAL_REPORTS) {
        changes.open.push(right(annual_report(number, year - 1))?);
    }
    changes.claims.extend(right(site(number, today.saturating_sub(Span::new().days(5))))?);
    changes.claims.push(right(products_in_english(profile, cluster.spec.specialisation))?);
    Ok(changes)
}

/// The products that were told, or else the chief one, in English too.
fn products_in_english(
    profile: &Profile,
    specialisation: &str,
) -> Result<ClaimInput, InvalidValue> {
    let told = told_in_english(profile, specialisation);
    if told.is_empty() {
        let trade = trade_of(specialisation);
        return products(product(trade), Some(product_en(trade)));
    }
    claim("products", Value::Texts(told), None)
}

/// Whether the claim of an item's field neither lapsed nor is disputed.
fn stands(item: &registry_core::profile::Item, field: &str) -> bool {
    item.claim(field).is_some_and(registry_core::profile::CurrentClaim::counts)
}

/// What gates rest on, stated again with a document where it had none.
fn documented(profile: &Profile, number: usize) -> Result<Vec<ClaimInput>, InvalidValue> {
    let gates = [(GOVERNING_BODIES, "type"), (PROJECTS, "title")];
    let items = gates.iter().flat_map(|(collection, field)| {
        profile.open_items(collection).filter_map(|item| item.claim(field))
    });
    let bare = items.filter(|claim| claim.claim.evidence.is_empty() || !claim.counts());
    let with_document = |claim| {
        let again = restated(claim);
        let evidence = link(number, again.path.field.as_str())?;
        Ok(ClaimInput { evidence, ..again })
    };
    bare.map(with_document).collect()
}

fn is_begun(project: &ItemReader<'_>) -> bool {
    project.code("stage").is_some_and(|stage| stage.as_str() != "planned")
        && project.claim("stage").is_some_and(registry_core::profile::CurrentClaim::counts)
        && project.value("start").is_some()
}

/// A project that the first three participants begin today.
fn begun_project(
    plan: &mut Plan,
    profile: &Profile,
    number: usize,
    today: jiff::civil::Date,
) -> Result<OpenInput, InvalidValue> {
    let project = plan.begun_project(today);
    let members = profile.open_items("participants").take(3);
    let members = members.map(|member| ItemInput::Number(member.path.item)).collect();
    project.open_with(members, true, number)
}
