//! Each form of the pages as nobody, as each role, and without the proof that it is ours: what the access
//! table allows and nothing else. The forms are those of the router itself.

use std::collections::BTreeMap;

use registry_core::access::{READS as READ_TABLE, TABLE};
use registry_events::actor::Role;
use registry_events::event::Scope;

use super::roles::{allowed, scope_of};
use crate::reads::scene::Scene;
use crate::support::browser::{Browser, Seen};

/// The routes of pages, as they are written.
const ROUTES: &str = include_str!("../../../src/pages/routes.rs");

/// Whose a form is.
enum Of {
    /// Anybody's, signed in or not.
    Everybody,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever has given their password and not their code.
    Waiting,
    /// Whoever any of these rights of the access table is open to.
    Rights(&'static [&'static str]),
}
use Of::{Everybody, Rights, SignedIn, Waiting};

/// Every form by its route.
const FORMS: &[(&str, Of)] = &[
    ("/account/notifications", SignedIn),
    ("/account/password", SignedIn),
    ("/account/role", SignedIn),
    ("/account/second-factor", SignedIn),
    ("/account/sessions", SignedIn),
    ("/account/tokens", SignedIn),
    ("/admin/accounts", Rights(&["read_people"])),
    ("/admin/accounts/{id}", Rights(&["read_people"])),
    ("/appearance", Everybody),
    ("/clusters/{id}/report", Everybody),
    ("/clusters/{id}/write", Everybody),
    ("/desk/sealed/applications/{id}", Rights(&["read_sealed"])),
    ("/desk/sealed/disputes/{cluster}/{version}", Rights(&["read_sealed"])),
    ("/l/{token}", Everybody),
    ("/proposals/new", Rights(&["make_proposal"])),
    ("/proposals/{id}/{act}", Rights(&["publish_proposal", "answer_proposal"])),
    ("/register", Everybody),
    ("/sign-in", Everybody),
    ("/sign-in/code", Waiting),
    ("/sign-in/reset", Everybody),
    ("/sign-out", SignedIn),
    ("/work/applications", Rights(&["start_application"])),
    ("/work/applications/{id}", Rights(&["state_application"])),
    ("/work/applications/{id}/form/{matter}", Rights(&["state_application"])),
    ("/work/clusters/new", Rights(&["enter_cluster"])),
    ("/work/clusters/{id}/confirmations/{item}", Rights(&["state_claims"])),
    ("/work/clusters/{id}/drafts", Rights(&["state_claims"])),
    ("/work/clusters/{id}/enquiries", Rights(&["answer_enquiry"])),
    ("/work/clusters/{id}/fields/{field}", Rights(&["state_claims"])),
    ("/work/clusters/{id}/lists/{list}", Rights(&["state_claims"])),
    ("/work/clusters/{id}/lists/{list}/import", Rights(&["state_claims"])),
    ("/work/clusters/{id}/lists/{list}/new", Rights(&["state_claims"])),
    ("/work/clusters/{id}/lists/{list}/{item}", Rights(&["state_claims"])),
    ("/work/clusters/{id}/lists/{list}/{item}/close", Rights(&["state_claims"])),
    ("/work/clusters/{id}/masks", Rights(&["mask_value", "lift_mask"])),
    ("/work/clusters/{id}/renewal", Rights(&["state_claims"])),
    ("/work/clusters/{id}/requests/{field}", Rights(&["state_claims"])),
    ("/work/clusters/{id}/standing", Rights(&["withdraw_cluster"])),
    ("/work/completeness", Rights(&["read_completeness"])),
    ("/work/confirmations/{id}", Rights(&["confirm_claims"])),
    ("/work/confirmations/{id}/denials/{item}", Rights(&["deny_membership"])),
    ("/work/confirmations/{id}/denials/{item}/withdrawal", Rights(&["withdraw_denial"])),
    ("/work/confirmations/{id}/given/{version}/withdrawal", Rights(&["withdraw_confirmation"])),
    ("/work/confirmations/{id}/question", Rights(&["confirm_claims"])),
    ("/work/disputes/{id}/new", Rights(&["file_dispute"])),
    ("/work/disputes/{id}/{version}", Rights(&["file_dispute", "admit_dispute"])),
    ("/work/estimate", Rights(&["state_estimate"])),
    ("/work/expected/new", Rights(&["note_expected_cluster"])),
    ("/work/expected/{id}/{act}", Rights(&["note_expected_cluster"])),
    ("/work/organisations/{id}/branches", Rights(&["open_branch", "close_branch"])),
    ("/work/organisations/{id}/details", Rights(&["state_organisation_details"])),
    ("/work/organisations/{id}/mailbox-domains", Rights(&["tie_mailbox_domain"])),
    ("/work/organisations/{id}/record", Rights(&["rename_organisation", "record_identifier"])),
    ("/work/organisations/{id}/size", Rights(&["state_organisation_size"])),
    ("/work/publications/new", Rights(&["record_publication"])),
    ("/work/publications/{number}", Rights(&["correct_publication", "withdraw_publication"])),
    ("/work/queue/applications/{id}", Rights(&["list_application", "return_application"])),
    ("/work/queue/reports/{id}", Rights(&["decide_report"])),
    ("/work/regions/{code}/ckr", Rights(&["open_ckr", "close_ckr"])),
    ("/work/representatives", Rights(&["grant_role"])),
];

