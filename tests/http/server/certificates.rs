//! TLS certificates: reloaded without a restart, the old one stays in use if the new one is unusable, and warnings
//! appear before a certificate expires.

use std::{os::unix::fs::PermissionsExt, path::Path};

use hallpass::database::Clock;
use rcgen::{CertificateParams, KeyPair};
use reqwest::{Client, tls::TlsInfo};
use time::{Duration, OffsetDateTime};

use crate::support::program::{Program, Serving, client, until};
use hallpass::testing::PASSWORD;

/// A certificate and its key.
struct Pair {
    der: Vec<u8>,
    certificate: String,
    key: String,
}

impl Pair {
    /// A certificate that is valid from `from` to `until`, in days from now.
    fn valid(from: i64, until: i64) -> Self {
        let now = OffsetDateTime::from_unix_timestamp(Clock::system().now()).expect("a time");
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
        params.not_before = now + Duration::days(from);
        params.not_after = now + Duration::days(until);
        let key = KeyPair::generate().expect("a key");
        let certificate = params.self_signed(&key).expect("a certificate");
        Self { der: certificate.der().to_vec(), certificate: certificate.pem(), key: key.serialize_pem() }
    }

    fn new() -> Self {
        Self::valid(-1, 90)
    }

    /// Writes both to the files that the program reads.
    fn install(&self, program: &Program) {
        write(&program.file("key.pem"), &self.key, 0o600);
        write(&program.file("certificate.pem"), &self.certificate, 0o644);
    }
}

/// Replaces a file by renaming, as tools that renew certificates do.
fn write(file: &Path, text: &str, mode: u32) {
    let new = file.with_extension("new");
    std::fs::write(&new, text).expect("a file");
    std::fs::set_permissions(&new, std::fs::Permissions::from_mode(mode)).expect("its mode");
    std::fs::rename(new, file).expect("its place");
}

async fn program(pair: &Pair) -> Program {
    let mut program = Program::new().await;
    std::fs::create_dir_all(program.file("pkg")).expect("a folder");
    pair.install(&program);
    program.set("public_origin", "https://127.0.0.1");
    for (key, file) in [("tls_certificate", "certificate.pem"), ("tls_key", "key.pem")] {
        let file = program.file(file).display().to_string();
        program.set(key, &file);
    }
    program
}

/// The certificate that the server presents to a new connection.
async fn served(serving: &Serving) -> Vec<u8> {
    let reply = client().get(format!("{}/healthz", serving.origin)).send().await.expect("an answer");
    assert_eq!(reply.status(), 200);
    let info = reply.extensions().get::<TlsInfo>().expect("TLS");
    info.peer_certificate().expect("a certificate").to_vec()
}

async fn administrator(program: &Program, serving: &Serving) -> Client {
    let made = ["account", "create", "grace", "--role", "administrator", "--password-stdin"];
    assert_eq!(program.run_with_input(&made, PASSWORD).code, 0);
    let client = client();
    let fields = [("username", "grace"), ("password", PASSWORD)];
    assert_eq!(serving.call(&client, "sign_in", &fields).await.status(), 200);
    client
}

#[tokio::test]
async fn a_renewed_certificate_is_reloaded_automatically() {
    let (old, new) = (Pair::new(), Pair::new());
    let mut program = program(&old).await;
    let serving = program.serve().await;
    assert_eq!(served(&serving).await, old.der);
    new.install(&program);
    until("the new one is served", async || served(&serving).await == new.der).await;
    assert_eq!(serving.terminate(), 0);
}

#[tokio::test]
async fn sighup_reloads_the_certificate() {
    let (old, new) = (Pair::new(), Pair::new());
    let mut program = program(&old).await;
    let serving = program.serve().await;
    let loaded = || program.read("err").matches("certificate loaded").count();
    serving.signal("HUP");
    // The file watcher ignores unchanged files.
    until("it is loaded again", async || loaded() == 1).await;
    assert_eq!(served(&serving).await, old.der);
    new.install(&program);
    serving.signal("HUP");
    until("the new one is served", async || served(&serving).await == new.der).await;
    assert_eq!(serving.terminate(), 0);
    assert!(program.read("err").contains("stopped"));
}

