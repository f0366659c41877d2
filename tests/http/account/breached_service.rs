//! Breached passwords that a service knows, which learns the first five digits of a hash and nothing else.

use hallpass::testing::{NEW_PASSWORD, PASSWORD, Reply, TestApp, new_name};
use tokio::net::TcpListener;

use crate::support::{
    breached::{BREACHED, Behaviour, Service, sha1},
    program::{Program, client},
};

async fn sign_up(app: &TestApp, password: &str) -> Reply {
    app.browser().fetch("sign_up", &[("username", &new_name()), ("email", ""), ("password", password)]).await
}

async fn with(service: &Service) -> TestApp {
    TestApp::with(&[("breached_passwords_api", &service.address)]).await
}

#[tokio::test]
async fn the_service_learns_only_five_digits_of_the_hash() {
    let service = Service::start(Behaviour::Knows(vec![(PASSWORD, 3), (NEW_PASSWORD, 0)]));
    let app = with(&service).await;
    let problems = sign_up(&app, PASSWORD).await.problems();
    assert_eq!(problems, [format!("password: {BREACHED}")]);
    let asked = service.asked();
    assert_eq!(asked.len(), 1);
    let (path, headers) = &asked[0];
    let hash = sha1(PASSWORD);
    assert_eq!(*path, format!("range/{}", &hash[..5]));
    assert_eq!(headers["add-padding"], "true");
    let names: Vec<_> = headers.keys().map(ToString::to_string).collect();
    for name in names {
        assert!(["add-padding", "accept", "host", "user-agent"].contains(&&*name), "{name}");
    }
    assert!(!format!("{asked:?}").contains(&hash[5..]));

    assert_eq!(sign_up(&app, NEW_PASSWORD).await.status, 200, "what pads the answer is not breached");
    assert_eq!(service.asked().len(), 1);
}

#[tokio::test]
async fn the_service_is_not_asked_about_passwords_that_are_refused_anyway() {
    let service = Service::start(Behaviour::Knows(vec![]));
    let app = with(&service).await;
    for weak in ["", "short", "passwordpassword"] {
        assert_eq!(sign_up(&app, weak).await.status, 422, "{weak}");
    }
    let guest = app.browser();
    assert_eq!(guest.fetch("rate_password", &[("password", PASSWORD)]).await.status, 200);
    assert!(service.asked().is_empty(), "nor by the strength meter");
    let ada = app.member("ada").await;
    app.sign_in("ada", PASSWORD).await;
    assert_eq!(service.asked().len(), 1, "nor at sign-in");
    let wrong = [("current_password", "wrong"), ("new_password", NEW_PASSWORD)];
    assert_eq!(ada.fetch("change_password", &wrong).await.status, 422);
    assert!(service.asked().is_empty(), "nor before the current password is known to be right");
}

#[tokio::test]
async fn a_password_is_accepted_if_the_service_does_not_answer() {
    let service = Service::start(Behaviour::Stalls);
    let app = with(&service).await;
    assert_eq!(sign_up(&app, PASSWORD).await.status, 200, "it stalls");
    for broken in [
        Behaviour::Says(500, ""),
        Behaviour::Says(404, "not found"),
        Behaviour::Says(200, "<!doctype html><title>Sign in to this network</title>"),
        Behaviour::Redirects,
        Behaviour::Rambles,
    ] {
        service.behave(broken.clone());
        assert_eq!(sign_up(&app, PASSWORD).await.status, 200, "{broken:?}");
    }
    let paths: Vec<_> = service.asked().into_iter().map(|(path, _)| path).collect();
    assert!(
        paths.len() == 6 && paths.iter().all(|path| path.starts_with("range/")),
        "no redirect is followed: {paths:?}"
    );
    service.behave(Behaviour::Knows(vec![(PASSWORD, 1)]));
    assert_eq!(sign_up(&app, PASSWORD).await.status, 422, "it has recovered");

    let nobody = TcpListener::bind("127.0.0.1:0").await.and_then(|listener| listener.local_addr()).expect("a port");
    let app = TestApp::with(&[("breached_passwords_api", &format!("http://{nobody}"))]).await;
    assert_eq!(sign_up(&app, PASSWORD).await.status, 200, "nobody listens");
}

#[tokio::test]
async fn an_outage_is_logged_once_a_minute_without_the_hash() {
    let service = Service::start(Behaviour::Says(500, ""));
    let mut program = Program::new().await;
    program.set("breached_passwords_api", &service.address);
    program.set("log_level", "debug,hyper=trace,hyper_util=trace,reqwest=trace");
    let checked = program.run(&["check"]);
    let words = "WARN  breached_passwords_api: it answers with status 500";
    assert!(checked.out.contains(words), "{}", checked.out);
    let serving = program.serve().await;
    for name in ["ada", "grace", "mallory"] {
        let fields = [("username", name), ("email", ""), ("password", PASSWORD)];
        assert_eq!(serving.call(&client(), "sign_up", &fields).await.status(), 200, "{name}");
    }
    service.behave(Behaviour::Knows(vec![(NEW_PASSWORD, 1)]));
    let fields = [("username", "carl"), ("email", ""), ("password", NEW_PASSWORD)];
    assert_eq!(serving.call(&client(), "sign_up", &fields).await.status(), 422);
    assert_eq!(serving.terminate(), 0);
    let log = program.read("err");
    assert_eq!(log.matches("the service for breached passwords does not answer").count(), 1, "{log}");
    assert!(log.contains("WARN") && log.contains("status 500"), "{log}");
    for password in [PASSWORD, NEW_PASSWORD] {
        let hash = sha1(password);
        for secret in [password, &format!("range/{}", &hash[..5]), &hash[5..]] {
            assert!(!log.to_uppercase().contains(&secret.to_uppercase()), "{secret}: {log}");
        }
    }
}
