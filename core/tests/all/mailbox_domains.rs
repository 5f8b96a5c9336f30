//! Which domains' mailboxes are an organisation's own, and who may say so.

use jiff::civil::date;
use registry_core::access::Caller;
use registry_core::command::{GrantByMailbox, GrantRole, ReleaseMailboxDomain, TieMailboxDomain};
use registry_core::state::StreamState;
use registry_core::testing::statements::link;
use registry_core::testing::{Scene, organisation};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::claim::{Source, SourceType};
use registry_events::event::Scope;
use registry_events::ids::{AccountId, OrganisationId};
use registry_events::stream::StreamId;
use registry_events::value::Code;
use registry_events::value::{MailDomain, WebUrl};

use super::TODAY;

pub(crate) fn domain(given: &str) -> MailDomain {
    MailDomain::parse(given).expect("a domain")
}

/// The command that ties a domain by evidence.
pub(crate) fn tie(organisation: OrganisationId, given: &str) -> TieMailboxDomain {
    let (source, evidence) = (Source::OWN, vec![link()]);
    TieMailboxDomain { organisation, domain: domain(given), source, evidence }
}

fn release(organisation: OrganisationId, given: &str) -> ReleaseMailboxDomain {
    let (domain, reason) = (domain(given), "Домен продан".into());
    ReleaseMailboxDomain { organisation, domain, reason }
}

/// The command that lets an account speak from a mailbox of a domain.
pub(crate) fn by_mailbox(
    account: AccountId,
    organisation: OrganisationId,
    given: &str,
) -> GrantByMailbox {
    GrantByMailbox { account, organisation, domain: domain(given) }
}

fn scene() -> (Scene, OrganisationId, OrganisationId) {
    let mut scene = Scene::small(TODAY);
    for number in [51, 52] {
        scene.centre("RU-TOM", number);
    }
    let [one, other] = [51, 52].map(|number| scene.organisation(&organisation(number)));
    (scene, one, other)
}

fn domains(scene: &Scene, id: OrganisationId) -> Vec<String> {
    match scene.load(&StreamId::organisation(id)).state.as_ref() {
        StreamState::Organisation(state) => {
            state.mailbox_domains.keys().map(ToString::to_string).collect()
        }
        other => panic!("{other:?} is no organisation"),
    }
}

#[test]
fn a_domain_is_tied_to_each_organisation_of_a_holding_and_released_from_one() {
    let (mut scene, one, other) = scene();
    let officer = scene.officer();
    for id in [one, other] {
        scene.when(officer, tie(id, "Holding.Example")).then(&["organisation: MailboxDomainTied"]);
    }
    scene.when(officer, tie(one, "holding.example")).then_rejected("mailbox-domain.already-tied");
    let released = scene.when(officer, release(one, "holding.example"));
    released.then(&["organisation: MailboxDomainReleased"]);
    assert_eq!(domains(&scene, one), Vec::<String>::new());
    assert_eq!(domains(&scene, other), ["holding.example"]);
    scene.when(officer, release(one, "holding.example")).then_rejected("not-found");
    scene.when(officer, tie(one, "holding.example")).accepted();
}

#[test]
fn a_domain_where_anybody_can_open_a_mailbox_shows_nothing() {
    let (mut scene, one, _) = scene();
    let officer = scene.officer();
    for given in ["mail.ru", "GMAIL.com", "corp.yandex.ru"] {
        scene.when(officer, tie(one, given)).then_rejected("mailbox-domain.for-anybody");
    }
    scene.when(officer, tie(one, "notmail.ru")).accepted();
}

#[test]
fn a_domain_has_one_spelling_the_one_that_people_read() {
    let (mut scene, one, _) = scene();
    let officer = scene.officer();
    for given in ["xn--80aei3bh.xn--p1ai", "mail.xn--80aei3bh.example", "127.0.0.1", "works.１２"]
    {
        scene.when(officer, tie(one, given)).then_rejected("mailbox-domain.for-machines");
    }
}

#[test]
fn a_domain_under_which_anybody_registers_their_own_is_nobodys() {
    let (mut scene, one, _) = scene();
    let officer = scene.officer();
    for given in ["co.uk", "com.ru", "msk.ru", "GitHub.io", "xn--55qx5d.cn", "公司.cn"] {
        scene.when(officer, tie(one, given)).then_rejected("mailbox-domain.public-suffix");
    }
    for given in ["works.co.uk", "works.msk.ru", "works.github.io", "works.ru", "завод.рф"] {
        scene.when(officer, tie(one, given)).accepted();
    }
}

