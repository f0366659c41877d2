//! `/admin/policy` without scripts: what it shows, previews and saves.

use hallpass::testing::{Browser, TestApp};

/// The tag of the element with this ID.
fn tag<'a>(body: &'a str, id: &str) -> &'a str {
    let mark = format!("id=\"{id}\"");
    body.split('<').find(|tag| tag.contains(&mark)).unwrap_or_else(|| panic!("no {id} in {body}"))
}

/// Whether the form shows this duration, as a number and the unit beside it.
fn shows(body: &str, scope: &str, setting: &str, number: &str, unit: &str) -> bool {
    let id = format!("change_policy-{scope}-{setting}");
    let units = body.split(&format!("id=\"{id}-unit\"")).nth(1).expect("the unit").split("</select>").next();
    let is_chosen = |option: &&str| option.contains("selected") && option.contains(&format!("value=\"{unit}\""));
    let chosen = units.unwrap_or_default().split("<option").find(is_chosen);
    tag(body, &id).contains(&format!("value=\"{number}\"")) && chosen.is_some()
}

fn hidden(body: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\"");
    let tag = body.split('<').find(|tag| tag.contains(&mark)).unwrap_or_else(|| panic!("no {name} in {body}"));
    tag.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().replace("&amp;", "&")
}

async fn save(grace: &Browser, values: &[(&str, &str)]) -> String {
    let reply = grace.form("/admin/policy", "change_policy", values).await;
    assert_eq!(reply.status, 200);
    reply.body
}

#[tokio::test]
async fn every_setting_is_shown_with_its_value_range_and_default() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let body = grace.get("/admin/policy").await.body;
    for (setting, value, words) in [
        ("idle", "30", "10 seconds to 366 days. Default: 30 min."),
        ("sessions", "20", "1 to 1000. Default: 20."),
        ("history", "90", "Default: 90 days."),
        ("password_min_length", "15", "8 to 64. Default: 15."),
        ("password_score", "3", "Common passwords are always refused. 2 to 4. Default: 3."),
        ("reset_link", "1", "10 min to 7 days. Default: 1 hour."),
    ] {
        assert!(tag(&body, &format!("change_policy-everyone-{setting}")).contains(&format!("value=\"{value}\"")));
        assert!(body.contains(words), "{setting}: {words}");
    }
    assert!(shows(&body, "everyone", "idle", "30", "m") && shows(&body, "everyone", "history", "90", "d"), "{body}");
    for group in ["Sessions", "Sign-in", "Sign-up", "Records"] {
        assert!(body.contains(&format!(">{group}<!></h3>")), "{group}");
    }
    let second_step =
        ["second_factor", "second_factor_from", "second_factor_removal", "second_factor_ticket", "new_device_code"];
    let place = |mark: &str| body.find(mark).unwrap_or_else(|| panic!("no {mark} in {body}"));
    let group = place(">Sign-in<!></h3>")..place(">Sign-up<!></h3>");
    for setting in second_step {
        assert!(group.contains(&place(&format!("id=\"change_policy-everyone-{setting}\""))), "{setting}");
    }
    assert!(tag(&body, "change_policy-everyone-sign_up").starts_with("select"));
    assert!(body.contains("attempts_per_address") && body.contains("100000/1s"), "values of the configuration");
    assert!(body.contains("No changes yet."));
}

#[tokio::test]
async fn a_role_has_its_own_page_without_the_shared_settings() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let body = grace.get("/admin/policy?id=administrator").await.body;
    assert!(shows(&body, "administrator", "idle", "15", "m"), "{body}");
    assert!(body.contains("Everyone: 30 min"), "a role's own value is marked");
    assert!(body.contains("Leave blank to use everyone’s value, 30 min. In effect: 15 min."));
    assert!(!body.contains("change_policy-administrator-sign_up"));
    assert!(!body.contains("change_policy-everyone-idle"));
    assert_eq!(grace.get("/admin/policy?id=nobody").await.status, 404);
}

