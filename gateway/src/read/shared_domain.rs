//! Which other organisations have a mail domain: whoever ties it to one more says that they share it.

use registry_events::ids::OrganisationId;
use registry_events::value::{Language, MailDomain};

use super::lens::Lens;

/// So many are named.
const NAMED_MAX: usize = 3;

/// The names of other organisations that have a domain; none where nobody has.
pub fn others_with(
    lens: &Lens<'_>,
    organisation: OrganisationId,
    domain: &MailDomain,
    language: Language,
) -> Option<String> {
    let tied = lens.views.organisations().of_mailbox_domain(domain, lens.at);
    let others = tied.filter(|other| other.id != organisation).take(NAMED_MAX);
    let name = |id| lens.organisation(id).in_language_or_other(language).to_owned();
    let all: Vec<_> = others.map(|other| name(other.id)).collect();
    (!all.is_empty()).then(|| all.join(", "))
}
