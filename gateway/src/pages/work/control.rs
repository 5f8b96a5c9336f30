//! The fields of one question, by the type that the catalogue gives it.

use registry_core::profile::Profile;
use registry_events::catalogue::Field as Asked;
use registry_events::value::{Code, PointPrecision, ValueType};

use super::picture::FILE;
use super::typed::{MAIN, has_main, part};
use crate::pages::form::{Choices, Field, Form, Select};
use crate::pages::frame::Frame;
use crate::words::terms;
use crate::words::typography::capitalised;
use crate::words::value::Speaker;

/// The most answers that all stand on the page; of more one is chosen from a list.
const ANSWERS_MAX: usize = 12;

/// A part of a question.
pub(super) enum Control {
    /// One line, or several.
    Line(Field),
    /// One of several answers, or any of them.
    Choices(Choices),
    /// One of many answers.
    Select(Select),
}

/// What the fields of a question are made from.
#[derive(Clone, Copy)]
pub(super) struct Making<'m> {
    pub(super) field: &'m Asked,
    pub(super) form: &'m Form,
    pub(super) frame: &'m Frame,
    pub(super) speaker: &'m Speaker<'m>,
    pub(super) profile: &'m Profile,
}

impl Making<'_> {
    /// The fields, in their order.
    pub(super) fn controls(self) -> Vec<Control> {
        match self.field.value_type {
            ValueType::Text if self.field.bounds.format.is_some() => {
                vec![Control::Line(self.line("ru", "work-answer").width("short"))]
            }
            ValueType::Text => self.in_languages(),
            ValueType::Integer | ValueType::Year | ValueType::Decimal => vec![self.number()],
            ValueType::Date => {
                vec![Control::Line(self.line("value", "work-answer").of("date").width("short"))]
            }
            ValueType::Email => vec![self.typed_line("email")],
            ValueType::Phone => vec![self.typed_line("tel")],
            ValueType::Url => {
                vec![Control::Line(Field { inputmode: "url", ..self.line("value", "work-answer") })]
            }
            ValueType::Cluster => vec![self.typed_line("text")],
            ValueType::Money => self.money(),
            ValueType::Flag => vec![self.yes_or_no()],
            ValueType::Code => vec![self.code()],
            ValueType::Codes if self.field.dictionary.is_none() => vec![self.lines("work-codes")],
            ValueType::Codes if has_main(self.field) => self.main_and_others(),
            ValueType::Codes => {
                let terms = self.terms(self.field.dictionary.as_ref());
                vec![self.choices("checkbox", terms)]
            }
            ValueType::Point => self.point(),
            ValueType::Address => self.address(),
            ValueType::Texts => vec![self.lines("work-texts")],
            ValueType::Urls => vec![self.lines("work-urls")],
            ValueType::Ratings => self.ratings(),
            ValueType::Shares => self.shares(),
            ValueType::Organisation => self.organisation(),
            ValueType::Items => vec![self.choices("checkbox", self.items())],
            ValueType::File => {
                let file = self.line(FILE, "work-picture").of("file");
                vec![Control::Line(file.hint(self.frame.say("work-picture-hint")))]
            }
        }
    }

    fn in_languages(&self) -> Vec<Control> {
        let rows = if self.field.lines { 8 } else { 0 };
        let line = |(name, label)| Control::Line(self.line(name, label).lines(rows));
        [("ru", "work-in-russian"), ("en", "work-in-english")].map(line).into()
    }

    fn number(&self) -> Control {
        let line = self.line("value", "work-answer").width("short");
        Control::Line(Field { inputmode: "decimal", ..line })
    }

    fn money(&self) -> Vec<Control> {
        let currency = self.line("currency", "work-currency").value("RUB").width("short");
        vec![self.short("amount"), Control::Line(currency)]
    }

    fn address(&self) -> Vec<Control> {
        let short = self.short("postal_code");
        let long = ["locality", "street"]
            .map(|name| Control::Line(self.line(name, &format!("work-{name}"))));
        std::iter::once(short).chain(long).collect()
    }

    fn organisation(&self) -> Vec<Control> {
        let short = ["inn", "ogrn"].map(|name| self.short(name));
        let name = Control::Line(self.line("name", "work-name"));
        short.into_iter().chain([name]).collect()
    }

    fn line(&self, name: &str, label: &str) -> Field {
        self.form.field(&part(self.field, name), self.frame.say(label)).optional()
    }

    fn typed_line(&self, kind: &'static str) -> Control {
        Control::Line(self.line("value", "work-answer").of(kind))
    }

    fn short(&self, name: &str) -> Control {
        Control::Line(self.line(name, &format!("work-{}", name.replace('_', "-"))).width("short"))
    }

    fn lines(&self, hint: &str) -> Control {
        let lines = self.line("value", "work-answer").hint(self.frame.say(hint));
        Control::Line(lines.lines(6))
    }

    fn choices(&self, kind: &'static str, answers: Vec<(String, String)>) -> Control {
        let (name, legend) = (part(self.field, "value"), self.frame.say("work-answer"));
        Control::Choices(self.form.choices(&name, legend, kind, answers))
    }

    /// The main one of several, and all of them.
    fn main_and_others(&self) -> Vec<Control> {
        let terms = self.terms(self.field.dictionary.as_ref());
        let (name, label) = (part(self.field, MAIN), self.frame.say("work-region-main"));
        let main = self.form.select(&name, label, terms.clone());
        let main = main.hint(self.frame.say("work-region-main-hint"));
        let (name, legend) = (part(self.field, "value"), self.frame.say("work-regions-all"));
        let all = self.form.choices(&name, legend, "checkbox", terms);
        vec![
            Control::Select(main),
            Control::Choices(all.hint(self.frame.say("work-regions-all-hint"))),
        ]
    }

    fn yes_or_no(&self) -> Control {
        let answers = [("true", "work-yes"), ("false", "work-no")];
        let answers = answers.map(|(value, key)| (value.to_owned(), self.frame.say(key)));
        self.choices("radio", answers.into())
    }

    /// A code of a dictionary; one of a classifier is typed.
    fn code(&self) -> Control {
        let terms = self.terms(self.field.dictionary.as_ref());
        if terms.is_empty() {
            return self.typed_line("text");
        }
        if terms.len() <= ANSWERS_MAX {
            return self.choices("radio", terms);
        }
        let (name, label) = (part(self.field, "value"), self.frame.say("work-answer"));
        Control::Select(self.form.select(&name, label, terms))
    }

    fn point(&self) -> Vec<Control> {
        let precise = [
            ("exact", PointPrecision::Exact),
            ("locality", PointPrecision::Locality),
            ("region_centroid", PointPrecision::RegionCentroid),
        ];
        let answers = precise.map(|(key, precision)| {
            let word = terms::precision(precision).get(self.frame.language);
            (key.to_owned(), capitalised(word))
        });
        let (name, legend) = (part(self.field, "precision"), self.frame.say("work-precision"));
        let precision = self.form.choices(&name, legend, "radio", answers);
        ["lat", "lng"]
            .map(|name| self.short(name))
            .into_iter()
            .chain([Control::Choices(precision)])
            .collect()
    }

    /// Each term is rated by itself.
    fn ratings(&self) -> Vec<Control> {
        let scale = self.terms(self.field.scale.as_ref());
        let terms = self.terms(self.field.dictionary.as_ref()).into_iter();
        let select = |(term, label): (String, String)| {
            Control::Select(self.form.select(&part(self.field, &term), label, scale.clone()))
        };
        terms.map(select).collect()
    }

    /// Terms to choose from, and the share of each.
    fn shares(&self) -> Vec<Control> {
        let terms = self.terms(self.field.dictionary.as_ref());
        let share = |(term, label): &(String, String)| {
            let label = format!("{label}, %");
            Control::Line(self.form.field(&part(self.field, term), label).optional().width("short"))
        };
        let shares: Vec<_> = terms.iter().map(share).collect();
        std::iter::once(self.choices("checkbox", terms)).chain(shares).collect()
    }

    /// The terms of a dictionary with their words.
    fn terms(&self, dictionary: Option<&Code>) -> Vec<(String, String)> {
        let (lens, key) = (&self.speaker.lens, dictionary.map(Code::as_str).unwrap_or_default());
        let regions = lens.regions().filter(|_| key == registry_events::dictionary::REGIONS_KEY);
        if let Some(regions) = regions {
            let named = regions.regions.iter();
            let named =
                named.map(|(code, it)| (code.to_string(), self.speaker.text(&it.name).to_owned()));
            let mut named: Vec<_> = named.collect();
            named.sort_by(|one, other| one.1.cmp(&other.1));
            return named;
        }
        let term = |code: Code| {
            let label = capitalised(self.speaker.text(&lens.term(key, &code)));
            (code.to_string(), label)
        };
        lens.terms(key).into_iter().map(term).collect()
    }

    /// The open items that a field refers to.
    fn items(&self) -> Vec<(String, String)> {
        let Some(collection) = &self.field.items_of else { return Vec::new() };
        let items = self.profile.open_items(collection.as_str());
        items.map(|item| (item.path.item.to_string(), title(self.speaker, item))).collect()
    }
}

/// What an item is called: the value of its title, else its number.
pub(super) fn title(speaker: &Speaker<'_>, item: &registry_core::profile::Item) -> String {
    let list = speaker.lens.collection(item.path.collection.as_str());
    let claim = list.and_then(|list| item.claim(list.title_field.as_str()));
    claim.map_or_else(|| speaker.item(&item.path), |claim| speaker.claim(&claim.claim))
}
