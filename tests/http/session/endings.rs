//! Why sessions end: each reason is shown on the next page, and an ended session stays ended.

use hallpass::access::{Ending, Principal, server::Grant};

use crate::support::{authenticator::Authenticator, passkey::Device};
use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp, send};

const MINUTE: i64 = 60;
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0";
const NEW: [(&str, &str); 2] = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
const ADA: [(&str, &str); 2] = [("username", "ada"), ("password", PASSWORD)];

/// Every reason for which sessions end. [`Ending::Unconfirmed`] concerns a single request, and
/// [`Ending::SignInExpired`] a sign-in that was not completed.
fn every_ending() -> impl Iterator<Item = Ending> {
    Ending::ALL.iter().copied().filter(|ending| ![Ending::Unconfirmed, Ending::SignInExpired].contains(ending))
}

/// A browser whose cookie belongs to a session that ended for this reason.
async fn ended(app: &TestApp, ending: Ending) -> Browser {
    let ada = app.member("ada").await;
    let secret = ada.session().unwrap();
    match ending {
        Ending::SignedOut => {
            ada.fetch("sign_out", &[]).await;
            return ada.replaying(&secret);
        }
        Ending::Replaced => {
            assert_eq!(ada.fetch("sign_in", &ADA).await.status, 200);
            return ada.replaying(&secret);
        }
        Ending::Idle => app.clock.shift(30 * MINUTE),
        Ending::Absolute => {
            app.policy(&[("idle", "12h")]).await;
            app.clock.shift(12 * 60 * MINUTE);
        }
        Ending::EndedByYou => {
            app.sign_in("ada", PASSWORD).await.fetch("end_other_sessions", &[]).await;
        }
        Ending::EndedByAdministrator => {
            let grace = app.administrator("grace").await;
            grace.fetch("end_account_sessions", &[("id", &app.id_of("ada").await)]).await;
        }
        Ending::PasswordChanged => {
            app.sign_in("ada", PASSWORD).await.fetch("change_password", &NEW).await;
        }
        Ending::PasswordRemoved => {
            let other = app.sign_in("ada", PASSWORD).await;
            Device::with_passkey(&other).await;
            Device::with_passkey(&other).await;
            assert_eq!(other.fetch("remove_password", &[]).await.status, 200);
        }
        Ending::SecondFactorChanged => {
            Authenticator::set_up(&app.sign_in("ada", PASSWORD).await).await;
        }
        Ending::PasskeyRemoved => {
            let other = app.sign_in("ada", PASSWORD).await;
            let device = Device::with_passkey(&other).await;
            other.fetch("remove_passkey", &[("id", &device.id(&other).await)]).await;
        }
        Ending::TicketUsed => {
            Authenticator::set_up(&ada).await;
            let id = app.id_of("ada").await;
            let ticket = app.services.factor_admin.issue_ticket(&Grant::operator(), &id).await.unwrap();
            let other = app.sign_in("ada", PASSWORD).await;
            assert_eq!(other.fetch("answer_challenge", &[("code", &ticket.code)]).await.status, 200);
        }
        Ending::MisuseReported => {
            let (id, token) = (app.id_of("ada").await, "a token from a message");
            let insert = format!(
                "INSERT INTO links (token_hash, purpose, account_id, created_at, expires_at, email) \
                 VALUES ('{}', 'report_misuse', '{id}', {now}, {now} + 60, 'ada@example.org')",
                hallpass::link::token::digest(token),
                now = app.clock.now(),
            );
            app.execute(&insert).await;
            app.browser().fetch("report_misuse", &[("token", token)]).await;
        }
        Ending::CopiedCookie => {
            let bind = "INSERT INTO session_keys (session_id, x, y, cookie_key, network, created_at) \
                 SELECT id, '', '', 'secret', '203.0.113.9', 0 FROM sessions";
            app.execute(bind).await;
            ada.get("/").await;
        }
        Ending::Unconfirmed | Ending::SignInExpired => unreachable!("it ends nothing"),
        Ending::RoleChanged => {
            let grace = app.administrator("grace").await;
            app.policy(&[("role_change_ends", "yes")]).await;
            let id = app.id_of("ada").await;
            grace.fetch("change_role", &[("id", &id), ("role", "administrator")]).await;
        }
        Ending::TooMany => {
            app.policy(&[("sessions", "1")]).await;
            let id = ada.id().await;
            let fields = [&ADA[..], &[("instead_of", &*id)]].concat();
            assert_eq!(app.browser().fetch("sign_in", &fields).await.status, 200);
        }
        Ending::Policy => {
            app.clock.shift(10 * MINUTE);
            app.policy(&[("idle", "2m")]).await;
        }
        Ending::Banned => {
            app.ban("ada", "Rudeness", "").await;
            app.lift_ban("ada").await;
        }
        Ending::AccountClosed => {
            let id = app.id_of("ada").await;
            app.services.closing.close(&Grant::operator(), &id, "ada").await.unwrap();
        }
    }
    ada
}

