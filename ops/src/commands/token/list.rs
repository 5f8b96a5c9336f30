//! `token list`: every token, with the grants its account has in its role.

use registry_gateway::private::StoredToken;
use registry_gateway::registry::Registry;

use super::grants::{Grants, standing, word};
use crate::failure::Failure;
use crate::output::data;

const HEADING: &str = "digest\trole\tgrants\texpires_at\tlabel\n";

pub(super) async fn run(registry: &Registry) -> Result<(), Failure> {
    let grants = standing(&**registry.log()).await?;
    let tokens = registry.tokens().list()?;
    let lines = tokens.iter().map(|token| line(token, &grants));
    data(&std::iter::once(HEADING.to_owned()).chain(lines).collect::<String>())
}

fn line(token: &StoredToken, grants: &Grants) -> String {
    let StoredToken { digest, caller, label, expires_at, .. } = token;
    let own = grants
        .iter()
        .filter(|(_, grant)| grant.account == caller.account && grant.role == caller.role);
    let own = own.map(|(version, grant)| format!("{version}:{}", word(&grant.scope)));
    let own = own.collect::<Vec<_>>().join(" ");
    let own = if own.is_empty() { "none" } else { &own };
    // A label is a person's text: it stays one cell of one line.
    let label = label.replace(char::is_control, " ");
    format!("{digest}\t{}\t{own}\t{expires_at}\t{label}\n", caller.role.key())
}
