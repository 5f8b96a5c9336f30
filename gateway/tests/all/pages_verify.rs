//! The page that checks proofs: what a browser is given, and what is said without scripts.

use crate::pages::{HTML, Page, unmarked};
use crate::reads::raw;
use crate::support::{TestApp, signing_key};

async fn page(app: &TestApp, path: &str) -> Page {
    let raw = raw::get(app, path, &[HTML]).await;
    assert_eq!(raw.status, 200, "{path}: {}", raw.text());
    Page::of(&raw)
}

#[tokio::test]
async fn the_page_is_given_the_key_of_the_log_and_another_may_be_put_in() {
    let app = TestApp::signed().await;
    let page = page(&app, "/verify").await;
    let given = page.all("#check input[name=key]")[0].value().attr("value").unwrap();
    assert_eq!(given, signing_key().verifier().to_string());
    assert!(page.all("#check input[readonly]").is_empty());
}

#[tokio::test]
async fn a_server_that_signs_nothing_says_so_and_takes_a_key() {
    let app = TestApp::new().await;
    let page = page(&app, "/verify").await;
    assert_eq!(page.all("#check input[name=key]")[0].value().attr("value"), Some(""));
    assert!(page.text("#check-key-hint").contains("ничего не подписывает"));
}

#[tokio::test]
async fn everything_that_the_script_says_is_given_in_the_language_of_the_page() {
    let app = TestApp::signed().await;
    let script = include_str!("../../assets/js/verify.js");
    let proofs = include_str!("../../assets/js/shared-proof.js");
    let quoted = |text: &'static str, before: &'static str| {
        text.split(before).skip(1).filter_map(|rest| rest.split_once('"')).map(|(word, _)| word)
    };
    let said: Vec<_> = quoted(script, "say(\"").map(str::to_owned).collect();
    let verdicts = include_str!("../../assets/js/shared-verdict.js");
    let refused = [quoted(verdicts, "Refusal(\""), quoted(proofs, "Refusal(\"")];
    let refused = refused.into_iter().flatten().chain(quoted(proofs, "unchecked(\""));
    let refused = refused.chain(["unexpected", "not-an-extract", "other-number"]);
    let refused: Vec<_> = refused.map(|reason| format!("refused-{reason}")).collect();
    assert!(said.len() > 4 && refused.len() > 10, "{said:?} {refused:?}");
    for path in ["/verify", "/en/verify"] {
        let page = page(&app, path).await;
        let words = page.all("[data-word]");
        let given: Vec<_> =
            words.iter().filter_map(|word| word.value().attr("data-word")).collect();
        for word in said.iter().chain(&refused) {
            assert!(given.contains(&word.as_str()), "{path} lacks {word}");
        }
        if path == "/en/verify" {
            assert_eq!(unmarked(&page), Vec::<String>::new());
        }
    }
}

#[tokio::test]
async fn without_scripts_the_page_says_how_to_check_and_hands_out_the_independent_verifier() {
    let app = TestApp::signed().await;
    for path in ["/verify", "/en/verify"] {
        let page = page(&app, path).await;
        assert!(page.all("#check")[0].value().attr("hidden").is_some(), "needs the script");
        assert_eq!(page.all("noscript").len(), 1);
        assert!(page.text("#otherwise ~ .example").contains("clustermap verify"));
        let programs = ["/verify/verify_log.py", "/verify/verify_case.py"];
        assert_eq!(page.links("#otherwise ~ .example a"), programs);
    }
    let program = raw::get(&app, "/verify/verify_log.py", &[]).await;
    assert_eq!(program.status, 200);
    let own = include_str!("../../../replay-tests/independent/verify_log.py");
    assert_eq!(program.text(), own);
    let of_cases = raw::get(&app, "/verify/verify_case.py", &[]).await;
    assert_eq!(of_cases.status, 200);
    let own = include_str!("../../../replay-tests/independent/verify_case.py");
    assert_eq!(of_cases.text(), own);
}

#[tokio::test]
async fn a_number_of_an_extract_leads_to_its_page_and_another_text_is_refused() {
    let app = TestApp::signed().await;
    for language in ["", "/en"] {
        let form = page(&app, &format!("{language}/verify")).await;
        let action = form.all("#by-number")[0].value().attr("action").unwrap().to_owned();
        assert_eq!(action, format!("{language}/verify"));
        assert_eq!(form.all("#by-number input[name=number]").len(), 1);
        let asked = format!("{action}?number=+cr-17%E2%80%9344136FA355B3-0badc0de");
        let answer = raw::get(&app, &asked, &[HTML]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let to = format!("{language}/verify/CR-17-44136fa355b3-0badc0de");
        assert_eq!(answer.header("location"), Some(to.as_str()));
        let refused = raw::get(&app, &format!("{action}?number=17"), &[HTML]).await;
        assert_eq!(refused.status, 404);
        assert!(refused.text().contains("CR-1234-0123456789ab-01234567"));
    }
}

#[tokio::test]
async fn every_page_leads_there() {
    let app = TestApp::signed().await;
    for (from, to) in [("/about", "/verify"), ("/en/about", "/en/verify")] {
        assert!(page(&app, from).await.links("#menu a").contains(&to.to_owned()), "{from}");
    }
}
