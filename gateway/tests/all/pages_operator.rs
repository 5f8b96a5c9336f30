//! Who runs the registry stands in the footer and where people learn whom to write to; how the site
//! is checked and what isn't convenient yet is said.

use registry_gateway::http::{HttpSettings, Operator};

use crate::pages::{HTML, Page};
use crate::reads::raw;
use crate::support::{TestApp, generous};

async fn run_by(operator: Operator) -> TestApp {
    TestApp::with(HttpSettings { operator, ..generous() }).await
}

async fn read(app: &TestApp, path: &str) -> Page {
    Page::of(&raw::get(app, path, &[HTML]).await)
}

fn centre() -> Operator {
    Operator {
        name: "Центр (демо)".into(),
        email: "registry@centre.example".into(),
        address: "Москва, ул. Примерная, 1".into(),
    }
}

#[tokio::test]
async fn the_operator_stands_in_the_footer_and_where_it_is_written_to() {
    let app = run_by(centre()).await;
    let told = "Оператор реестра: Центр (демо), registry@centre.example, Москва, ул. Примерная, 1";
    for path in ["/clusters", "/privacy", "/accessibility"] {
        let page = read(&app, path).await;
        assert_eq!(page.text("footer .operator"), told, "{path}");
        assert_eq!(page.links("footer .operator a"), ["mailto:registry@centre.example"]);
    }
    for path in ["/privacy", "/accessibility"] {
        assert_eq!(read(&app, path).await.text("main .operator"), told, "{path}");
    }
    let english = read(&app, "/en/privacy").await;
    assert!(english.texts("footer .operator [lang=ru]").contains(&"Центр (демо)".to_owned()));
    let named = run_by(Operator { name: "Центр".into(), ..Operator::default() }).await;
    assert_eq!(read(&named, "/clusters").await.text("footer .operator"), "Оператор реестра: Центр");
}

#[tokio::test]
async fn an_operator_that_is_not_named_is_not_invented() {
    let app = run_by(Operator::default()).await;
    assert!(read(&app, "/clusters").await.all(".operator").is_empty());
    let privacy = read(&app, "/privacy").await;
    assert_eq!(privacy.text("#asked ~ .absent"), "Оператор реестра не указан.");
}

#[tokio::test]
async fn the_statement_tells_its_day_its_limits_and_how_it_is_checked() {
    let app = run_by(centre()).await;
    let page = read(&app, "/accessibility").await;
    assert_eq!(page.texts("section[aria-labelledby=limits] li").len(), 3);
    let checked = page.text("section[aria-labelledby=checked]");
    assert!(checked.contains("axe") && checked.contains("WCAG 2.2"), "{checked}");
    assert!(checked.contains("Заявление составлено 26.11.2026."), "{checked}");
}