#[tokio::test]
async fn every_ending_is_shown_on_the_next_page_and_clears_the_session_data() {
    for ending in every_ending() {
        let app = TestApp::start().await;
        let browser = ended(&app, ending).await;
        let led_to = browser.get("/account").await.location().to_owned();
        let has_left = [Ending::SignedOut, Ending::AccountClosed].contains(&ending);
        assert_eq!(led_to, if has_left { "/" } else { "/sign-in?next=/account" }, "{ending:?}");
        let page = browser.get("/sign-in").await.body;
        let title = match ending {
            Ending::EndedByYou => "You signed this device out from Unknown device.".to_owned(),
            _ => ending.title(),
        };
        assert!(page.contains(&title) && page.contains(&ending.advice()), "{ending:?}: {page}");
        assert_eq!(browser.ended().await, Some(ending));
        let of_cause = format!("SELECT COUNT(*) FROM sessions WHERE ending = '{}' AND ended_at > 0", ending.name());
        assert_eq!(app.count(&of_cause).await, 1, "{ending:?}");
        let left = "SELECT COUNT(*) FROM sessions WHERE ended_at IS NOT NULL AND data <> '{}'";
        assert_eq!(app.count(left).await, 0, "{ending:?}");
        app.services.database.close().await;
    }
}

#[tokio::test]
async fn nothing_revives_an_ended_session() {
    for ending in every_ending() {
        let app = TestApp::start().await;
        let browser = ended(&app, ending).await;
        assert_eq!(browser.ended().await, Some(ending));
        let longest = ["idle", "absolute", "remember_me_idle", "remember_me_absolute"].map(|limit| (limit, "366d"));
        app.policy(&[&longest[..], &[("sessions", "100")]].concat()).await;
        app.services.sessions.write_activity().await.unwrap();
        app.clock.shift(-24 * 60 * MINUTE);
        app.services.sessions.reap().await.unwrap();
        assert_eq!(browser.ended().await, Some(ending));
        let restarted = app.restart(&[]).await;
        let again = restarted.browser().replaying(&browser.session().unwrap());
        assert_eq!(again.ended().await, Some(ending));
        assert_eq!(again.fetch("change_display_name", &[("display_name", "Thief")]).await.status, 401, "{ending:?}");
        restarted.services.database.close().await;
        app.services.database.close().await;
    }
}

#[tokio::test]
async fn activity_written_late_does_not_revive_a_session() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let secret = ada.session().unwrap();
    app.clock.shift(5 * MINUTE);
    ada.get("/").await;
    ada.fetch("sign_out", &[]).await;
    app.services.sessions.write_activity().await.unwrap();
    let ended = ada.replaying(&secret);
    assert_eq!(ended.ended().await, Some(Ending::SignedOut));
    assert_eq!(ended.get("/account").await.status, 302);
}

#[tokio::test]
async fn a_sign_in_during_a_ban_leaves_no_session_data() {
    let app = TestApp::start().await;
    app.banned("mallory").await;
    assert!(app.sign_in("mallory", PASSWORD).await.is_banned().await);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE data = '{}' AND ending = 'banned'").await, 2);
}

#[tokio::test]
async fn the_page_names_the_device_that_ended_the_session() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let desk = app.browser();
    send(desk.call("sign_in", &ADA).header("accept", "application/json").header("user-agent", FIREFOX)).await;
    desk.fetch("end_other_sessions", &[]).await;
    let page = ada.get("/").await.body;
    assert!(page.contains("You signed this device out from Firefox on Linux."), "{page}");
    let Principal::Guest { by, .. } = ada.principal().await else { panic!("a guest is expected") };
    assert_eq!(by.map(|by| by.to_string()).as_deref(), Some("Firefox on Linux"));
}

#[tokio::test]
async fn the_limit_reached_first_is_the_reason_however_the_ending_is_detected() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let names = ["seen-person", "reaped-person", "ended-person"];
    let mut browsers = Vec::new();
    for name in names {
        browsers.push(app.member(name).await);
    }
    let ids = [app.id_of(names[0]).await, app.id_of(names[2]).await];
    // Pass both limits.
    for _ in 0..78 {
        app.clock.shift(10 * MINUTE);
        grace.get("/").await;
    }
    let again = app.sign_in("grace", PASSWORD).await;
    assert_eq!(browsers[0].ended().await, Some(Ending::Idle));
    assert_eq!(again.fetch("end_account_sessions", &[("id", &ids[1])]).await.json::<usize>(), 0);
    app.services.sessions.reap().await.unwrap();
    for browser in &browsers {
        assert_eq!(browser.ended().await, Some(Ending::Idle));
    }
    let at_its_time = "SELECT COUNT(*) FROM sessions WHERE ending = 'idle' AND ended_at = last_seen_at + 1800";
    assert_eq!(app.count(at_its_time).await, 3);
}

#[tokio::test]
async fn changing_the_password_renews_the_current_session_and_ends_the_others() {
    let app = TestApp::start().await;
    let (ada, other) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    let (old, id) = (ada.session().unwrap(), ada.id().await);
    assert_eq!(ada.fetch("change_password", &NEW).await.status, 200);
    assert_ne!(ada.id().await, id);
    assert_eq!(ada.replaying(&old).ended().await, Some(Ending::Replaced));
    assert_eq!(other.ended().await, Some(Ending::PasswordChanged));
}

#[tokio::test]
async fn a_role_change_ends_sessions_only_if_the_policy_says_so() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (ada, noor) = (app.member("ada").await, app.member("noor").await);
    let id = app.id_of("ada").await;
    let change = async |role| grace.fetch("change_role", &[("id", &id), ("role", role)]).await.status;
    assert_eq!(change("administrator").await, 200);
    assert_eq!(ada.get("/admin").await.status, 200, "the new role applies");
    assert_eq!(change("member").await, 200);
    assert!(ada.is_member().await);
    app.policy(&[("role_change_ends", "yes")]).await;
    assert_eq!(change("administrator").await, 200);
    assert_eq!(ada.ended().await, Some(Ending::RoleChanged));
    assert!(noor.is_member().await && grace.is_member().await);
}
