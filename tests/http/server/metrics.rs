//! The metrics: what they count, and where they are served.

use std::net::SocketAddr;

use hallpass::{
    audit::{Act, server::Event},
    server::metrics::router,
    testing::{NEW_PASSWORD, PASSWORD, TestApp, free_port, serve},
};

use crate::support::{
    authenticator::challenged,
    mail::{Mailboxes, set_email},
    program::{Program, client},
};

/// Reads the metrics of an application over HTTP.
struct Monitor(SocketAddr);

impl Monitor {
    async fn of(app: &TestApp) -> Self {
        let (listener, address) = free_port().await;
        serve(listener, router((*app.services).clone()));
        Self(address)
    }

    async fn read(&self) -> String {
        let response = client().get(format!("http://{}/metrics", self.0)).send().await.expect("a response");
        assert_eq!(response.status(), 200);
        let content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
        assert_eq!(response.headers()["content-type"], content_type);
        response.text().await.expect("a text")
    }
}

/// Tries to sign in.
async fn knock(app: &TestApp, name: &str, password: &str) {
    let fields = [("username", name), ("password", password)];
    assert_ne!(app.browser().fetch("sign_in", &fields).await.status, 200);
}

/// The value of a metric, whose name includes its labels.
fn value<'a>(metrics: &'a str, name: &str) -> Option<&'a str> {
    metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
}

/// What counts an event.
fn events(act: &str, outcome: &str, reason: &str, method: &str) -> String {
    format!(
        "hallpass_audit_events_total{{act=\"{act}\",outcome=\"{outcome}\",reason=\"{reason}\",method=\"{method}\"}}"
    )
}

#[tokio::test]
async fn sign_ins_and_second_factors_are_counted_by_method_and_reason() {
    let app = TestApp::start().await;
    let monitor = Monitor::of(&app).await;
    let (browser, authenticator) = challenged(&app, "ada").await;
    knock(&app, "ada", NEW_PASSWORD).await;
    app.pass(30).await;
    assert_eq!(browser.fetch("answer_challenge", &[("code", "000000")]).await.status, 422);
    let code = authenticator.code(app.clock.now());
    assert_eq!(browser.fetch("answer_challenge", &[("code", &code)]).await.status, 200);
    let metrics = monitor.read().await;
    for (act, outcome, reason, method) in [
        ("account.sign_up", "done", "", ""),
        ("second_factor.on", "done", "", ""),
        ("session.start", "refused", "bad_credentials", ""),
        ("session.start", "refused", "wrong_code", ""),
        ("session.start", "done", "", "authenticator"),
    ] {
        assert_eq!(value(&metrics, &events(act, outcome, reason, method)), Some("1"), "{act} {reason}: {metrics}");
    }
    assert!(!metrics.contains("ada"), "{metrics}");
}

#[tokio::test]
async fn refusals_over_the_limit_of_the_audit_are_counted() {
    let app = TestApp::start().await;
    let monitor = Monitor::of(&app).await;
    app.member("ada").await;
    for _ in 0..40 {
        knock(&app, "nobody", PASSWORD).await;
    }
    let metrics = monitor.read().await;
    let counted = ["bad_credentials", "too_many"].map(|reason| {
        value(&metrics, &events("session.start", "refused", reason, "")).map_or(0, |count| count.parse().unwrap())
    });
    assert_eq!(counted.iter().sum::<u32>(), 40, "{metrics}");
    let recorded = app.count("SELECT COUNT(*) FROM audit_events WHERE act = 'session.start' AND outcome = 'refused'");
    assert_eq!(recorded.await, 30);
}

#[tokio::test]
async fn a_transaction_that_is_rolled_back_is_not_counted() {
    let app = TestApp::start().await;
    let monitor = Monitor::of(&app).await;
    let name = events("account.note", "done", "", "");
    for is_committed in [false, true] {
        let mut tx = app.services.database.begin().await.unwrap();
        tx.record(Event::new(Act::NOTE));
        if is_committed {
            tx.commit().await.unwrap();
        }
        assert_eq!(value(&monitor.read().await, &name), is_committed.then_some("1"));
    }
}

#[tokio::test]
async fn refused_sign_ins_and_mail_are_counted_from_zero() {
    let app = TestApp::start().await;
    let metrics = Monitor::of(&app).await.read().await;
    for reason in ["bad_credentials", "wrong_code", "too_many"] {
        assert_eq!(value(&metrics, &events("session.start", "refused", reason, "")), Some("0"), "{metrics}");
    }
    for result in ["sent", "delayed", "given_up"] {
        let name = format!("hallpass_mail_attempts_total{{result=\"{result}\"}}");
        assert_eq!(value(&metrics, &name), Some("0"), "{metrics}");
    }
}

#[tokio::test]
async fn attempts_to_send_mail_are_counted_by_result() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let monitor = Monitor::of(&app).await;
    let attempts = |result: &str| format!("hallpass_mail_attempts_total{{result=\"{result}\"}}");
    let ada = app.member("ada").await;
    set_email(&ada, "ada@example.org").await;
    let waiting = "hallpass_outbox_messages{state=\"waiting\"}";
    assert_eq!(value(&monitor.read().await, waiting), Some("1"));
    mail.one(&app).await;
    let sent = monitor.read().await;
    assert_eq!((value(&sent, waiting), value(&sent, &attempts("sent"))), (Some("0"), Some("1")), "{sent}");
    // Nobody sends it in time.
    set_email(&app.member("noor").await, "noor@example.org").await;
    app.clock.shift(2 * 86_400);
    assert!(mail.receive(&app).await.is_empty());
    let given_up = monitor.read().await;
    assert_eq!(value(&given_up, &attempts("given_up")), Some("1"), "{given_up}");
}

#[tokio::test]
async fn metrics_are_served_only_on_their_own_address() {
    let mut program = Program::new().await;
    let (listener, address) = free_port().await;
    drop(listener);
    program.set("metrics_listen", &address.to_string());
    let serving = program.serve().await;
    let client = client();
    let metrics = client.get(format!("http://{address}/metrics")).send().await.expect("a response");
    assert_eq!(metrics.status(), 200);
    let metrics = metrics.text().await.expect("a text");
    assert_eq!(value(&metrics, "hallpass_live_tabs"), Some("0"), "{metrics}");
    assert_eq!(value(&metrics, "hallpass_warnings"), Some("0"), "{metrics}");
    let public = client.get(format!("{}/metrics", serving.origin)).send().await.expect("a response");
    assert_eq!(public.status(), 404);
    let page = client.get(format!("http://{address}/sign-in")).send().await.expect("a response");
    assert_eq!(page.status(), 404);
    drop(serving);
    program.set("listen", &address.to_string());
    program.set("public_origin", "");
    let ended = program.run(&["serve"]);
    assert!(ended.err.contains("metrics_listen: must differ from listen"), "{}", ended.err);
}
