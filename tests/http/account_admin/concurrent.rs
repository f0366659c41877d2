//! Pages of accounts that are rendered at the same time.

use std::sync::Arc;

use hallpass::testing::TestApp;
use tokio::task::JoinSet;

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn each_page_has_the_title_of_its_own_account() {
    let app = TestApp::start().await;
    let grace = Arc::new(app.administrator("grace").await);
    let mut pages = JoinSet::new();
    for name in ["ada", "noor", "emil", "olga"] {
        app.member(name).await;
        let id = app.id_of(name).await;
        for view in ["", "/sessions", "/history", "/ban"].into_iter().cycle().take(40) {
            let (grace, path) = (Arc::clone(&grace), format!("/admin/accounts/{id}{view}"));
            pages.spawn(async move { (name, grace.get(&path).await) });
        }
    }
    for (name, page) in pages.join_all().await {
        assert_eq!(page.status, 200, "{name}");
        let title =
            page.body.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
        assert!(title.contains(&format!("{name} · ")), "{name}: {title}");
    }
}
