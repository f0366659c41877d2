//! The settings about passwords: what they refuse, and how the page shows them.

use hallpass::{
    error::{AppError, Conflict},
    testing::{PASSWORD, TestApp},
};

use crate::support::authenticator::Authenticator;

#[tokio::test]
async fn passwords_must_reach_the_strength_of_the_policy() {
    // In every list of common passwords: rejected whatever the policy says.
    const COMMON: &str = "passwordpassword";
    let app = TestApp::start().await;
    app.policy(&[("second_factor", "required"), ("password_min_length", "8")]).await;
    for score in ["2", "3", "4"] {
        app.policy(&[("password_score", score)]).await;
        let fields = [("username", &*hallpass::testing::new_name()), ("password", COMMON)];
        assert_eq!(app.browser().fetch("sign_up", &fields).await.status, 422, "{score}");
    }
    let rated = |password: &'static str| {
        let guest = app.browser();
        async move { guest.fetch("rate_password", &[("password", password)]).await.json::<hallpass::account::Strength>() }
    };
    // Scored 2 and 3: each is accepted if the policy requires no more.
    for (password, score) in [("kq7vrt2m", 2), ("tulip8301", 3)] {
        assert_eq!(rated(password).await.score, score, "{password}");
        for least in 2..=4_u8 {
            app.policy(&[("password_score", &least.to_string())]).await;
            let fields = [("username", &*hallpass::testing::new_name()), ("password", password)];
            let status = app.browser().fetch("sign_up", &fields).await.status;
            assert_eq!(
                (status == 200, rated(password).await.accepted),
                (score >= least, score >= least),
                "{password}, {least}"
            );
        }
    }
}

#[tokio::test]
async fn password_settings_can_be_previewed_changed_and_undone() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for (setting, wrong, right, words) in [
        ("password_score", ["1", "5", "strong"], "4", "Minimum password strength (everyone): 3 → 4"),
        ("reset_link", ["9m", "8d", "soon"], "30m", "Password reset link expiry (everyone): 1 hour → 30 min"),
    ] {
        for wrong in wrong {
            let refused = grace.fetch("change_policy", &[("id", "everyone"), (setting, wrong)]).await;
            assert_eq!(refused.status, 422, "{setting}={wrong}");
            assert!(refused.problems()[0].starts_with(setting), "{:?}", refused.problems());
        }
        let fields = [("id", "everyone"), (setting, right)];
        let preview: hallpass::policy_admin::PolicyPreview = grace.fetch("preview_policy", &fields).await.json();
        assert!(preview.words().contains(&format!("{words}.")), "{:?}", preview.words());
        let outcome: hallpass::policy_admin::PolicyOutcome = grace.fetch("change_policy", &fields).await.json();
        assert_eq!((outcome.changed, outcome.ended), (1, 0));
        assert!(grace.get("/admin/policy").await.body.contains(words));
        let undone = grace.fetch("undo_policy", &[("id", &outcome.id)]).await;
        assert_eq!(undone.status, 200, "{}", undone.body);
        let role = grace.fetch("change_policy", &[("id", "administrator"), (setting, right)]).await;
        assert_eq!(role.status, 422, "{setting} is the same for everyone");
    }
}

#[tokio::test]
async fn short_passwords_need_a_second_factor() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let set = |fields: &'static [(&'static str, &'static str)]| {
        let fields: Vec<_> = [("id", "everyone")].into_iter().chain(fields.iter().copied()).collect();
        let grace = &grace;
        async move { grace.fetch("change_policy", &fields).await }
    };
    let short = AppError::Conflict { conflict: Conflict::ShortPasswords };
    assert_eq!(set(&[("password_min_length", "14")]).await.error(), short);
    let later = [("second_factor", "required"), ("second_factor_from", "2999-01-31"), ("password_min_length", "8")];
    assert_eq!(set(later.to_vec().leak()).await.error(), short, "until then, the password alone is enough");
    let role = grace.fetch("change_policy", &[("id", "administrator"), ("second_factor", "required")]).await;
    assert_eq!(role.status, 200);
    Authenticator::set_up(&grace).await;
    assert_eq!(set(&[("password_min_length", "14")]).await.error(), short, "members need none");
    assert_eq!(set(&[("second_factor", "required"), ("password_min_length", "8")]).await.status, 200);
    assert_eq!(set(&[("second_factor", "optional")]).await.error(), short);
    assert_eq!(set(&[("second_factor", "optional"), ("password_min_length", "15")]).await.status, 200);
}

#[tokio::test]
async fn the_minimum_password_length_follows_the_policy() {
    let app = TestApp::start().await;
    let guest = app.browser();
    assert!(guest.get("/sign-up").await.body.contains("At least 15 characters."));
    app.policy(&[("password_min_length", "20")]).await;
    assert!(guest.get("/sign-up").await.body.contains("At least 20 characters."));
    let fields = [("username", "ada"), ("password", "gravel tulip eleven")];
    assert_eq!(
        guest.fetch("sign_up", &fields).await.problems(),
        ["password: Use at least 20 characters; this has 19."]
    );
    app.policy(&[("second_factor", "required"), ("password_min_length", "8")]).await;
    app.member("ada").await;
    app.policy(&[("password_min_length", "64")]).await;
    app.sign_in("ada", PASSWORD).await;
}