#[tokio::test]
async fn a_preview_describes_the_effect_of_saving_and_changes_nothing() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await;
    app.member("noor").await;
    app.clock.shift(5 * 60);
    // Grace stays active; the others do not.
    grace.get("/").await;
    app.services.sessions.write_activity().await.expect("the activity is written");
    let before = app.snapshot().await;
    let body = grace.get("/admin/policy?id=everyone&idle=2m&sessions=20&_for=x&_page=%2Fadmin%2Fpolicy").await.body;
    assert!(body.contains("2 sessions end now."), "{body}");
    assert!(body.contains("Idle limit (member): 30 min → 2 min"), "{body}");
    assert!(body.contains("Idle warning (member): 2 min → 1 min."), "{body}");
    assert!(shows(&body, "everyone", "idle", "2", "m"), "the input is preserved");
    assert!(body.contains("1 unsaved change"), "the other value is already set: {body}");
    assert!(body.contains("Unsaved, was 30 min"), "{body}");
    let wrong = grace.get("/admin/policy?id=everyone&idle=soon&sessions=0").await.body;
    assert!(wrong.contains("Idle limit: Enter a whole number and a unit, such as"), "{wrong}");
    assert!(wrong.contains("Maximum sessions per account: Use a value between 1 and 1000."), "{wrong}");
    let together = grace.get("/admin/policy?id=everyone&absolute=10m").await.body;
    assert!(together.contains("An idle limit can’t be longer"), "{together}");
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn errors_of_a_preview_are_shown_at_their_fields() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let body = grace.get("/admin/policy?id=everyone&history=30d&idle=soon&sessions=0&audit=1d").await.body;
    for (setting, value, words) in [
        ("idle", "soon", Some("Enter a whole number and a unit, such as")),
        ("sessions", "0", Some("Use a value between 1 and 1000.")),
        ("audit", "1", Some("Use a value between 30 days and 3,660 days.")),
        ("history", "30", None),
    ] {
        let id = format!("change_policy-everyone-{setting}");
        let tag = tag(&body, &id);
        assert!(tag.contains(&format!("value=\"{value}\"")), "{tag}");
        let is_wrong = words.is_some();
        assert_eq!((tag.contains("aria-invalid"), tag.contains("autofocus")), (is_wrong, is_wrong), "{tag}");
        assert_eq!(body.contains(&format!("href=\"#{id}\"")), is_wrong, "{setting}");
        // The text of the error follows its icon.
        let at = body.split(&format!("id=\"{id}-error\"")).nth(1).and_then(|rest| rest.split("</svg>").nth(1));
        assert_eq!(at.is_some(), is_wrong, "{setting}");
        assert!(words.is_none_or(|words| at.unwrap_or_default().starts_with(words)), "{at:?}");
    }
    let summary = body.split("Fix these first:").nth(1).expect("a summary");
    let places = ["idle", "sessions", "audit"].map(|name| summary.find(&format!("#change_policy-everyone-{name}\"")));
    assert!(places.is_sorted() && places[0].is_some(), "in the order of the page: {places:?}");
}

#[tokio::test]
async fn the_result_of_a_change_is_shown_at_its_form_and_focused() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let body = save(&grace, &[("id", "everyone"), ("sessions", "5")]).await;
    let save_button = body.find(">Save<").expect("the button");
    let outcome = body.find("1 setting changed").expect("the outcome");
    let changes = body.find(">Recent changes<").expect("the list");
    assert!(save_button < outcome && outcome < changes, "{save_button} {outcome} {changes}");
    assert!(tag(&body, "policy-outcome").contains("autofocus"), "{}", tag(&body, "policy-outcome"));
    assert!(!tag(&body, "policy-undone").contains("autofocus"));
    let id = app.text("SELECT MAX(id) FROM policy_changes").await;
    let body = grace.form("/admin/policy", "undo_policy", &[("id", &id)]).await.body;
    assert!(tag(&body, "policy-undone").contains("autofocus"), "{}", tag(&body, "policy-undone"));
    assert!(!grace.get("/admin/policy").await.body.contains("autofocus"));
}

#[tokio::test]
async fn a_changed_retention_is_described_grammatically() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let changed = grace.fetch("change_policy", &[("id", "everyone"), ("history", "60d")]).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let body = grace.get("/admin/policy").await.body;
    assert!(body.contains("Session history (everyone): 90 days → 60 days"), "{body}");
    assert!(!body.contains("for for"), "{body}");
}

