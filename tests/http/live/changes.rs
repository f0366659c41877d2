//! Which changes reach open tabs: every change to the principal, in every session of the account, and no change to
//! other accounts.

use hallpass::{
    access::{Ending, Principal, Role, server::Grant},
    ban::server::BanTerms,
};

use crate::support::channel::Channel;
use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp};

/// Two sessions of one account, with an open tab each.
struct Open {
    app: TestApp,
    desk: Browser,
    phone: Browser,
    desk_tab: Channel,
    phone_tab: Channel,
}

impl Open {
    async fn start() -> Self {
        let app = TestApp::start().await;
        let (desk, phone) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
        let (desk_tab, phone_tab) = (Channel::open(&app, &desk).await.0, Channel::open(&app, &phone).await.0);
        Self { app, desk, phone, desk_tab, phone_tab }
    }

    /// Asserts that both tabs report this ending.
    async fn both_end(&mut self, ending: Ending) {
        self.desk_tab.ends(ending).await;
        self.phone_tab.ends(ending).await;
    }
}

async fn session_id(browser: &Browser) -> String {
    browser.principal().await.member().expect("a member").session.id.clone()
}

#[tokio::test]
async fn a_new_display_name_reaches_every_tab() {
    let mut open = Open::start().await;
    open.desk.fetch("change_display_name", &[("display_name", "Ada King")]).await;
    for tab in [&mut open.desk_tab, &mut open.phone_tab] {
        tab.until_member(|member| member.display_name == "Ada King").await;
    }
}

#[tokio::test]
async fn a_new_e_mail_address_reaches_every_tab() {
    let mut open = Open::start().await;
    let fields = [("email", "ada@example.org"), ("current_password", PASSWORD)];
    assert_eq!(open.desk.fetch("change_email", &fields).await.status, 200);
    for tab in [&mut open.desk_tab, &mut open.phone_tab] {
        tab.until_member(|member| member.email.as_deref() == Some("ada@example.org")).await;
    }
}

#[tokio::test]
async fn a_new_role_reaches_every_tab() {
    let mut open = Open::start().await;
    let grace = open.app.administrator("grace").await;
    let id = open.app.id_of("ada").await;
    for role in [Role::ADMINISTRATOR, Role::MEMBER] {
        assert_eq!(grace.fetch("change_role", &[("id", &id), ("role", role.name())]).await.status, 200);
        for tab in [&mut open.desk_tab, &mut open.phone_tab] {
            tab.until_member(|member| member.role == role).await;
        }
    }
    open.app.policy(&[("role_change_ends", "yes")]).await;
    assert_eq!(grace.fetch("change_role", &[("id", &id), ("role", "administrator")]).await.status, 200);
    open.both_end(Ending::RoleChanged).await;
}

#[tokio::test]
async fn a_sign_in_elsewhere_notifies_every_tab() {
    let mut open = Open::start().await;
    let before = open.desk.principal().await.member().unwrap().epoch;
    open.app.sign_in("ada", PASSWORD).await;
    for tab in [&mut open.desk_tab, &mut open.phone_tab] {
        tab.until_member(|member| member.epoch > before).await;
    }
}

#[tokio::test]
async fn naming_and_ending_a_session_notifies_every_tab() {
    let mut open = Open::start().await;
    let before = open.desk.principal().await.member().unwrap().epoch;
    let phone = session_id(&open.phone).await;
    open.desk.fetch("name_session", &[("id", &phone), ("name", "Old phone")]).await;
    let named = open.desk_tab.until_member(|member| member.epoch > before).await.epoch;
    open.phone_tab.until_member(|member| member.epoch == named).await;
    open.desk.fetch("end_session", &[("id", &phone)]).await;
    open.phone_tab.ends(Ending::EndedByYou).await;
    open.desk_tab.until_member(|member| member.epoch > named).await;
}

#[tokio::test]
async fn signing_out_closes_only_the_tabs_of_that_session() {
    let mut open = Open::start().await;
    let mut second = Channel::open(&open.app, &open.desk).await.0;
    open.desk.fetch("sign_out", &[]).await;
    open.desk_tab.ends(Ending::SignedOut).await;
    second.ends(Ending::SignedOut).await;
    open.phone.fetch("change_display_name", &[("display_name", "Ada King")]).await;
    open.phone_tab.until_member(|member| member.display_name == "Ada King").await;
}

#[tokio::test]
async fn ending_other_sessions_leaves_this_tab_open() {
    let mut open = Open::start().await;
    open.desk.fetch("end_other_sessions", &[]).await;
    open.phone_tab.ends(Ending::EndedByYou).await;
    open.desk.fetch("change_display_name", &[("display_name", "Ada King")]).await;
    open.desk_tab.until_member(|member| member.display_name == "Ada King").await;
}

#[tokio::test]
async fn ending_all_sessions_closes_every_tab() {
    let mut open = Open::start().await;
    open.desk.fetch("end_all_sessions", &[]).await;
    open.both_end(Ending::EndedByYou).await;
}

