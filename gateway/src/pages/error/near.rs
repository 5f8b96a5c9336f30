//! What may be meant by an address that leads nowhere: a cluster whose id differs in a letter or
//! two, a region or a specialisation of a near name, an organisation by its number; words are looked
//! for in the register.

use axum::http::Uri;
use registry_events::ids::{ClusterId, OrganisationId};
use registry_events::value::Text;
use registry_projections::name::fold;

use crate::http::App;
use crate::http::language::ENGLISH_PREFIX;
use crate::http::query::pairs;
use crate::http::reading::position_asked;
use crate::pages::frame::{Frame, escaped};
use crate::pages::shown::only_in;
use crate::read::lens::Lens;
use crate::read::row::SPECIALISATION;
use crate::words::transliteration;
use crate::words::typography::set;

/// So many letters of an id may be wrong; two swapped ones count as one.
const SLIPS_MAX: usize = 2;
/// So many near ones are offered.
const NEAR_MAX: usize = 5;
/// Longer pieces of an address are no slip of anything.
const LETTERS_MAX: usize = 100;
/// Shorter words name nothing.
const WORD_LETTERS: usize = 3;
/// In shorter words another letter makes another word.
const FORGIVING_LETTERS: usize = 5;

/// Ways on from an address that leads nowhere.
#[derive(Default)]
pub(super) struct WaysOn {
    /// What may be meant.
    pub(super) near: Vec<Way>,
    /// The same thing as it is now, where it wasn't in the register by the date asked for.
    pub(super) now: Option<Way>,
    /// The words of the address, looked for in the register.
    pub(super) search: Option<Way>,
    /// Every thing of that kind, where there are few enough to choose from.
    pub(super) all: Option<Way>,
}

/// A page that may be meant.
pub(super) struct Way {
    /// What it is called.
    pub(super) name: String,
    /// The language of the name, where that isn't the page's.
    pub(super) only_in: Option<&'static str>,
    /// The name in Latin letters, where that isn't the page's language.
    pub(super) latin: Option<String>,
    /// What tells it apart from others of that name.
    pub(super) note: String,
    /// Where it is.
    pub(super) address: String,
}

impl WaysOn {
    /// The ways on from an address.
    pub(super) fn from(uri: &Uri, app: &App, frame: &Frame) -> Self {
        let path = uri.path().strip_prefix(ENGLISH_PREFIX).unwrap_or(uri.path());
        let pieces: Vec<_> = path.trim_start_matches('/').split('/').map(decoded).collect();
        let pieces: Vec<_> = pieces.iter().map(String::as_str).collect();
        let views = app.views();
        let lens = Lens::new(&views, position_asked(uri, app).unwrap_or_default());
        let finder = Finder { lens, frame };
        match pieces.as_slice() {
            [_, given, ..] if given.chars().count() > LETTERS_MAX => Self::default(),
            ["clusters", given, ..] => finder.clusters(given),
            ["organisations", given, ..] => finder.organisations(given),
            ["regions", given, rest @ ..] => finder.regions(given, rest),
            ["specialisations", given, ..] => finder.specialisations(given, ""),
            _ => Self::default(),
        }
    }
}

/// Looks for what may be meant in one moment of the register.
struct Finder<'f> {
    lens: Lens<'f>,
    frame: &'f Frame,
}

