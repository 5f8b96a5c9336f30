//! What a role rests on: who gives it, for what, and until when.

use registry_core::access::Caller;
use registry_core::command::{GrantRole, RevokeRole, WithdrawCluster};
use registry_core::state::StreamState;
use registry_core::testing::statements::{says, year};
use registry_core::testing::{Scene, Sketch};
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;
use registry_events::value::Code;

use super::{STRANGER, Stage};
use crate::{TODAY, changes};

#[test]
fn a_grant_for_another_cluster_or_for_none_is_no_grant_for_this_one() {
    let mut stage = Stage::set();
    let applicant = stage.scene.applicant();
    let other = stage.scene.listed(Sketch::small("Сосед").organisations_from(21).minimal());
    let restated = || stage.listed.state(changes().stating(says("year_created", year(2011))));
    let (cluster, reason) = (stage.listed.cluster, String::from("Решение собрания"));
    for caller in [applicant, other.representative] {
        stage.scene.when(caller, restated()).then_rejected("access.no-grant");
        let withdrawn = WithdrawCluster { cluster, reason: reason.clone(), expected: None };
        stage.scene.when(caller, withdrawn).then_rejected("access.no-grant");
    }
    stage.scene.when(stage.listed.representative, restated()).then(&["cluster: ClaimsStated"]);
}

#[test]
fn a_grant_of_another_role_is_no_grant() {
    let mut stage = Stage::set();
    let auditor = stage.scene.account(Role::Auditor, Scope::Registry);
    let as_officer = Caller { role: Role::Officer, ..auditor };
    let claims = changes().stating(says("year_created", year(2011)));
    stage.scene.when(as_officer, stage.listed.state(claims)).then_rejected("access.no-grant");
}

#[test]
fn a_grant_that_was_taken_back_is_no_grant() {
    let mut stage = Stage::set();
    let account = stage.account;
    let officer = Caller::of(account, Role::Officer);
    let grant = stage.scene.grant(account, Role::Officer, Scope::Registry);
    let claims = || stage.listed.state(changes().stating(says("year_created", year(2011))));
    stage.scene.when(officer, claims()).accepted();

    let revoke = RevokeRole { grant, reason: "Уволился".into() };
    let administrator = stage.scene.administrator();
    stage.scene.when(administrator, revoke.clone()).then(&["access: RoleRevoked"]);
    stage.scene.when(officer, claims()).then_rejected("access.no-grant");
    stage.scene.when(administrator, revoke).then_rejected("not-found");

    stage.scene.grant(account, Role::Officer, Scope::Registry);
    stage.scene.when(officer, claims()).accepted();
}

#[test]
fn a_role_goes_only_to_an_account_there_is() {
    let mut stage = Stage::set();
    let grant = stage.grants(Role::Officer, Scope::Registry);
    let unknown = GrantRole { account: STRANGER, ..grant.clone() };
    stage.scene.when(stage.scene.administrator(), unknown).then_rejected("not-found");
    stage.scene.when(stage.scene.administrator(), grant).then(&["access: RoleGranted"]);
}