#[tokio::test]
async fn sessions_ended_by_an_administrator_close_their_tabs() {
    let mut open = Open::start().await;
    let grace = open.app.administrator("grace").await;
    let (id, desk) = (open.app.id_of("ada").await, session_id(&open.desk).await);
    assert_eq!(grace.fetch("end_account_session", &[("id", &desk)]).await.status, 200);
    open.desk_tab.ends(Ending::EndedByAdministrator).await;
    assert_eq!(grace.fetch("end_account_sessions", &[("id", &id)]).await.status, 200);
    open.phone_tab.ends(Ending::EndedByAdministrator).await;
}

#[tokio::test]
async fn ending_every_session_of_a_role_closes_only_its_tabs() {
    let mut open = Open::start().await;
    let grace = open.app.administrator("grace").await;
    let mut grace_tab = Channel::open(&open.app, &grace).await.0;
    assert_eq!(grace.fetch("end_every_session", &[("role", "member")]).await.status, 200);
    open.both_end(Ending::EndedByAdministrator).await;
    grace.fetch("end_every_session", &[("role", "everyone"), ("keep_own", "true")]).await;
    grace.fetch("change_display_name", &[("display_name", "Grace H.")]).await;
    grace_tab.until_member(|member| member.display_name == "Grace H.").await;
    grace.fetch("end_every_session", &[("role", "everyone")]).await;
    grace_tab.ends(Ending::EndedByAdministrator).await;
}

#[tokio::test]
async fn a_new_password_replaces_one_session_and_ends_the_others() {
    let mut open = Open::start().await;
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(open.desk.fetch("change_password", &fields).await.status, 200);
    open.desk_tab.ends(Ending::Replaced).await;
    open.phone_tab.ends(Ending::PasswordChanged).await;
    assert!(Channel::open(&open.app, &open.desk).await.1.member().is_some());
}

#[tokio::test]
async fn a_password_reset_closes_every_tab() {
    let mut open = Open::start().await;
    let (_, token) = open.app.reset_link("ada").await;
    let fields = [("token", &*token), ("new_password", NEW_PASSWORD)];
    assert_eq!(open.app.browser().fetch("reset_password", &fields).await.status, 200);
    open.both_end(Ending::PasswordChanged).await;
}

#[tokio::test]
async fn a_new_policy_reaches_every_tab() {
    let mut open = Open::start().await;
    open.app.policy(&[("idle", "20m")]).await;
    for tab in [&mut open.desk_tab, &mut open.phone_tab] {
        tab.until_member(|member| member.session.idle_limit == 20 * 60).await;
    }
    open.app.clock.shift(10 * 60);
    open.app.policy(&[("idle", "5m")]).await;
    open.both_end(Ending::Policy).await;
}

#[tokio::test]
async fn a_ban_and_its_end_reach_every_tab() {
    let mut open = Open::start().await;
    open.app.ban("ada", "Rudeness", "").await;
    for tab in [&mut open.desk_tab, &mut open.phone_tab] {
        tab.until(|principal| matches!(principal, Principal::Banned(ban) if ban.reason == "Rudeness")).await;
    }
    open.app.lift_ban("ada").await;
    open.both_end(Ending::Banned).await;
}

#[tokio::test]
async fn a_ban_reaches_twenty_tabs() {
    let app = TestApp::start().await;
    let mallory = app.member("mallory").await;
    let mut tabs = Vec::new();
    for _ in 0..20 {
        tabs.push(Channel::open(&app, &mallory).await.0);
    }
    app.ban("mallory", "Rudeness", "").await;
    for mut tab in tabs {
        tab.until(|principal| matches!(principal, Principal::Banned(_))).await;
    }
}

/// The first message after changes to another account is about one's own account.
#[tokio::test]
async fn changes_to_other_accounts_send_no_message() {
    let mut open = Open::start().await;
    let bob = open.app.member("bob").await;
    bob.fetch("change_display_name", &[("display_name", "Bob B.")]).await;
    open.app.sign_in("bob", PASSWORD).await;
    bob.fetch("end_other_sessions", &[]).await;
    open.app.ban("bob", "Rudeness", "").await;
    open.app.lift_ban("bob").await;
    open.desk.fetch("change_display_name", &[("display_name", "Ada King")]).await;
    for tab in [&mut open.desk_tab, &mut open.phone_tab] {
        let next = tab.next().await.expect("an open channel");
        assert_eq!(next.member().expect("a member").display_name, "Ada King");
    }
}

#[tokio::test]
async fn changes_by_another_process_reach_open_tabs() {
    let mut open = Open::start().await;
    open.app.run_maintenance();
    let other = open.app.restart(&[]).await;
    let elsewhere = other.browser().replaying(&open.desk.session().unwrap());
    elsewhere.fetch("change_display_name", &[("display_name", "Ada King")]).await;
    open.phone_tab.until_member(|member| member.display_name == "Ada King").await;
    other.policy(&[("idle", "20m")]).await;
    open.phone_tab.until_member(|member| member.session.idle_limit == 20 * 60).await;
    elsewhere.fetch("sign_out", &[]).await;
    open.desk_tab.ends(Ending::SignedOut).await;
    let id = other.id_of("ada").await;
    other
        .services
        .bans
        .ban(&Grant::operator(), &id, BanTerms { reason: "Rudeness", ..BanTerms::default() })
        .await
        .unwrap();
    open.phone_tab.until(|principal| matches!(principal, Principal::Banned(_))).await;
    other.lift_ban("ada").await;
    open.phone_tab.ends(Ending::Banned).await;
}