/// Whoever speaks for an organisation or a region gets leave to apply by this form, and acts as an applicant
/// from then on.
const APPLYING: &str = "/work/applications";
/// A form that needs no proof: it sets how pages look in the reader's own browser and nothing else.
const WITHOUT_PROOF: &str = "/appearance";

/// The routes that take a form, as the router has them.
fn routed() -> Vec<String> {
    let routes = ROUTES.split(".route(").skip(1);
    let with_form = routes.filter(|route| {
        let route = route.split(".route(").next().unwrap_or_default();
        route.contains(".post(") || route.contains(" post(")
    });
    let path = |route: &str| route.split('"').nth(1).unwrap().to_owned();
    let mut paths: Vec<_> = with_form.map(path).collect();
    paths.sort();
    paths
}

fn filled(scene: &Scene, path: &str) -> String {
    let organisation = scene.organisation(0).to_string();
    let is_of = |kinds: &[&str]| kinds.iter().any(|kind| path.contains(kind));
    let parts = path.split('/').map(|part| match part {
        "{id}" if is_of(&["/organisations/"]) => organisation.as_str(),
        "{id}" if is_of(&["/clusters/", "/confirmations/", "/disputes/"]) => scene.pine.as_str(),
        "{cluster}" => scene.pine.as_str(),
        "{code}" => "RU-TOM",
        "{id}" => "01980000-0000-7000-8000-000000000000",
        "{field}" => "summary",
        "{list}" => "participants",
        "{matter}" => "identity",
        "{act}" => "removal",
        named if named.starts_with('{') => "1",
        literal => literal,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Somebody of each role who is signed in, with the fields by which a form is theirs.
async fn browsers(scene: &Scene) -> Vec<(Role, Browser, Vec<(String, String)>)> {
    let mut all = Vec::new();
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Clerk) {
        let mailbox = format!("{}@registry.example", role.key().replace('_', "-"));
        scene.app.person_as(role, scope_of(scene, role), &mailbox).await;
        let mut browser = scene.app.signed_in(&mailbox).await;
        let own = browser.get("/account").await.form("/sign-out");
        browser.accept = "application/json";
        all.push((role, browser, own));
    }
    all
}

fn code(seen: &Seen) -> String {
    let body: serde_json::Value = serde_json::from_str(&seen.html).unwrap_or_default();
    body["code"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn each_form_of_the_router_has_its_right_in_the_access_table() {
    let listed: Vec<_> = FORMS.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(listed, routed());
    let known: BTreeMap<_, _> = TABLE
        .iter()
        .map(|(_, key, roles)| (*key, *roles))
        .chain(READ_TABLE.iter().map(|(_, key, roles)| (*key, *roles)))
        .collect();
    for (path, of) in FORMS {
        if let Rights(keys) = of {
            assert!(keys.iter().all(|key| known.contains_key(key)), "{path}");
        }
    }
}

#[tokio::test]
async fn each_form_is_open_to_the_roles_of_the_access_table_and_nobody_else() {
    let scene = Scene::entered().await;
    let browsers = browsers(&scene).await;
    let events = scene.app.events().await;
    let mut wrong = Vec::new();
    for (path, of) in FORMS {
        let Rights(keys) = of else { continue };
        if *path == APPLYING {
            continue;
        }
        let (address, roles) = (filled(&scene, path), allowed(keys));
        for (role, browser, own) in &browsers {
            let seen = browser.clone().post(&address, own).await;
            let is_refused = seen.status == 403 && code(&seen) == "access.role";
            // What a role may not open may as well be nowhere for it.
            let is_closed = is_refused || seen.status == 404;
            let is_right = if roles.contains(role) { !is_refused } else { is_closed };
            if !is_right {
                wrong.push(format!("{path}: {} gets {} {}", role.key(), seen.status, code(&seen)));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert_eq!(scene.app.events().await, events, "a form that says nothing does nothing");
    for (role, browser, own) in &browsers {
        let seen = browser.clone().post(APPLYING, own).await;
        let is_refused = seen.status == 403 && code(&seen) == "access.role";
        let speaks = scope_of(&scene, *role) != Scope::Registry;
        assert_eq!(is_refused, !speaks, "{}: {}", role.key(), seen.status);
    }
}

#[tokio::test]
async fn a_form_leads_nobody_but_to_signing_in() {
    let scene = Scene::entered().await;
    let mut wrong = Vec::new();
    for (path, of) in FORMS {
        if matches!(of, Everybody) {
            continue;
        }
        let seen = scene.app.browser().post(&filled(&scene, path), &[]).await;
        let to = seen.headers.get("location").and_then(|to| to.to_str().ok()).unwrap_or_default();
        if seen.status != 303 || !to.starts_with("/sign-in") {
            wrong.push(format!("{path}: {} {to}", seen.status));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[tokio::test]
async fn a_form_without_the_proof_that_it_is_ours_is_refused() {
    let scene = Scene::entered().await;
    let browsers = browsers(&scene).await;
    let events = scene.app.events().await;
    let mut wrong = Vec::new();
    for (path, of) in FORMS.iter().filter(|(path, _)| *path != WITHOUT_PROOF) {
        let address = filled(&scene, path);
        let roles = match of {
            Everybody | Waiting => Vec::new(),
            SignedIn => vec![Role::Officer],
            Rights(keys) => allowed(keys),
        };
        let mut senders: Vec<_> = browsers
            .iter()
            .filter(|(role, ..)| roles.contains(role))
            .map(|(_, browser, own)| (browser.clone(), own.clone()))
            .collect();
        if matches!(of, Everybody) {
            let mut nobody = scene.app.browser();
            nobody.accept = "application/json";
            senders.push((nobody, Vec::new()));
        }
        for (mut browser, mut own) in senders {
            own.retain(|(name, _)| name != "csrf");
            for forged in [None, Some("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")] {
                let csrf = forged.map(|it| ("csrf".to_owned(), it.to_owned()));
                let fields: Vec<_> = own.iter().cloned().chain(csrf).collect();
                let seen = browser.post(&address, &fields).await;
                if seen.status != 403 || code(&seen) != "form.foreign" {
                    wrong.push(format!("{path}: {} {}", seen.status, code(&seen)));
                }
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert_eq!(scene.app.events().await, events);
}
