//! Who supports a cluster, as its profile tells: official statuses and the development centre (ЦКР).

use jiff::civil::Date;
use registry_events::ids::OrganisationId;
use registry_events::value::Value;

use crate::profile::reader::{CKR, ItemReader, OFFICIAL_STATUSES, OpenItems};
use crate::profile::{CurrentClaim, Profile};

/// The type of an official status that says that a development centre supports the cluster.
const CKR_SUPPORTED: &str = "ckr_supported";

/// Whether a cluster names an organisation as the development centre that supports it: in the field
/// for it, or as the issuer of a status of that support which holds on a day.
pub fn supports(centre: OrganisationId, profile: &Profile, day: Date) -> bool {
    centres(profile, |status| holds_on(status, day)).any(|named| named == centre)
}

/// Whether a cluster names any centre that supports it, or did.
pub fn names_a_centre(profile: &Profile) -> bool {
    centres(profile, |_| true).next().is_some()
}

fn centres<'p>(
    profile: &'p Profile,
    holds: impl Fn(&ItemReader<'p>) -> bool + 'p,
) -> impl Iterator<Item = OrganisationId> + 'p {
    let statuses = OpenItems::of(profile).collection(OFFICIAL_STATUSES);
    let of_support = move |status: &ItemReader<'p>| {
        status.code("type").is_some_and(|code| code.as_str() == CKR_SUPPORTED) && holds(status)
    };
    let issuers = statuses.filter(of_support).map(|status| status.claim("issuer"));
    std::iter::once(profile.cluster_claim(CKR)).chain(issuers).filter_map(counted)
}

fn counted(current: Option<&CurrentClaim>) -> Option<OrganisationId> {
    let counts = current.filter(|current| current.counts())?;
    counts.claim.stated.value().and_then(Value::as_organisation)
}

/// Whether a status was granted by a day and is still valid on it, as far as its dates are stated.
pub(crate) fn holds_on(status: &ItemReader<'_>, day: Date) -> bool {
    let date = |field| match status.value(field) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    };
    date("granted_on").is_none_or(|granted| granted <= day)
        && date("valid_until").is_none_or(|last| day <= last)
}
