//! The secrets of authenticator apps are encrypted with a key that is not in the database.

use std::os::unix::fs::PermissionsExt;

use crate::support::authenticator::Authenticator;
use hallpass::testing::{PASSWORD, TestApp};

#[tokio::test]
async fn the_secret_is_encrypted_and_useless_without_the_key() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let authenticator = Authenticator::begin(&ada).await;
    let shown = ada.get("/account/security/authenticator").await.body;
    let secret = shown.split("secret=").nth(1).and_then(|rest| rest.split('&').next()).expect("a secret").to_owned();
    let code = authenticator.code(app.clock.now());
    assert_eq!(ada.fetch("confirm_authenticator", &[("code", &code)]).await.status, 200);
    assert!(!app.snapshot().await.contains(&secret));

    // A server with another key can read the database, but not the secret.
    let file = app.database.folder.path().join("other.key");
    std::fs::write(&file, "11".repeat(32)).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let other = app.restart(&[("secret_key_file", file.to_str().unwrap())]).await;
    other.clock.shift(30);
    let browser = other.sign_in("ada", PASSWORD).await;
    let reply = browser.fetch("answer_challenge", &[("code", &authenticator.code(other.clock.now()))]).await;
    assert_eq!(reply.status, 500, "{}", reply.body);
}
