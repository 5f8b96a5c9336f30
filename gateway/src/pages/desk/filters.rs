//! The form by which lists of the desk are narrowed; it works without a script.

use axum::http::Uri;

use crate::http::query::pairs;
use crate::pages::frame::Frame;

/// The form.
pub struct FilterForm {
    /// The page it leads to.
    pub action: String,
    /// The date shown.
    pub as_of: Option<String>,
    /// What things can be about.
    pub choices: Vec<Choice>,
    /// What is typed.
    pub inputs: Vec<Input>,
}

/// Something that can be chosen.
pub struct Choice {
    /// Its key.
    pub key: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// Whether it is chosen.
    pub selected: bool,
}

/// Something that is typed.
pub struct Input {
    /// Its parameter.
    pub name: &'static str,
    /// `text` or `date`.
    pub kind: &'static str,
    /// What it is called.
    pub label: String,
    /// What was typed.
    pub value: String,
}

impl FilterForm {
    /// A form of these inputs, each with its parameter, its kind and the message of its label.
    pub fn of(
        uri: &Uri,
        frame: &Frame,
        choices: Vec<Choice>,
        inputs: &[(&'static str, &'static str, &str)],
    ) -> Self {
        let given = pairs(uri);
        let value = |name: &str| {
            let found = given.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let input = |(name, kind, label): &(&'static str, &'static str, &str)| Input {
            name,
            kind,
            label: frame.say(label),
            value: value(name),
        };
        Self {
            action: frame.plain_link(uri.path()),
            as_of: frame.as_of().map(str::to_owned),
            choices,
            inputs: inputs.iter().map(input).collect(),
        }
    }

    /// Whether anything is chosen, so that the choices stand open.
    pub fn has_choice(&self) -> bool {
        self.choices.iter().any(|choice| choice.selected)
    }
}
