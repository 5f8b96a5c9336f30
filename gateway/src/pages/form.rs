//! Forms as pages show them: fields with what was typed and what is wrong with it.
//!
//! In the manner of GOV.UK: what is wrong stands above the form with links to the fields, and beside
//! each field once more; nothing that was typed is lost, but passwords.

use super::frame::Frame;
use crate::http::form::Fields;

/// A form with what was sent of it.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// That it is ours.
    pub csrf: String,
    /// Names what is asked.
    pub request: String,
    /// Further fields that nobody sees.
    pub hidden: Vec<(&'static str, String)>,
    /// What is wrong, in the order of the fields.
    pub errors: Vec<FieldError>,
    sent: Fields,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's place on the page.
    pub id: String,
    /// What is wrong and what to do.
    pub words: String,
}

/// A field.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// Its place on the page.
    pub id: String,
    /// Its name in what is sent.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// What helps to fill it in.
    pub hint: String,
    /// What was typed, or stands there.
    pub value: String,
    /// What is wrong with it; empty where nothing is.
    pub error: String,
    /// `text`, `email`, `password`, `date`, `number`, `file`.
    pub kind: &'static str,
    /// What a browser may fill it in with.
    pub autocomplete: &'static str,
    /// The keyboard that a telephone shows.
    pub inputmode: &'static str,
    /// How wide it is: `short`, `medium`, or as wide as the text.
    pub width: &'static str,
    /// How many lines it has; none for one line.
    pub rows: u8,
    /// Whether it must be filled in.
    pub required: bool,
}

/// A field whose one answer is chosen from a long list.
#[derive(Debug, Clone, Default)]
pub struct Select {
    /// Its place on the page.
    pub id: String,
    /// Its name in what is sent.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// What helps to choose; empty where nothing does.
    pub hint: String,
    /// What is wrong with it; empty where nothing is.
    pub error: String,
    /// The answers: value, label, and whether it is chosen.
    pub options: Vec<(String, String, bool)>,
}

/// One of several answers.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Its place on the page.
    pub id: String,
    /// What is sent.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// What it means.
    pub hint: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A question with answers to choose from.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Its name in what is sent.
    pub name: String,
    /// What is asked.
    pub legend: String,
    /// What helps to answer.
    pub hint: String,
    /// What is wrong; empty where nothing is.
    pub error: String,
    /// `radio` or `checkbox`.
    pub kind: &'static str,
    /// The answers.
    pub choices: Vec<Choice>,
}

impl Form {
    /// A form that is shown for the first time.
    pub fn new(action: String, csrf: &str, request: String) -> Self {
        Self { action, csrf: csrf.to_owned(), request, ..Self::default() }
    }

    /// The same form with what was sent; the name of its request stays, so that it is done once.
    #[must_use]
    pub fn sent(self, fields: Fields) -> Self {
        let request = match fields.get("request") {
            "" => self.request,
            request => request.to_owned(),
        };
        Self { request, sent: fields, ..self }
    }

    /// The same form with a field that nobody sees.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.hidden.push((name, value.into()));
        self
    }

    /// Notes what is wrong with a field.
    pub fn wrong(&mut self, name: &str, words: impl Into<String>) {
        let error = FieldError { id: id_of(name), words: words.into() };
        // What is wrong in one place of many statements is told once.
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    /// Whether something is wrong.
    pub fn is_wrong(&self) -> bool {
        !self.errors.is_empty()
    }

    /// What begins the title of a page with something wrong, for who only hears it.
    pub fn title_prefix(&self, frame: &Frame) -> String {
        if self.is_wrong() { format!("{}: ", frame.say("form-error")) } else { String::new() }
    }

    /// A field of one line with what was sent of it.
    pub fn field(&self, name: &str, label: impl Into<String>) -> Field {
        Field {
            id: id_of(name),
            name: name.to_owned(),
            label: label.into(),
            value: self.sent.get(name).to_owned(),
            error: self.error_of(name),
            kind: "text",
            required: true,
            ..Field::default()
        }
    }

    /// A question with one answer of several, or with any of them; given as value and label.
    pub fn choices(
        &self,
        name: &str,
        legend: impl Into<String>,
        kind: &'static str,
        answers: impl IntoIterator<Item = (String, String)>,
    ) -> Choices {
        let sent: Vec<_> = self.sent.all(name).collect();
        let choice = |(place, (value, label)): (usize, (String, String))| Choice {
            id: if place == 0 { id_of(name) } else { format!("{}-{place}", id_of(name)) },
            chosen: sent.contains(&value.as_str()),
            value,
            label,
            hint: String::new(),
        };
        Choices {
            name: name.to_owned(),
            legend: legend.into(),
            error: self.error_of(name),
            kind,
            choices: answers.into_iter().enumerate().map(choice).collect(),
            ..Choices::default()
        }
    }

    /// A question whose one answer is chosen from a long list; given as value and label.
    pub fn select(
        &self,
        name: &str,
        label: impl Into<String>,
        answers: impl IntoIterator<Item = (String, String)>,
    ) -> Select {
        let sent = self.sent.get(name);
        let option = |(value, label): (String, String)| (value.clone(), label, value == sent);
        Select {
            id: id_of(name),
            name: name.to_owned(),
            label: label.into(),
            hint: String::new(),
            error: self.error_of(name),
            options: answers.into_iter().map(option).collect(),
        }
    }

    /// Everything that was sent.
    pub const fn sent_fields(&self) -> &Fields {
        &self.sent
    }

    /// What was sent of a field.
    pub fn typed(&self, name: &str) -> &str {
        self.sent.get(name)
    }

    /// Everything that was sent of a field with several values.
    pub fn typed_all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.sent.all(name)
    }

    /// What is wrong with a field; empty where nothing is.
    pub fn error_of(&self, name: &str) -> String {
        let id = id_of(name);
        let own = self.errors.iter().find(|error| error.id == id);
        own.map(|error| error.words.clone()).unwrap_or_default()
    }
}

