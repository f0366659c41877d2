//! PgBouncer in front of PostgreSQL: session mode works, and an unsuitable mode is rejected at startup with advice.

use crate::support::{postgres_server::PostgresServer, program::Program};
use hallpass::testing::{PASSWORD, TestApp};

#[tokio::test]
async fn a_pooler_that_loses_prepared_statements_is_rejected_with_advice() {
    let Some(server) = PostgresServer::start() else { return };
    let mut program = Program::new().await;
    assert_eq!(program.run(&["migrate"]).code, 0);
    program.set("database_url", &server.behind_bouncer("transaction"));
    std::fs::create_dir(program.file("pkg")).unwrap();
    for migrate in ["true", "false"] {
        program.set("migrate_on_start", migrate);
        for command in [&["serve"][..], &["migrate"], &["account", "list"]] {
            let ended = program.run(command);
            assert_eq!(ended.code, 1, "{command:?}");
            assert!(ended.err.contains("max_prepared_statements"), "{command:?}: {}", ended.err);
            assert!(ended.err.contains("pool_mode = session"), "{command:?}: {}", ended.err);
            assert!(!ended.err.contains("hallpass migrate"), "that is not the cause: {}", ended.err);
        }
        let checked = program.run(&["check"]);
        assert_eq!(checked.code, 1);
        assert!(checked.out.contains("max_prepared_statements"), "{}", checked.out);
    }
}

#[tokio::test]
async fn a_pooler_in_session_mode_works() {
    let Some(server) = PostgresServer::start() else { return };
    let app = TestApp::at(&server.behind_bouncer("session"), &[]).await;
    app.member("ada").await;
    app.sign_in("ada", PASSWORD).await;
    assert_eq!(app.browser().get("/readyz").await.status, 200);
}
