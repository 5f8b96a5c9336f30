//! Why a command ends badly: a sentence, what to do about it, and the code it exits with.

use std::error::Error;
use std::process::ExitCode;

use registry_core::rejection::Rejection;
use registry_events::engine::sled::OpenError;
use registry_events::log::ReadError;
use registry_events::value::Language;
use registry_gateway::data_folder::FolderError;
use registry_gateway::execute::ExecuteError;
use registry_gateway::people::PeopleError;
use registry_gateway::private::PrivateError;
use registry_gateway::problems::{NoLabels, sentence};
use registry_gateway::registry::AssembleError;

use crate::output::say;

/// Why a command ends badly.
#[derive(Debug)]
pub struct Failure {
    code: u8,
    sentence: String,
    hint: Option<String>,
}

/// What was looked at isn't as it must be.
const FOUND_WRONG: u8 = 1;
/// The command was misused, or something it needs isn't there.
const CANNOT_RUN: u8 = 2;

impl Failure {
    /// Something is wrong with what was looked at.
    pub fn found_wrong(sentence: impl Into<String>) -> Self {
        Self { code: FOUND_WRONG, sentence: sentence.into(), hint: None }
    }

    /// The command can't do its work; the sentence is the error with its causes.
    pub fn cannot_run(error: &dyn Error) -> Self {
        Self::refused(with_causes(error))
    }

    /// The command can't do what was asked for.
    pub fn refused(sentence: impl Into<String>) -> Self {
        Self { code: CANNOT_RUN, sentence: sentence.into(), hint: None }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The code to exit with.
    pub const fn code(&self) -> u8 {
        self.code
    }

    /// What is said of it.
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// Says it on stderr and gives the code to exit with.
    pub fn tell(&self) -> ExitCode {
        say(&format!("error: {}", self.sentence));
        if let Some(hint) = &self.hint {
            say(&format!("hint: {hint}"));
        }
        ExitCode::from(self.code)
    }
}

/// An error and what caused it, in one sentence; a cause that the error tells itself isn't repeated.
fn with_causes(error: &dyn Error) -> String {
    let mut sentence = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let told = error.to_string();
        if !sentence.contains(&told) {
            sentence.push_str(": ");
            sentence.push_str(&told);
        }
        cause = error.source();
    }
    sentence
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        match &error {
            FolderError::NoLog { path } => Self::cannot_run(&error).hint(format!(
                "give its folder with --data, or begin one with `clustermap serve --data {}`",
                path.display()
            )),
            FolderError::Log(OpenError::InUse { .. }) => Self::refused(with_causes(&error)).hint(
                "beside a server, commands use its log once it serves; wait until it has started",
            ),
            FolderError::Log(
                OpenError::Damaged { .. }
                | OpenError::Shortened { .. }
                | OpenError::Store { .. }
                | OpenError::Tally { .. },
            ) => Self::found_wrong(with_causes(&error)),
            _ => Self::cannot_run(&error),
        }
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match &error {
            ReadError::Damaged { .. } => Self::found_wrong(error.to_string()),
            ReadError::Unavailable(_) => Self::cannot_run(&error),
        }
    }
}

impl From<ExecuteError> for Failure {
    fn from(error: ExecuteError) -> Self {
        match &error {
            ExecuteError::Rejected(Rejection::Invalid(problems)) => {
                let told = problems.iter().map(|problem| {
                    let sentence =
                        sentence(problem.code, &problem.details, Language::En, &NoLabels);
                    format!("{sentence} ({})", problem.code)
                });
                let told = told.collect::<Vec<_>>().join("\n");
                Self::refused(format!("the registry refuses: {told}"))
            }
            ExecuteError::Rejected(rejection) => {
                Self::refused(format!("the registry refuses: {rejection} ({})", rejection.code()))
            }
            _ => Self::cannot_run(&error),
        }
    }
}

impl From<AssembleError> for Failure {
    fn from(error: AssembleError) -> Self {
        Self::cannot_run(&error)
    }
}

impl From<PrivateError> for Failure {
    fn from(error: PrivateError) -> Self {
        Self::cannot_run(&error)
    }
}

impl From<PeopleError> for Failure {
    fn from(error: PeopleError) -> Self {
        Self::cannot_run(&error)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::cannot_run(error.as_ref())
    }
}
