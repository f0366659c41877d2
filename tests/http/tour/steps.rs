//! The steps, with two browsers. Each is done when the server knows it, and not before.

use std::collections::BTreeSet;

use hallpass::{
    access::Principal,
    testing::{Browser, PASSWORD, TestApp},
    tour::{Stage, Step},
};

use super::{call, done, stage};
use crate::support::channel::Channel;

/// A member with two live sessions and a tour that runs.
async fn two_windows(app: &TestApp) -> (Browser, Browser) {
    let desk = app.member("ada").await;
    call(&desk, "start_tour").await;
    let phone = app.sign_in("ada", PASSWORD).await;
    (desk, phone)
}

async fn end(desk: &Browser, other: &Browser) {
    let reply = desk.fetch("end_session", &[("id", &other.id().await)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
}

#[tokio::test]
async fn a_second_session_is_done_once_two_are_live_and_stays_done() {
    let app = TestApp::start().await;
    let desk = app.member("ada").await;
    call(&desk, "start_tour").await;
    assert_eq!(done(&desk).await, BTreeSet::from([Step::SignIn]));
    let phone = app.sign_in("ada", PASSWORD).await;
    let both = BTreeSet::from([Step::SignIn, Step::SecondSession]);
    assert_eq!(done(&desk).await, both);
    app.clock.shift(3);
    assert_eq!(phone.fetch("sign_out", &[]).await.status, 200);
    assert_eq!(done(&desk).await, both, "signing out is no step back, and ends nothing from another session");
}

#[tokio::test]
async fn two_sessions_at_once_before_the_start_do_not_count() {
    let app = TestApp::start().await;
    let (desk, phone) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    app.clock.shift(3);
    end(&desk, &phone).await;
    app.clock.shift(3);
    call(&desk, "start_tour").await;
    assert_eq!(done(&desk).await, BTreeSet::from([Step::SignIn]));
}

#[tokio::test]
async fn sessions_of_somebody_else_do_not_count() {
    let app = TestApp::start().await;
    let (desk, _) = two_windows(&app).await;
    let eve = app.member("eve").await;
    call(&eve, "start_tour").await;
    assert_eq!(done(&eve).await, BTreeSet::from([Step::SignIn]));
    assert!(done(&desk).await.contains(&Step::SecondSession));
}

#[tokio::test]
async fn the_list_counts_when_it_is_opened_with_two_live_sessions() {
    let app = TestApp::start().await;
    let desk = app.member("ada").await;
    call(&desk, "start_tour").await;
    assert_eq!(desk.get("/account/sessions").await.status, 200);
    assert!(!done(&desk).await.contains(&Step::WatchList), "with one session, there is nothing to watch");
    let phone = app.sign_in("ada", PASSWORD).await;
    assert!(!done(&desk).await.contains(&Step::WatchList), "nobody has opened it");
    assert_eq!(phone.get("/account/activity").await.status, 200);
    assert!(!done(&desk).await.contains(&Step::WatchList), "that is another page");
    assert_eq!(phone.fetch("count_other_sessions", &[]).await.json::<usize>(), 1);
    assert!(!done(&desk).await.contains(&Step::WatchList), "the home page only counts them");
    assert_eq!(phone.get("/account/sessions").await.status, 200);
    assert!(done(&desk).await.contains(&Step::WatchList), "whichever window opens it");
}

#[tokio::test]
async fn the_list_counts_when_scripts_load_it() {
    let app = TestApp::start().await;
    let (desk, _phone) = two_windows(&app).await;
    assert_eq!(desk.sessions().await.len(), 2);
    assert!(done(&desk).await.contains(&Step::WatchList));
}

#[tokio::test]
async fn a_session_that_has_expired_is_not_the_second_one() {
    let app = TestApp::start().await;
    let (desk, phone) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    for _ in 0..40 {
        app.clock.shift(60);
        assert_eq!(desk.get("/account").await.status, 200);
    }
    call(&desk, "start_tour").await;
    assert_eq!(desk.get("/account/sessions").await.status, 200);
    assert_eq!(done(&desk).await, BTreeSet::from([Step::SignIn]));
    assert!(!phone.is_member().await);
}

#[tokio::test]
async fn ending_a_session_counts_when_it_is_ended_from_another() {
    let app = TestApp::start().await;
    let (desk, phone) = two_windows(&app).await;
    assert!(!done(&desk).await.contains(&Step::EndOther));
    end(&desk, &phone).await;
    assert_eq!(done(&desk).await, BTreeSet::from([Step::SignIn, Step::SecondSession, Step::EndOther]));
    let page = desk.get("/tour").await.body;
    assert!(page.contains("The other window has locked."), "{page}");
    // Also after the session's row has been deleted.
    app.execute("DELETE FROM sessions WHERE ended_at IS NOT NULL").await;
    assert!(done(&desk).await.contains(&Step::EndOther));
}

#[tokio::test]
async fn a_session_that_an_administrator_ends_does_not_count() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (desk, phone) = two_windows(&app).await;
    let reply = grace.fetch("end_account_session", &[("id", &phone.id().await)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert!(!done(&desk).await.contains(&Step::EndOther));
}

#[tokio::test]
async fn the_theme_counts_when_it_changes_and_stays_done_when_it_is_changed_back() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    assert_eq!(ada.fetch("change_look", &[("theme", "dark")]).await.status, 200);
    call(&ada, "start_tour").await;
    for (field, value) in [("theme", "dark"), ("language", "de"), ("language", "")] {
        assert_eq!(ada.fetch("change_look", &[(field, value)]).await.status, 200);
        assert!(!done(&ada).await.contains(&Step::ChangeTheme), "{field} {value}");
    }
    assert_eq!(ada.fetch("change_look", &[("theme", "pink")]).await.status, 422);
    assert!(!done(&ada).await.contains(&Step::ChangeTheme));
    assert_eq!(ada.fetch("change_preferences", &[("theme", "light")]).await.status, 200);
    assert!(done(&ada).await.contains(&Step::ChangeTheme));
    assert_eq!(ada.fetch("change_look", &[("theme", "dark")]).await.status, 200);
    assert!(done(&ada).await.contains(&Step::ChangeTheme));
}

#[tokio::test]
async fn the_whole_tour_reaches_every_open_window_and_can_be_started_again() {
    let app = TestApp::start().await;
    let (desk, phone) = two_windows(&app).await;
    let (mut tab, first) = Channel::open(&app, &desk).await;
    let epoch = first.member().expect("a member").epoch;
    assert_eq!(phone.get("/account/sessions").await.status, 200);
    let seen = tab.until_member(|member| member.epoch > epoch).await.epoch;
    end(&desk, &phone).await;
    assert_eq!(desk.post("/account/preferences", "change_look", &[("theme", "contrast")]).await.status, 303);
    tab.until_member(|member| member.epoch > seen).await;
    assert_eq!(done(&desk).await.len(), Step::ALL.len());
    assert_eq!(stage(&desk).await, Stage::Finished);
    assert!(desk.get("/tour").await.body.contains("That’s what a session does."));
    app.clock.shift(5);
    let again = call(&desk, "start_tour").await;
    assert_eq!((again.stage, again.count()), (Stage::Running, 1));
}

#[tokio::test]
async fn nothing_is_recorded_unless_the_tour_runs() {
    let app = TestApp::start().await;
    let (desk, _phone) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    desk.get("/account/sessions").await;
    assert_eq!(app.count("SELECT COUNT(*) FROM carried").await, 0);
    call(&desk, "start_tour").await;
    call(&desk, "put_away_tour").await;
    desk.get("/account/sessions").await;
    assert_eq!(done(&desk).await, BTreeSet::from([Step::SignIn]));
}

#[tokio::test]
async fn whoever_views_as_somebody_sees_their_tour_and_does_nothing_for_it() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (ada, _phone) = two_windows(&app).await;
    let id = app.id_of("ada").await;
    let reply = grace.fetch("impersonate", &[("id", &id), ("reason", "A question of theirs.")]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert!(matches!(grace.principal().await, Principal::Member(member) if member.account_id == id));
    assert_eq!(grace.get("/account/sessions").await.status, 200);
    assert_eq!(stage(&grace).await, Stage::Running);
    assert!(!done(&ada).await.contains(&Step::WatchList));
    for function in ["start_tour", "put_away_tour"] {
        assert_eq!(grace.fetch(function, &[]).await.status, 403, "{function}");
    }
    let page = grace.get("/tour").await;
    assert!(page.status == 200 && !page.body.contains("Start again"), "{}", page.body);
}