impl Finder<'_> {
    fn clusters(&self, given: &str) -> WaysOn {
        let near = self.near_clusters(given);
        let near: Vec<_> = near.into_iter().map(|id| self.cluster(id, true)).collect();
        let later = |id: &ClusterId| {
            self.lens.views.card(*id).is_some_and(|card| card.listed.position > self.lens.at)
        };
        let now = given.parse().ok().filter(later);
        let search = self.search(given).filter(|_| near.is_empty());
        WaysOn { near, now: now.map(|id| self.cluster(id, false)), search, all: None }
    }

    /// Clusters by how little their ids differ from what was given.
    fn near_clusters(&self, given: &str) -> Vec<ClusterId> {
        let given = given.to_lowercase();
        let rows = self.lens.views.register().rows_at(self.lens.at);
        let near =
            rows.filter_map(|row| Some((slips(&given, &row.cluster.to_string())?, row.cluster)));
        nearest(near)
    }

    /// A cluster at the date asked for, or as it is now.
    fn cluster(&self, id: ClusterId, then: bool) -> Way {
        let path = format!("/clusters/{id}");
        let now = Lens::new(self.lens.views, self.lens.views.position().unwrap_or_default());
        let lens = if then { self.lens } else { now };
        let address = if then { self.frame.link(&path) } else { self.frame.plain_link(&path) };
        self.way(&lens.cluster(id), format!("№ {id}"), address)
    }

    fn organisations(&self, given: &str) -> WaysOn {
        let all = self.lens.views.organisations();
        let known = |at| self.lens.at >= at;
        let by_number = all.by_number(given).filter(|one| known(one.registered.position));
        let by_number: Vec<_> = by_number.map(|one| one.id).into_iter().collect();
        let near = if by_number.is_empty() { self.near_organisations(given) } else { by_number };
        let near: Vec<_> = near.into_iter().map(|id| self.organisation(id)).collect();
        let later = |id: &OrganisationId| {
            all.get(*id).is_some_and(|one| one.registered.position > self.lens.at)
        };
        let now = given.parse().ok().filter(later).map(|id| self.organisation_now(id));
        let search = self.search(given).filter(|_| near.is_empty());
        WaysOn { near, now, search, all: None }
    }

    /// Organisations whose ids have other letters at one or two places. Their ids are long and they
    /// are many, so places are compared and nothing else.
    fn near_organisations(&self, given: &str) -> Vec<OrganisationId> {
        let given = given.to_lowercase();
        let all = self.lens.views.organisations().iter();
        let known = all.filter(|one| one.registered.position <= self.lens.at);
        let near = known.filter_map(|one| {
            let slips = strsim::hamming(&given, &one.id.to_string()).ok()?;
            (1..=SLIPS_MAX).contains(&slips).then_some((slips, one.id))
        });
        nearest(near)
    }

    fn organisation(&self, id: OrganisationId) -> Way {
        let address = self.frame.link(&format!("/organisations/{id}"));
        self.way(&self.lens.organisation(id), String::new(), address)
    }

    fn organisation_now(&self, id: OrganisationId) -> Way {
        let now = Lens::new(self.lens.views, self.lens.views.position().unwrap_or_default());
        let address = self.frame.plain_link(&format!("/organisations/{id}"));
        self.way(&now.organisation(id), String::new(), address)
    }

    fn regions(&self, given: &str, rest: &[&str]) -> WaysOn {
        if let (Some(region), ["specialisations", key, ..]) = (self.lens.region(given), rest) {
            return self.specialisations(key, &format!("/regions/{}", region.code));
        }
        let regions = self.lens.regions().into_iter().flat_map(|all| all.regions.values());
        let names = regions.map(|region| (region.code.to_string(), region.name.clone()));
        self.named(given, names, "/regions", "places-all-regions")
    }

    fn specialisations(&self, given: &str, within: &str) -> WaysOn {
        let terms = self.lens.terms(SPECIALISATION).into_iter();
        let names = terms.map(|key| (key.to_string(), self.lens.term(SPECIALISATION, &key)));
        self.named(given, names, &format!("{within}/specialisations"), "all-specialisations")
    }

    /// Those of a dictionary whose code or name is near.
    fn named(
        &self,
        given: &str,
        all: impl Iterator<Item = (String, Text)>,
        folder: &str,
        all_label: &str,
    ) -> WaysOn {
        let near = all.filter_map(|(code, name)| {
            let closeness = is_near_code(given, &code).then_some(usize::MAX);
            let closeness = closeness.or_else(|| words_in_common(given, &name))?;
            Some((usize::MAX - closeness, (code, name)))
        });
        let near = nearest_by(near, |(code, _)| code.clone());
        let way = |(code, name): (String, Text)| {
            self.way(&name, code.clone(), self.frame.link(&format!("{folder}/{code}")))
        };
        let list = folder.rsplit_once('/').map_or(folder, |(_, last)| last);
        let all = Way {
            name: self.frame.say(all_label),
            only_in: None,
            latin: None,
            note: String::new(),
            address: self.frame.link(&format!("/{list}")),
        };
        WaysOn { near: near.into_iter().map(way).collect(), all: Some(all), ..WaysOn::default() }
    }

    /// The words of an address, looked for in the register; none where it has none.
    fn search(&self, given: &str) -> Option<Way> {
        let words = words(given);
        let words: Vec<_> = words.iter().filter(|word| is_a_word(word)).cloned().collect();
        let words = Some(words.join(" ")).filter(|words| !words.is_empty())?;
        let name = self.frame.words.say_with("look-for-words", &[("words", &words)]);
        let address = self.frame.link(&format!("/clusters?q={}", escaped(&words)));
        Some(Way { name, only_in: None, latin: None, note: String::new(), address })
    }

    fn way(&self, name: &Text, note: String, address: String) -> Way {
        let language = self.frame.language;
        let only_in = only_in(name, language);
        let said = name.in_language_or_other(language);
        let latin = transliteration::of(said, only_in);
        Way { name: set(said), only_in, latin, note, address }
    }
}

