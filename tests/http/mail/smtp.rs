//! A real SMTP server (aiosmtpd): STARTTLS, a password, and everything that goes wrong.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use hallpass::{
    mail::OutboxState,
    testing::{Browser, TestApp},
};
use rcgen::{CertificateParams, KeyPair};
use tempfile::TempDir;

use crate::support::mail::{Letter, set_email, take_all};

/// A running mail server.
struct SmtpServer {
    process: Child,
    folder: TempDir,
    port: u16,
}

impl SmtpServer {
    /// Starts a mail server.
    ///
    /// # Panics
    /// If no Python with aiosmtpd is installed: `scripts/setup test` does that.
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
        let certificate = params.self_signed(&key).expect("a certificate");
        std::fs::write(folder.path().join("certificate.pem"), certificate.pem()).expect("a file");
        std::fs::write(folder.path().join("key.pem"), key.serialize_pem()).expect("a file");
        let has_it = |python: &&str| {
            let import = Command::new(python).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status();
            import.is_ok_and(|status| status.success())
        };
        let python = ["python3", "/usr/bin/python3"].into_iter().find(has_it);
        let mut process = Command::new(python.expect("a Python with aiosmtpd: run scripts/setup test"))
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/http/mail/smtp_server.py"))
            .arg(folder.path())
            .arg(folder.path().join("certificate.pem"))
            .arg(folder.path().join("key.pem"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // It warns of what it will no longer do one day.
            .stderr(Stdio::null())
            .spawn()
            .expect("Python starts");
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let port = line.trim().parse().expect("a port");
        Self { process, folder, port }
    }

    fn url(&self, password: &str, query: &str) -> String {
        format!("smtp://hallpass:{password}@localhost:{}{query}", self.port)
    }

    fn trusted(&self) -> String {
        self.url("p%40ss", &format!("?ca_file={}/certificate.pem", self.folder.path().display()))
    }

    fn set_mode(&self, mode: &str) {
        std::fs::write(self.folder.path().join("mode"), mode).expect("a file");
    }

    fn received(&self) -> Vec<Letter> {
        take_all(self.folder.path())
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn app(url: &str) -> TestApp {
    TestApp::with(&[("mail_url", url), ("mail_from", "Hallpass <no-reply@pass.example>")]).await
}

/// A member whose address is to be verified.
async fn member(app: &TestApp) -> Browser {
    let ada = app.member("ada").await;
    set_email(&ada, "ada@example.org").await;
    ada
}

async fn error(app: &TestApp) -> String {
    app.services.mail.list().await.unwrap().remove(0).error.unwrap_or_default()
}

#[tokio::test]
async fn messages_arrive_over_starttls_and_are_sent_once() {
    let server = SmtpServer::start();
    let app = app(&server.trusted()).await;
    member(&app).await;
    assert_eq!(app.services.mail.send_due().await.unwrap(), 1, "{}", error(&app).await);
    assert_eq!(app.services.mail.send_due().await.unwrap(), 0);
    let letters = server.received();
    assert_eq!(letters.len(), 1);
    let token = letters[0].token("/verify-email");
    assert_eq!(app.browser().fetch("verify_email", &[("token", &token)]).await.status, 200);
}

#[tokio::test]
async fn an_address_with_other_letters_gets_mail() {
    let server = SmtpServer::start();
    let app = app(&server.trusted()).await;
    set_email(&app.member("ada").await, "пошта@приклад.укр").await;
    assert_eq!(app.services.mail.send_due().await.unwrap(), 1, "{}", error(&app).await);
}

#[tokio::test]
async fn an_untrusted_certificate_or_a_wrong_password_sends_nothing() {
    let server = SmtpServer::start();
    let ca = format!("?ca_file={}/certificate.pem", server.folder.path().display());
    for url in [server.url("p%40ss", ""), server.url("wrong", &ca)] {
        let app = app(&url).await;
        member(&app).await;
        assert_eq!(app.services.mail.send_due().await.unwrap(), 0, "{url}");
        let entry = app.services.mail.list().await.unwrap().remove(0);
        assert!(matches!(entry.state, OutboxState::Waiting { .. }), "it is tried again: {entry:?}");
        assert!(entry.error.is_some_and(|error| !error.contains("p@ss") && !error.contains("wrong@")), "{url}");
        assert!(server.received().is_empty());
    }
}

#[tokio::test]
async fn a_message_that_fails_is_tried_again_with_longer_pauses_and_given_up_in_the_end() {
    let server = SmtpServer::start();
    let app = app(&server.trusted()).await;
    let grace = app.administrator("grace").await;
    member(&app).await;
    server.set_mode("later");
    let begun = app.clock.now();
    let mut pauses = Vec::new();
    loop {
        assert_eq!(app.services.mail.send_due().await.unwrap(), 0);
        let entry = app.services.mail.list().await.unwrap().remove(0);
        assert!(entry.error.as_deref().is_some_and(|error| error.contains("try again later")), "{entry:?}");
        let OutboxState::Waiting { due_at } = entry.state else { break };
        pauses.push(due_at - app.clock.now());
        app.pass(due_at - app.clock.now()).await;
    }
    assert_eq!(pauses[..4], [30, 60, 120, 240]);
    assert!(pauses.iter().all(|pause| *pause <= 3600));
    assert!(app.clock.now() - begun < 86_400 + 3600, "it is given up after a day");
    assert!(warns(&app, &grace).await, "administrators see it");
    // An administrator has mended the mail server.
    server.set_mode("");
    let id = app.services.mail.list().await.unwrap().remove(0).id;
    assert!(app.services.mail.retry(&id).await.unwrap());
    assert_eq!(app.services.mail.send_due().await.unwrap(), 1);
    assert_eq!(server.received().len(), 1);
    assert!(!warns(&app, &grace).await, "all is well again");
    assert!(!app.services.mail.retry(&id).await.unwrap(), "it was sent");
}

async fn warns(app: &TestApp, grace: &Browser) -> bool {
    let _ = grace;
    app.sign_in("grace", hallpass::testing::PASSWORD).await.get("/admin").await.body.contains("Mail wasn’t sent: ")
}

#[tokio::test]
async fn a_rejected_recipient_is_given_up_at_once() {
    let server = SmtpServer::start();
    let app = app(&server.trusted()).await;
    member(&app).await;
    server.set_mode("reject");
    assert_eq!(app.services.mail.send_due().await.unwrap(), 0);
    let entry = app.services.mail.list().await.unwrap().remove(0);
    assert!(matches!(entry.state, OutboxState::Failed { .. }), "{entry:?}");
    assert!(entry.error.is_some_and(|error| error.contains("no such mailbox")));
}

#[tokio::test]
async fn a_server_that_hangs_up_or_stalls_does_not_lose_the_message() {
    let server = SmtpServer::start();
    let app = app(&server.trusted()).await;
    member(&app).await;
    for mode in ["drop", "stall"] {
        server.set_mode(mode);
        assert_eq!(app.services.mail.send_due().await.unwrap(), 0, "{mode}");
        app.pass(3600).await;
    }
    server.set_mode("");
    assert_eq!(app.services.mail.send_due().await.unwrap(), 1);
    assert_eq!(server.received().len(), 1);
}
