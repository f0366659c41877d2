//! Names and texts in every script: stored as written, found as typed, and without characters that deceive readers.

use hallpass::{
    access::server::Grant, account_admin::AccountPage, account_note::AccountNote, role::RoleSummary,
    session::SessionSummary,
};

use hallpass::testing::{Browser, PASSWORD, Reply, TestApp};

/// Usernames in many scripts, each with a prefix to search for.
const NAMES: [(&str, &str); 10] = [
    ("प्रिया", "प्रि"),
    ("தமிழ்", "தமி"),
    ("സ്മിത", "സ്മി"),
    ("සුනිල්", "සුනි"),
    ("สำราญ", "สำ"),
    ("মৌসুমী", "মৌ"),
    ("مُحَمَّد", "مُحَ"),
    ("علی_رضا", "علی"),
    ("Nguyễn", "ngu"),
    ("דניאל", "דני"),
];

/// Free texts, including invisible characters that their scripts need.
const TEXTS: [&str; 6] = [
    "سلام، من این قانون\u{200c}ها را نمی\u{200c}دانستم و معذرت می\u{200c}خواهم",
    "ශ්\u{200d}රී ලංකාවෙන් ආයුබෝවන්",
    "क्षमा कीजिए, मैं नियम नहीं जानता था",
    "ขอโทษครับ ผมไม่ทราบกฎ",
    "ക്ഷമിക്കണം, എനിക്ക് നിയമം അറിയില്ലായിരുന്നു",
    "Sorry from all of us 👨\u{200d}👩\u{200d}👧\u{200d}👦 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} ❤\u{fe0f}",
];

async fn sign_up(app: &TestApp, name: &str) -> Reply {
    app.browser().fetch("sign_up", &[("username", name), ("password", PASSWORD)]).await
}

async fn found(grace: &Browser, search: &str) -> Vec<String> {
    let page: AccountPage = grace.fetch("list_accounts", &[("search", search)]).await.json();
    page.accounts.into_iter().map(|account| account.username).collect()
}

#[tokio::test]
async fn usernames_in_every_script_can_sign_up_and_be_found() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for (name, beginning) in NAMES {
        let reply = sign_up(&app, name).await;
        assert_eq!(reply.status, 200, "{name}: {}", reply.body);
        let shown = app.sign_in(name, PASSWORD).await.principal().await.member().expect("a member").username.clone();
        assert_eq!(found(&grace, beginning).await, [&*shown], "{name}");
        assert_eq!(sign_up(&app, name).await.problems(), ["username: That name is taken. Choose another."], "{name}");
        let sessions = [("account", beginning)];
        assert!(grace.fetch("list_every_session", &sessions).await.body.contains(&shown), "{name}");
    }
    // The same usernames in other code points.
    assert_eq!(sign_up(&app, "สํา\u{e23}าญ").await.problems(), ["username: That name is taken. Choose another."]);
    assert_eq!(
        sign_up(&app, "NGUYE\u{302}\u{303}N").await.problems(),
        ["username: That name is taken. Choose another."]
    );
}

#[tokio::test]
async fn a_username_that_could_imitate_another_is_rejected() {
    let app = TestApp::start().await;
    let characters = "username: Use only letters, numbers, and . _ -, and start and end with a letter or number.";
    let alphabet = "username: Use letters and numbers from one alphabet only, so nobody can imitate another name.";
    let joiner = "username: A username can’t contain an invisible joiner. Leave it out, or write _ in its place.";
    for (name, problem) in [
        ("علی\u{200c}رضا", joiner),
        ("ශ්\u{200d}රීමා", joiner),
        ("ada\u{200b}b", characters),
        ("\u{301}ada", characters),
        ("1\u{301}ada", characters),
        ("ada_\u{301}b", characters),
        ("ad\u{327}\u{327}a", characters),
        ("ad\u{300}\u{301}\u{302}\u{303}\u{304}a", characters),
        ("adi\u{307}a", characters),
        ("प्रियाada", alphabet),
        ("علی1۲", alphabet),
        ("ada१", alphabet),
    ] {
        assert_eq!(sign_up(&app, name).await.problems(), [problem], "{name:?}");
    }
}

