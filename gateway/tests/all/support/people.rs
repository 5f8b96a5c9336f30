//! People with accounts in tests.

use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::AccountId;
use registry_events::value::Language;
use registry_gateway::people::second_factor::Secret;
use registry_gateway::people::whereabouts::Whereabouts;
use registry_gateway::people::{Mailbox, NewPerson};

use super::TestApp;
use super::browser::{Browser, Seen};

pub(crate) const PASSWORD: &str = "сосна у реки 7";
/// The second factor of everybody who has one.
pub(crate) const SECRET: Secret = Secret::from_bytes(*b"12345678901234567890");

impl TestApp {
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A person with a password for an account.
    pub(crate) async fn person(&self, account: AccountId, email: &str) {
        let accounts = self.registry.accounts();
        let person = NewPerson {
            account,
            mailbox: Mailbox::parse(email).unwrap(),
            name: "Анна Петрова".into(),
            language: Language::Ru,
        };
        assert!(accounts.enter(person).await.unwrap());
        let person = accounts.person(account).await.unwrap().unwrap();
        accounts.set_password(&person, PASSWORD, &Whereabouts::default()).await.unwrap().unwrap();
    }

    /// A person with an account of their own in a role, with a second factor where it needs one.
    pub(crate) async fn person_as(&self, role: Role, scope: Scope, email: &str) -> AccountId {
        let account = self.account().await;
        self.grant(account, role, scope).await;
        self.person(account, email).await;
        if matches!(role, Role::Officer | Role::Auditor | Role::Administrator) {
            self.registry.accounts().set_factor(account, SECRET).await.unwrap();
        }
        account
    }

    /// The code of the second factor now.
    pub(crate) fn code(&self) -> String {
        SECRET.code_at(self.registry.accounts().now())
    }

    /// A browser in which somebody is signed in, with a code where one is asked for.
    pub(crate) async fn signed_in(&self, email: &str) -> Browser {
        let mut browser = self.browser();
        let answer = sign_in(&mut browser, email, PASSWORD).await;
        let location = answer.location().to_owned();
        if location.starts_with("/sign-in/code") {
            let page = browser.get(&location).await;
            let code = self.code();
            let given = browser.submit(&page, "/sign-in/code", &[("code", code.as_str())]).await;
            assert_eq!(given.location(), "/account");
        }
        browser
    }
}

/// Fills in the form of signing in.
pub(crate) async fn sign_in(browser: &mut Browser, email: &str, password: &str) -> Seen {
    let page = browser.get("/sign-in").await;
    browser.submit(&page, "/sign-in", &[("email", email), ("password", password)]).await
}
