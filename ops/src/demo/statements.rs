//! Statements that a profile makes beside its minimum: priorities, strategy, partners, news and the
//! like. Each is built from plain words and numbers; what a cluster states stands in the plan.

use jiff::civil::Date;
use registry_core::profile::changes::{ClaimInput, FieldInput, OpenInput, Said};
use registry_events::claim::{Absence, Evidence};
use registry_events::ids::OrganisationId;
use registry_events::value::{
    Code, Decimal, InvalidValue, NamedOrganisation, Ratings, Share, Text, Value, WebUrl, Year,
};

use super::spec::{claim, field};

type Made<T> = Result<T, InvalidValue>;

/// An item of a collection with values of its fields.
pub(super) fn item(collection: &str, values: Vec<(&str, Value)>) -> Made<OpenInput> {
    let claims = values.into_iter().map(|(key, value)| field(key, value));
    let claims = claims.collect::<Made<_>>()?;
    Ok(OpenInput { collection: Code::parse(collection)?, label: None, claims })
}

/// A code of a dictionary.
pub(super) fn code(key: &str) -> Made<Value> {
    Code::parse(key).map(Value::Code)
}

/// Several codes of a dictionary.
pub(super) fn codes(keys: &[&str]) -> Made<Value> {
    let codes = keys.iter().map(|key| Code::parse(key)).collect::<Made<_>>()?;
    Ok(Value::Codes(codes))
}

/// Terms without shares.
pub(super) fn shares(keys: &[&str]) -> Made<Value> {
    let share = |key: &&str| Share::new(Code::parse(key)?, None);
    let shares = keys.iter().map(share).collect::<Made<_>>()?;
    Ok(Value::Shares(shares))
}

/// A text in Russian.
pub(super) fn text(words: &str) -> Value {
    Value::Text(Text::ru(words))
}

/// A text in both languages.
pub(super) fn texts(ru: &str, en: &str) -> Value {
    Value::Text(Text { ru: Some(ru.into()), en: Some(en.into()) })
}

/// An address at the site of the `number`th invented cluster.
pub(super) fn page(number: usize, of: &str) -> Made<WebUrl> {
    WebUrl::parse(&format!("https://cluster-{number:03}.example/{of}"))
}

/// A link to a document at the cluster's site.
pub(super) fn link(number: usize, of: &str) -> Made<Vec<Evidence>> {
    Ok(vec![Evidence::Link(page(number, &format!("documents/{of}"))?)])
}

/// A field that names an organisation.
pub(super) fn organisation(key: &str, named: NamedOrganisation) -> Made<FieldInput> {
    let said = Said::Organisation(named);
    Ok(FieldInput { said, ..field(key, Value::Flag(true))? })
}

/// A field about which nothing is said, and why.
pub(super) fn absent(key: &str, absence: Absence) -> Made<FieldInput> {
    Ok(FieldInput { said: Said::Absent(absence), ..field(key, Value::Flag(true))? })
}

/// A claim that says nothing, and why.
pub(super) fn absent_claim(key: &str, absence: Absence) -> Made<ClaimInput> {
    Ok(ClaimInput { said: Said::Absent(absence), ..claim(key, Value::Flag(true), None)? })
}

/// A claim that names an organisation.
pub(super) fn claim_of_organisation(key: &str, named: NamedOrganisation) -> Made<ClaimInput> {
    Ok(ClaimInput { said: Said::Organisation(named), ..claim(key, Value::Flag(true), None)? })
}

/// An official status since a day, granted by an organisation where one is named.
pub(super) fn status(
    status_type: &str,
    number: Option<&str>,
    granted_on: Date,
    issuer: Option<NamedOrganisation>,
) -> Made<OpenInput> {
    let mut values = vec![("type", code(status_type)?), ("granted_on", Value::Date(granted_on))];
    values.extend(number.map(|number| ("number", text(number))));
    let mut status = item("official_statuses", values)?;
    if let Some(issuer) = issuer {
        status.claims.push(organisation("issuer", issuer)?);
    }
    Ok(status)
}

/// All seven priorities with their marks.
pub(super) fn priorities(marks: &[(&str, &str)], number: Option<usize>) -> Made<ClaimInput> {
    let mark = |(key, mark): &(&str, &str)| Ok((Code::parse(key)?, Code::parse(mark)?));
    let ratings: Ratings = marks.iter().map(mark).collect::<Made<_>>()?;
    let claim = claim("priorities", Value::Ratings(ratings), None)?;
    let evidence = number.map(|number| link(number, "priorities")).transpose()?;
    Ok(ClaimInput { evidence: evidence.unwrap_or_default(), ..claim })
}

/// A strategy of some years, to be read at the cluster's site.
pub(super) fn strategy(number: usize, from: i16, to: i16) -> Made<OpenInput> {
    let ru = format!("Стратегия развития кластера на {from}–{to} годы (демо)");
    let en = format!("Development strategy of the cluster for {from}–{to} (demo)");
    let (first, last) = (jiff::civil::date(from, 1, 1), jiff::civil::date(to, 12, 31));
    let approved = jiff::civil::date(from - 1, 12, 10);
    item(
        "strategies",
        vec![
            ("title", texts(&ru, &en)),
            ("approved_on", Value::Date(approved)),
            ("approved_by", text("Общее собрание участников кластера (демо)")),
            ("period_from", Value::Date(first)),
            ("period_to", Value::Date(last)),
            ("url", Value::Url(page(number, &format!("strategy-{from}"))?)),
        ],
    )
}

