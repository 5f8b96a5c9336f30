//! The tables of access as a document: `docs/access.md` is this text, and a test holds it so.

use std::fmt::Write as _;

use registry_events::actor::Role;

use super::{LETTERS, READS, TABLE, is_of_profiles, may_give};

const HEADING: &str = "# Who may do what

Made from the tables in `core/src/access.rs`; `UPDATE_GOLDEN=1 cargo test -p registry-core` writes it anew.

A role is held for something: a cluster, an organisation, a region, or the whole registry.
What a table allows is allowed for that alone: a representative states claims of its own clusters, and the development centre of one region doesn't see another's.
Everything that isn't listed under \"Reads\" is open to everybody, or to those it concerns (an application to its applicant and to officers, a dispute before its admission to who filed it).
";

/// The tables as Markdown.
pub fn listing() -> String {
    let mut text = String::from(HEADING);
    table(&mut text, "Commands", TABLE.iter().map(|(_, key, roles)| (*key, *roles)));
    table(&mut text, "Reads", READS.iter().map(|(_, key, roles)| (*key, *roles)));
    table(&mut text, "Letters", LETTERS.iter().map(|(_, key, roles)| (*key, *roles)));
    text.push_str("\nA letter is sent without a command: the log holds nothing of it.\n");
    grants(&mut text);
    text
}

fn table<'t>(text: &mut String, title: &str, rows: impl Iterator<Item = (&'t str, &'t [Role])>) {
    let heads = Role::ALL.map(|role| format!(" {} |", name(role))).concat();
    let _ = write!(text, "\n## {title}\n\n| operation |{heads}\n|---|{}\n", "---|".repeat(7));
    for (key, roles) in rows {
        let cells = Role::ALL.map(|role| if roles.contains(&role) { " yes |" } else { " |" });
        let _ = writeln!(text, "| `{key}` |{}", cells.concat());
    }
}

/// Who gives which role, and which roles exclude each other.
fn grants(text: &mut String) {
    text.push_str("\n## Who gives and takes back which role\n\n| role | given by |\n|---|---|\n");
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Clerk) {
        let givers = Role::ALL.into_iter().filter(|giver| may_give(*giver, role));
        let givers: Vec<_> = givers.map(name).collect();
        let _ = writeln!(text, "| {} | {} |", name(role), givers.join(", "));
    }
    let apart = Role::ALL.into_iter().filter(|role| is_of_profiles(*role));
    let apart: Vec<_> = apart.map(name).collect();
    let _ = write!(
        text,
        "\nAn administrator, and an auditor, holds none of these roles at the same time: {}.\n\
         The last administrator can't be removed.\n\
         Every grant names who gave it and by what right the account speaks (`letter`, `work_mailbox`, \
         `office`); both stand in the log for ever.\n\n\
         ## Access tokens\n\n\
         A token acts in one role and until a day.\n\
         One that somebody makes for themselves only reads unless writing is asked for, and is held to one of \
         the clusters, organisations or regions that its owner speaks for unless all of them are: it then has \
         that one grant and no other, applies for no further cluster, and works no more once the grant is \
         revoked.\n\
         One of an operator (`clustermap token issue`), and one from before tokens had such limits, writes for \
         everything that its role speaks for.\n",
        apart.join(", ")
    );
}

fn name(role: Role) -> String {
    role.key().replace('_', " ")
}
