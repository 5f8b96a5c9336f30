//! The questions of a matter, made from the catalogue.

use registry_core::profile::Profile;
use registry_core::rulebook::Rulebook;
use registry_events::catalogue::Field as Asked;
use registry_events::value::ValueType;

use super::super::control::{Control, Making};
use super::super::typed::part;
use super::filled::MEMBERS;
use super::matters::{ItemMatter, Matter};
use super::members::Types;
use crate::pages::form::{Choice, Choices, Field, Form, id_of};
use crate::pages::frame::Frame;
use crate::words::typography::{capitalised, set};
use crate::words::value::Speaker;

/// A field of the form.
pub(super) struct Question {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) example: String,
    pub(super) error: String,
    pub(super) controls: Vec<Control>,
    /// The day it describes, where it is of one.
    pub(super) on: Option<Field>,
    /// That it isn't told, where that may be.
    pub(super) withheld: Option<Choices>,
    /// Whether it is all that the page asks, so that its label is the heading.
    pub(super) is_heading: bool,
}

/// What is to be known before one answers the questions of a matter.
pub(super) fn lead(
    matter: &Matter<'_>,
    rulebook: &Rulebook,
    speaker: &Speaker<'_>,
    frame: &Frame,
) -> Option<String> {
    match matter {
        Matter::Item(item) if item.is_optional => {
            let term = |code| speaker.lens.term("official_status", code);
            let waiving = rulebook.waiving_statuses.iter().map(term);
            let waiving: Vec<_> = waiving.map(|it| speaker.text(&it).to_owned()).collect();
            let days = usize::try_from(rulebook.limits().requirement_days).unwrap_or_default();
            let days = frame.count("days", days);
            let waiving = waiving.join("; ");
            let parts = [("days", days.as_str()), ("statuses", &waiving)];
            Some(set(&frame.words.say_with("application-status-lead", &parts)))
        }
        Matter::Item(_) => Some(frame.say("application-contact-hint")),
        Matter::Field(_) | Matter::Members(_) => None,
    }
}

/// The questions of a matter; participants are asked for as lines.
pub(super) fn questions(
    matter: &Matter<'_>,
    profile: &Profile,
    speaker: &Speaker<'_>,
    form: &Form,
    frame: &Frame,
) -> Vec<Question> {
    let making = |field| Making { field, form, frame, speaker, profile };
    match matter {
        Matter::Field(field) => {
            vec![Question { is_heading: true, ..Question::new(field, making(field)) }]
        }
        Matter::Item(item) => {
            let asked = item.fields.iter();
            asked.map(|field| of_item(item, field, making(field))).collect()
        }
        Matter::Members(_) => Vec::new(),
    }
}

/// The lines of participants.
pub(super) fn members(types: &Types, form: &Form, frame: &Frame) -> Field {
    let types = types.names(frame.language).join(", ");
    let members = form.field(MEMBERS, frame.say("application-members-lines")).lines(12);
    let hint = frame.words.say_with("application-members-hint", &[("types", &types)]);
    members.optional().hint(hint)
}

/// A question about an item; where there may be none, the first says so.
fn of_item(item: &ItemMatter<'_>, field: &Asked, making: Making<'_>) -> Question {
    let (form, frame) = (making.form, making.frame);
    let mut question = Question::new(field, making);
    let is_first = item.fields.first().is_some_and(|first| first.key == field.key);
    if !item.is_optional {
        return question;
    }
    question.example = String::new();
    if let Some(Control::Choices(choices)) = question.controls.first_mut().filter(|_| is_first) {
        question.hint = frame.say("application-status-hint");
        let none = Choice {
            id: format!("{}-none", choices.id()),
            label: frame.say("application-status-none"),
            chosen: form.typed(&choices.name).is_empty(),
            ..Choice::default()
        };
        choices.choices.insert(0, none);
    }
    question
}

impl Question {
    fn new(field: &Asked, making: Making<'_>) -> Self {
        let Making { form, frame, speaker, .. } = making;
        let on = form.field(&part(field, "on"), frame.say("work-described-on"));
        let withheld = form.choices(
            &part(field, "withheld"),
            frame.say("application-or"),
            "checkbox",
            [("yes".to_owned(), frame.say("work-said-withheld"))],
        );
        let is_figure = field.dated && field.value_type == ValueType::Integer;
        Self {
            id: id_of(field.key.as_str()),
            label: capitalised(&set(speaker.text(&field.label))),
            hint: set(speaker.text(&field.hint)),
            example: set(speaker.text(&field.example)),
            error: form.error_of(field.key.as_str()),
            controls: making.controls(),
            on: field.dated.then(|| on.of("date").width("short").optional()),
            withheld: is_figure.then_some(withheld),
            is_heading: false,
        }
    }

    /// The places of what describes it.
    pub(super) fn described_by(&self) -> String {
        let parts = [("hint", &self.hint), ("error", &self.error)];
        let there = parts.into_iter().filter(|(_, words)| !words.is_empty());
        there.map(|(part, _)| format!("{}-{part}", self.id)).collect::<Vec<_>>().join(" ")
    }
}
