//! Mail that a server has written into a folder, read with a parser of another hand than the one that wrote it.

use std::path::Path;

use hallpass::testing::TestApp;
use mail_parser::MessageParser;
use tempfile::TempDir;

/// A message, as its recipient sees it.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
    pub(crate) id: String,
    pub(crate) raw: String,
}

impl Letter {
    /// Reads a message.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let message = MessageParser::default().parse(bytes).expect("a message");
        let address = |found: Option<&mail_parser::Address<'_>>| {
            let first = found.and_then(|found| found.first()).and_then(|one| one.address());
            first.unwrap_or_default().to_owned()
        };
        assert_eq!(message.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
        Self {
            from: address(message.from()),
            to: address(message.to()),
            subject: message.subject().unwrap_or_default().to_owned(),
            text: message.body_text(0).expect("a plain text").replace("\r\n", "\n"),
            html: message.body_html(0).expect("a text in HTML").into_owned(),
            id: message.message_id().expect("a message ID").to_owned(),
            raw: String::from_utf8(bytes.to_vec()).expect("ASCII"),
        }
    }

    /// The token of the link to this page.
    pub(crate) fn token(&self, path: &str) -> String {
        let start = format!("{path}?token=");
        let (_, rest) = self.text.split_once(&start).unwrap_or_else(|| panic!("no link to {path}: {}", self.text));
        rest.split_whitespace().next().expect("a token").to_owned()
    }

    /// The code to type.
    pub(crate) fn code(&self) -> String {
        let is_code = |line: &&str| line.len() == 9 && line.as_bytes()[4] == b'-';
        self.text.lines().find(is_code).expect("a code").to_owned()
    }
}

/// The folder that a server writes mail into.
pub(crate) struct Mailboxes(TempDir);

impl Mailboxes {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// The settings of a server that writes its mail here.
    pub(crate) fn settings(&self) -> [(&'static str, String); 2] {
        let url = format!("file://{}", self.0.path().display());
        [("mail_url", url), ("mail_from", "Hallpass <no-reply@pass.example>".to_owned())]
    }

    /// Starts a server that writes its mail here.
    pub(crate) async fn app(&self) -> TestApp {
        let settings = self.settings();
        TestApp::with(&settings.each_ref().map(|(key, value)| (*key, &**value))).await
    }

    /// Has the server send what is due. Returns the new messages, oldest first.
    pub(crate) async fn receive(&self, app: &TestApp) -> Vec<Letter> {
        app.services.mail.send_due().await.expect("the database responds");
        take_all(self.0.path())
    }

    /// The only new message.
    pub(crate) async fn one(&self, app: &TestApp) -> Letter {
        let mut letters = self.receive(app).await;
        assert_eq!(letters.len(), 1, "{letters:#?}");
        letters.remove(0)
    }
}

/// Reads and removes the messages in a folder, oldest first.
pub(crate) fn take_all(folder: &Path) -> Vec<Letter> {
    let files = std::fs::read_dir(folder).expect("the folder").map(|file| file.expect("a file").path());
    let mut files: Vec<_> = files.filter(|file| file.extension().is_some_and(|suffix| suffix == "eml")).collect();
    files.sort();
    let read = |file: &std::path::PathBuf| {
        let letter = Letter::read(&std::fs::read(file).expect("a message"));
        std::fs::remove_file(file).expect("it is removed");
        letter
    };
    files.iter().map(read).collect()
}

/// Creates a member with a verified address.
pub(crate) async fn verified(
    app: &TestApp,
    mail: &Mailboxes,
    username: &str,
    address: &str,
) -> hallpass::testing::Browser {
    let member = app.member(username).await;
    set_email(&member, address).await;
    let token = mail.one(app).await.token("/verify-email");
    assert_eq!(app.browser().fetch("verify_email", &[("token", &token)]).await.status, 200);
    member
}

/// Changes the e-mail address of the member in this browser.
pub(crate) async fn set_email(browser: &hallpass::testing::Browser, address: &str) {
    let fields = [("email", address), ("current_password", hallpass::testing::PASSWORD)];
    let reply = browser.fetch("change_email", &fields).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
}
