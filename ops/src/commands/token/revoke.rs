//! `token revoke`: removes a credential, which leaves the role; or takes the role back, for ever on
//! record and with a reason.

use registry_core::command::RevokeRole;
use registry_events::ids::{Digest, StreamVersion};
use registry_gateway::registry::Registry;

use super::issue::execute;
use crate::failure::Failure;
use crate::output::say;

/// What `token revoke` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The digest of the token, as `token list` shows it
    #[arg(required_unless_present = "grant", conflicts_with = "grant")]
    digest: Option<Digest>,
    /// The number of the grant to take back, as `token list` shows it
    #[arg(long, value_name = "VERSION", requires = "reason")]
    grant: Option<u64>,
    /// Why the role is taken back, in words fit to publish
    #[arg(long, value_name = "TEXT", requires = "grant")]
    reason: Option<String>,
}

pub(super) async fn run(args: Args, registry: &Registry) -> Result<(), Failure> {
    match (args.digest, args.grant, args.reason) {
        (Some(digest), ..) => remove(registry, digest),
        (None, Some(grant), Some(reason)) => {
            let grant = StreamVersion(grant);
            execute(registry, RevokeRole { grant, reason }.into()).await?;
            say(&format!(
                "grant {grant} is taken back; tokens that rest on it can do nothing more"
            ));
            Ok(())
        }
        // The command line has seen to it that one of the two is there.
        _ => Err(Failure::refused("give the digest of a token, or --grant with --reason")),
    }
}

fn remove(registry: &Registry, digest: Digest) -> Result<(), Failure> {
    if registry.tokens().remove(digest)? {
        say("the token is useless from now on; the role stays");
        return Ok(());
    }
    Err(Failure::refused(format!("no token has digest {digest}"))
        .hint("`clustermap token list` shows all of them"))
}