const GOALS: [(&str, &str, i64); 3] = [
    ("Высокопроизводительные рабочие места (демо)", "единиц", 1_200),
    ("Доля экспорта в выручке участников (демо)", "%", 18),
    ("Совместные проекты за год (демо)", "единиц", 6),
];

/// The `nth` target, to be reached by a year.
pub(super) fn goal(nth: usize, target_year: i64) -> Made<OpenInput> {
    let (indicator, unit, target) = GOALS[nth % GOALS.len()];
    item(
        "goals",
        vec![
            ("indicator", text(indicator)),
            ("unit", text(unit)),
            ("target_year", Value::Year(Year::new(target_year)?)),
            ("target", Value::Decimal(Decimal::from(target))),
        ],
    )
}

/// A partner in a country.
pub(super) fn partner(
    named: NamedOrganisation,
    country: &str,
    subject: (&str, &str),
    since: Date,
) -> Made<OpenInput> {
    partner_by(organisation("organisation", named)?, country, subject, since)
}

/// A partner that the registry knows.
pub(super) fn known_partner(
    known: OrganisationId,
    country: &str,
    subject: (&str, &str),
    since: Date,
) -> Made<OpenInput> {
    partner_by(field("organisation", Value::Organisation(known))?, country, subject, since)
}

fn partner_by(
    who: FieldInput,
    country: &str,
    subject: (&str, &str),
    since: Date,
) -> Made<OpenInput> {
    let values = vec![
        ("country", code(country)?),
        ("subject", texts(subject.0, subject.1)),
        ("since", Value::Date(since)),
    ];
    let mut partner = item("partners", values)?;
    partner.claims.insert(0, who);
    Ok(partner)
}

/// A link with another cluster of the registry.
pub(super) fn cluster_link(
    to: registry_events::ids::ClusterId,
    link_type: &str,
    since: Date,
) -> Made<OpenInput> {
    let values = vec![
        ("type", code(link_type)?),
        ("cluster", Value::Cluster(to)),
        ("since", Value::Date(since)),
    ];
    item("cluster_links", values)
}

/// A facility that the participants share.
pub(super) fn infrastructure(nth: usize) -> Made<OpenInput> {
    let (kind, ru, en) = FACILITIES[nth % FACILITIES.len()];
    let values = vec![
        ("name", texts(ru, en)),
        ("type", code(kind)?),
        ("shared", Value::Flag(true)),
        ("services", text("Доступ участникам кластера по общему расписанию (демо)")),
    ];
    item("infrastructure", values)
}

const FACILITIES: [(&str, &str, &str); 4] = [
    ("shared_equipment", "Центр общего оборудования (демо)", "Shared equipment centre (demo)"),
    ("engineering_centre", "Инжиниринговый центр (демо)", "Engineering centre (demo)"),
    ("lab", "Испытательная лаборатория (демо)", "Testing laboratory (demo)"),
    ("technopark", "Технопарк кластера (демо)", "The cluster’s technology park (demo)"),
];

const NEWS: [(&str, &str); 4] = [
    ("Участники обсудили планы на год (демо)", "Participants discussed plans for the year (demo)"),
    ("Открыт новый общий участок (демо)", "A new shared workshop opened (demo)"),
    ("Студенты прошли практику у участников (демо)", "Students trained with participants (demo)"),
    ("Кластер показал продукцию на выставке (демо)", "Products were shown at a fair (demo)"),
];

/// The `nth` piece of news, of a day.
pub(super) fn news(nth: usize, day: Date) -> Made<OpenInput> {
    let (ru, en) = NEWS[nth % NEWS.len()];
    item("news", vec![("date", Value::Date(day)), ("title", texts(ru, en))])
}

/// The annual report of a year.
pub(super) fn annual_report(number: usize, year: i64) -> Made<OpenInput> {
    let url = Value::Url(page(number, &format!("report-{year}"))?);
    item("annual_reports", vec![("year", Value::Year(Year::new(year)?)), ("url", url)])
}

/// The site and the day of its last update.
pub(super) fn site(number: usize, updated_on: Date) -> Made<[ClaimInput; 2]> {
    let website = claim("website", Value::Url(page(number, "")?), None)?;
    Ok([website, claim("last_content_update", Value::Date(updated_on), None)?])
}

/// Services in the dictionary's order.
const SERVICES: [&str; 6] =
    ["networking", "business_development", "training", "rnd", "mentoring", "export_promotion"];

/// So many services to participants.
pub(super) fn services(count: usize) -> Made<ClaimInput> {
    claim("services", codes(&SERVICES[..count.min(SERVICES.len())])?, None)
}

/// The chief product, in English too where the profile is translated.
pub(super) fn products(ru: &str, en: Option<String>) -> Made<ClaimInput> {
    let product = Text { ru: Some(ru.into()), en };
    claim("products", Value::Texts(vec![product]), None)
}
