//! The way of an application; every entry of its stream is sealed.

use serde::{Deserialize, Serialize};

use super::event_family;
use crate::ids::ClusterId;
use crate::path::FieldPath;

event_family! {
    /// Events of an application's stream beside those of its profile.
    ApplicationEvent {
        ApplicationStarted = 1,
        ApplicationSubmitted = 1,
        ApplicationReturned = 1,
        ApplicationListed = 1,
        ApplicationWithdrawn = 1,
    }
}

/// Somebody began to fill in an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationStarted {
    /// How the applicant explains the right to speak for the cluster.
    pub right_to_speak: String,
}

/// It was handed in; the minimum requirements hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationSubmitted {}

/// An officer gave it back with reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationReturned {
    /// At least one.
    pub reasons: Vec<ReturnReason>,
}

/// One reason of a return: an unmet requirement, named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnReason {
    /// The field it is about, when it is about one.
    pub path: Option<FieldPath>,
    /// What is to be done, in words for the applicant.
    pub reason: String,
}

/// An officer listed the cluster; from here on its own stream speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationListed {
    /// The cluster that was opened.
    pub cluster: ClusterId,
}

/// The applicant took it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationWithdrawn {
    /// Why, when said.
    pub reason: Option<String>,
}
