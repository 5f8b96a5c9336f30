//! Keys of sealed subjects that are erased for good.

use registry_core::access::Caller;
use registry_core::command::{FORGOTTEN_KEYS_MAX, ForgetSubject};
use registry_core::testing::Scene;
use registry_events::seal::KeyId;

use super::TODAY;

fn forget(keys: &[&str]) -> ForgetSubject {
    let keys = keys.iter().map(|key| KeyId((*key).into())).collect();
    ForgetSubject {
        keys, law: "152-ФЗ, статья 21".into(), reason: "По заявлению".into()
    }
}

#[test]
fn erased_keys_are_named_by_an_event_of_the_registry() {
    let mut scene = Scene::small(TODAY);
    scene
        .when(Caller::PROGRAM, forget(&["organisation/7/inn"]))
        .then(&["registry: SubjectForgotten"]);
    assert!(scene.registry().has_forgotten(&KeyId("organisation/7/inn".into())));
    assert!(!scene.registry().has_forgotten(&KeyId("organisation/8/inn".into())));
}

#[test]
fn a_key_is_erased_once() {
    let mut scene = Scene::small(TODAY);
    scene.given(Caller::PROGRAM, forget(&["a"]));
    scene.when(Caller::PROGRAM, forget(&["a"])).then_rejected("subject.already-forgotten");
    scene.when(Caller::PROGRAM, forget(&["a", "b"])).then(&["registry: SubjectForgotten"]);
}

#[test]
fn a_later_value_of_a_forgotten_subject_gets_a_key_of_another_name() {
    let mut scene = Scene::small(TODAY);
    let first = KeyId("value/cluster/1/head".into());
    assert_eq!(scene.registry().usable_key(first.clone()), first);
    scene.given(Caller::PROGRAM, forget(&[&first.0]));
    let second = scene.registry().usable_key(first.clone());
    assert_eq!(second.to_string(), "value/cluster/1/head#2");
    scene.given(Caller::PROGRAM, forget(&[&second.0]));
    assert_eq!(scene.registry().usable_key(first).to_string(), "value/cluster/1/head#3");
}

#[test]
fn nothing_and_too_much_are_refused() {
    let mut scene = Scene::small(TODAY);
    scene.when(Caller::PROGRAM, forget(&[])).then_problems(&["/keys subject.unknown"]);
    let many = vec!["a"; FORGOTTEN_KEYS_MAX + 1];
    scene.when(Caller::PROGRAM, forget(&many)).then_problems(&["/keys list.too-many 200 201"]);
}