#[tokio::test]
async fn saving_reports_the_effect_and_offers_to_undo_it() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await;
    app.clock.shift(5 * 60);
    grace.get("/").await;
    let shown = hidden(&grace.get("/admin/policy").await.body, "shown");
    let fields = [("id", "everyone"), ("shown", &*shown), ("idle", "2m"), ("sessions", "5"), ("absolute", "12h")];
    let body = save(&grace, &fields).await;
    assert!(body.contains("2 settings changed. 1 session ended."), "{body}");
    assert!(shows(&body, "everyone", "idle", "2", "m"));
    let id = app.text("SELECT MAX(id) FROM policy_changes").await;
    assert_eq!(body.matches(&format!("value=\"{id}\"")).count(), 1, "in the list");
    assert_eq!(body.matches(&format!("form=\"undo_policy-{id}\"")).count(), 1, "beside the result");
    assert_eq!(body.matches(&format!("id=\"undo_policy-{id}\"")).count(), 1, "the form of both buttons");
    assert!(!grace.get("/admin/policy").await.body.contains("settings changed"), "the result is shown once");

    let body = grace.form("/admin/policy", "undo_policy", &[("id", &id)]).await.body;
    assert!(body.contains("2 settings changed. No sessions ended."), "{body}");
    assert!(shows(&body, "everyone", "idle", "30", "m"));
    assert!(body.contains("(undo)"));
}

#[tokio::test]
async fn errors_are_shown_at_their_fields_and_no_input_is_lost() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let body = save(&grace, &[("id", "everyone"), ("idle", "soon"), ("sessions", "0"), ("history", "30d")]).await;
    assert!(shows(&body, "everyone", "history", "30d", "d"), "{body}");
    for (setting, value) in [("idle", "soon"), ("sessions", "0"), ("history", "30d")] {
        let tag = tag(&body, &format!("change_policy-everyone-{setting}"));
        assert!(tag.contains(&format!("value=\"{value}\"")), "{tag}");
        assert_eq!(tag.contains("aria-invalid"), setting != "history", "{tag}");
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM policy_changes").await, 0);
}

#[tokio::test]
async fn concurrent_changes_by_others_are_not_overwritten() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let shown = hidden(&grace.get("/admin/policy").await.body, "shown");
    app.policy(&[("idle", "20m"), ("sessions", "7")]).await;
    // The administrator edits one value; all other fields have the values that the page was loaded with.
    let whole = |shown: &str, typed: &[(&'static str, &str)]| {
        let mut fields: Vec<(String, String)> = form_urlencoded::parse(shown.as_bytes()).into_owned().collect();
        for (name, value) in typed {
            fields.iter_mut().filter(|field| field.0 == *name).for_each(|field| (*value).clone_into(&mut field.1));
        }
        fields.extend([("id".to_owned(), "everyone".to_owned()), ("shown".to_owned(), shown.to_owned())]);
        fields
    };
    let send = async |fields: &[(String, String)]| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
        save(&grace, &fields).await
    };
    let body = send(&whole(&shown, &[("sessions", "5")])).await;
    assert!(body.contains("changed since you opened this page"), "{body}");
    let value = |body: &str, name: &str, value: &str| {
        let tag = tag(body, &format!("change_policy-everyone-{name}"));
        assert!(tag.contains(&format!("value=\"{value}\"")), "{tag}");
    };
    value(&body, "sessions", "5");
    value(&body, "idle", "20");
    assert!(body.contains("In effect: 7."), "the value in force is shown beside it: {body}");

    // Submitted again from the new page: her value is set, and the other change remains.
    let shown = hidden(&body, "shown");
    let body = send(&whole(&shown, &[("sessions", "5")])).await;
    assert!(body.contains("1 setting changed. No sessions ended."), "{body}");
    value(&body, "idle", "20");

    // A change to another field does not need confirmation.
    app.policy(&[("idle", "25m")]).await;
    let body = send(&whole(&hidden(&body, "shown"), &[("sessions", "6")])).await;
    assert!(body.contains("1 setting changed. No sessions ended."), "{body}");
    value(&body, "idle", "25");
}

