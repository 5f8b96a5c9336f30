//! The sentences of pages, kept in `locales/` and chosen by key: one file for each language.
//!
//! Fluent knows the plural forms of both languages; what it makes is set for a page, so that no
//! message has to carry no-break spaces. This file is the only one that speaks to Fluent.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use registry_events::value::Language;
use tracing::error;
use unic_langid::LanguageIdentifier;

use super::typography::{integer, set};
use crate::http::language::code;

type Bundle = FluentBundle<FluentResource>;

/// The messages of a language, a file for each part of the site.
const fn files(language: Language) -> &'static [&'static str] {
    match language {
        Language::Ru => &[
            include_str!("../../locales/ru/account.ftl"),
            include_str!("../../locales/ru/applications.ftl"),
            include_str!("../../locales/ru/cluster.ftl"),
            include_str!("../../locales/ru/compare.ftl"),
            include_str!("../../locales/ru/daily.ftl"),
            include_str!("../../locales/ru/contact.ftl"),
            include_str!("../../locales/ru/desk.ftl"),
            include_str!("../../locales/ru/extract.ftl"),
            include_str!("../../locales/ru/frame.ftl"),
            include_str!("../../locales/ru/help.ftl"),
            include_str!("../../locales/ru/register.ftl"),
            include_str!("../../locales/ru/registration.ftl"),
            include_str!("../../locales/ru/level.ftl"),
            include_str!("../../locales/ru/links.ftl"),
            include_str!("../../locales/ru/notices.ftl"),
            include_str!("../../locales/ru/number.ftl"),
            include_str!("../../locales/ru/methodology.ftl"),
            include_str!("../../locales/ru/terms.ftl"),
            include_str!("../../locales/ru/records.ftl"),
            include_str!("../../locales/ru/rights.ftl"),
            include_str!("../../locales/ru/sealed.ftl"),
            include_str!("../../locales/ru/offers.ftl"),
            include_str!("../../locales/ru/organisations.ftl"),
            include_str!("../../locales/ru/regions.ftl"),
            include_str!("../../locales/ru/problem.ftl"),
            include_str!("../../locales/ru/officers.ftl"),
            include_str!("../../locales/ru/open_data.ftl"),
            include_str!("../../locales/ru/places.ftl"),
            include_str!("../../locales/ru/protection.ftl"),
            include_str!("../../locales/ru/publications.ftl"),
            include_str!("../../locales/ru/queue.ftl"),
            include_str!("../../locales/ru/statistics.ftl"),
            include_str!("../../locales/ru/verify.ftl"),
            include_str!("../../locales/ru/items.ftl"),
            include_str!("../../locales/ru/voice.ftl"),
            include_str!("../../locales/ru/work.ftl"),
        ],
        Language::En => &[
            include_str!("../../locales/en/account.ftl"),
            include_str!("../../locales/en/applications.ftl"),
            include_str!("../../locales/en/cluster.ftl"),
            include_str!("../../locales/en/compare.ftl"),
            include_str!("../../locales/en/daily.ftl"),
            include_str!("../../locales/en/contact.ftl"),
            include_str!("../../locales/en/desk.ftl"),
            include_str!("../../locales/en/extract.ftl"),
            include_str!("../../locales/en/frame.ftl"),
            include_str!("../../locales/en/help.ftl"),
            include_str!("../../locales/en/register.ftl"),
            include_str!("../../locales/en/registration.ftl"),
            include_str!("../../locales/en/level.ftl"),
            include_str!("../../locales/en/links.ftl"),
            include_str!("../../locales/en/notices.ftl"),
            include_str!("../../locales/en/number.ftl"),
            include_str!("../../locales/en/methodology.ftl"),
            include_str!("../../locales/en/terms.ftl"),
            include_str!("../../locales/en/records.ftl"),
            include_str!("../../locales/en/rights.ftl"),
            include_str!("../../locales/en/sealed.ftl"),
            include_str!("../../locales/en/offers.ftl"),
            include_str!("../../locales/en/organisations.ftl"),
            include_str!("../../locales/en/regions.ftl"),
            include_str!("../../locales/en/problem.ftl"),
            include_str!("../../locales/en/officers.ftl"),
            include_str!("../../locales/en/open_data.ftl"),
            include_str!("../../locales/en/places.ftl"),
            include_str!("../../locales/en/protection.ftl"),
            include_str!("../../locales/en/publications.ftl"),
            include_str!("../../locales/en/queue.ftl"),
            include_str!("../../locales/en/statistics.ftl"),
            include_str!("../../locales/en/verify.ftl"),
            include_str!("../../locales/en/items.ftl"),
            include_str!("../../locales/en/voice.ftl"),
            include_str!("../../locales/en/work.ftl"),
        ],
    }
}

static RUSSIAN: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::Ru));
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::En));

/// What a message says in a place: a name and what stands for it.
pub type Part<'p> = (&'p str, &'p str);

/// The messages of pages in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Messages {
    /// The language.
    pub language: Language,
}

impl Messages {
    /// The messages in a language.
    pub const fn of(language: Language) -> Self {
        Self { language }
    }

    /// A message without parts.
    pub fn say(self, key: &str) -> String {
        self.format(key, None)
    }

