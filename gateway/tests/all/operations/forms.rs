//! Each form of the pages as nobody, as each role, and without the proof that it is ours: what the access
//! table allows and nothing else. The forms are those of the router itself.

use std::collections::BTreeMap;

use registry_core::access::{LETTERS, READS as READ_TABLE, TABLE};
use registry_events::actor::Role;
use registry_events::event::Scope;

use serde_json::{Value, json};

use super::roles::{allowed, scope_of};
use crate::publications::report;
use crate::reads::scene::Scene;
use crate::support::browser::{Browser, Seen};
use crate::support::{Client, body};

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
    ("/admin/accounts", Rights(&["open_account"])),
    ("/admin/accounts/{id}", Rights(&["open_account"])),
    ("/appearance", Everybody),
    ("/clusters/{id}/report", Everybody),
    ("/clusters/{id}/write", Everybody),
    ("/desk/sealed/applications/{id}", Rights(&["read_sealed"])),
    ("/desk/sealed/disputes/{cluster}/{version}", Rights(&["read_sealed"])),
    ("/desk/sealed/proposals/{id}", Rights(&["read_sealed"])),
    ("/desk/sealed/reports/{id}", Rights(&["read_sealed"])),
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
    ("/work/completeness", Rights(&["remind_representatives"])),
    ("/work/confirmations/{id}", Rights(&["confirm_claims"])),
    ("/work/confirmations/{id}/denials/{item}", Rights(&["deny_membership"])),
    ("/work/confirmations/{id}/denials/{item}/withdrawal", Rights(&["withdraw_denial"])),
    ("/work/confirmations/{id}/given/{version}/withdrawal", Rights(&["withdraw_confirmation"])),
    ("/work/confirmations/{id}/question", Rights(&["confirm_claims"])),
    ("/work/disputes/{id}/new", Rights(&["file_dispute"])),
    ("/work/disputes/{id}/{version}", Rights(&["admit_dispute", "answer_dispute"])),
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
pub(super) const APPLYING: [&str; 1] = ["/work/applications"];
/// A form that needs no proof: it sets how pages look in the reader's own browser and nothing else.
pub(super) const WITHOUT_PROOF: [&str; 1] = ["/appearance"];
/// Forms of what only those know that it is there whose it is: to everybody else it is nowhere.
pub(super) const NOWHERE: [&str; 0] = [];

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

/// What the names in addresses stand for: each is there.
struct Things {
    account: String,
    organisation: String,
    cluster: String,
    application: String,
    report: String,
    proposal: String,
    publication: String,
    dispute: String,
    confirmation: String,
    expected: String,
}

impl Things {
    async fn of(scene: &Scene) -> Self {
        let account = scene.app.account().await;
        scene.app.person(account, "somebody@registry.example").await;
        let applicant = scene.app.applicant().await;
        let (representative, member) = (scene.representative().await, scene.participant(4).await);
        let started = applicant.post("/api/v1/applications", &body::application("Осина")).await;
        let application = started.done().text("application");
        let submission = format!("/api/v1/applications/{application}/submission");
        applicant.post_nothing(&submission).await.done();
        let said = json!({ "path": "summary", "text": "В описании ошибка" });
        let made = json!({ "about": "questionnaire", "text": "Добавить поле о стажировках" });
        let known = json!({ "name": "Станки", "region": "RU-TOM", "known_since": "2015-10-01",
            "source": { "type": "press", "url": "https://press.example/1" } });
        let membership = json!({ "claims": [{ "path": "participants/1" }] });
        let done =
            async |client: &Client, at: &str, body: &Value| client.post(at, body).await.done();
        let confirms = scene.participant(0).await;
        let confirmed = done(&confirms, &scene.at("confirmations"), &membership).await;
        let published = done(&scene.officer, "/api/v1/publications", &report("Отчёт")).await;
        let things = Self {
            account: account.to_string(),
            organisation: scene.organisation(0).to_string(),
            cluster: scene.pine.clone(),
            application,
            report: done(&representative, &scene.at("reports"), &said).await.text("report"),
            proposal: done(&representative, "/api/v1/proposals", &made).await.text("proposal"),
            publication: published.number("publication").to_string(),
            dispute: disputed(scene, &member).await,
            confirmation: confirmed.number("version").to_string(),
            expected: done(&scene.officer, "/api/v1/expected", &known).await.text("expected"),
        };
        scene.app.settle().await;
        things
    }

