//! What an officer returns an application for, as the form of the review asks it: beside each statement
//! the requirement that it doesn't bear out, chosen by its field; requirements that are open; the right
//! to speak; a cluster that is in the registry already.

use std::collections::{BTreeMap, BTreeSet};

use registry_core::profile::Profile;
use registry_core::rejection::Problem as Broken;
use registry_core::rulebook::{Marker, Rulebook};
use registry_events::event::{ReturnReason, UnmetRequirement};
use registry_events::ids::ClusterId;
use registry_events::path::FieldPath;
use registry_projections::views::Views;

use super::super::acts::WHOLE;
use super::super::applications::{AlikeView, Requirements, meant};
use super::said::claims;
use crate::http::form::Fields;
use crate::pages::form::{Choices, Field, Form, Select};
use crate::pages::frame::Frame;
use crate::pages::unmet;

/// What can be unmet of an application.
pub(super) struct Grounds<'g> {
    rulebook: &'g Rulebook,
    /// Minimum requirements that stand against the listing.
    open: BTreeSet<String>,
    /// Minimum requirements by the fields they rest on.
    of_fields: BTreeMap<&'static str, Vec<&'g Marker>>,
    frame: &'g Frame,
}

/// The fields of a reason beside a statement.
pub(super) struct StatementReason {
    pub(super) reason: Field,
    /// The one requirement there is to choose.
    pub(super) only: Option<String>,
    /// The requirements to choose from.
    pub(super) unmet: Option<Select>,
}

/// The fields of reasons beside no statement.
pub(super) struct OtherReasons {
    /// For each requirement that is open, in which words it is returned.
    pub(super) requirements: Vec<Field>,
    /// That the right to speak isn't shown, where that is to be judged.
    pub(super) right: Option<Field>,
    /// Which cluster of the registry it is, where some are alike.
    pub(super) alike: Option<Choices>,
    /// The same for any other cluster.
    pub(super) other: Field,
    /// What the applicant is to do about it.
    pub(super) already: Field,
}

/// Reasons that were typed, each with its field on the form.
#[derive(Default)]
pub(super) struct Reasons {
    reasons: Vec<ReturnReason>,
    places: Vec<String>,
}

impl<'g> Grounds<'g> {
    pub(super) fn of(
        rulebook: &'g Rulebook,
        requirements: &Requirements,
        frame: &'g Frame,
    ) -> Self {
        let stands = requirements.rows.iter().filter(|row| !row.is_met() && !row.is_waived);
        let mut of_fields: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for marker in rulebook.markers.iter().filter(|marker| marker.minimum) {
            for field in marker.fields() {
                of_fields.entry(field).or_default().push(marker);
            }
        }
        Self { rulebook, open: stands.map(|row| row.id.clone()).collect(), of_fields, frame }
    }

    /// What can be unmet of a statement, the likeliest first; nothing where no minimum rests on it.
    fn of_statement(&self, path: &FieldPath) -> Vec<UnmetRequirement> {
        let of_list =
            |item: &registry_events::path::ItemPath| format!("{}/{}", item.collection, path.field);
        let field = path.item.as_ref().map_or_else(|| path.field.to_string(), of_list);
        let mut grounds = Vec::new();
        for marker in self.of_fields.get(field.as_str()).into_iter().flatten() {
            let marker = marker.id.clone();
            if self.open.contains(marker.as_str()) {
                grounds.push(UnmetRequirement::Minimum { marker: marker.clone() });
            }
            grounds.push(UnmetRequirement::NotBorneOut { marker: Some(marker) });
        }
        if !grounds.is_empty() {
            grounds.push(UnmetRequirement::NotBorneOut { marker: None });
        }
        grounds
    }

    fn words(&self, unmet: &UnmetRequirement) -> String {
        unmet::requirement(unmet, self.rulebook, self.frame)
    }

    /// The fields of a reason beside a statement; none where there is nothing to return it for.
    pub(super) fn fields_of(
        &self,
        path: &FieldPath,
        label: &str,
        form: &Form,
    ) -> Option<StatementReason> {
        let words = self.frame.words.say_with("review-reason", &[("field", label)]);
        let reason = form.field(&reason_name(path), words).optional();
        let grounds = self.of_statement(path);
        if grounds.is_empty() {
            return None;
        }
        if let [only] = &grounds[..] {
            return Some(StatementReason { reason, only: Some(self.words(only)), unmet: None });
        }
        let options = grounds.iter().map(|unmet| (key_of(unmet), self.words(unmet)));
        let name = unmet_name(path);
        let words = self.frame.words.say_with("review-unmet", &[("field", label)]);
        let unmet = Some(form.select(&name, words, options));
        Some(StatementReason { reason, only: None, unmet })
    }

