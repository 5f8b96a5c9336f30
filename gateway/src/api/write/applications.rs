//! The way of an application. Its stream is sealed; these answers open it for its applicant and,
//! once it was submitted, for officers.

pub(super) mod give_back;
pub(super) mod list;
pub(super) mod right;
pub(crate) mod show;
pub(super) mod start;
pub(super) mod state;
pub(super) mod submit;
pub(super) mod withdraw;

use serde::Deserialize;
use utoipa::ToSchema;

/// Nothing more is said: no body, or `{}`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NothingBody {}
