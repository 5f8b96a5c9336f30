//! A document as evidence has no address that everybody can open: it stands with its kind and digest,
//! and a link stays a link.

use axum::http::Method;
use serde_json::json;

use crate::pages::page;
use crate::reads::scene::Scene;

const PDF: &[u8] = b"%PDF-1.7 an agreement";

#[tokio::test]
async fn a_document_is_told_by_its_kind_and_digest_and_leads_nowhere() {
    let scene = Scene::shipped().await;
    let headers = [("content-type", "application/pdf")];
    let kept = scene.officer.send(Method::POST, "/api/v1/evidence", &headers, PDF.to_vec()).await;
    let evidence = json!([kept.body, "https://cluster.example/charter"]);
    let claim = json!({ "path": "year_created", "value": 2013, "evidence": evidence });
    scene.state(&json!({ "claims": [claim] })).await;
    let digest = blake3::hash(PDF).to_hex().to_string();
    for path in ["", "/history"] {
        let page = page(&scene, &format!("/clusters/{}{path}", scene.pine)).await;
        let told = page.texts(".document");
        assert!(told.iter().any(|words| words.contains("(PDF, 1 КБ;")), "{path}: {told:?}");
        assert!(told.iter().any(|words| words.ends_with(&digest)), "{path}: {told:?}");
        let links = page.links("main a[href]");
        assert!(!links.iter().any(|link| link.contains(&digest)), "{path}: {links:?}");
        assert!(links.contains(&"https://cluster.example/charter".to_owned()), "{path}");
    }
}
