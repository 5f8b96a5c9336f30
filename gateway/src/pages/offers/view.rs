//! Something offered or looked for, in the language of a page.

use crate::pages::frame::Frame;
use crate::pages::mailto::mailto_of_text;
use crate::read::offers::{Kind, OfferShown};
use crate::read::parts::Bilingual;
use crate::words::terms;
use crate::words::transliteration;
use crate::words::typography::{self, set};

/// A text with its language, where that isn't the page's.
pub(super) struct Words {
    /// The text.
    pub(super) text: String,
    /// The language.
    pub(super) only_in: Option<&'static str>,
}

/// Something offered or looked for.
pub(super) struct OfferView {
    /// What it is, where its title doesn't say so.
    pub(super) kind: Option<&'static str>,
    /// Its name, else what it is.
    pub(super) title: Words,
    /// What is offered or looked for, or on which terms.
    pub(super) text: Option<Words>,
    /// Until when it holds; none of what can have no end.
    pub(super) until: Option<String>,
    /// Whom to write to.
    pub(super) contact: Option<String>,
    /// Where a letter to them begins, where they gave an address of mail.
    pub(super) letter: Option<String>,
    /// Whether the cluster is asked whom to write to about such a thing.
    pub(super) asks_contact: bool,
    /// Where somebody answers it; none on a page of the past.
    pub(super) answer: Option<String>,
    /// Where more stands.
    pub(super) url: Option<String>,
    /// The cluster.
    pub(super) cluster: Words,
    /// Its page.
    pub(super) address: String,
    /// Its key specialisation.
    pub(super) specialisation: Option<String>,
    /// Its regions.
    pub(super) regions: String,
    /// How well it is supported, as a key.
    pub(super) degree_key: &'static str,
    /// The same in words.
    pub(super) degree: &'static str,
    /// Whether what is said of it stands in the other language alone.
    pub(super) is_only_in_other: bool,
    /// When the last was recorded of it.
    pub(super) updated: String,
    /// The same for programs.
    pub(super) datetime: String,
}

impl Words {
    /// The text in Latin letters, where it isn't in the page's language.
    pub(super) fn latin(&self) -> Option<String> {
        transliteration::of(&self.text, self.only_in)
    }

    fn of(text: &Bilingual, frame: &Frame) -> Self {
        let only_in = text.only_in(frame.language);
        Self { text: set(text.in_language(frame.language)), only_in }
    }

    fn ours(text: &str) -> Self {
        Self { text: set(text), only_in: None }
    }
}

impl OfferView {
    /// Something offered in the page's language.
    pub(super) fn of(offer: &OfferShown, frame: &Frame) -> Self {
        let kind = Kind::from_key(offer.kind).map(|kind| terms::offered(kind).get(frame.language));
        let title = offer.offer_kind.as_ref().map(|kind| &kind.label).or(offer.title.as_ref());
        let specialisation = offer.specialisation.as_ref();
        let regions = offer.regions.iter().map(|region| region.label.in_language(frame.language));
        let has_title = title.is_some();
        let text = offer.text.as_ref().map(|text| Words::of(text, frame));
        let title = title
            .map_or_else(|| Words::ours(kind.unwrap_or_default()), |title| Words::of(title, frame));
        let is_only_in_other =
            title.only_in.is_some() || text.as_ref().is_some_and(|text| text.only_in.is_some());
        let is_of_members = offer.kind == Kind::Members.key();
        Self {
            kind: kind.filter(|_| has_title),
            is_only_in_other,
            title,
            text,
            until: (!is_of_members).then(|| until(offer, frame)),
            contact: offer.contact.clone(),
            letter: offer.contact.as_deref().and_then(mailto_of_text),
            asks_contact: offer.offer_kind.is_some(),
            answer: answer(offer, frame),
            url: offer.url.clone(),
            cluster: Words::of(&offer.cluster.name, frame),
            address: frame.link(&format!("/clusters/{}", offer.cluster.id)),
            specialisation: specialisation.map(|one| set(one.label.in_language(frame.language))),
            regions: set(&regions.collect::<Vec<_>>().join(", ")),
            degree_key: terms::degree(offer.corroboration).key(),
            degree: terms::corroboration(terms::degree(offer.corroboration)).get(frame.language),
            updated: frame.day(offer.updated_at),
            datetime: offer.updated_at.to_string(),
        }
    }
}

/// A cluster that accepts participants is asked to join, any other is written to about its offer.
fn answer(offer: &OfferShown, frame: &Frame) -> Option<String> {
    let write = format!("/clusters/{}/write", offer.cluster.id);
    let joins = offer.kind == Kind::Members.key();
    let about = if joins { "kind=join".to_owned() } else { format!("offer={}", offer.path) };
    (!frame.is_of_the_past()).then(|| frame.plain_link(&format!("{write}?{about}")))
}

fn until(offer: &OfferShown, frame: &Frame) -> String {
    let day = offer.until.map(|day| typography::date(day, frame.language));
    day.unwrap_or_else(|| frame.say("offers-no-end"))
}
