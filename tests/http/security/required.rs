//! A policy that requires a second factor: who has none can only set one up, in open tabs, too.

use hallpass::{
    access::{Principal, Role, server::Grant},
    error::{AppError, Conflict},
    policy::{Setting, server::PolicyChange},
    testing::{PASSWORD, TestApp, new_name},
};

use crate::{
    access::tables::{FUNCTIONS, PAGES},
    support::{
        authenticator::Authenticator,
        channel::Channel,
        scene::{fill, person},
    },
};

/// Changes the policy for everyone or for a role.
async fn require(app: &TestApp, role: Option<Role>, is_required: bool) {
    let change = PolicyChange { role, setting: &Setting::SECOND_FACTOR, value: Some(i64::from(!is_required)) };
    app.services.policy_admin.change_policy(&Grant::operator(), &[change]).await.expect("a policy");
}

/// What a person who must set up a second factor can call: for that, and what everyone can.
const ALLOWED: [&str; 28] = [
    "principal",
    "visit",
    "sign_out",
    "sign_in",
    "answer_challenge",
    "cancel_challenge",
    "send_sign_in_code",
    "challenge_passkey",
    "request_removal",
    "cancel_removal",
    "postpone_set_up",
    "list_passkeys",
    "challenge_new_security_key",
    "add_security_key",
    "check_misuse_link",
    "report_misuse",
    "check_restore_link",
    "restore_email",
    "check_reset_link",
    "reset_password",
    "check_email_link",
    "verify_email",
    "show_second_factors",
    "show_new_authenticator",
    "begin_authenticator",
    "confirm_authenticator",
    "sign_in_again",
    "end_impersonation",
];

#[tokio::test]
async fn nothing_but_the_set_up_can_be_called() {
    let app = TestApp::start().await;
    app.role("support", "").await;
    for (function, fields, _) in FUNCTIONS.iter().filter(|(function, ..)| !ALLOWED.contains(function)) {
        let (grace, own) = person(&app, "administrator").await;
        let other = new_name();
        app.member(&other).await;
        let filling = fill(&app, &own, &new_name(), &other, &new_name()).await;
        require(&app, None, true).await;
        let reply = grace.fetch(function, &filling.fill(fields)).await;
        require(&app, None, false).await;
        // Only banned people may appeal.
        let expected = if *function == "appeal_ban" { AppError::Forbidden } else { AppError::SetUpDue };
        assert_eq!(reply.error(), expected, "{function}");
    }
}

#[tokio::test]
async fn every_page_leads_to_the_set_up() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    require(&app, None, true).await;
    for (route, path, _) in PAGES {
        let path = path.replace("ID", "none");
        let page = grace.get(&path).await;
        if route.starts_with("/account/security") || *route == "/account/reauthenticate" {
            assert_eq!(page.status, 200, "{path}");
        } else if ["/password-reset", "/verify-email", "/not-me", "/restore-email"].contains(route) {
            assert_eq!(page.status, 410, "{path}: links from messages work whoever opens them");
        } else {
            assert!(page.status == 403 && page.body.contains("href=\"/account/security\""), "{path}: {}", page.status);
        }
    }
}

#[tokio::test]
async fn setting_up_an_app_opens_everything_and_it_cannot_be_turned_off() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    require(&app, None, true).await;
    assert_eq!(ada.fetch("list_sessions", &[]).await.error(), AppError::SetUpDue);
    Authenticator::set_up(&ada).await;
    assert_eq!(ada.fetch("list_sessions", &[]).await.status, 200);
    assert_eq!(ada.get("/account").await.status, 200);
    let refused = ada.fetch("remove_authenticator", &[]).await.error();
    assert_eq!(refused, AppError::Conflict { conflict: Conflict::SecondFactorRequired });
    require(&app, None, false).await;
    assert_eq!(ada.fetch("remove_authenticator", &[]).await.status, 200);
}

#[tokio::test]
async fn a_role_can_be_stricter_than_everyone_but_not_laxer() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.member("ada").await, app.administrator("grace").await);
    require(&app, Some(Role::ADMINISTRATOR), true).await;
    assert_eq!(ada.fetch("list_sessions", &[]).await.status, 200);
    assert_eq!(grace.fetch("list_sessions", &[]).await.error(), AppError::SetUpDue);
    require(&app, Some(Role::ADMINISTRATOR), false).await;
    require(&app, None, true).await;
    assert_eq!(grace.fetch("list_sessions", &[]).await.error(), AppError::SetUpDue);
}

