//! An organisation by its number: one that the registry knows is found with its name and type, of a
//! new one the name is asked, and a slip in the digits is told.

use std::sync::Arc;

use registry_core::profile::reader::BRANCH_KPP;
use registry_events::catalogue::Field as Asked;
use registry_events::ids::OrganisationId;
use registry_events::value::{Code, Identifier, Inn, InvalidValue, Ogrn, Value, ValueType};
use registry_projections::organisations::Organisation;

use super::super::typed::part;
use super::Listed;
use super::answers::none_of;
use crate::http::form::Fields;
use crate::pages::form::{Field, Form, Select};
use crate::pages::frame::Frame;
use crate::problems::{NoLabels, sentence_on_page};
use crate::words::typography::{capitalised, set};
use crate::words::value::Speaker;

/// So many clusters of an organisation are named.
const CLUSTERS_MAX: usize = 3;
/// The dictionary of countries.
const COUNTRY: &str = "country";
/// The dictionary of types of participants.
const PARTICIPANT_TYPE: &str = "participant_type";

/// The question about an organisation.
pub(super) struct OrganisationAsked {
    pub(super) inn: Field,
    pub(super) ogrn: Field,
    pub(super) name: Field,
    /// The country of one that has neither number, and its number in the register there.
    pub(super) country: Select,
    pub(super) number: Field,
    /// Whether such a number was typed.
    pub(super) is_foreign: bool,
    /// The organisation that stands, as it is sent again.
    pub(super) id: (String, String),
    pub(super) found: Option<Known>,
    /// Whether a number was typed that nobody has here yet.
    pub(super) is_new: bool,
}

/// An organisation that the registry knows.
pub(super) struct Known {
    pub(super) name: String,
    pub(super) numbers: String,
    pub(super) kind: Option<String>,
    /// Where it is registered with the tax office, and where it has branches.
    pub(super) regions: Vec<String>,
    /// Some of the clusters it is a participant of.
    pub(super) clusters: Vec<String>,
    /// Of how many it is one.
    pub(super) clusters_count: usize,
    pub(super) page: String,
}

