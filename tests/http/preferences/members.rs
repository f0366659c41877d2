//! What members choose, with their account.

use hallpass::{
    access::Principal,
    testing::{Browser, PASSWORD, TestApp},
};

use super::root;

const ALL: [(&str, &str); 5] = [
    ("theme", "contrast"),
    ("less_motion", "true"),
    ("language", "de"),
    ("time_zone", "America/New_York"),
    ("hour_cycle", "h12"),
];

async fn preferences(browser: &Browser) -> String {
    match browser.principal().await {
        Principal::Member(member) => member.preferences.write(),
        other => panic!("a member is expected, not {other:?}"),
    }
}

#[tokio::test]
async fn preferences_follow_the_account_to_every_device() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let other = app.sign_in("ada", PASSWORD).await;
    let reply = ada.fetch("change_preferences", &ALL).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!(preferences(&other).await, "theme=contrast&language=de&zone=America%2FNew_York&clock=h12&motion=less");
    let page = other.get("/account/preferences").await.body;
    for attribute in ["lang=\"de\"", "data-theme=\"contrast\"", "data-motion=\"less\""] {
        assert!(root(&page).contains(attribute), "{attribute} {}", root(&page));
    }
    assert!(page.contains("Darstellung") && !page.contains("Preferences<"));
    // The header changes the theme and the language only.
    assert_eq!(other.fetch("change_look", &[("theme", "dark"), ("language", "")]).await.status, 200);
    assert_eq!(preferences(&ada).await, "theme=dark&zone=America%2FNew_York&clock=h12&motion=less");
    assert_eq!(ada.fetch("change_preferences", &[("theme", "")]).await.status, 200);
    assert_eq!(preferences(&other).await, "");
}

#[tokio::test]
async fn each_invalid_value_is_refused_at_its_field() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    for (field, value) in [
        ("theme", "pink"),
        ("language", "tlh"),
        ("time_zone", "Atlantis/Capital"),
        ("time_zone", "../../etc/passwd"),
        ("hour_cycle", "h25"),
    ] {
        let fields: Vec<_> = [("theme", "")].into_iter().filter(|_| field != "theme").chain([(field, value)]).collect();
        let reply = ada.fetch("change_preferences", &fields).await;
        assert_eq!((reply.status, reply.problems()), (422, vec![format!("{field}: Choose one of the options.")]));
    }
    assert_eq!(preferences(&ada).await, "");
}

#[tokio::test]
async fn two_changes_at_the_same_time_both_count() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let (theme, language) = ([("theme", "dark")], [("language", "de")]);
    let (one, two) = tokio::join!(ada.fetch("change_look", &theme), ada.fetch("change_look", &language));
    assert_eq!((one.status, two.status), (200, 200));
    assert_eq!(preferences(&ada).await, "theme=dark&language=de");
}

#[tokio::test]
async fn times_are_in_the_chosen_zone_on_the_chosen_clock_and_else_in_utc() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let at = async |browser: &Browser| {
        let page = browser.get("/account/sessions").await.body;
        let start = page.find("<time").expect("a time");
        let text = &page[start + page[start..].find('>').expect("a tag") + 1..];
        text[..text.find('<').expect("an end")].to_owned()
    };
    assert!(at(&ada).await.ends_with(" UTC"), "{}", at(&ada).await);
    let chosen = [("theme", ""), ("time_zone", "Asia/Kolkata"), ("hour_cycle", "h12")];
    assert_eq!(ada.fetch("change_preferences", &chosen).await.status, 200);
    let time = at(&ada).await;
    assert!(time.ends_with(" IST") && (time.contains(" am ") || time.contains(" pm ")), "{time}");
}

#[tokio::test]
async fn a_banned_person_reads_the_page_in_the_account_s_language() {
    let app = TestApp::start().await;
    app.administrator("grace").await;
    let ada = app.member("ada").await;
    assert_eq!(ada.fetch("change_look", &[("language", "de"), ("theme", "dark")]).await.status, 200);
    app.ban("ada", "Spam", "").await;
    let page = ada.get("/").await.body;
    assert!(root(&page).contains("lang=\"de\"") && root(&page).contains("data-theme=\"dark\""), "{}", root(&page));
    assert!(page.contains("gesperrt"));
}

#[tokio::test]
async fn an_impersonator_keeps_the_own_look_and_cannot_change_that_of_the_account() {
    let app = TestApp::start().await;
    let (grace, ada) = (app.administrator("grace").await, app.member("ada").await);
    assert_eq!(grace.fetch("change_look", &[("theme", "dark")]).await.status, 200);
    assert_eq!(ada.fetch("change_look", &[("theme", "light"), ("language", "de")]).await.status, 200);
    let id = app.id_of("ada").await;
    let reply = grace.fetch("impersonate", &[("id", &id), ("reason", "A question of theirs.")]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!(preferences(&grace).await, "theme=dark");
    for function in ["change_look", "change_preferences"] {
        assert_eq!(grace.fetch(function, &[("theme", "contrast")]).await.status, 403, "{function}");
    }
    assert_eq!(preferences(&ada).await, "theme=light&language=de");
}

#[tokio::test]
async fn preferences_are_exported_and_erased_with_the_account() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    assert_eq!(ada.fetch("change_look", &[("theme", "dark")]).await.status, 200);
    let export: serde_json::Value = ada.fetch_file("/account/export.json").await.json();
    assert_eq!(export["account"]["preferences"], "theme=dark");
    let close = [("username", "ada"), ("current_password", PASSWORD)];
    assert_eq!(ada.fetch("close_account", &close).await.status, 200);
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts WHERE preferences <> ''").await, 0);
}