/// Replaces the files in use by unusable ones; gets a new pair and an expired one.
type Spoil = fn(&Program, &Pair, &Pair);

#[tokio::test]
async fn an_unusable_certificate_leaves_the_old_one_in_use() {
    let (old, new) = (Pair::new(), Pair::new());
    let mut program = program(&old).await;
    let serving = program.serve().await;
    let grace = administrator(&program, &serving).await;
    let expired = Pair::valid(-30, -1);
    let spoils: [(Spoil, &str); 5] = [
        (|program, _, _| write(&program.file("certificate.pem"), "no certificate", 0o644), "certificate.pem: "),
        (|program, _, _| std::fs::remove_file(program.file("certificate.pem")).expect("a file"), "No such file"),
        (|program, new, _| write(&program.file("certificate.pem"), &new.certificate, 0o644), "key"),
        (|program, _, _| write(&program.file("key.pem"), "", 0o644), "can be read by others"),
        (|program, _, expired| expired.install(program), "expired on"),
    ];
    for (spoil, reason) in spoils {
        spoil(&program, &new, &expired);
        serving.signal("HUP");
        until("the console warns", async || {
            let warnings = serving.warnings(&grace).await;
            let words = "The new TLS certificate can’t be used, so the old one stays in use: ";
            warnings.iter().any(|warning| warning.starts_with(words) && warning.contains(reason))
        })
        .await;
        assert!(program.read("err").lines().any(|line| line.contains("ERROR") && line.contains(reason)), "{reason}");
        assert_eq!(served(&serving).await, old.der, "{reason}");
        old.install(&program);
        serving.signal("HUP");
        until("all is well again", async || serving.warnings(&grace).await.is_empty()).await;
    }
    new.install(&program);
    serving.signal("HUP");
    until("the new one is served", async || served(&serving).await == new.der).await;
    assert_eq!(serving.terminate(), 0);
}

#[tokio::test]
async fn a_certificate_that_expires_soon_causes_warnings() {
    let mut program = program(&Pair::new()).await;
    let checked = program.run(&["check"]);
    assert!(checked.code == 0 && !checked.out.contains("WARN  TLS"), "{}", checked.out);

    Pair::valid(-1, 13).install(&program);
    let checked = program.run(&["check"]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    assert!(checked.out.contains("WARN  TLS: ") && checked.out.contains("expires on"), "{}", checked.out);
    let serving = program.serve().await;
    let grace = administrator(&program, &serving).await;
    let warns = |warnings: Vec<String>, words: &str| warnings.iter().any(|warning| warning.contains(words));
    let words = "The TLS certificate expires on ";
    until("the console warns", async || warns(serving.warnings(&grace).await, words)).await;
    let log = program.read("err");
    assert!(log.lines().any(|line| line.contains("WARN") && line.contains("certificate expires on")), "{log}");
    Pair::new().install(&program);
    serving.signal("HUP");
    until("the warning is cleared", async || serving.warnings(&grace).await.is_empty()).await;
}

#[tokio::test]
async fn a_certificate_outside_its_validity_fails_the_check_and_is_logged_as_an_error() {
    for (from, until_day, words) in [(-90, -30, "expired on"), (2, 90, "is not valid before")] {
        let mut program = program(&Pair::valid(from, until_day)).await;
        let checked = program.run(&["check"]);
        assert_eq!(checked.code, 1, "{}", checked.out);
        assert!(checked.out.contains("FAIL  TLS: ") && checked.out.contains(words), "{}", checked.out);
        // The server starts all the same: an answer with a bad certificate is better than none.
        let serving = program.serve().await;
        until("it is logged", async || {
            program.read("err").lines().any(|line| line.contains("ERROR") && line.contains(words))
        })
        .await;
        assert_eq!(serving.terminate(), 0);
    }
}
