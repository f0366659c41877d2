//! Passkeys under attack: answers that are used twice, come late, are altered or copied, or were never allowed.

use std::time::Duration;

use hallpass::{
    factor::PasskeyChallenge,
    testing::{PASSWORD, TestApp},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::passkey::{Device, UNKNOWN, WRONG, is_over, sign_in};

#[tokio::test]
async fn an_answer_works_once() {
    let app = TestApp::start().await;
    let mut device = Device::with_passkey(&app.member("ada").await).await;
    let answer = device.answer(&app.browser()).await;
    let (one, other) = (app.browser(), app.browser());
    let (first, second) = tokio::join!(sign_in(&one, &answer), sign_in(&other, &answer));
    let statuses = [first.status, second.status];
    assert!(statuses.contains(&200) && statuses.iter().any(|status| *status != 200), "{statuses:?}");
    assert!(is_over(&sign_in(&app.browser(), &answer).await.error()));
}

#[tokio::test]
async fn a_challenge_expires_after_ten_minutes() {
    let app = TestApp::start().await;
    let mut device = Device::with_passkey(&app.member("ada").await).await;
    let (late, in_time) = (device.answer(&app.browser()).await, app.browser());
    app.pass(1).await;
    let answer = device.answer(&in_time).await;
    app.pass(599).await;
    assert!(is_over(&sign_in(&app.browser(), &late).await.error()));
    assert_eq!(sign_in(&in_time, &answer).await.status, 200);
    app.pass(601).await;
    app.services.sessions.reap().await.unwrap();
    assert_eq!(app.count("SELECT COUNT(*) FROM passkey_challenges").await, 0);
}

#[tokio::test]
async fn a_device_that_was_not_unlocked_is_rejected() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let mut device = Device::with_passkey(&ada).await;
    let browser = app.browser();
    let challenge: Option<PasskeyChallenge> = browser.fetch("challenge_passkey", &[]).await.json();
    // As if the page had not asked for it.
    let lenient = |challenge: &PasskeyChallenge| PasskeyChallenge {
        options: challenge.options.replace(r#""userVerification":"required""#, r#""userVerification":"discouraged""#),
        token: challenge.token.clone(),
    };
    let challenge = lenient(&challenge.unwrap());
    let answer = device.locked().sign(&challenge).await;
    assert_eq!(sign_in(&browser, &answer).await.error(), WRONG);
    let new: PasskeyChallenge = ada.fetch("challenge_new_passkey", &[]).await.json();
    let created = Device::new(&ada).locked().create(&lenient(&new)).await;
    assert_eq!(ada.fetch("add_passkey", &[("passkey", &created)]).await.error(), WRONG);
    let answer = device.sign(&challenge).await;
    assert_eq!(sign_in(&browser, &answer).await.status, 200, "the same challenge, once it was unlocked");
}

#[tokio::test]
async fn a_cloned_passkey_is_rejected() {
    let app = TestApp::start().await;
    let mut device = Device::with_passkey(&app.member("ada").await).await;
    let mut copy = device.clone();
    assert_eq!(device.sign_in(&app.browser()).await.status, 200);
    assert_eq!(device.sign_in(&app.browser()).await.status, 200);
    assert_eq!(copy.sign_in(&app.browser()).await.error(), WRONG);
    assert_eq!(device.sign_in(&app.browser()).await.status, 200);
}

#[tokio::test]
async fn another_origin_is_rejected() {
    let app = TestApp::start().await;
    let mut device = Device::with_passkey(&app.member("ada").await).await;
    device.origin.set_port(Some(1)).unwrap();
    assert_eq!(device.sign_in(&app.browser()).await.error(), WRONG);
}

#[tokio::test]
async fn an_altered_answer_is_rejected() {
    let app = TestApp::start().await;
    let mut device = Device::with_passkey(&app.member("ada").await).await;
    let browser = app.browser();
    let other = device.answer(&browser).await;
    let answer = device.answer(&browser).await;
    let read = |answer: &str| -> serde_json::Value { serde_json::from_str(answer.split_once('.').unwrap().1).unwrap() };
    let (token, mut altered, other) = (answer.split_once('.').unwrap().0, read(&answer), read(&other));
    let handle = serde_json::json!("AAAAAAAAAAAAAAAAAAAAAA");
    for (field, value) in [
        ("signature", &other["response"]["signature"]),
        ("authenticatorData", &other["response"]["authenticatorData"]),
        ("clientDataJSON", &other["response"]["clientDataJSON"]),
        ("userHandle", &handle),
    ] {
        let before = std::mem::replace(&mut altered["response"][field], value.clone());
        let reply = sign_in(&browser, &format!("{token}.{altered}")).await;
        assert_eq!(reply.error(), WRONG, "{field}");
        altered["response"][field] = before;
    }
    for malformed in ["none", ".", &format!("{token}."), &format!("{token}.{{}}")] {
        assert_eq!(sign_in(&browser, malformed).await.status, 400, "{malformed}");
    }
    assert_eq!(sign_in(&browser, &answer).await.status, 200);
}

#[tokio::test]
async fn a_session_that_has_ended_meanwhile_adds_none() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let challenge: PasskeyChallenge = ada.fetch("challenge_new_passkey", &[]).await.json();
    let answer = Device::new(&ada).create(&challenge).await;
    let body = format!("passkey={}", form_urlencoded::byte_serialize(answer.as_bytes()).collect::<String>());
    let address = ada.origin.strip_prefix("http://").unwrap();
    let mut slow = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /api/add_passkey HTTP/1.1\r\nHost: {address}\r\nOrigin: {}\r\nCookie: {}={}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        ada.origin,
        ada.cookie_name,
        ada.session().unwrap(),
        body.len()
    );
    slow.write_all(head.as_bytes()).await.unwrap();
    // By then, the server knows whose request it is.
    tokio::time::sleep(Duration::from_millis(300)).await;
    app.sign_in("ada", PASSWORD).await.fetch("end_other_sessions", &[]).await;
    slow.write_all(body.as_bytes()).await.unwrap();
    let mut reply = String::new();
    slow.read_to_string(&mut reply).await.unwrap();
    assert!(reply.starts_with("HTTP/1.1 401"), "{reply}");
    assert_eq!(app.count("SELECT COUNT(*) FROM passkeys").await, 0);
}