#[tokio::test]
async fn from_a_day_on_who_signs_in_must_set_one_up() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.policy(&[("idle", "3h")]).await;
    let from = app.clock.now() + 3600;
    let changes = [(&Setting::SECOND_FACTOR, 0), (&Setting::SECOND_FACTOR_FROM, from)];
    let changes = changes.map(|(setting, value)| PolicyChange { role: None, setting, value: Some(value) });
    app.services.policy_admin.change_policy(&Grant::operator(), &changes).await.expect("a policy");
    assert_eq!(ada.principal().await.member().unwrap().set_up_by(), Some(from));
    assert!(ada.get("/account").await.body.contains("you need a second step to sign in"));
    app.pass(1200).await;
    assert_eq!(ada.fetch("list_sessions", &[]).await.status, 200);
    assert_eq!(app.member("noor").await.fetch("list_sessions", &[]).await.status, 200, "not yet");
    app.pass(1200).await;
    assert_eq!(ada.fetch("list_sessions", &[]).await.status, 200);
    app.pass(1200).await;
    assert_eq!(ada.fetch("list_sessions", &[]).await.status, 200, "an open session goes on");
    let today = app.sign_in("ada", PASSWORD).await;
    assert_eq!(today.fetch("list_sessions", &[]).await.error(), AppError::SetUpDue);
    Authenticator::set_up(&today).await;
    assert_eq!(today.fetch("list_sessions", &[]).await.status, 200);
    let refused = today.fetch("remove_authenticator", &[]).await.error();
    assert_eq!(refused, AppError::Conflict { conflict: Conflict::SecondFactorRequired });
}

#[tokio::test]
async fn a_day_for_everyone_does_not_suspend_what_a_role_requires_already() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    require(&app, Some(Role::ADMINISTRATOR), true).await;
    Authenticator::set_up(&grace).await;
    app.policy(&[("second_factor", "required"), ("second_factor_from", "2999-01-31")]).await;
    let refused = grace.fetch("remove_authenticator", &[]).await.error();
    assert_eq!(refused, AppError::Conflict { conflict: Conflict::SecondFactorRequired });
    assert_eq!(app.administrator("noor").await.fetch("list_sessions", &[]).await.error(), AppError::SetUpDue);
    assert_eq!(app.member("ada").await.fetch("list_sessions", &[]).await.status, 200, "not yet");
}

#[tokio::test]
async fn until_that_day_it_can_be_turned_off() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.policy(&[("second_factor", "required"), ("second_factor_from", "9999-12-31")]).await;
    Authenticator::set_up(&ada).await;
    assert_eq!(ada.principal().await.member().unwrap().set_up_by(), None, "nothing is due");
    assert_eq!(ada.fetch("remove_authenticator", &[]).await.status, 200);
}

#[tokio::test]
async fn the_console_takes_a_date_and_can_remove_it() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for (typed, stored) in [("2999-01-31", "2999-01-31"), ("", "none"), ("none", "none")] {
        let fields = [("id", "everyone"), ("second_factor_from", typed)];
        assert_eq!(grace.fetch("change_policy", &fields).await.status, 200, "{typed:?}");
        let value = app
            .text("SELECT COALESCE(MAX(value), 0) || '' FROM policy_values WHERE setting = 'second_factor_from'")
            .await;
        assert_eq!(Setting::SECOND_FACTOR_FROM.show(value.parse().unwrap()), stored, "{typed:?}");
    }
    let page = grace.get("/admin/policy").await.body;
    assert!(page.contains("Required from (everyone): 31 Jan 2999 → No date"), "{page}");
    assert!(page.contains("type=\"date\"") && !page.contains("value=\"none\""), "browsers show such a field as empty");
    for wrong in ["31.01.2999", "2999-02-30", "soon", "1960-01-01"] {
        let refused = grace.fetch("change_policy", &[("id", "everyone"), ("second_factor_from", wrong)]).await;
        assert_eq!(refused.problems(), ["second_factor_from: Enter a day, such as 2030-01-31, or “none”."], "{wrong}");
    }
}

#[tokio::test]
async fn open_tabs_hear_of_it() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let (mut tab, first) = Channel::open(&app, &ada).await;
    let must_set_up = |principal: &Principal| principal.member().expect("a member").must_set_up();
    assert!(!must_set_up(&first));
    require(&app, None, true).await;
    assert!(must_set_up(&tab.next().await.unwrap()));
    Authenticator::set_up(&ada).await;
    loop {
        if !must_set_up(&tab.next().await.unwrap()) {
            break;
        }
    }
}
