//! Who may sign up: everyone, only people with an invitation, or nobody.

use hallpass::{
    access::server::Grant,
    account::SignUpMode,
    error::{AppError, Conflict},
    invitation::{InvitationPage, InvitationState, InvitationSummary, NewInvitation},
};
use tokio::task::JoinSet;

use hallpass::testing::{Browser, PASSWORD, Reply, TestApp, new_name};

/// Creates an invitation, and returns it with the token of its link.
async fn invite(grace: &Browser, uses: &str) -> (NewInvitation, String) {
    let reply = grace.fetch("create_invitation", &[("uses", uses), ("expires", "7d"), ("note", "The choir")]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let made: NewInvitation = reply.json();
    let token = made.link.split_once("/sign-up?invitation=").expect("a link").1.to_owned();
    (made, token)
}

async fn sign_up(browser: &Browser, name: &str, token: &str) -> Reply {
    browser.fetch("sign_up", &[("username", name), ("password", PASSWORD), ("token", token)]).await
}

async fn list(grace: &Browser) -> Vec<InvitationSummary> {
    page(grace, "").await.invitations
}

async fn page(grace: &Browser, after: &str) -> InvitationPage {
    grace.fetch("list_invitations", &[("after", after)]).await.json()
}

fn conflict(reply: &Reply) -> Conflict {
    match reply.error() {
        AppError::Conflict { conflict } => conflict,
        error => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn nobody_can_sign_up_while_sign_up_is_closed() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (_, token) = invite(&grace, "1").await;
    app.policy(&[("sign_up", "closed")]).await;
    let guest = app.browser();
    for token in ["", &token] {
        let reply = sign_up(&guest, &new_name(), token).await;
        assert_eq!((reply.status, conflict(&reply)), (409, Conflict::SignUpClosed));
        assert_eq!(conflict(&guest.fetch("check_sign_up", &[("token", token)]).await), Conflict::SignUpClosed);
    }
    assert_eq!(list(&grace).await[0].uses_left, 1, "a rejected sign-up does not count as a use");
    let page = guest.get("/sign-up").await.body;
    assert!(page.contains("Sign-up is closed. Ask an administrator") && !page.contains("sign_up-username"), "{page}");
    for path in ["/", "/sign-in"] {
        assert!(!guest.get(path).await.body.contains("href=\"/sign-up"), "{path} does not link to sign-up");
    }
    let reply = grace.fetch("create_invitation", &[("uses", "1"), ("expires", "7d"), ("note", "")]).await;
    assert_eq!(conflict(&reply), Conflict::InvitationsClosed);
    app.policy(&[("sign_up", "open")]).await;
    assert!(guest.get("/").await.body.contains("href=\"/sign-up"));
    app.member("ada").await;
}

#[tokio::test]
async fn an_invitation_can_be_used_as_often_as_it_permits() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.policy(&[("sign_up", "invitation")]).await;
    let (made, token) = invite(&grace, "2").await;
    assert!(made.link.starts_with(&format!("{}/sign-up?invitation=", app.browser().origin)));
    let guest = app.browser();
    assert_eq!(conflict(&sign_up(&guest, "ada", "").await), Conflict::InvitationNeeded);
    assert_eq!(sign_up(&guest, "ada", "none").await.error(), AppError::DeadLink);
    let page = guest.get("/sign-up").await.body;
    assert!(page.contains("You need an invitation to sign up.") && !page.contains("sign_up-username"), "{page}");
    assert_eq!(guest.get("/sign-up?invitation=none").await.status, 410);
    let page = guest.get(&format!("/sign-up?invitation={token}")).await.body;
    assert!(page.contains("sign_up-username") && page.contains(&format!("value=\"{token}\"")), "{page}");

    assert_eq!(sign_up(&guest, "a", &token).await.status, 422);
    assert_eq!(list(&grace).await[0].uses_left, 2, "a rejected sign-up does not count as a use");
    assert_eq!(sign_up(&guest, "ada", &token).await.status, 200);
    assert_eq!(sign_up(&app.browser(), "ada", &token).await.status, 422, "the name is taken");
    assert_eq!(sign_up(&app.browser(), "noor", &token).await.status, 200);
    assert_eq!(sign_up(&app.browser(), "trent", &token).await.error(), AppError::DeadLink);
    let listed = list(&grace).await.remove(0);
    assert_eq!((listed.state, listed.uses_left, listed.uses_max), (InvitationState::UsedUp, 0, 2));
    assert_eq!((&*listed.note, &*listed.by), ("The choir", "grace"));
}

#[tokio::test]
async fn of_fifty_concurrent_uses_of_a_single_use_invitation_one_succeeds() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.policy(&[("sign_up", "invitation")]).await;
    let (_, token) = invite(&grace, "1").await;
    let mut racing = JoinSet::new();
    for _ in 0..50 {
        let (browser, token) = (app.browser(), token.clone());
        racing.spawn(async move { sign_up(&browser, &new_name(), &token).await.status });
    }
    let statuses = racing.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [200, 410, 503].contains(status)), "{statuses:?}");
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts").await, 2);
    assert_eq!(list(&grace).await[0].uses_left, 0);
}

