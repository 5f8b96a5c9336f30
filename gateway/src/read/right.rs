//! What the right of who confirmed something rests on: shown beside each confirmation for ever.

use jiff::Timestamp;
use registry_events::actor::{Actor, Role};
use registry_events::ids::Position;
use registry_projections::organisations::TiedDomain;
use registry_projections::rights::Right;
use registry_projections::views::Views;
use serde::Serialize;
use utoipa::ToSchema;

use super::value::source_key;

/// When and by whom a right to speak was given, and the mailbox's domain where it rests on one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RightShown {
    /// When it was given; of a letter, when it was seen.
    #[schema(value_type = String, format = DateTime)]
    pub given_at: Timestamp,
    /// Where that was recorded.
    pub position: u64,
    /// The role of who gave it.
    #[schema(value_type = String)]
    pub given_by: Role,
    /// The domain of the mailbox; null where it rests on something else.
    pub mailbox_domain: Option<DomainBehind>,
}

/// A domain of mailboxes, and who tied it to the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DomainBehind {
    /// The domain.
    pub domain: String,
    /// When it was tied.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub tied_at: Option<Timestamp>,
    /// The role of who tied it.
    #[schema(value_type = Option<String>)]
    pub tied_by: Option<Role>,
    /// What says that it is the organisation's own: `self`, `document`, `register` or `press`.
    pub source: Option<&'static str>,
    /// Where the source can be seen.
    pub url: Option<String>,
}

impl RightShown {
    /// The right by which somebody acted at a position; none where it isn't known.
    pub fn of(actor: &Actor, at: Position, views: &Views) -> Option<Self> {
        let right = views.rights().behind(actor, at)?;
        Some(Self {
            given_at: right.given.recorded_at,
            position: right.given.position.0,
            given_by: right.given.actor.role,
            mailbox_domain: DomainBehind::of(right, views),
        })
    }
}

impl DomainBehind {
    fn of(right: &Right, views: &Views) -> Option<Self> {
        let domain = right.mailbox_domain.as_ref()?;
        let organisation = right.organisation.and_then(|id| views.organisations().get(id));
        let tied = organisation.and_then(|organisation| {
            let mut all = organisation.mailbox_domains.iter();
            all.find(|tied| tied.domain == *domain && tied.holds_at(right.given.position))
        });
        let url = tied.and_then(|tied: &TiedDomain| tied.source.url.as_ref());
        Some(Self {
            domain: domain.to_string(),
            tied_at: tied.map(|tied| tied.place.recorded_at),
            tied_by: tied.map(|tied| tied.place.actor.role),
            source: tied.map(|tied| source_key(tied.source.source_type)),
            url: url.map(ToString::to_string),
        })
    }
}
