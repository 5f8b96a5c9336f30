//! Control samples (контрольные выборки): records that deserve a second look, each found by one rule
//! that anybody can apply to the log. They accuse nobody: a rule finds what is unusual, a person
//! judges it. The rules stand in `docs/samples.md`.
//!
//! Pure functions of views, a position and a day: no clock, and no zone but the registry's own. Of two
//! samples half the rule stands here: who shares a mail domain and who opened which document the log
//! doesn't know.

pub mod applications;
pub mod bursts;
pub mod gates;
pub mod late;
pub mod rises;
pub mod vouching;
pub mod waivers;

use jiff::Timestamp;
use jiff::civil::Date;

/// A control sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sample {
    /// Gates of a level that one organisation alone confirmed.
    GatesByOneOrganisation,
    /// Many confirmations by one account in a short time.
    Bursts,
    /// A level that rose shortly before a status or support began.
    RiseBeforeSupport,
    /// Waivers of a minimum requirement that stand longer than they may.
    WaiversOverdue,
    /// Applications that wait for a decision longer than they should.
    ApplicationsOverdue,
    /// Facts recorded long after the day they describe.
    LateFacts,
    /// Confirmations by somebody whose mailbox is of the same domain as the claimant's.
    SharedMailDomain,
    /// Confirmations of what documents show by somebody who had opened none of them.
    EvidenceUnopened,
}

impl Sample {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::GatesByOneOrganisation,
        Self::Bursts,
        Self::RiseBeforeSupport,
        Self::WaiversOverdue,
        Self::ApplicationsOverdue,
        Self::LateFacts,
        Self::SharedMailDomain,
        Self::EvidenceUnopened,
    ];

    /// The key, the same in API, address and documentation.
    pub const fn key(self) -> &'static str {
        match self {
            Self::GatesByOneOrganisation => "gates_by_one_organisation",
            Self::Bursts => "bursts",
            Self::RiseBeforeSupport => "rise_before_support",
            Self::WaiversOverdue => "waivers_overdue",
            Self::ApplicationsOverdue => "applications_overdue",
            Self::LateFacts => "late_facts",
            Self::SharedMailDomain => "shared_mail_domain",
            Self::EvidenceUnopened => "evidence_unopened",
        }
    }

    /// Finds a sample by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sample| sample.key() == key)
    }
}

/// The day of an instant in the registry's zone, as the caller knows it.
pub trait DayOf: Fn(Timestamp) -> Date {}

impl<F: Fn(Timestamp) -> Date> DayOf for F {}

/// How many days a day comes after another one; negative when it comes before.
pub(crate) fn days_from(day: Date, to: Date) -> i32 {
    day.until(to).map_or(0, |span| span.get_days())
}
