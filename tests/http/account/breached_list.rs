//! New passwords that are in the list of breached ones: refused wherever somebody chooses one.

use hallpass::{
    account::Strength,
    testing::{NEW_PASSWORD, PASSWORD, TestApp},
};

use crate::support::{
    breached::{BREACHED, Behaviour, Service, list},
    program::Program,
};

/// A server that refuses these passwords, and the folder of its list.
async fn refusing(passwords: &[&str]) -> (TestApp, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let list = list(folder.path(), passwords);
    let app = TestApp::with(&[("breached_passwords_file", list.to_str().expect("a name"))]).await;
    (app, folder)
}

#[tokio::test]
async fn a_breached_password_is_refused_wherever_one_is_chosen() {
    let (app, _folder) = refusing(&[NEW_PASSWORD, "another breached one"]).await;
    let refused = [format!("password: {BREACHED}")];
    let token = |path: String| path.split_once("token=").expect("a token").1.to_owned();
    let set_up = token(app.services.accounts.set_up_link().await.expect("an answer").expect("a link"));
    let guest = app.browser();
    let fields = [("username", "grace"), ("email", ""), ("password", NEW_PASSWORD)];
    let problems = guest.fetch("set_up", &[&fields[..], &[("token", &set_up)]].concat()).await.problems();
    assert_eq!(problems, refused, "set-up");
    assert_eq!(guest.fetch("sign_up", &fields).await.problems(), refused, "sign-up");

    let grace = app.administrator("grace").await;
    let invitation = grace.fetch("create_invitation", &[("uses", "1"), ("expires", "7d"), ("note", "")]).await;
    let link = invitation.json::<hallpass::invitation::NewInvitation>().link;
    let invited = link.split_once("invitation=").expect("a token").1;
    let fields = [("username", "carl"), ("password", NEW_PASSWORD), ("token", invited)];
    assert_eq!(guest.fetch("sign_up", &fields).await.problems(), refused, "invitation");

    let refused = [format!("new_password: {BREACHED}")];
    let change = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(grace.fetch("change_password", &change).await.problems(), refused, "change");
    let (_, reset) = app.reset_link("grace").await;
    let fields = [("token", &*reset), ("new_password", NEW_PASSWORD)];
    assert_eq!(guest.fetch("reset_password", &fields).await.problems(), refused, "reset");
    app.sign_in("grace", PASSWORD).await;
    let right = [("token", &*reset), ("new_password", "kayak lantern fjord")];
    assert_eq!(guest.fetch("reset_password", &right).await.status, 200, "the link has not been used up");
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts").await, 1);
}

#[tokio::test]
async fn nothing_that_was_typed_is_lost() {
    let (app, _folder) = refusing(&[PASSWORD]).await;
    let guest = app.browser();
    let fields = [("username", "ada"), ("email", "ada@example.org"), ("password", PASSWORD)];
    let page = guest.form("/sign-up", "sign_up", &fields).await.body;
    assert!(page.contains(BREACHED), "{page}");
    assert!(page.contains("value=\"ada\"") && page.contains("value=\"ada@example.org\""), "{page}");
    assert!(!page.contains(PASSWORD));
    assert_eq!(guest.fetch("change_look", &[("language", "de")]).await.status, 200);
    let problems = guest.form("/sign-up", "sign_up", &fields).await.body;
    assert!(problems.contains("Dieses Passwort ist in einem Datenleck aufgetaucht."), "{problems}");
}

#[tokio::test]
async fn the_strength_meter_says_so() {
    let (app, _folder) = refusing(&[PASSWORD, "passwordpassword"]).await;
    let guest = app.browser();
    let rate = async |password: &str| guest.fetch("rate_password", &[("password", password)]).await.json::<Strength>();
    assert_eq!(rate(PASSWORD).await, Strength { score: 0, accepted: false, words: BREACHED.to_owned() });
    assert!(rate(NEW_PASSWORD).await.accepted);
    let common = rate("passwordpassword").await;
    assert!(!common.accepted && common.words.starts_with("Too easy to guess."), "{common:?}");
}

#[tokio::test]
async fn a_password_in_use_still_signs_in_and_can_be_replaced() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let folder = tempfile::tempdir().expect("a folder");
    let list = list(folder.path(), &[PASSWORD]);
    let app = app.restart(&[("breached_passwords_file", list.to_str().expect("a name"))]).await;
    let ada = app.sign_in("ada", PASSWORD).await;
    let change = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(ada.fetch("change_password", &change).await.status, 200);
    app.sign_in("ada", NEW_PASSWORD).await;
}

#[tokio::test]
async fn a_new_list_is_used_at_once() {
    let (app, folder) = refusing(&["another breached one"]).await;
    let guest = app.browser();
    let rate = async || guest.fetch("rate_password", &[("password", PASSWORD)]).await.json::<Strength>().accepted;
    assert!(rate().await);
    list(folder.path(), &["another breached one", PASSWORD]);
    assert!(!rate().await);
    std::fs::remove_file(folder.path().join("breached")).expect("the list is deleted");
    assert!(!rate().await, "the old list stays in use");
}

#[tokio::test]
async fn a_service_is_asked_about_what_is_not_in_the_list() {
    let service = Service::start(Behaviour::Knows(vec![(NEW_PASSWORD, 1)]));
    let folder = tempfile::tempdir().expect("a folder");
    let list = list(folder.path(), &[PASSWORD]);
    let settings =
        [("breached_passwords_file", list.to_str().expect("a name")), ("breached_passwords_api", &service.address)];
    let app = TestApp::with(&settings).await;
    let guest = app.browser();
    for (password, asked) in [(PASSWORD, 0), (NEW_PASSWORD, 1)] {
        let fields = [("username", "ada"), ("password", password)];
        assert_eq!(guest.fetch("sign_up", &fields).await.problems(), [format!("password: {BREACHED}")]);
        assert_eq!(service.asked().len(), asked, "{password}");
    }
    let fields = [("username", "ada"), ("password", "kayak lantern fjord")];
    assert_eq!(guest.fetch("sign_up", &fields).await.status, 200);
}

#[tokio::test]
async fn the_command_line_refuses_a_breached_password_and_a_server_needs_its_list() {
    let mut program = Program::new().await;
    let list = list(program.database.folder.path(), &[PASSWORD]);
    program.set("breached_passwords_file", list.to_str().expect("a name"));
    let create = ["account", "create", "ada", "--password-stdin"];
    let refused = program.run_with_input(&create, &format!("{PASSWORD}\n"));
    assert_eq!((refused.code, &*refused.err), (1, &*format!("hallpass: password: {BREACHED}\n")));
    assert_eq!(program.run_with_input(&create, &format!("{NEW_PASSWORD}\n")).code, 0);

    std::fs::create_dir_all(program.file("pkg")).expect("a folder");
    assert!(program.run(&["check"]).out.contains("ok    breached passwords: a list of 1, made "));
    program.set("listen", "127.0.0.1:0");
    for broken in ["no list", ""] {
        std::fs::write(&list, broken).expect("the list is damaged");
        let ended = program.run(&["serve"]);
        assert_eq!(ended.code, 1);
        assert!(ended.err.contains("breached_passwords_file: ") && ended.err.contains("`hallpass breached build`"));
        let checked = program.run(&["check"]);
        assert!(checked.code == 1 && checked.out.contains("FAIL  breached_passwords_file"), "{}", checked.out);
    }
    std::fs::remove_file(&list).expect("the list is deleted");
    assert_eq!(program.run(&["serve"]).code, 1);
}
