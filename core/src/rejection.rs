//! Why a command is refused: a product with a code for programs and places for forms.
//!
//! Sentences for people are made in the gateway from the code; nothing here speaks a language.

use registry_events::claim::Stated;
use registry_events::ids::StreamVersion;
use registry_events::path::FieldPath;

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// The role may not do this at all.
    #[error("role {role} may not {operation}")]
    RoleMayNot {
        /// The role's key.
        role: &'static str,
        /// The operation's key.
        operation: &'static str,
    },
    /// The account holds no grant for this cluster, organisation or region.
    #[error("no grant for {0}")]
    NoGrant(&'static str),
    /// There is no such thing, or it isn't for this caller to see.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// The request's content breaks rules, each named with its place.
    #[error("{} problems in the request", .0.len())]
    Invalid(Vec<Problem>),
    /// The state of things doesn't allow it now.
    #[error("{code}")]
    Conflict {
        /// What is so, e.g. `cluster.already-withdrawn`.
        code: &'static str,
    },
    /// There are as many of something as there may be.
    #[error("{code}: {most}")]
    TooMany {
        /// Of what, e.g. `dispute.too-many-open`.
        code: &'static str,
        /// How many there may be.
        most: usize,
    },
    /// Another claim is current than the one the request meant to replace or confirm.
    #[error("another claim of {path} is current")]
    ClaimReplaced {
        /// The field.
        path: FieldPath,
        /// The version the request named.
        expected: Option<StreamVersion>,
        /// The version that is current.
        actual: Option<StreamVersion>,
        /// What the current claim says.
        current: Option<Box<Stated>>,
        /// What the request wanted to say.
        proposed: Option<Box<Stated>>,
    },
    /// The stream isn't at the version the caller saw.
    #[error("version {actual} is current, not {expected}")]
    VersionPassed {
        /// What the caller saw.
        expected: StreamVersion,
        /// What is.
        actual: StreamVersion,
    },
    /// The stream holds events that a newer program wrote; this one must not add to it.
    #[error("the stream is newer than this program")]
    NewerThanProgram,
}

/// One broken rule and where in the request it is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// A JSON pointer into the request, such as `/claims/0/value`.
    pub pointer: String,
    /// What is wrong, e.g. `project.too-few-participants`.
    pub code: &'static str,
    /// What a sentence about it names: a bound, a key, a value; in the order of the message.
    pub details: Vec<String>,
}

impl Problem {
    /// A problem without details.
    pub fn new(pointer: impl Into<String>, code: &'static str) -> Self {
        Self { pointer: pointer.into(), code, details: Vec::new() }
    }

    /// Adds something the sentence names.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "numbers and references alike are passed")]
    pub fn with(mut self, detail: impl ToString) -> Self {
        self.details.push(detail.to_string());
        self
    }
}

impl Rejection {
    /// A conflict with the state of things.
    pub const fn conflict(code: &'static str) -> Self {
        Self::Conflict { code }
    }

    /// The stable code of the whole refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::RoleMayNot { .. } => "access.role",
            Self::NoGrant(_) => "access.no-grant",
            Self::NotFound(_) => "not-found",
            Self::Invalid(problems) => match problems.as_slice() {
                [only] => only.code,
                _ => "request.invalid",
            },
            Self::Conflict { code } | Self::TooMany { code, .. } => code,
            Self::ClaimReplaced { .. } => "claim.replaced",
            Self::VersionPassed { .. } => "version.passed",
            Self::NewerThanProgram => "stream.newer-than-program",
        }
    }
}
