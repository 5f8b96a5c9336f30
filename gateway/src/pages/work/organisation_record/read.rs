//! What the forms of an organisation's record ask for, and what is wrong with what was typed.

use registry_core::command::{
    Command, RecordIdentifier, RenameOrganisation, RetireIdentifier, SucceedOrganisation, Successor,
};
use registry_events::claim::{ClaimKind, Evidence};
use registry_events::document::DocumentRef;
use registry_events::value::{
    Code, ForeignNumber, Identifier, Inn, InvalidValue, NamedOrganisation, Ogrn, Text,
};

use super::{Work, key};
use crate::http::Problem;
use crate::pages::form::Form;
use crate::pages::frame::Frame;
use crate::pages::picker;
use crate::pages::told::Places;
use crate::pages::work::acts::evidence;
use crate::pages::work::plain::day_of;
use crate::problems::{NoLabels, sentence_on_page};
use crate::words::typography::set;

/// The fields by the places in a command that they stand for.
pub(super) const OF_NAME: &Places<'_> = &[("/name", "name")];
pub(super) const OF_NUMBER: &Places<'_> = &[("/identifier", "number"), ("/since", "since")];
pub(super) const OF_SUCCESSION: &Places<'_> = &[
    ("/successor", "successor"),
    ("/form", "form"),
    ("/on", "on"),
    ("/evidence", "evidence"),
    ("/passing", "passing"),
];
/// The digits of a tax number, of an organisation and of a person.
const INN_DIGITS: [usize; 2] = [10, 12];

/// The name of the field with the last day of a number.
pub(super) fn until_name(number: &str) -> String {
    format!("until.{number}")
}

/// A number that was typed: by its digits that of the tax office or of the state register, with a
/// country that of the register there.
fn number_of(typed: &str, country: &str) -> Result<Identifier, InvalidValue> {
    if !country.is_empty() {
        return ForeignNumber::parse(country, typed).map(Identifier::Foreign);
    }
    let digits: String = typed.split_whitespace().collect();
    if INN_DIGITS.contains(&digits.len()) {
        return Inn::parse(&digits).map(Identifier::Inn);
    }
    Ogrn::parse(&digits).map(Identifier::Ogrn)
}

/// Notes on a form why a value can't be.
fn tell<T>(read: Result<T, InvalidValue>, name: &str, form: &mut Form, frame: &Frame) -> Option<T> {
    let wrong = |bad: InvalidValue| {
        form.wrong(name, set(&sentence_on_page(bad.code, &[], frame.language, &NoLabels)));
    };
    read.map_err(wrong).ok()
}

fn given<'f>(form: &'f Form, name: &str) -> Option<&'f str> {
    Some(form.typed(name).trim()).filter(|typed| !typed.is_empty())
}

impl Work<'_> {
    /// The name that it has from here on.
    pub(super) fn renamed(&self, form: &mut Form, frame: &Frame) -> Option<Command> {
        let kind = match form.typed("kind") {
            "change" => Some(ClaimKind::Change),
            "correction" => Some(ClaimKind::Correction),
            _ => None,
        };
        let name = Text::new(given(form, "name"), given(form, "name_en"));
        let name = tell(name, "name", form, frame);
        if kind.is_none() {
            form.wrong("kind", frame.say("record-kind-wrong"));
        }
        Some(RenameOrganisation { organisation: self.id, name: name?, kind: kind? }.into())
    }

    /// A further number.
    pub(super) fn recorded(&self, form: &mut Form, frame: &Frame) -> Option<Command> {
        let identifier = number_of(form.typed("number"), form.typed("country"));
        let identifier = tell(identifier, "number", form, frame);
        let since = given(form, "since").is_some();
        let since = if since { Some(day_of("since", form, frame)?) } else { None };
        Some(RecordIdentifier { organisation: self.id, identifier: identifier?, since }.into())
    }

    /// The number that is its own no more.
    pub(super) fn retired(
        &self,
        form: &mut Form,
        frame: &Frame,
    ) -> Result<Option<Command>, Problem> {
        let asked = form.typed("retired").to_owned();
        let held = self.numbers().into_iter().find(|number| key(number) == asked).cloned();
        let identifier = held.ok_or_else(|| Problem::new("not-found").with("identifier"))?;
        let until = day_of(&until_name(&asked), form, frame);
        let organisation = self.id;
        Ok(until.map(|until| RetireIdentifier { organisation, identifier, until }.into()))
    }

    /// Who followed it.
    pub(super) fn succeeded(
        &self,
        documents: &[DocumentRef],
        form: &mut Form,
        frame: &Frame,
    ) -> Option<Command> {
        let successor = self.successor(form, frame);
        let kind = Code::parse(form.typed("form")).ok();
        if kind.is_none() {
            form.wrong("form", frame.say("record-form-wrong"));
        }
        let on = day_of("on", form, frame);
        let sent = form.sent_fields().clone();
        let mut shown = evidence(&sent, form, frame);
        shown.extend(documents.iter().copied().map(Evidence::Document));
        let passes = |number: &&Identifier| sent.all("passing").any(|one| one == key(number));
        let passing = self.numbers().into_iter().filter(passes).cloned().collect();
        let command = SucceedOrganisation {
            predecessor: self.id,
            successor: successor?,
            form: kind?,
            on: on?,
            evidence: shown,
            passing,
        };
        Some(command.into())
    }

    /// One that the registry knows, else a new one by name and number.
    fn successor(&self, form: &mut Form, frame: &Frame) -> Option<Successor> {
        let Some(name) = given(form, "successor_name").map(str::to_owned) else {
            return self.known_successor(form, frame).map(Successor::Known);
        };
        let number = given(form, "successor_number").map(|number| number_of(number, ""));
        let number = match number {
            Some(number) => Some(tell(number, "successor_number", form, frame)?),
            None => None,
        };
        let passing: Vec<_> = form.typed_all("passing").map(str::to_owned).collect();
        let own = self.numbers().into_iter().filter(|one| passing.contains(&key(one))).cloned();
        let identifiers = number.into_iter().chain(own).collect();
        let name = tell(Text::new(Some(&name), None), "successor_name", form, frame)?;
        Some(Successor::Named(NamedOrganisation { name, identifiers }))
    }

    fn known_successor(
        &self,
        form: &mut Form,
        frame: &Frame,
    ) -> Option<registry_events::ids::OrganisationId> {
        let known = picker::named("successor", form.sent_fields()).parse().ok();
        if known.is_none() {
            let lens = self.reading.lens();
            let offered = picker::organisations(form.typed("successor"), &lens, frame);
            picker::tell(form, "successor", &offered, "record-successor-wrong", frame);
        }
        known
    }
}