#[tokio::test]
async fn an_expired_or_revoked_invitation_does_not_work() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.policy(&[("sign_up", "invitation"), ("remember_me", "no"), ("idle", "30d"), ("absolute", "30d")]).await;
    let (revoked, dead) = invite(&grace, "5").await;
    assert_eq!(grace.fetch("revoke_invitation", &[("id", &revoked.id)]).await.status, 200);
    let again = grace.fetch("revoke_invitation", &[("id", &revoked.id)]).await;
    assert_eq!(conflict(&again), Conflict::InvitationOver);
    assert_eq!(sign_up(&app.browser(), "ada", &dead).await.error(), AppError::DeadLink);
    let (_, old) = invite(&grace, "1").await;
    app.clock.shift(7 * 24 * 3600 - 1);
    assert_eq!(app.browser().fetch("check_sign_up", &[("token", &old)]).await.status, 200);
    app.clock.shift(1);
    assert_eq!(sign_up(&app.browser(), "ada", &old).await.error(), AppError::DeadLink);
    let grace = app.sign_in("grace", PASSWORD).await;
    let states: Vec<_> = list(&grace).await.iter().map(|listed| listed.state).collect();
    assert_eq!(states, [InvitationState::Expired, InvitationState::Revoked]);
}

/// SQL that inserts invitations newer than any other: first `work` valid ones, then `over` expired ones.
pub(crate) fn newer(work: usize, over: usize) -> String {
    let row = |place: usize| {
        let ends = if place < work { 9_999_999_999_i64 } else { 1 };
        format!("('ffffffff-0000-7000-8000-{place:012}', 'digest-{place}', '', 1, {ends}, 1, 1)")
    };
    let rows: Vec<_> = (0..work + over).map(row).collect();
    let columns = "id, token_hash, note, created_at, expires_at, uses_max, uses_left";
    format!("INSERT INTO invitations ({columns}) VALUES {}", rows.join(", "))
}

#[tokio::test]
async fn every_valid_invitation_can_be_reached_by_paging() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (oldest, token) = invite(&grace, "1").await;
    app.execute(&newer(60, 50)).await;
    let (mut found, mut sizes, mut after) = (Vec::new(), Vec::new(), String::new());
    loop {
        let page = page(&grace, &after).await;
        sizes.push(page.invitations.len());
        found.extend(page.invitations.into_iter().map(|one| (one.state == InvitationState::Works, one.id)));
        let Some(next) = page.next else { break };
        after = next;
    }
    assert_eq!(sizes, [50, 50, 11]);
    assert_eq!(found[60], (true, oldest.id.clone()), "the oldest valid one, followed by ended ones");
    assert!(found.is_sorted_by(|a, b| a > b), "{found:?}");
    for junk in ["over", "over:", "work", "elsewhere:x"] {
        assert_eq!(page(&grace, junk).await.invitations[0].id, found[0].1, "{junk}");
    }
    assert_eq!(grace.get("/admin/invitations?after=over:%00").await.status, 200);

    let first = grace.get("/admin/invitations").await.body;
    assert!(!first.contains("The choir") && !first.contains("First page"), "{first}");
    let next = first.split("href=\"/admin/invitations?after=").nth(1).expect("a next page");
    let next = next.split('"').next().unwrap();
    let second = grace.get(&format!("/admin/invitations?after={next}")).await.body;
    assert!(second.contains("The choir") && second.contains("First page") && second.contains("Next page"), "{second}");
    assert_eq!(grace.fetch("revoke_invitation", &[("id", &oldest.id)]).await.status, 200);
    let last = page(&grace, &format!("over:{}", found[61].1)).await.invitations;
    assert_eq!((last.len(), &last[49].id), (50, &oldest.id), "now it is among the ended ones");
    app.policy(&[("sign_up", "invitation")]).await;
    assert_eq!(sign_up(&app.browser(), "ada", &token).await.error(), AppError::DeadLink);
}

#[tokio::test]
async fn an_invalid_invitation_does_not_prevent_open_sign_up() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (_, token) = invite(&grace, "1").await;
    assert_eq!(sign_up(&app.browser(), "ada", &token).await.status, 200);
    assert_eq!(list(&grace).await[0].uses_left, 0, "the use is counted");
    assert_eq!(sign_up(&app.browser(), "noor", &token).await.status, 200);
}

