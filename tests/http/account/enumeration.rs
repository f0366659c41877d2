//! Error responses do not reveal whether an account exists.

use hallpass::testing::{NEW_PASSWORD, PASSWORD, Reply, TestApp};

/// The response without the parts that differ between any two responses.
fn shown(reply: &Reply) -> String {
    let headers = reply
        .headers
        .iter()
        .filter(|(name, _)| !["date", "x-request-id", "set-cookie", "serverfnerror"].contains(&name.as_str()));
    let headers: Vec<_> = headers.map(|(name, value)| format!("{name}: {value:?}")).collect();
    format!("{}\n{}\n{}", reply.status, headers.join("\n"), reply.body)
}

#[tokio::test]
async fn unknown_usernames_and_wrong_passwords_get_identical_responses() {
    let app = TestApp::start().await;
    app.member("ada").await;
    app.administrator("grace").await;
    app.banned("mallory").await;
    let mut answers = Vec::new();
    for name in ["nobody", "ada", "grace", "mallory", "ADA", "a@b.c", "x'--"] {
        let reply = app.browser().fetch("sign_in", &[("username", name), ("password", "wrong")]).await;
        assert_eq!(reply.status, 401);
        answers.push(shown(&reply));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{}", answers.join("\n---\n"));
}

#[tokio::test]
async fn plain_forms_do_not_reveal_accounts_either() {
    let app = TestApp::start().await;
    app.member("ada").await;
    app.banned("zoe").await;
    let mut answers = Vec::new();
    for name in ["noa", "ada", "zoe"] {
        let guest = app.browser();
        let page = guest.form("/sign-in", "sign_in", &[("username", name), ("password", "wrong")]).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("Wrong username or password."));
        // The nonce is new in each response, and the name is the input.
        let nonce = page.header("content-security-policy").split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        answers.push(page.body.replace(nonce, "").replace(name, "…"));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{}", answers.join("\n---\n"));
}

#[tokio::test]
async fn a_failed_sign_in_to_a_banned_account_sets_no_cookie_and_writes_no_row() {
    let app = TestApp::start().await;
    app.banned("mallory").await;
    let before = app.snapshot().await;
    for name in ["mallory", "nobody"] {
        let reply = app.browser().fetch("sign_in", &[("username", name), ("password", "wrong")]).await;
        assert!(reply.cookies().is_empty());
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn dead_links_get_identical_responses() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let (_, token) = app.reset_link("ada").await;
    app.browser().fetch("reset_password", &[("token", &token), ("new_password", NEW_PASSWORD)]).await;
    let mut answers = Vec::new();
    for token in [&*token, "unknown", ""] {
        answers.push(shown(&app.browser().fetch("check_reset_link", &[("token", token)]).await));
        answers.push(shown(&app.browser().fetch("check_set_up_link", &[("token", token)]).await));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{}", answers.join("\n---\n"));
}

#[tokio::test]
async fn members_cannot_tell_whether_an_account_id_exists() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.member("noor").await;
    let there = app.id_of("noor").await;
    for function in ["show_account", "lift_ban"] {
        let found = shown(&ada.fetch(function, &[("id", &there)]).await);
        let missing = shown(&ada.fetch(function, &[("id", "missing")]).await);
        assert_eq!(found, missing, "{function}");
    }
    let fields = [("username", "noor"), ("password", PASSWORD), ("email", "")];
    let problems = ada.fetch("sign_up", &fields).await.problems();
    assert_eq!(problems, ["username: That name is taken. Choose another."], "sign-up must say which names are taken");
}

#[tokio::test]
async fn unknown_usernames_cost_as_much_hashing_as_accounts_with_old_or_new_hashes() {
    let app = TestApp::start().await;
    app.member("ada").await;
    app.member("eve").await;
    for costs in [("7168", "3"), ("14336", "1")] {
        let app = app.restart(&[("argon2_memory_kib", costs.0), ("argon2_iterations", costs.1)]).await;
        app.sign_in("eve", PASSWORD).await;
        let hashers = app.services.accounts.hashers();
        let work = async |name: &str, password: &str| {
            let before = hashers.work();
            app.browser().fetch("sign_in", &[("username", name), ("password", password)]).await;
            hashers.work() - before
        };
        let unknown = work("nobody", PASSWORD).await;
        for name in ["ada", "eve"] {
            assert_eq!(work(name, "wrong").await, unknown, "{name} at {costs:?}");
        }
        assert_eq!(work("eve", PASSWORD).await, unknown, "{costs:?}");
    }
    // Once every hash has been updated, sign-ins no longer cost what old hashes did.
    let app = app.restart(&[("argon2_memory_kib", "8192"), ("argon2_iterations", "1")]).await;
    for name in ["ada", "eve"] {
        app.sign_in(name, PASSWORD).await;
    }
    let before = app.services.accounts.hashers().work();
    app.browser().fetch("sign_in", &[("username", "nobody"), ("password", PASSWORD)]).await;
    assert_eq!(app.services.accounts.hashers().work() - before, 8192);
}