    /// The address of a form.
    fn filled(&self, path: &str) -> String {
        let parts = path.split('/').map(|part| match part {
            "{id}" => self.named(path),
            "{cluster}" => &self.cluster,
            "{version}" if path.contains("/given/") => &self.confirmation,
            "{version}" => &self.dispute,
            "{number}" => &self.publication,
            "{code}" => "RU-TOM",
            "{field}" if path.contains("/requests/") => "official_name",
            "{field}" => "summary",
            "{list}" => "participants",
            "{matter}" => "identity",
            "{item}" | "{token}" => "1",
            "{act}" if path.contains("/proposals/") => "answer",
            "{act}" => "removal",
            named if named.starts_with('{') => panic!("{path} has no {named}"),
            literal => literal,
        });
        parts.collect::<Vec<_>>().join("/")
    }

    /// What `{id}` names.
    fn named(&self, path: &str) -> &str {
        let kinds = [
            ("/accounts/", &self.account),
            ("/applications/", &self.application),
            ("/reports/", &self.report),
            ("/proposals/", &self.proposal),
            ("/expected/", &self.expected),
            ("/organisations/", &self.organisation),
        ];
        let kind = kinds.iter().find(|(kind, _)| path.contains(&format!("{kind}{{id}}")));
        kind.map_or(&self.cluster, |(_, thing)| thing)
    }
}

/// A dispute that a participant filed and nobody admitted yet.
async fn disputed(scene: &Scene, member: &Client) -> String {
    let card = scene.get(&scene.card()).await;
    let mut claims = card.body["claims"].as_array().unwrap().iter();
    let stated = claims.find(|claim| claim["path"] == "employees_total").unwrap();
    let filing = json!({ "grounds": "По отчёту вдвое меньше",
        "claim": { "path": "employees_total", "version": stated["version"] },
        "evidence": ["https://press.example/1"] });
    let filed = member.post(&scene.at("disputes"), &filing).await.done();
    filed.number("dispute").to_string()
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
    let body: Value = serde_json::from_str(&seen.html).unwrap_or_default();
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
        .chain(LETTERS.iter().map(|(_, key, roles)| (*key, *roles)))
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
    let (things, browsers) = (Things::of(&scene).await, browsers(&scene).await);
    let events = scene.app.events().await;
    let mut wrong = Vec::new();
    for (path, of) in FORMS {
        let Rights(keys) = of else { continue };
        if APPLYING.contains(path) {
            continue;
        }
        let (address, roles) = (things.filled(path), allowed(keys));
        for (role, browser, own) in &browsers {
            let seen = browser.clone().post(&address, own).await;
            let is_refused = seen.status == 403 && code(&seen) == "access.role";
            let is_closed = is_refused || NOWHERE.contains(path) && seen.status == 404;
            let is_right = if roles.contains(role) { !is_refused } else { is_closed };
            if !is_right {
                wrong.push(format!("{path}: {} gets {} {}", role.key(), seen.status, code(&seen)));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert_eq!(scene.app.events().await, events, "a form that says nothing does nothing");
    for (role, browser, own) in &browsers {
        let seen = browser.clone().post(APPLYING[0], own).await;
        let is_refused = seen.status == 403 && code(&seen) == "access.role";
        let speaks = scope_of(&scene, *role) != Scope::Registry;
        assert_eq!(is_refused, !speaks, "{}: {}", role.key(), seen.status);
    }
}

#[tokio::test]
async fn a_form_leads_nobody_but_to_signing_in() {
    let scene = Scene::entered().await;
    let things = Things::of(&scene).await;
    let mut wrong = Vec::new();
    for (path, of) in FORMS {
        if matches!(of, Everybody) {
            continue;
        }
        let seen = scene.app.browser().post(&things.filled(path), &[]).await;
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
    let (things, browsers) = (Things::of(&scene).await, browsers(&scene).await);
    let events = scene.app.events().await;
    let mut wrong = Vec::new();
    for (path, of) in FORMS.iter().filter(|(path, _)| !WITHOUT_PROOF.contains(path)) {
        let address = things.filled(path);
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