    /// A message with its parts.
    pub fn say_with(self, key: &str, parts: &[Part<'_>]) -> String {
        let mut args = FluentArgs::new();
        for (name, text) in parts {
            args.set((*name).to_owned(), FluentValue::from((*text).to_owned()));
        }
        self.format(key, Some(&args))
    }

    /// A message about several numbers: `$name` chooses its form, `$name_text` is the number as it
    /// is written.
    pub fn say_about(self, key: &str, numbers: &[(&str, u32)], parts: &[Part<'_>]) -> String {
        let mut args = FluentArgs::new();
        for (name, number) in numbers {
            args.set((*name).to_owned(), FluentValue::from(*number));
            args.set(format!("{name}_text"), FluentValue::from(integer(*number)));
        }
        for (name, text) in parts {
            args.set((*name).to_owned(), FluentValue::from((*text).to_owned()));
        }
        self.format(key, Some(&args))
    }

    /// A message about a number: `$n` chooses its form, `$shown` is the number as it is written.
    pub fn count(self, key: &str, number: usize) -> String {
        let mut args = FluentArgs::new();
        args.set("n", FluentValue::from(number));
        args.set("shown", FluentValue::from(integer(i128::try_from(number).unwrap_or(i128::MAX))));
        self.format(key, Some(&args))
    }

    fn format(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = match self.language {
            Language::Ru => &*RUSSIAN,
            Language::En => &*ENGLISH,
        };
        let pattern = bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else {
            error!(key, "a page asks for a message that isn't written");
            return key.to_owned();
        };
        set(&bundle.format_pattern(pattern, args, &mut Vec::new()))
    }
}

/// # Panics
/// When a file isn't Fluent or a message stands twice: it is part of the program, and a test reads
/// every message.
fn bundle(language: Language) -> Bundle {
    let tag: LanguageIdentifier = code(language).parse().expect("a language's code is a tag");
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    for file in files(language) {
        let resource = FluentResource::try_new((*file).to_owned());
        let resource = resource.unwrap_or_else(|(_, errors)| panic!("not Fluent: {errors:?}"));
        let added = bundle.add_resource(resource);
        added.unwrap_or_else(|errors| panic!("a message stands twice: {errors:?}"));
    }
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use super::*;

    fn keys(language: Language) -> BTreeSet<&'static str> {
        let lines = files(language).iter().flat_map(|file| file.lines());
        let starts = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        starts.filter_map(|line| line.split_once(" =")).map(|(key, _)| key).collect()
    }

    /// Every file of a folder below the crate, with its text.
    fn texts(folder: &Path, into: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                texts(&path, into);
            } else {
                into.push(std::fs::read_to_string(path).unwrap_or_default());
            }
        }
    }

    /// The keys that templates and pages ask for by name.
    fn asked() -> BTreeSet<String> {
        let mut all = Vec::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        texts(&root.join("templates"), &mut all);
        texts(&root.join("src/pages"), &mut all);
        let calls = ["say(\"", "say_with(\"", "say_about(\"", "count(\""];
        let after = |text: &str, call: &str| -> Vec<String> {
            let pieces = text.split(call).skip(1).map(str::to_owned);
            pieces.filter_map(|piece| Some(piece.split_once('"')?.0.to_owned())).collect()
        };
        all.iter().flat_map(|text| calls.iter().flat_map(move |call| after(text, call))).collect()
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        assert_eq!(keys(Language::Ru), keys(Language::En));
    }

    /// Each message that chooses by a number, with the forms it has.
    fn forms(language: Language) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
        let mut forms: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        let mut key = "";
        for line in files(language).iter().flat_map(|file| file.lines()) {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                key = line.split_once(" =").map_or(line, |(key, _)| key);
            }
            let form = line.trim_start().trim_start_matches('*').strip_prefix('[');
            if let Some((form, _)) = form.and_then(|form| form.split_once(']')) {
                forms.entry(key).or_default().insert(form);
            }
        }
        forms
    }

    #[test]
    fn what_is_counted_has_the_plural_forms_of_its_language() {
        // Russian needs "few" but in the genitive («из 5 кластеров»), English has none.
        for (language, allowed) in
            [(Language::Ru, &["one", "few", "other"][..]), (Language::En, &["one", "other"])]
        {
            let plural = |forms: &&BTreeSet<_>| forms.contains("one") || forms.contains("few");
            let forms = forms(language);
            for (key, forms) in forms.iter().filter(|(_, forms)| plural(forms)) {
                assert!(forms.contains("one") && forms.contains("other"), "{key}: {forms:?}");
                let plurals = ["one", "two", "few", "many", "other"];
                let other = plurals.iter().find(|f| forms.contains(*f) && !allowed.contains(f));
                assert_eq!(other, None, "{key} in {language:?}");
            }
            assert!(forms.values().filter(plural).count() > 5, "{language:?}");
        }
    }

    #[test]
    fn every_message_that_a_page_asks_for_is_written() {
        let written = keys(Language::Ru);
        let missing: Vec<_> =
            asked().into_iter().filter(|key| !written.contains(key.as_str())).collect();
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn every_file_of_messages_is_read() {
        for (folder, language) in [("ru", Language::Ru), ("en", Language::En)] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(folder);
            assert_eq!(std::fs::read_dir(folder).expect("a folder").count(), files(language).len());
        }
    }

    #[test]
    fn a_number_chooses_its_form() {
        let say = |language, number| Messages::of(language).count("clusters-count", number);
        let russian = [1, 2, 5, 21].map(|number| say(Language::Ru, number));
        assert_eq!(russian, ["1 кластер", "2 кластера", "5 кластеров", "21 кластер"]);
        assert_eq!([1, 2].map(|n| say(Language::En, n)), ["1 cluster", "2 clusters"]);
    }
}
