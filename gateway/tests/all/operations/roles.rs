//! Each operation as each role and as nobody: what the access table allows and nothing else.
//!
//! A role is judged before the path and the body are looked at, so neither has to be right.

use registry_core::access::{LETTERS, READS as READ_TABLE, TABLE};
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::value::Code;
use serde_json::json;

use super::forms::{APPLYING, NOWHERE, WITHOUT_PROOF};
use super::{EXCEPTIONS_MAX, FORM_EXCEPTIONS_MAX, OWN, READS, SHARED, WRITES, documented};
use crate::reads::scene::Scene;
use crate::support::{Answer, Client};

/// A caller of each role that holds a token; the program itself, the clerk, has none.
async fn callers(scene: &Scene) -> Vec<(Role, Client)> {
    let mut callers = Vec::new();
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Clerk) {
        callers.push((role, scene.app.client(role, scope_of(scene, role)).await));
    }
    callers
}

/// What a role is held for.
pub(super) fn scope_of(scene: &Scene, role: Role) -> Scope {
    match role {
        Role::ClusterRepresentative => Scope::Cluster(scene.pine.parse().unwrap()),
        Role::OrganisationRepresentative => Scope::Organisation(scene.organisation(0)),
        Role::RegionRepresentative => Scope::Region {
            region: Code::literal("RU-TOM"),
            organisation: scene.centre.parse().unwrap(),
        },
        _ => Scope::Registry,
    }
}

/// The roles that any of the rights allows.
pub(super) fn allowed(keys: &[&str]) -> Vec<Role> {
    let writes = TABLE.iter().map(|(_, key, roles)| (*key, *roles));
    let reads = READ_TABLE.iter().map(|(_, key, roles)| (*key, *roles));
    let letters = LETTERS.iter().map(|(_, key, roles)| (*key, *roles));
    let named = writes.chain(reads).chain(letters).filter(|(key, _)| keys.contains(key));
    let roles: Vec<_> = named.flat_map(|(_, roles)| roles.iter().copied()).collect();
    assert!(!roles.is_empty(), "{keys:?} is in no table");
    roles
}

/// A path whose names are filled in: the cluster's is real, the others say nothing.
fn filled(scene: &Scene, path: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "{cluster}" | "{id}" => scene.pine.as_str(),
        named if named.starts_with('{') => "1",
        literal => literal,
    });
    parts.collect::<Vec<_>>().join("/")
}

fn code(answer: &Answer) -> &str {
    answer.body["code"].as_str().unwrap_or_default()
}

/// Whether the answers to each role are those of the rights, and nobody is asked for a token.
fn judge(path: &str, keys: &[&str], nobody: &Answer, answers: &[(Role, Answer)]) -> Vec<String> {
    let roles = allowed(keys);
    let mut wrong = Vec::new();
    if nobody.status != 401 {
        wrong.push(format!("{path}: nobody gets {}", nobody.status));
    }
    for (role, answer) in answers {
        let refused = answer.status == 401 || code(answer) == "access.role";
        if refused == roles.contains(role) {
            wrong.push(format!("{path}: {} gets {} {}", role.key(), answer.status, code(answer)));
        }
    }
    wrong
}

#[tokio::test]
async fn each_write_is_open_to_the_roles_of_the_access_table_and_to_nobody_else() {
    let scene = Scene::entered().await;
    let callers = callers(&scene).await;
    let alone = WRITES.iter().map(|(path, key)| (*path, vec![*key]));
    let rights = alone.chain(SHARED.iter().map(|(path, keys)| (*path, keys.to_vec())));
    let mut wrong = Vec::new();
    for (path, keys) in rights {
        let address = filled(&scene, path);
        let nobody = scene.reader.post(&address, &json!({})).await;
        let mut answers = Vec::new();
        for (role, client) in &callers {
            answers.push((*role, client.post(&address, &json!({})).await));
        }
        wrong.extend(judge(path, &keys, &nobody, &answers));
    }
    assert_eq!(wrong, [""; 0]);
}

#[tokio::test]
async fn each_read_is_open_to_everybody_unless_the_access_table_names_its_roles() {
    let scene = Scene::entered().await;
    let callers = callers(&scene).await;
    let mut wrong = Vec::new();
    for path in documented("get").into_keys() {
        let address = filled(&scene, &path);
        let nobody = scene.reader.get(&address).await;
        let mut answers = Vec::new();
        for (role, client) in &callers {
            answers.push((*role, client.get(&address).await));
        }
        if let Some((_, key)) = READS.iter().find(|(read, _)| *read == path) {
            wrong.extend(judge(&path, &[key], &nobody, &answers));
        } else if OWN.contains(&path.as_str()) {
            assert_eq!(nobody.status, 401, "{path}");
        } else {
            let all = answers.iter().map(|(_, answer)| answer).chain([&nobody]);
            let refused = all.filter(|answer| matches!(answer.status, 401 | 403));
            wrong.extend(refused.map(|answer| format!("{path}: {}", answer.status)));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// The exceptions are as many as are recorded, and each still is one: what stands in the tables of rights,
/// or in no document, is none any more.
#[test]
fn the_lists_of_exceptions_only_shrink() {
    let of_forms = APPLYING.len() + WITHOUT_PROOF.len() + NOWHERE.len();
    let of_api = SHARED.len() + OWN.len();
    let records = (EXCEPTIONS_MAX, FORM_EXCEPTIONS_MAX);
    assert_eq!((of_api, of_forms), records, "lower the record when one goes");
    let (writes, reads) = (documented("post"), documented("get"));
    for (path, keys) in SHARED {
        let is_plain = WRITES.iter().any(|(known, _)| *known == path) || keys.len() < 2;
        assert!(writes.contains_key(path) && !is_plain, "{path} is no exception any more");
    }
    for path in OWN {
        let is_plain = READS.iter().any(|(known, _)| *known == path);
        assert!(reads.contains_key(path) && !is_plain, "{path} is no exception any more");
    }
}

#[test]
fn reads_that_are_named_stand_in_the_document() {
    let documented = documented("get");
    let named = READS.iter().map(|(path, _)| *path).chain(OWN);
    let unknown: Vec<_> = named.filter(|path| !documented.contains_key(*path)).collect();
    assert_eq!(unknown, [""; 0]);
}
