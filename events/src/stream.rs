//! Names of streams: which things have a history of their own in the log.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::ids::{
    AccountId, ApplicationId, ClusterId, Digest, ExpectedId, InvalidId, OrganisationId, ProposalId,
    ReportId, StreamVersion,
};
use crate::value::Code;

/// The name of a stream, such as `cluster/0000003z55` or `access`.
///
/// Kept as its text, so that a log written by a newer program can be read although this one
/// doesn't know the kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StreamId(Arc<str>);

/// What a stream is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StreamKind {
    /// Grants and revocations of roles; there is one such stream.
    Access,
    /// One account.
    Account(AccountId),
    /// One application, sealed until it is listed.
    Application(ApplicationId),
    /// One cluster with its items.
    Cluster(ClusterId),
    /// What came in for a cluster, and what of it was answered.
    Enquiries(ClusterId),
    /// One cluster that is known and not registered yet.
    Expected(ExpectedId),
    /// Who holds an identifier of an organisation, such as an INN.
    Identifier,
    /// Who holds a display name in a region.
    Name,
    /// One legal entity.
    Organisation(OrganisationId),
    /// One proposal on the questionnaire or the rules.
    Proposal(ProposalId),
    /// One subject of the federation and its cluster development centre.
    Region(Code),
    /// The registry itself: editions adopted, statistics published.
    Registry,
    /// One report of a mistake.
    Report(ReportId),
    /// A kind that this program doesn't know.
    Unknown,
}

/// The longest stream name the log accepts, in bytes.
pub const STREAM_NAME_BYTES_MAX: usize = 160;

impl StreamId {
    /// The stream of all grants.
    pub fn access() -> Self {
        Self("access".into())
    }

    /// The stream of the registry itself.
    pub fn registry() -> Self {
        Self("registry".into())
    }

    /// The stream of an account.
    pub fn account(id: AccountId) -> Self {
        Self(format!("account/{id}").into())
    }

    /// The stream of an application.
    pub fn application(id: ApplicationId) -> Self {
        Self(format!("application/{id}").into())
    }

    /// The stream of a cluster.
    pub fn cluster(id: ClusterId) -> Self {
        Self(format!("cluster/{id}").into())
    }

    /// The stream of a cluster's enquiries.
    pub fn enquiries(id: ClusterId) -> Self {
        Self(format!("enquiries/{id}").into())
    }

    /// The stream of a cluster that is expected.
    pub fn expected(id: ExpectedId) -> Self {
        Self(format!("expected/{id}").into())
    }

    /// The stream of an organisation.
    pub fn organisation(id: OrganisationId) -> Self {
        Self(format!("organisation/{id}").into())
    }

    /// The stream of a proposal.
    pub fn proposal(id: ProposalId) -> Self {
        Self(format!("proposal/{id}").into())
    }

    /// The stream of a report.
    pub fn report(id: ReportId) -> Self {
        Self(format!("report/{id}").into())
    }

    /// The stream of a region.
    pub fn region(code: &Code) -> Self {
        Self(format!("region/{code}").into())
    }

    /// The stream that holds a display name, by the digest of its normalised form.
    pub fn name(region: &Code, normalised: &str) -> Self {
        Self(format!("name/{region}/{}", Digest::of(normalised.as_bytes())).into())
    }

    /// The stream that holds an organisation's identifier, e.g. scheme `ru-inn`.
    ///
    /// The number stands as a digest, because a sole trader's INN is personal data.
    pub fn identifier(scheme: &str, number: &str) -> Self {
        let digest = Digest::of(format!("{scheme}:{number}").as_bytes());
        Self(format!("identifier/{scheme}/{digest}").into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the stream is about, with the id it names.
    pub fn kind(&self) -> StreamKind {
        let (kind, rest) = self.0.split_once('/').unwrap_or((&self.0, ""));
        let known = match kind {
            "access" => Some(StreamKind::Access),
            "registry" => Some(StreamKind::Registry),
            "name" => Some(StreamKind::Name),
            "identifier" => Some(StreamKind::Identifier),
            "account" => rest.parse().ok().map(StreamKind::Account),
            "application" => rest.parse().ok().map(StreamKind::Application),
            "cluster" => rest.parse().ok().map(StreamKind::Cluster),
            "enquiries" => rest.parse().ok().map(StreamKind::Enquiries),
            "expected" => rest.parse().ok().map(StreamKind::Expected),
            "organisation" => rest.parse().ok().map(StreamKind::Organisation),
            "proposal" => rest.parse().ok().map(StreamKind::Proposal),
            "report" => rest.parse().ok().map(StreamKind::Report),
            "region" => Code::parse(rest).ok().map(StreamKind::Region),
            _ => None,
        };
        known.unwrap_or(StreamKind::Unknown)
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for StreamId {
    type Err = InvalidId;

    fn from_str(given: &str) -> Result<Self, InvalidId> {
        let fits = !given.is_empty() && given.len() <= STREAM_NAME_BYTES_MAX;
        let plain =
            given.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte));
        if fits && plain {
            Ok(Self(given.into()))
        } else {
            Err(InvalidId { kind: "stream", given: given.chars().take(80).collect() })
        }
    }
}

/// Points at one event by stream and version.
///
/// Events refer to each other so, and never by position: it isn't known when they are decided.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventRef {
    /// The stream the event stands in.
    pub stream: StreamId,
    /// Its number within the stream.
    pub version: StreamVersion,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_name_tells_what_it_is_about() {
        let id = ClusterId::from_random([1, 2, 3, 4, 5]);
        assert_eq!(StreamId::cluster(id).kind(), StreamKind::Cluster(id));
        assert_eq!(StreamId::enquiries(id).kind(), StreamKind::Enquiries(id));
        assert_eq!(StreamId::access().kind(), StreamKind::Access);
    }

    #[test]
    fn a_stream_of_a_newer_program_is_readable_and_unknown() {
        let stream: StreamId = "witness/abc".parse().expect("well formed");
        assert_eq!(stream.kind(), StreamKind::Unknown);
    }

    #[test]
    fn a_name_with_a_space_is_refused() {
        assert!("cluster/a b".parse::<StreamId>().is_err());
    }
}
