//! What members choose, with their account.

use hallpass::{
    access::Principal,
    testing::{Browser, PASSWORD, TestApp},
};

use super::root;

const ALL: [(&str, &str); 8] = [
    ("theme", "contrast"),
    ("less_motion", "true"),
    ("language", "de"),
    ("time_zone", "America/New_York"),
    ("hour_cycle", "h12"),
    ("date_style", "iso"),
    ("start_page", "sessions"),
    ("no_key_shortcuts", "true"),
];

/// [`ALL`] without theme and language, as they are stored.
const REST: &str = "zone=America%2FNew_York&clock=h12&date=iso&start=sessions&motion=less&keys=off";

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
    assert_eq!(preferences(&other).await, format!("theme=contrast&language=de&{REST}"));
    let page = other.get("/account/preferences").await.body;
    for attribute in ["lang=\"de\"", "data-theme=\"contrast\"", "data-motion=\"less\""] {
        assert!(root(&page).contains(attribute), "{attribute} {}", root(&page));
    }
    assert!(page.contains("Einstellungen speichern") && !page.contains("Preferences<"));
    // The header changes the theme and the language only.
    assert_eq!(other.fetch("change_look", &[("theme", "dark"), ("language", "")]).await.status, 200);
    assert_eq!(preferences(&ada).await, format!("theme=dark&{REST}"));
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
        ("date_style", "us"),
        ("start_page", "/admin"),
        ("start_page", "https://evil.example"),
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
    // The exact time is the title.
    let at = async |browser: &Browser| {
        let page = browser.get("/account/sessions").await.body;
        let time = page.split("<time ").nth(1).expect("a time");
        time.split("title=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a title").to_owned()
    };
    let time = at(&ada).await;
    assert!(time.ends_with(" UTC") && time.contains(", "), "{time}");
    let chosen = [("theme", ""), ("time_zone", "Asia/Kolkata"), ("hour_cycle", "h12")];
    assert_eq!(ada.fetch("change_preferences", &chosen).await.status, 200);
    let time = at(&ada).await;
    assert!(time.ends_with(" IST") && (time.contains(" am ") || time.contains(" pm ")), "{time}");
    assert_eq!(ada.fetch("change_preferences", &[("theme", ""), ("date_style", "iso")]).await.status, 200);
    let time = at(&ada).await;
    let shape: String = time.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    assert_eq!(shape, "0000-00-00 00:00 UTC", "{time}");
}

#[tokio::test]
async fn the_page_shows_what_was_chosen_and_the_time_in_the_zone() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let chosen = [("theme", "dark"), ("time_zone", "Asia/Kolkata"), ("date_style", "iso"), ("less_motion", "true")];
    assert_eq!(ada.fetch("change_preferences", &chosen).await.status, 200);
    let page = ada.get("/account/preferences").await.body;
    let is_checked = |id: &str| {
        let tag = page.split('<').find(|tag| tag.contains(&format!("id=\"change_preferences-{id}\"")));
        tag.unwrap_or_else(|| panic!("{id} is missing")).contains("checked")
    };
    for (id, expected) in [
        ("theme-dark", true),
        ("theme-light", false),
        ("theme-", false),
        ("date_style-iso", true),
        ("date_style-", false),
        ("hour_cycle-", true),
        ("hour_cycle-h12", false),
        ("less_motion", true),
    ] {
        assert_eq!(is_checked(id), expected, "{id}");
    }
    assert!(page.contains(" there now."), "{page}");
    assert_eq!(ada.fetch("change_preferences", &[("theme", "")]).await.status, 200);
    assert!(!ada.get("/account/preferences").await.body.contains(" there now."), "the zone of the device is unknown");
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