#[test]
fn a_domain_is_tied_by_a_public_source_or_a_document() {
    let (mut scene, one, _) = scene();
    let officer = scene.officer();
    let url = WebUrl::parse("https://register.example/1").ok();
    let register = Source { source_type: SourceType::Register, url, retrieved_on: Some(TODAY) };
    let by = |source: Source| TieMailboxDomain {
        source,
        evidence: Vec::new(),
        ..tie(one, "works.example")
    };
    let own = Source { source_type: SourceType::Own, ..register.clone() };
    let unseen = Source { url: None, ..register.clone() };
    for source in [Source::OWN, own, unseen] {
        scene.when(officer, by(source)).then_rejected("mailbox-domain.source-needed");
    }
    let ahead = Source { retrieved_on: Some(date(2099, 1, 1)), ..register.clone() };
    scene.when(officer, by(ahead)).then_rejected("date.in-future");
    scene.when(officer, by(register)).then(&["organisation: MailboxDomainTied"]);
}

#[test]
fn a_cluster_and_the_organisation_itself_tie_nothing() {
    let (mut scene, listed) = super::one_cluster();
    let member = scene.representative(3);
    let id = scene.organisation(&organisation(3));
    for caller in [listed.representative, member] {
        scene.when(caller, tie(id, "works.example")).then_rejected("access.role");
    }
}

#[test]
fn who_follows_a_link_to_a_mailbox_of_a_tied_domain_speaks_for_that_organisation_alone() {
    let (mut scene, one, other) = scene();
    scene.given(scene.officer(), tie(one, "works.example"));
    let account = scene.account_without_role();
    let granted = |organisation, given| by_mailbox(account, organisation, given);
    for (organisation, given) in
        [(other, "works.example"), (one, "post.works.example"), (one, "w.example")]
    {
        let refused = scene.when(Caller::PROGRAM, granted(organisation, given));
        refused.then_rejected("grant.domain-not-tied");
    }
    let administrator = scene.administrator();
    scene.when(administrator, granted(one, "works.example")).then_rejected("access.role");
    let given = scene.when(Caller::PROGRAM, granted(one, "Works.Example"));
    given.then(&["access: RoleGranted"]);
    let access = scene.load(&StreamId::access());
    let StreamState::Access(access) = access.state.as_ref() else { panic!("no grants") };
    let grant = access.grants_of(account).next().expect("a grant");
    assert_eq!(grant.authority.basis, Basis::WorkMailbox);
    assert_eq!(grant.mailbox_domain, Some(domain("works.example")));
}

#[test]
fn who_spoke_from_a_mailbox_does_so_no_more_once_its_domain_is_released() {
    let (mut scene, one, other) = scene();
    let officer = scene.officer();
    for (id, given) in [(one, "works.example"), (one, "old.example"), (other, "works.example")] {
        scene.given(officer, tie(id, given));
    }
    let [first, second, third] =
        [(one, "works.example"), (one, "old.example"), (other, "works.example")].map(
            |(organisation, given)| {
                let account = scene.account_without_role();
                scene.given(Caller::PROGRAM, by_mailbox(account, organisation, given));
                account
            },
        );
    let released = scene.when(officer, release(one, "works.example"));
    released.then(&["access: RoleRevoked", "organisation: MailboxDomainReleased"]);
    let access = scene.load(&StreamId::access());
    let StreamState::Access(access) = access.state.as_ref() else { panic!("no grants") };
    let roles = [first, second, third].map(|account| access.grants_of(account).count());
    assert_eq!(roles, [0, 1, 1]);
}

#[test]
fn nobodys_word_is_enough_that_a_mailbox_is_an_organisations_own() {
    let (mut scene, one, _) = scene();
    let account = scene.account_without_role();
    let authority = Authority { basis: Basis::WorkMailbox, document: None };
    let region = Scope::Region { region: Code::literal("RU-TOM"), organisation: one };
    for (role, scope) in [
        (Role::OrganisationRepresentative, Scope::Organisation(one)),
        (Role::RegionRepresentative, region),
    ] {
        let grant = GrantRole { account, role, scope, authority: authority.clone() };
        scene.when(scene.administrator(), grant.clone()).then_rejected("grant.by-mailbox");
        scene.when(Caller::PROGRAM, grant).then_rejected("grant.by-mailbox");
    }
}