#[tokio::test]
async fn display_names_and_session_names_permit_what_their_scripts_need() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.member("ada").await;
    let id = ada.id().await;
    for name in ["می\u{200c}نا رضایی", "ශ්\u{200d}රීමා", "प्रिया शर्मा", "தமிழ்ச்செல்வி", "👩🏽\u{200d}🔬 Ada", "สมชาย"]
    {
        let reply = ada.fetch("change_display_name", &[("display_name", name)]).await;
        assert_eq!(reply.status, 200, "{name}: {}", reply.body);
        assert_eq!(found(&grace, name.split(' ').next().unwrap()).await, ["ada"], "{name}");
        let reply = ada.fetch("name_session", &[("id", &id), ("name", name)]).await;
        assert_eq!(reply.status, 200, "{name}: {}", reply.body);
        let sessions: Vec<SessionSummary> = ada.sessions().await;
        assert_eq!(sessions[0].title(), name);
    }
    // Composed or decomposed.
    assert_eq!(ada.fetch("change_display_name", &[("display_name", "Ame\u{301}lie")]).await.status, 200);
    assert_eq!(found(&grace, "Am\u{e9}").await, ["ada"]);
    for name in
        ["\u{3164}", "\u{200d}", "A\u{200d}da", "Ada\u{200f}", "A\u{ad}da", "\u{301}Ada", "a\u{e0061}", "\u{202e}a"]
    {
        assert_eq!(ada.fetch("change_display_name", &[("display_name", name)]).await.status, 422, "{name:?}");
        assert_eq!(ada.fetch("name_session", &[("id", &id), ("name", name)]).await.status, 422, "{name:?}");
    }
}

#[tokio::test]
async fn free_texts_in_every_script_are_accepted() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for (number, text) in TEXTS.into_iter().enumerate() {
        let name = hallpass::testing::new_name();
        let person = app.member(&name).await;
        let id = app.id_of(&name).await;
        let role = format!("role-{number}");
        for (function, fields) in [
            ("impersonate", &[("id", &*id), ("reason", text)][..]),
            ("end_impersonation", &[]),
            ("add_note", &[("id", &id), ("text", text)]),
            ("create_role", &[("name", &role), ("description", text)]),
            ("create_invitation", &[("uses", ""), ("expires", ""), ("note", text)]),
            ("ban_account", &[("id", &id), ("reason", text), ("note", text)]),
            ("change_ban", &[("id", &id), ("reason", text), ("until", ""), ("note", text)]),
        ] {
            let reply = grace.fetch(function, fields).await;
            assert_eq!(reply.status, 200, "{function} {text}: {}", reply.body);
        }
        assert_eq!(person.fetch("appeal_ban", &[("text", text)]).await.status, 200, "{text}");
        assert_eq!(grace.fetch("answer_appeal", &[("id", &id), ("answer", text)]).await.status, 200, "{text}");
        assert!(person.get("/").await.body.contains(text), "{text}");
        let notes: Vec<AccountNote> = grace.fetch("list_notes", &[("id", &id)]).await.json();
        assert_eq!(notes[0].text, text);
        let roles: Vec<RoleSummary> = grace.fetch("list_roles", &[]).await.json();
        assert!(roles.iter().any(|role| role.description == text), "{text}");
    }
}

#[tokio::test]
async fn deceptive_characters_are_rejected_in_every_free_text() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("noor").await;
    let id = app.id_of("noor").await;
    let before = app.snapshot().await;
    for text in ["a\u{202e}b", "a\u{2067}b", "a\u{9b}31mb", "a\u{e0068}b", "a\u{feff}b", "a\u{fe0f}b", "a\u{2028}b"] {
        for (function, fields) in [
            ("impersonate", &[("id", &*id), ("reason", text)][..]),
            ("add_note", &[("id", &id), ("text", text)]),
            ("create_role", &[("name", "watch"), ("description", text)]),
            ("create_invitation", &[("uses", ""), ("expires", ""), ("note", text)]),
            ("ban_account", &[("id", &id), ("reason", text)]),
            ("ban_account", &[("id", &id), ("reason", "Spam"), ("note", text)]),
        ] {
            let problems = grace.fetch(function, fields).await.problems();
            let words = "This has a hidden character that can’t be used here. Delete it, or type the text again.";
            assert!(problems[0].ends_with(words), "{function} {text:?}: {problems:?}");
        }
    }
    assert_eq!(
        grace.fetch("ban_account", &[("id", &id), ("reason", "\u{200f}\u{200c}")]).await.problems(),
        ["reason: Fill this in."]
    );
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn a_line_break_counts_as_one_character_as_in_browsers() {
    let app = TestApp::start().await;
    app.member("noor").await;
    let grace = app.administrator("grace").await;
    let id = app.id_of("noor").await;
    let text = format!("{}\r\n{}", "x".repeat(999), "y".repeat(1000));
    assert_eq!(grace.fetch("add_note", &[("id", &id), ("text", &text)]).await.status, 200);
    let notes = app.services.account_notes.notes(&Grant::operator(), &id).await.expect("the notes");
    assert_eq!(notes[0].text, text.replace("\r\n", "\n"));
}
