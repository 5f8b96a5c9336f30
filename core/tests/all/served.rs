//! Which fields serve a marker: who misses one is led where it is filled in.

use registry_core::facts::{Facts, TABLE, fields_of};
use registry_core::testing::{Scene, Sketch};
use registry_events::path::FieldPath;

use super::TODAY;

/// A field as the table names it: the items of a list stand for each other.
fn named(path: &FieldPath) -> String {
    match &path.item {
        Some(item) => format!("{}/{}", item.collection, path.field),
        None => path.field.to_string(),
    }
}

#[test]
fn every_marker_that_ships_is_served_by_fields_that_are_asked() {
    let scene = Scene::open(TODAY);
    let catalogue = scene.registry().in_force().expect("editions").catalogue;
    let asked = |field: &str| match field.split_once('/') {
        Some((list, key)) => catalogue.item_fields(list).any(|known| known.key.as_str() == key),
        None => catalogue.cluster_fields().any(|known| known.key.as_str() == field),
    };
    let rulebook = scene.registry().rulebook().expect("a rulebook");
    for marker in &rulebook.markers {
        let fields = marker.fields();
        assert!(!fields.is_empty(), "{} is served by a field", marker.id);
        for field in fields {
            assert!(asked(field), "{}: {field} is asked", marker.id);
        }
    }
}

#[test]
fn what_a_fact_rests_on_is_among_the_fields_that_it_is_said_to_be_taken_from() {
    let mut scene = Scene::open(TODAY);
    let sketch = Sketch::new("Белая сосна");
    let listed = scene.listed(sketch.high());
    let facts = Facts::of(&scene.cluster(listed.cluster).profile);
    let mut rests = 0;
    for fact in TABLE {
        let fields = fields_of(fact.name);
        for path in facts.basis(fact.name) {
            assert!(fields.contains(&named(path).as_str()), "{}: {path}", fact.name);
            rests += 1;
        }
    }
    assert!(rests > 50, "{rests} claims were looked at");
    assert!(fields_of("nothing_of_the_kind").is_empty());
}