#[tokio::test]
async fn a_duration_is_typed_as_a_number_and_a_unit_or_as_one_text() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let idle = async || app.count("SELECT idle FROM policies WHERE role = ''").await;
    for (typed, unit, seconds) in
        [("20", "m", 1200), ("2", "h", 7200), ("25m", "h", 1500), ("1h", "s", 3600), ("1h 30m", "d", 5400)]
    {
        let shown = hidden(&grace.get("/admin/policy").await.body, "shown");
        let fields = [("id", "everyone"), ("shown", &*shown), ("idle", typed), ("idle-unit", unit)];
        let body = save(&grace, &fields).await;
        assert!(body.contains("1 setting changed."), "{typed} {unit}: {body}");
        assert_eq!(idle().await, seconds, "{typed} {unit}");
    }
    // The same duration, written otherwise, and an unknown unit.
    let shown = hidden(&grace.get("/admin/policy").await.body, "shown");
    let same = [("id", "everyone"), ("shown", &*shown), ("idle", "90"), ("idle-unit", "m")];
    assert!(save(&grace, &same).await.contains("Nothing was changed"));
    let wrong = save(&grace, &[("id", "everyone"), ("idle", "5"), ("idle-unit", "weeks")]).await;
    assert!(tag(&wrong, "change_policy-everyone-idle").contains("aria-invalid"), "{wrong}");
    let alone = grace.fetch("change_policy", &[("id", "everyone"), ("idle-unit", "h")]).await;
    assert_eq!(alone.status, 400, "a unit of nothing: {}", alone.body);
    assert_eq!(idle().await, 5400);
}

#[tokio::test]
async fn a_concurrent_change_of_the_unit_alone_is_not_overwritten() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let shown = hidden(&grace.get("/admin/policy").await.body, "shown");
    app.policy(&[("idle", "1h")]).await;
    let fields = [("id", "everyone"), ("shown", &*shown), ("idle", "25"), ("idle-unit", "m")];
    let body = save(&grace, &fields).await;
    assert!(body.contains("changed since you opened this page"), "{body}");
    assert!(shows(&body, "everyone", "idle", "25", "m"), "number and unit stay together: {body}");
}

#[tokio::test]
async fn a_value_that_differs_from_the_default_can_be_reset() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mark = "href=\"/admin/policy?id=everyone&amp;sessions=20\"";
    assert!(!grace.get("/admin/policy").await.body.contains(mark));
    app.policy(&[("sessions", "5")]).await;
    let body = grace.get("/admin/policy").await.body;
    assert!(body.contains(mark) && body.contains("Reset Maximum sessions per account"), "{body}");
    let reset = grace.get("/admin/policy?id=everyone&sessions=20").await.body;
    assert!(tag(&reset, "change_policy-everyone-sessions").contains("value=\"20\""));
    assert!(reset.contains("Maximum sessions per account (member): 5 → 20"), "{reset}");
    assert!(!reset.contains(mark), "nothing is left to reset");
}

#[tokio::test]
async fn limits_of_the_configuration_are_shown_with_their_keys() {
    let app = TestApp::with(&[("attempts_per_account", "7/60s"), ("tabs_per_account", "33")]).await;
    let grace = app.administrator("grace").await;
    // Without the framework's markers between texts.
    let body = grace.get("/admin/policy").await.body.replace("<!>", "");
    for (key, value, about) in [
        ("attempts_per_account", "7/60s", "Password attempts for one account."),
        ("attempts_per_address", "100000/1s", "Password attempts, sign-ups"),
        ("tabs_per_account", "33", "Open tabs of one account"),
    ] {
        let after = body.split(&format!("<code>{key}</code>")).nth(1).unwrap_or_default();
        let shown = after.split("</li>").next().unwrap_or_default();
        assert!(shown.contains(&format!("<b>{value}</b>")) && shown.contains(about), "{key}: {shown}");
        assert!(!body.contains(&format!("name=\"{key}\"")), "{key} is not editable");
    }
}