/// A piece of a path as it was typed.
fn decoded(piece: &str) -> String {
    let uri: Option<Uri> = format!("/?piece={piece}").parse().ok();
    let pairs = uri.map(|uri| pairs(&uri)).unwrap_or_default();
    pairs.into_iter().next().map(|(_, piece)| piece).unwrap_or_default()
}

/// How many letters lie between two ids, when it is few.
fn slips(given: &str, id: &str) -> Option<usize> {
    if given.len().abs_diff(id.len()) > SLIPS_MAX {
        return None;
    }
    Some(strsim::osa_distance(given, id)).filter(|slips| *slips <= SLIPS_MAX)
}

/// The nearest, of equally near ones the first.
fn nearest<T: Ord>(near: impl Iterator<Item = (usize, T)>) -> Vec<T> {
    let mut near: Vec<_> = near.collect();
    near.sort();
    near.into_iter().take(NEAR_MAX).map(|(_, one)| one).collect()
}

/// Those that are as near as the nearest one.
fn nearest_by<T, K: Ord>(near: impl Iterator<Item = (usize, T)>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut near: Vec<_> = near.collect();
    near.sort_by_key(|(distance, one)| (*distance, key(one)));
    let nearest = near.first().map(|(distance, _)| *distance);
    let as_near = near.into_iter().take_while(|(distance, _)| Some(*distance) == nearest);
    as_near.take(NEAR_MAX).map(|(_, one)| one).collect()
}

/// Whether a code differs in one letter at most, or was given without its country.
fn is_near_code(given: &str, code: &str) -> bool {
    let (given, code) = (given.to_lowercase(), code.to_lowercase());
    let local = code.split_once('-').map(|(_, local)| local);
    local == Some(given.as_str()) || strsim::osa_distance(&given, &code) <= 1
}

/// How well the words of what was given fit a name: two for each that begins one of its words, one
/// for each that is a letter away; none when none does.
fn words_in_common(given: &str, name: &Text) -> Option<usize> {
    let names = [name.ru.as_deref(), name.en.as_deref()];
    let names: Vec<_> = names.into_iter().flatten().flat_map(words).collect();
    let asked = words(given);
    let fit = |word: &String| names.iter().map(|name| nearness(word, name)).max().unwrap_or(0);
    Some(asked.iter().map(fit).sum()).filter(|found| *found > 0)
}

fn nearness(given: &str, word: &str) -> usize {
    let letters = given.chars().count();
    if letters >= WORD_LETTERS && word.starts_with(given) {
        return 2;
    }
    usize::from(letters >= FORGIVING_LETTERS && strsim::osa_distance(given, word) <= 1)
}

fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|sign: char| !sign.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(Into::into).collect()
}

/// Whether it is a word of a language, and no id.
fn is_a_word(word: &str) -> bool {
    word.chars().count() >= WORD_LETTERS && word.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_near_with_two_letters_wrong_swapped_or_missing_and_not_with_three() {
        let id = "xg35emmn73";
        for (given, expected) in [
            ("xg35emmn72", Some(1)),
            ("gx35emmn73", Some(1)),
            ("xg35emm73", Some(1)),
            ("xg35eaan73", Some(2)),
            ("xg35eaaa73", None),
            ("xg35emm", None),
        ] {
            assert_eq!(slips(given, id), expected, "{given}");
        }
    }

    #[test]
    fn a_code_is_near_without_its_country_and_with_one_letter_wrong() {
        for given in ["TOM", "tom", "ru-tom", "RU-TMO", "RU-TON", "RUTOM"] {
            assert!(is_near_code(given, "RU-TOM"), "{given}");
        }
        for given in ["RU-XX", "RU", "томск"] {
            assert!(!is_near_code(given, "RU-TOM"), "{given}");
        }
    }

    #[test]
    fn a_name_is_near_by_a_beginning_or_one_wrong_letter_of_its_words() {
        let name = Text::new(Some("Томская область"), Some("Tomsk Oblast")).expect("a text");
        for (given, expected) in [
            ("томск", Some(2)),
            ("tomsk", Some(2)),
            ("томзкая-область", Some(3)),
            ("омск", None),
            ("то", None),
        ] {
            assert_eq!(words_in_common(given, &name), expected, "{given}");
        }
    }
}