#[test]
fn each_role_is_held_for_what_it_speaks_for() {
    let stage = Stage::set();
    let scopes = [
        ('*', Scope::Registry),
        ('c', Scope::Cluster(stage.listed.cluster)),
        ('o', Scope::Organisation(stage.organisation)),
        ('r', Scope::Region { region: Code::literal("RU-TOM"), organisation: stage.organisation }),
    ];
    let line = |role: Role| {
        let letters = scopes.iter().map(|(letter, scope)| {
            let command = stage.grants(role, scope.clone()).into();
            let granted = stage.scene.decide(stage.scene.administrator(), &command);
            if granted.is_ok() { *letter } else { '·' }
        });
        format!("{} {}", letters.collect::<String>(), role.key())
    };
    insta::assert_snapshot!(Role::ALL.map(line).join("\n"), @"
    *c·· cluster_representative
    ··o· organisation_representative
    ···r region_representative
    *··· officer
    *··· auditor
    *··· administrator
    ···· clerk
    ");
}

#[test]
fn an_officer_gives_and_takes_back_roles_of_representatives_alone() {
    let mut stage = Stage::set();
    let officer = stage.scene.officer();
    let speaks = stage.grants(Role::ClusterRepresentative, Scope::Cluster(stage.listed.cluster));
    let given = stage.scene.given(officer, speaks);
    assert_eq!(given.parts[0].events[0].actor.account, officer.account);
    let grant = stage.scene.load(&StreamId::access()).version;
    let back =
        |grant| RevokeRole { grant, reason: "Доверенность истекла".into() };
    stage.scene.when(officer, back(grant)).then(&["access: RoleRevoked"]);

    for role in [Role::Officer, Role::Auditor, Role::Administrator] {
        let refused = stage.grants(role, Scope::Registry);
        stage.scene.when(officer, refused).then_rejected("grant.by-administrator");
    }
    stage.scene.when(officer, back(stage.grant)).then_rejected("grant.by-administrator");
}

#[test]
fn the_last_administrator_stays() {
    let mut scene = Scene::small(TODAY);
    let first = scene.administrator();
    let of = |scene: &Scene, caller: Caller| {
        let loaded = scene.load(&StreamId::access());
        let StreamState::Access(access) = loaded.state.as_ref() else { panic!("no grants") };
        let of_it = |version: &StreamVersion| {
            access.grant(*version).is_some_and(|grant| grant.account == caller.account)
        };
        let versions = (1..=loaded.version.0).map(StreamVersion);
        versions.into_iter().find(of_it).expect("a grant")
    };
    let revoke = |grant| RevokeRole { grant, reason: "Уволился".into() };
    let own = of(&scene, first);
    for caller in [first, Caller::PROGRAM] {
        scene.when(caller, revoke(own)).then_rejected("grant.last-administrator");
    }
    let second = scene.account(Role::Administrator, Scope::Registry);
    scene.when(second, revoke(own)).then(&["access: RoleRevoked"]);
    let own = of(&scene, second);
    scene.when(second, revoke(own)).then_rejected("grant.last-administrator");
}

#[test]
fn who_keeps_accounts_has_no_hand_in_what_is_told_of_clusters() {
    let mut stage = Stage::set();
    let administrator = stage.scene.administrator();
    let of_profiles = [
        (Role::ClusterRepresentative, Scope::Cluster(stage.listed.cluster)),
        (Role::OrganisationRepresentative, Scope::Organisation(stage.organisation)),
        (Role::Officer, Scope::Registry),
    ];
    for (role, scope) in of_profiles {
        let own = GrantRole { account: administrator.account, ..stage.grants(role, scope.clone()) };
        stage.scene.when(administrator, own).then_rejected("grant.kept-apart");
        let mut other = stage.scene.clone();
        let account = other.account_without_role();
        other.grant(account, role, scope);
        let rises = stage.grants(Role::Administrator, Scope::Registry);
        let rises = GrantRole { account, ..rises };
        other.when(administrator, rises).then_rejected("grant.kept-apart");
    }
    let audits = GrantRole {
        account: administrator.account,
        ..stage.grants(Role::Auditor, Scope::Registry)
    };
    stage.scene.when(administrator, audits).then_rejected("grant.own");
}

#[test]
fn who_audits_neither_states_nor_confirms_what_is_audited() {
    let mut stage = Stage::set();
    let administrator = stage.scene.administrator();
    let region =
        Scope::Region { region: Code::literal("RU-TOM"), organisation: stage.organisation };
    let audited = [
        (Role::ClusterRepresentative, Scope::Cluster(stage.listed.cluster)),
        (Role::OrganisationRepresentative, Scope::Organisation(stage.organisation)),
        (Role::RegionRepresentative, region),
        (Role::Officer, Scope::Registry),
    ];
    let auditor = stage.scene.account(Role::Auditor, Scope::Registry);
    for (role, scope) in audited {
        let own = GrantRole { account: auditor.account, ..stage.grants(role, scope.clone()) };
        stage.scene.when(administrator, own).then_rejected("grant.audits-apart");
        let mut other = stage.scene.clone();
        let account = other.account_without_role();
        other.grant(account, role, scope);
        let audits = GrantRole { account, ..stage.grants(Role::Auditor, Scope::Registry) };
        other.when(administrator, audits).then_rejected("grant.audits-apart");
    }
}

#[test]
fn an_administrator_gives_no_role_to_themselves() {
    let mut stage = Stage::set();
    let administrator = stage.scene.administrator();
    for role in [Role::Auditor, Role::Administrator] {
        let own =
            GrantRole { account: administrator.account, ..stage.grants(role, Scope::Registry) };
        stage.scene.when(administrator, own).then_rejected("grant.own");
    }
}

#[test]
fn an_officer_gives_no_role_to_themselves() {
    let mut stage = Stage::set();
    let officer = stage.scene.officer();
    let granted =
        stage.grants(Role::OrganisationRepresentative, Scope::Organisation(stage.organisation));
    let own = GrantRole { account: officer.account, ..granted };
    stage.scene.when(officer, own).then_rejected("grant.own");
}