/// The place of a field on its page.
pub fn id_of(name: &str) -> String {
    format!("field-{}", name.replace(['/', '.', '[', ']', ' '], "-"))
}

impl Field {
    /// What helps to fill it in.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// What stands there, unless something was sent.
    #[must_use]
    pub fn value(self, value: impl Into<String>) -> Self {
        if self.value.is_empty() { Self { value: value.into(), ..self } } else { self }
    }

    /// A mailbox.
    #[must_use]
    pub fn email(self) -> Self {
        Self { kind: "email", autocomplete: "username", ..self }
    }

    /// A password: what was typed isn't shown again.
    #[must_use]
    pub fn password(self, autocomplete: &'static str) -> Self {
        Self { kind: "password", autocomplete, value: String::new(), ..self }
    }

    /// A code that is used once: what was typed isn't shown again.
    #[must_use]
    pub fn code(self) -> Self {
        let (autocomplete, width) = ("one-time-code", "short");
        Self { autocomplete, width, value: String::new(), ..self }
    }

    /// Several lines.
    #[must_use]
    pub fn lines(self, rows: u8) -> Self {
        Self { rows, ..self }
    }

    /// Of another kind.
    #[must_use]
    pub fn of(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    /// Narrower than the text.
    #[must_use]
    pub fn width(self, width: &'static str) -> Self {
        Self { width, ..self }
    }

    /// That may be left empty.
    #[must_use]
    pub fn optional(self) -> Self {
        Self { required: false, ..self }
    }

    /// The places of what describes it; empty where nothing does.
    pub fn described_by(&self) -> String {
        described_by(&self.id, &self.hint, &self.error)
    }
}

impl Choices {
    /// What helps to answer.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// The answer that stands, unless one was sent.
    #[must_use]
    pub fn chosen(mut self, value: &str) -> Self {
        if self.choices.iter().all(|choice| !choice.chosen) {
            for choice in &mut self.choices {
                choice.chosen = choice.value == value;
            }
        }
        self
    }

    /// The places of what describes it; empty where nothing does.
    pub fn described_by(&self) -> String {
        described_by(&self.id(), &self.hint, &self.error)
    }

    /// Whether it stands open where it can be folded: something is chosen, or wrong.
    pub fn is_open(&self) -> bool {
        !self.error.is_empty() || self.choices.iter().any(|choice| choice.chosen)
    }

    /// Its place on the page.
    pub fn id(&self) -> String {
        id_of(&self.name)
    }
}

impl Select {
    /// What helps to choose.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// The places of what describes it; empty where nothing does.
    pub fn described_by(&self) -> String {
        described_by(&self.id, &self.hint, &self.error)
    }
}

fn described_by(id: &str, hint: &str, error: &str) -> String {
    let parts = [("hint", hint), ("error", error)];
    let there = parts.into_iter().filter(|(_, words)| !words.is_empty());
    there.map(|(part, _)| format!("{id}-{part}")).collect::<Vec<_>>().join(" ")
}

/// What names something where its whole address may be typed: the last part of its path.
pub fn last_piece(typed: &str) -> &str {
    let path = typed.trim().split(['?', '#']).next().unwrap_or_default();
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_but_passwords_and_what_is_wrong_is_tied_to_its_field() {
        let sent = [("email", "anna"), ("password", "сосна у реки"), ("request", "first")];
        let sent: Vec<_> = sent.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let mut form = Form::new("/sign-in".into(), "c", "second".into()).sent(sent.into());
        form.wrong("email", "Укажите адрес");
        let email = form.field("email", "Почта").hint("Рабочая").email();
        assert_eq!((email.value.as_str(), email.error.as_str()), ("anna", "Укажите адрес"));
        assert_eq!(email.described_by(), "field-email-hint field-email-error");
        assert_eq!(form.field("password", "Пароль").password("current-password").value, "");
        assert_eq!(form.request, "first");
    }
}