#[tokio::test]
async fn failed_passkeys_are_in_the_audit() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let mut device = Device::with_passkey(&ada).await;
    let mut copy = device.clone();
    assert_eq!(device.sign_in(&app.browser()).await.status, 200);
    assert_eq!(copy.sign_in(&app.browser()).await.error(), WRONG);
    assert_eq!(ada.fetch("remove_passkey", &[("id", &device.id(&ada).await)]).await.status, 200);
    assert_eq!(device.sign_in(&app.browser()).await.error(), UNKNOWN);
    let refused = "SELECT COUNT(*) FROM audit_events WHERE act = 'session.start' AND reason = ";
    assert_eq!(app.count(&format!("{refused}'wrong_passkey'")).await, 1);
    assert_eq!(app.count(&format!("{refused}'unknown_passkey'")).await, 1);
    for act in ["passkey.add", "passkey.remove"] {
        let sql = format!("SELECT COUNT(*) FROM audit_events WHERE act = '{act}' AND outcome = 'done'");
        assert_eq!(app.count(&sql).await, 1, "{act}");
    }
}

#[tokio::test]
async fn wrong_passwords_do_not_keep_a_passkey_out() {
    let app = TestApp::with(&[("attempts_per_account", "2/60s")]).await;
    let mut device = Device::with_passkey(&app.member("ada").await).await;
    let thief = app.browser();
    let guess = [("username", "ada"), ("password", "wrong password")];
    while thief.fetch("sign_in", &guess).await.status != 429 {}
    assert_eq!(device.sign_in(&app.browser()).await.status, 200);
}