    /// The fields of reasons beside no statement.
    pub(super) fn others(
        &self,
        requirements: &Requirements,
        alike: &[AlikeView],
        right_is_judged: bool,
        form: &Form,
    ) -> OtherReasons {
        let say = |key: &str| self.frame.say(key);
        let open = requirements.rows.iter().filter(|row| self.open.contains(&row.id));
        let field = |id: &str, label: &str| form.field(&requirement_name(id), label).optional();
        let right = form.field(RIGHT, say("review-remark")).lines(3).optional();
        let clusters = alike.iter().map(|one| (one.id.to_string(), one.name.clone()));
        let chosen = || form.choices(CLUSTER, say("review-already"), "radio", clusters);
        let label = if alike.is_empty() { "review-already" } else { "review-already-other" };
        let other = form.field(OTHER, say(label)).optional();
        let already = form.field(ALREADY, say("review-already-reason")).lines(3).optional();
        OtherReasons {
            requirements: open.map(|row| field(&row.id, &row.label)).collect(),
            right: right_is_judged.then(|| right.hint(say("review-remark-hint"))),
            alike: (!alike.is_empty()).then(chosen),
            other: other.hint(say("review-already-other-hint")),
            already: already.hint(say("review-already-hint")),
        }
    }

    /// The reasons that were typed; what is wrong with them is noted on the form.
    pub(super) fn typed(
        &self,
        profile: &Profile,
        views: &Views,
        sent: &Fields,
        form: &mut Form,
    ) -> Reasons {
        let mut typed = Reasons::default();
        for claim in claims(profile) {
            let path = &claim.claim.path;
            let mut grounds = self.of_statement(path);
            if grounds.is_empty() {
                continue;
            }
            let chosen = sent.get(&unmet_name(path));
            let place = grounds.iter().position(|unmet| key_of(unmet) == chosen).unwrap_or(0);
            typed.take(sent, reason_name(path), Some(path), || grounds.swap_remove(place));
        }
        for marker in self.rulebook.markers.iter().filter(|marker| marker.minimum) {
            let unmet = || UnmetRequirement::Minimum { marker: marker.id.clone() };
            typed.take(sent, requirement_name(marker.id.as_str()), None, unmet);
        }
        typed.take(sent, RIGHT.to_owned(), None, || UnmetRequirement::RightToSpeak);
        match named(sent, views) {
            Ok(Some((cluster, place))) => {
                let unmet = UnmetRequirement::AlreadyListed { cluster };
                typed.take_cluster(sent.get(ALREADY), unmet, place);
            }
            Ok(None) => {}
            Err((place, key)) => form.wrong(place, self.frame.say(key)),
        }
        typed
    }
}

/// The cluster that the application is said to be, with the field that names it; or that field with the
/// key of what is wrong with it.
fn named(
    sent: &Fields,
    views: &Views,
) -> Result<Option<(ClusterId, &'static str)>, (&'static str, &'static str)> {
    let other = sent.get(OTHER).trim();
    if !other.is_empty() {
        return match meant(other, views)[..] {
            [] => Err((OTHER, "review-already-unknown")),
            [only] => Ok(Some((only, OTHER))),
            [_, _, ..] => Err((OTHER, "review-already-several")),
        };
    }
    match sent.get(CLUSTER).parse() {
        Ok(cluster) => Ok(Some((cluster, CLUSTER))),
        Err(_) if sent.get(ALREADY).trim().is_empty() => Ok(None),
        Err(_) => Err((OTHER, "review-already-wrong")),
    }
}

impl Reasons {
    fn take(
        &mut self,
        sent: &Fields,
        name: String,
        path: Option<&FieldPath>,
        unmet: impl FnOnce() -> UnmetRequirement,
    ) {
        let reason = sent.get(&name).trim().to_owned();
        if reason.is_empty() {
            return;
        }
        self.reasons.push(ReturnReason { path: path.cloned(), reason, unmet: Some(unmet()) });
        self.places.push(name);
    }

    /// A cluster that is named without a word is a reason that lacks its words.
    fn take_cluster(&mut self, reason: &str, unmet: UnmetRequirement, named_at: &'static str) {
        let reason = reason.trim().to_owned();
        let place = if reason.is_empty() { ALREADY } else { named_at };
        self.reasons.push(ReturnReason { path: None, reason, unmet: Some(unmet) });
        self.places.push(place.to_owned());
    }

    /// The reasons themselves, and where on the form each stands.
    pub(super) fn parts(self) -> (Vec<ReturnReason>, Vec<String>) {
        (self.reasons, self.places)
    }
}

/// The field of the form that a broken rule is about.
pub(super) fn place(broken: &Broken, places: &[String]) -> String {
    let mut pieces = broken.pointer.split('/').skip(2);
    let index = pieces.next().and_then(|piece| piece.parse::<usize>().ok());
    index.and_then(|index| places.get(index)).map_or(WHOLE, String::as_str).to_owned()
}

const RIGHT: &str = "remark";
const ALREADY: &str = "already";
const CLUSTER: &str = "already_cluster";
const OTHER: &str = "already_other";

fn key_of(unmet: &UnmetRequirement) -> String {
    let marker = unmet.marker().map(ToString::to_string);
    format!("{} {}", unmet.key(), marker.unwrap_or_default()).trim_end().to_owned()
}

fn reason_name(path: &FieldPath) -> String {
    format!("reason.{path}")
}

fn unmet_name(path: &FieldPath) -> String {
    format!("unmet.{path}")
}

fn requirement_name(id: &str) -> String {
    format!("requirement.{id}")
}