/// Who has the number that was typed.
enum Named {
    /// No number was typed.
    Nobody,
    /// It can't be a number.
    Wrong(&'static str, InvalidValue),
    /// One that the registry knows.
    Known(Arc<Organisation>),
    /// One that it doesn't.
    New,
}

fn digits(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

fn named(field: &Asked, sent: &Fields, speaker: &Speaker<'_>) -> Named {
    let typed = |name: &str| digits(sent.get(&part(field, name)));
    let (inn, ogrn) = (typed("inn"), typed("ogrn"));
    let inn = (!inn.is_empty()).then(|| Inn::parse(&inn).map(Identifier::Inn));
    let ogrn = (!ogrn.is_empty()).then(|| Ogrn::parse(&ogrn).map(Identifier::Ogrn));
    let mut is_new = false;
    for (name, number) in [("inn", inn), ("ogrn", ogrn)] {
        match number {
            None => {}
            Some(Err(wrong)) => return Named::Wrong(name, wrong),
            Some(Ok(number)) => match speaker.lens.views.organisations().by_identifier(&number) {
                Some(known) => return Named::Known(Arc::clone(known)),
                None => is_new = true,
            },
        }
    }
    if is_new { Named::New } else { Named::Nobody }
}

/// The fields of a list that name organisations.
fn fields(listed: Listed<'_>) -> impl Iterator<Item = &Asked> {
    listed.fields().filter(|field| field.value_type == ValueType::Organisation)
}

/// Tells what is wrong with numbers, and that a new organisation needs its name.
pub(super) fn tell(
    listed: Listed<'_>,
    sent: &Fields,
    speaker: &Speaker<'_>,
    form: &mut Form,
    frame: &Frame,
) {
    for field in fields(listed) {
        match named(field, sent, speaker) {
            Named::Wrong(name, wrong) => {
                let words = sentence_on_page(wrong.code, &[], frame.language, &NoLabels);
                form.wrong(&part(field, name), set(&words));
            }
            Named::New if sent.get(&part(field, "name")).trim().is_empty() => {
                form.wrong(&part(field, "name"), frame.say("items-organisation-new"));
            }
            _ => {}
        }
    }
}

/// What was typed, with the organisations that were found by number alone in the place of the number.
pub(super) fn with_found(listed: Listed<'_>, sent: &Fields, speaker: &Speaker<'_>) -> Fields {
    let mut pairs = sent.pairs().to_vec();
    for field in fields(listed) {
        let is_named = !sent.get(&part(field, "name")).trim().is_empty();
        let Named::Known(known) = named(field, sent, speaker) else { continue };
        if is_named {
            continue;
        }
        let own = ["id", "inn", "ogrn"].map(|name| part(field, name));
        pairs.retain(|(name, _)| !own.contains(name));
        pairs.push((part(field, "id"), known.id.to_string()));
    }
    pairs.into()
}

/// What was typed, with what the registry knows of the organisation that was found: its type, and the
/// branch that takes part where no other can. What was typed or chosen stays.
pub(super) fn with_known(listed: Listed<'_>, sent: &Fields, speaker: &Speaker<'_>) -> Fields {
    let found = fields(listed).find_map(|field| match named(field, sent, speaker) {
        Named::Known(known) => Some(known),
        Named::Nobody | Named::Wrong(..) | Named::New => None,
    });
    let Some(known) = found else { return sent.clone() };
    let kind = type_of(&known, speaker).map(|kind| kind.to_string());
    let kind = type_field(listed).map(|field| part(field, "value")).zip(kind);
    let branch = only_branch(listed, &known, speaker);
    let branch = listed.fields().find(|it| it.key.as_str() == BRANCH_KPP).zip(branch);
    let branch = branch.map(|(field, kpp)| (part(field, "ru"), kpp));
    let mut pairs = sent.pairs().to_vec();
    for (name, value) in kind.into_iter().chain(branch) {
        if sent.get(&name).trim().is_empty() {
            pairs.retain(|(known, _)| *known != name);
            pairs.push((name, value));
        }
    }
    pairs.into()
}

/// Whether the type of an organisation that was found is needed and wasn't chosen, though it is known.
pub(super) fn lacks_known_type(listed: Listed<'_>, sent: &Fields, speaker: &Speaker<'_>) -> bool {
    type_field(listed).is_some_and(|field| {
        let name = part(field, "value");
        let is_open = sent.get(&name).is_empty() && sent.get(&none_of(field)).is_empty();
        is_open && !with_known(listed, sent, speaker).get(&name).is_empty()
    })
}

/// The field of the type of a participant.
pub(super) fn type_field(listed: Listed<'_>) -> Option<&Asked> {
    listed.fields().find(|field| {
        let dictionary = field.dictionary.as_ref().map(Code::as_str);
        field.value_type == ValueType::Code && dictionary == Some(PARTICIPANT_TYPE)
    })
}

/// The КПП of the only branch in a region of the cluster, of an organisation from elsewhere.
fn only_branch(listed: Listed<'_>, known: &Organisation, speaker: &Speaker<'_>) -> Option<String> {
    let of_cluster = listed.profile().regions();
    if own_region(known, speaker).is_none_or(|own| of_cluster.contains(&own)) {
        return None;
    }
    let open = known.branches.values().filter(|branch| branch.is_open_at(speaker.lens.at));
    let mut near = open.filter(|branch| of_cluster.contains(&branch.region));
    let only = near.next()?;
    near.next().is_none().then(|| only.kpp.to_string())
}

/// The type of an organisation: its own word of its size, else what a cluster says of it.
fn type_of(known: &Organisation, speaker: &Speaker<'_>) -> Option<Code> {
    let lens = &speaker.lens;
    let size = known.size_at(lens.at).map(|size| size.stated.size.clone());
    let stated = || {
        let memberships = lens.views.organisations().memberships(known.id).iter().rev();
        let mut holding = memberships.filter(|it| it.holds_at(lens.at));
        holding.find_map(|membership| {
            let item = registry_events::path::ItemPath {
                collection: Code::literal("participants"),
                item: membership.item,
            };
            let card = lens.views.card(membership.cluster)?;
            let claim = card.item(&item)?.claims.get(PARTICIPANT_TYPE)?;
            match claim.claim.stated.value()? {
                Value::Code(code) => Some(code.clone()),
                _ => None,
            }
        })
    };
    size.or_else(stated)
}

impl OrganisationAsked {
    pub(super) fn of(field: &Asked, form: &Form, frame: &Frame, speaker: &Speaker<'_>) -> Self {
        let sent = form.sent_fields();
        let line =
            |name: &str, label: &str| form.field(&part(field, name), frame.say(label)).optional();
        let id = part(field, "id");
        let standing = form.typed(&id).parse::<OrganisationId>().ok();
        let (found, is_new) = match named(field, sent, speaker) {
            Named::Known(known) => (Some(known), false),
            Named::New => (None, true),
            Named::Nobody => {
                let known = standing.and_then(|id| speaker.lens.views.organisations().get(id));
                (known.map(Arc::clone), false)
            }
            Named::Wrong(..) => (None, false),
        };
        let number = |name: &str, label: &str| Field {
            inputmode: "numeric",
            autocomplete: "off",
            ..line(name, label).width("short")
        };
        let country = part(field, "country");
        Self {
            country: form.select(&country, frame.say("items-country"), countries(speaker)),
            number: line("number", "items-number").width("short"),
            is_foreign: !form.typed(&country).is_empty(),
            inn: number("inn", "work-inn").hint(frame.say("items-inn-hint")),
            ogrn: number("ogrn", "work-ogrn").hint(frame.say("items-ogrn-hint")),
            name: line("name", "work-name").hint(frame.say("items-name-hint")),
            id: (id.clone(), form.typed(&id).to_owned()),
            found: found.map(|known| Known::of(&known, frame, speaker)),
            is_new,
        }
    }
}

/// The region of an organisation by its INN.
fn own_region(known: &Organisation, speaker: &Speaker<'_>) -> Option<Code> {
    let inn = known.numbers().find_map(|number| match number {
        Identifier::Inn(_) => number.number(),
        Identifier::Ogrn(_) | Identifier::Foreign(_) | Identifier::SealedInn(_) => None,
    });
    Some(speaker.lens.regions()?.by_inn(inn?)?.code.clone())
}

/// The region of an organisation by its INN, and those of its open branches.
fn regions(known: &Organisation, speaker: &Speaker<'_>) -> Vec<String> {
    let lens = &speaker.lens;
    let own = own_region(known, speaker);
    let branches = known.branches.values().filter(|branch| branch.is_open_at(lens.at));
    let all = own.into_iter().chain(branches.map(|branch| branch.region.clone()));
    let mut names: Vec<_> =
        all.filter_map(|code| Some(set(speaker.text(&lens.region(code.as_str())?.name)))).collect();
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

fn countries(speaker: &Speaker<'_>) -> Vec<(String, String)> {
    let named = speaker.lens.terms(COUNTRY).into_iter().map(|code| {
        let name = capitalised(speaker.text(&speaker.lens.term(COUNTRY, &code)));
        (code.to_string(), name)
    });
    let mut named: Vec<_> = named.collect();
    named.sort_by(|one, other| one.1.cmp(&other.1));
    named
}

impl Known {
    fn of(known: &Organisation, frame: &Frame, speaker: &Speaker<'_>) -> Self {
        let lens = &speaker.lens;
        let numbers = known.numbers().filter(|number| !number.is_personal());
        let numbers = numbers.filter_map(|number| {
            let label = match number {
                Identifier::Inn(_) => frame.say("work-inn"),
                Identifier::Ogrn(_) => frame.say("work-ogrn"),
                Identifier::Foreign(_) | Identifier::SealedInn(_) => return None,
            };
            Some(format!("{label} {}", number.number()?))
        });
        let kind = type_of(known, speaker);
        let kind = kind.map(|kind| lens.term(PARTICIPANT_TYPE, &kind));
        let memberships = lens.views.organisations().memberships(known.id).iter();
        let clusters: Vec<_> = memberships.filter(|it| it.holds_at(lens.at)).collect();
        let named = clusters.iter().take(CLUSTERS_MAX);
        Self {
            name: set(speaker.text(&lens.organisation(known.id))),
            numbers: numbers.collect::<Vec<_>>().join(", "),
            kind: kind.map(|kind| capitalised(speaker.text(&kind))),
            regions: regions(known, speaker),
            clusters_count: clusters.len(),
            clusters: named.map(|it| set(speaker.text(&lens.cluster(it.cluster)))).collect(),
            page: frame.plain_link(&format!("/organisations/{}", known.id)),
        }
    }
}
