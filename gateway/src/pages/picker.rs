//! Something of the register that a form asks for: named by its number or the address of its page, or
//! looked for by words of its name. The form comes back with what was found, to choose from: nothing is
//! ever taken by words alone.

use registry_events::ids::{ClusterId, OrganisationId};
use registry_projections::name::fold;

use super::form::{Field, Form, Select, last_piece};
use super::frame::Frame;
use super::organisation::identifier;
use crate::http::form::Fields;
use crate::read::completeness::is_living;
use crate::read::lens::Lens;
use crate::read::parts::IdentifierShown;
use crate::words::typography::set;

/// So many of those that were found are offered.
const OFFERED_MAX: usize = 20;
/// The longest words that are looked for.
const WORDS_CHARACTERS_MAX: usize = 200;
/// Shorter words say nothing of a likeness.
const WORD_LETTERS_MIN: usize = 4;
/// So many letters of a word may be its ending.
const ENDING_LETTERS: usize = 2;
/// The word that every cluster is called by.
const EVERYBODY_S: &str = "кластер";

/// What can be chosen: what is sent, and what it is called.
pub(super) type Offered = Vec<(String, String)>;

/// The question.
pub(super) struct Picker {
    /// Where a number, an address or words are typed.
    pub(super) field: Field,
    /// What was found by the words.
    pub(super) found: Option<Select>,
    /// The words by which it was found, as they are sent again.
    pub(super) asked: (String, String),
}

fn asked_name(name: &str) -> String {
    format!("{name}_asked")
}

fn found_name(name: &str) -> String {
    format!("{name}_found")
}

/// What a form names: what was chosen of those that were found by the words that still stand, else
/// what was typed.
pub(super) fn named<'f>(name: &str, sent: &'f Fields) -> &'f str {
    let typed = sent.get(name).trim();
    let found = sent.get(&found_name(name));
    if !found.is_empty() && sent.get(&asked_name(name)) == typed {
        found
    } else {
        last_piece(typed)
    }
}

/// Tells that what was typed names nothing: that one of those that were found is to be chosen, or that
/// there is none.
pub(super) fn tell(form: &mut Form, name: &str, offered: &Offered, none: &str, frame: &Frame) {
    if offered.is_empty() {
        form.wrong(name, frame.say(none));
    } else {
        form.wrong(&found_name(name), frame.say("picker-choose"));
    }
}

impl Picker {
    /// The question with what was found for it.
    pub(super) fn new(field: Field, offered: Offered, form: &Form, frame: &Frame) -> Self {
        let (name, typed) = (field.name.clone(), field.value.trim().to_owned());
        let label = frame.words.say_with("picker-found", &[("words", &typed)]);
        let is_found = !offered.is_empty();
        let found = is_found.then(|| form.select(&found_name(&name), set(&label), offered));
        Self { found, asked: (asked_name(&name), typed), field }
    }
}

/// The words to look for; none where nothing was typed.
fn words(typed: &str) -> Vec<String> {
    let typed: String = typed.chars().take(WORDS_CHARACTERS_MAX).collect();
    fold(&typed).split_whitespace().map(str::to_owned).collect()
}

fn has_all(folded: &str, words: &[String]) -> bool {
    words.iter().all(|word| folded.contains(word.as_str()))
}

/// The clusters of the register whose names have the words that were typed; none for a number.
pub(super) fn clusters(typed: &str, lens: &Lens<'_>, frame: &Frame) -> Offered {
    let words = words(typed);
    if words.is_empty() || last_piece(typed).parse::<ClusterId>().is_ok() {
        return Offered::new();
    }
    let living = lens.views.cards().filter(|card| is_living(card));
    let all = living.map(|card| (card.cluster, lens.cluster(card.cluster)));
    let called = all.filter(|(_, name)| {
        let name = [&name.ru, &name.en].into_iter().flatten().map(|name| fold(name));
        has_all(&name.collect::<Vec<_>>().join("\n"), &words)
    });
    called.take(OFFERED_MAX).map(|(id, _)| cluster(id, lens, frame)).collect()
}

