//! The coach: each step leads to where it is filled in, and a field tells which markers it serves.

use crate::work_tasks::scene;

#[tokio::test]
async fn each_step_to_the_next_level_leads_to_where_it_is_filled_in() {
    let (_app, path, mut anna) = scene().await;
    let tasks = anna.get(&path).await;
    let coach = tasks.texts(".work-coach p");
    assert!(coach[0].contains("под рукой"), "it encourages: {coach:?}");
    let document = tasks.document();
    let links = scraper::Selector::parse(".work-coach li a").unwrap();
    let links: Vec<_> =
        document.select(&links).map(|link| link.attr("href").unwrap().to_owned()).collect();
    assert_eq!(links.len(), tasks.texts(".work-coach li").len(), "every step has its way");
    assert!(links.contains(&format!("{path}/fields/website")), "{links:?}");
    assert!(links.contains(&format!("{path}/lists/governing_bodies")), "{links:?}");
    for link in links {
        assert_eq!(anna.get(&link).await.status, 200, "{link}");
    }
}

#[tokio::test]
async fn a_field_tells_which_markers_its_answer_counts_for() {
    let (_app, path, mut anna) = scene().await;
    let website = anna.get(&format!("{path}/fields/website")).await;
    let served = website.attribute(".served a", "href").unwrap();
    let id = path.rsplit('/').next().unwrap();
    assert_eq!(served, format!("/clusters/{id}/level/O1"));
    assert_eq!(anna.get(&served).await.status, 200);
    let method = anna.get(&format!("{path}/fields/employees_method")).await;
    assert!(method.texts(".served").is_empty(), "no marker asks for it");
}