#[tokio::test]
async fn all_problems_of_a_new_invitation_are_reported_together() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let long = "x".repeat(201);
    let fields = [("uses", "1001"), ("expires", "soon"), ("note", &*long)];
    assert_eq!(
        grace.fetch("create_invitation", &fields).await.problems(),
        [
            "uses: Use a value between 1 and 1000.",
            "expires: Enter a whole number and a unit, such as 30 minutes.",
            "note: Use at most 200 characters.",
        ]
    );
    for (uses, expires, note) in
        [("0", "7d", ""), ("1", "59s", ""), ("1", "367d", ""), ("x", "7d", ""), ("1", "7d", "a\nb")]
    {
        let fields = [("uses", uses), ("expires", expires), ("note", note)];
        assert_eq!(grace.fetch("create_invitation", &fields).await.status, 422, "{fields:?}");
    }
    assert!(list(&grace).await.is_empty());
    let made: NewInvitation =
        grace.fetch("create_invitation", &[("uses", ""), ("expires", ""), ("note", "")]).await.json();
    assert_eq!((made.uses, made.expires_at - list(&grace).await[0].created_at), (1, 7 * 24 * 3600));
}

#[tokio::test]
async fn only_a_digest_of_the_token_is_stored_and_the_page_shows_the_link_once() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let fields = [("uses", "3"), ("expires", "1d"), ("note", "<b>Choir</b>")];
    let page = grace.form("/admin/invitations", "create_invitation", &fields).await.body;
    let token = page.split("/sign-up?invitation=").nth(1).expect("the link")[..43].to_owned();
    assert!(page.contains("Copy this link now") && page.contains("3 of 3 sign-ups left."), "{page}");
    assert!(page.contains("&lt;b>Choir") || page.contains("&lt;b&gt;Choir"), "{page}");
    assert!(!app.snapshot().await.contains(&token));
    assert!(!grace.get("/admin/invitations").await.body.contains(&token));
    let id = list(&grace).await[0].id.clone();
    let page = grace.form("/admin/invitations", "revoke_invitation", &[("id", &id)]).await.body;
    assert!(page.contains("revoked"), "{page}");
    assert!(!page.contains(&format!("value=\"{id}\"")), "a revoked invitation cannot be revoked again");
}

#[tokio::test]
async fn a_failed_sign_up_does_not_put_the_token_into_a_cookie() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.policy(&[("sign_up", "invitation")]).await;
    let (_, token) = invite(&grace, "1").await;
    let guest = app.browser();
    let page = format!("/sign-up?invitation={token}");
    let fields = [("username", "a"), ("email", ""), ("password", PASSWORD), ("token", &*token)];
    let body = guest.form(&page, "sign_up", &fields).await.body;
    assert!(body.contains("Use at least 3 characters"), "{body}");
    let reply = guest.post(&page, "sign_up", &fields).await;
    let carried: Vec<_> = reply.cookies().iter().map(|cookie| cookie.value().to_owned()).collect();
    for value in carried {
        let read = base64_url(&value);
        assert!(!read.contains(&token), "{read}");
    }
}

/// Decodes the value of a cookie.
fn base64_url(value: &str) -> String {
    let place = |c: u8| {
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".iter().position(|known| *known == c)
    };
    let mut bits = 0_u32;
    let mut count = 0;
    let mut bytes = Vec::new();
    for digit in value.bytes().filter_map(place) {
        bits = bits << 6 | u32::try_from(digit).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn setting_up_and_creating_accounts_at_the_terminal_need_no_invitation() {
    let app = TestApp::start().await;
    app.policy(&[("sign_up", "closed")]).await;
    let path = app.services.accounts.set_up_link().await.unwrap().expect("a link");
    let token = path.split_once("token=").unwrap().1;
    let fields = [("token", token), ("username", "olga"), ("password", PASSWORD)];
    assert_eq!(app.browser().fetch("set_up", &fields).await.status, 200);
    let new = hallpass::account::server::NewAccount {
        username: "ada".to_owned(),
        email: String::new(),
        password: PASSWORD.to_owned().into(),
    };
    app.services.accounts.create(&Grant::operator(), new, hallpass::access::Role::MEMBER).await.unwrap();
}

#[tokio::test]
async fn used_expired_and_revoked_invitations_show_the_same_page() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.policy(&[("sign_up", "invitation")]).await;
    let (_, used) = invite(&grace, "1").await;
    assert_eq!(sign_up(&app.browser(), "ada", &used).await.status, 200);
    let (made, revoked) = invite(&grace, "1").await;
    assert_eq!(grace.fetch("revoke_invitation", &[("id", &made.id)]).await.status, 200);
    let (_, expired) = invite(&grace, "1").await;
    app.clock.shift(7 * 24 * 3600);
    for token in [used, revoked, expired] {
        let page = app.browser().get(&format!("/sign-up?invitation={token}")).await;
        assert_eq!(page.status, 410);
        assert!(page.body.contains("This link has been used, has expired or was revoked."), "{}", page.body);
    }
}

#[tokio::test]
async fn the_list_of_invitations_shows_the_current_sign_up_mode() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for (set, mode) in
        [("closed", SignUpMode::Closed), ("invitation", SignUpMode::Invitation), ("open", SignUpMode::Open)]
    {
        app.policy(&[("sign_up", set)]).await;
        assert_eq!(page(&grace, "").await.sign_up, mode);
    }
}