/// A cluster as a form offers it: «Белая сосна · Томская область · № 3z5k0a7c41».
pub(super) fn cluster(id: ClusterId, lens: &Lens<'_>, frame: &Frame) -> (String, String) {
    let name = set(lens.cluster(id).in_language_or_other(frame.language));
    let row = lens.views.register().row(id, lens.at);
    let region = row.and_then(|row| lens.region(row.regions.first()?.as_str()));
    let region = region.map(|region| set(region.name.in_language_or_other(frame.language)));
    let parts = [Some(name), region, Some(format!("№ {id}"))];
    (id.to_string(), parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// The organisations whose names have the words that were typed, or whose number it is; none for an id.
pub(super) fn organisations(typed: &str, lens: &Lens<'_>, frame: &Frame) -> Offered {
    let words = words(typed);
    if words.is_empty() || last_piece(typed).parse::<OrganisationId>().is_ok() {
        return Offered::new();
    }
    let all = lens.views.organisations();
    let known = all.iter().filter(|one| one.registered.position <= lens.at);
    let fits = known.filter_map(|one| {
        let shown = IdentifierShown::public(one.numbers_at(lens.at));
        let is_number = shown.iter().any(|number| number.number == typed.trim());
        let is_called = one.name_at(lens.at).is_some_and(|name| has_all(name.folded(), &words));
        (is_number || is_called).then_some((one.id, shown))
    });
    let offered = fits.take(OFFERED_MAX).map(|(id, shown)| {
        let name = set(lens.organisation(id).in_language_or_other(frame.language));
        let numbers = shown.iter().map(|number| identifier(number, frame));
        (id.to_string(), std::iter::once(name).chain(numbers).collect::<Vec<_>>().join(" · "))
    });
    offered.collect()
}

/// The regions in force: code and name, by name.
pub(super) fn regions(lens: &Lens<'_>, frame: &Frame) -> Offered {
    let all = lens.regions().into_iter().flat_map(|all| &all.regions);
    let named = all.map(|(code, region)| {
        (code.to_string(), set(region.name.in_language_or_other(frame.language)))
    });
    let mut named: Offered = named.collect();
    named.sort_by(|one, other| one.1.cmp(&other.1));
    named
}

/// How many words of weight a name has in common with another one, whatever their endings.
pub(super) fn likeness(one: &str, other: &str) -> usize {
    let others = weighty(other);
    weighty(one).iter().filter(|word| others.iter().any(|other| begin_alike(word, other))).count()
}

fn weighty(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words = folded.split(|sign: char| !sign.is_alphanumeric());
    let words = words.filter(|word| word.chars().count() >= WORD_LETTERS_MIN);
    words.filter(|word| !word.starts_with(EVERYBODY_S)).map(str::to_owned).collect()
}

/// Whether two words begin alike but for an ending: «станки» and «станкостроения».
fn begin_alike(one: &str, other: &str) -> bool {
    let alike = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let shorter = one.chars().count().min(other.chars().count());
    alike >= shorter.saturating_sub(ENDING_LETTERS).max(WORD_LETTERS_MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_by_their_weighty_words_in_whatever_case() {
        let asked = "Кластер станкостроения Томской области";
        assert_eq!(likeness(asked, "Томский кластер «Станкостроение»"), 2);
        assert_eq!(likeness(asked, "Кластер мебели"), 0);
    }

    #[test]
    fn what_was_chosen_counts_only_beside_the_words_it_was_found_by() {
        let sent = |typed: &str| {
            let pairs = [("cluster", typed), ("cluster_asked", "сосна"), ("cluster_found", "one")];
            let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
            Fields::from(Vec::from(pairs))
        };
        assert_eq!(named("cluster", &sent("сосна")), "one");
        assert_eq!(named("cluster", &sent("https://registry.example/clusters/two")), "two");
    }
}
