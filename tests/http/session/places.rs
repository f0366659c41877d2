//! The places of addresses, from a file in MaxMind's format.

use std::path::Path;

use hallpass::testing::{PASSWORD, TestApp};

/// Writes a file that gives every address in 127.0.0.0/8 a city and a country with these names: pairs of a language and
/// a name. See the [specification](https://maxmind.github.io/MaxMind-DB/).
fn write(path: &Path, city: &[(&str, &str)], country: &[(&str, &str)]) {
    let names = |names: &[(&str, &str)]| {
        let names: Vec<_> = names.iter().map(|(language, name)| (*language, text(name))).collect();
        map(&[("names", map(&names))])
    };
    let mut record = Vec::new();
    if !city.is_empty() {
        record.push(("city", names(city)));
    }
    record.push(("country", names(country)));
    // One node for each bit of 127; what is not found points to the number of nodes.
    const NODES: u32 = 8;
    let found = NODES + 16;
    let mut file = Vec::new();
    for node in 0..NODES {
        let next = if node + 1 == NODES { found } else { node + 1 };
        let [zero, one] = if node == 0 { [next, NODES] } else { [NODES, next] };
        for record in [zero, one] {
            file.extend(&record.to_be_bytes()[1..]);
        }
    }
    file.extend([0; 16]);
    file.extend(map(&record));
    file.extend(b"\xab\xcd\xefMaxMind.com");
    file.extend(map(&[
        ("node_count", vec![0b1100_0001, 8]),
        ("record_size", vec![0b1010_0001, 24]),
        ("ip_version", vec![0b1010_0001, 4]),
        ("database_type", text("Test")),
        ("languages", vec![0, 4]),
        ("binary_format_major_version", vec![0b1010_0001, 2]),
        ("binary_format_minor_version", vec![0b1010_0000]),
        ("build_epoch", vec![1, 2, 1]),
        ("description", map(&[])),
    ]));
    std::fs::write(path, file).expect("the file is written");
}

/// A string of at most 28 bytes.
fn text(text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len()).expect("a short text");
    assert!(length < 29);
    [&[0b0100_0000 | length], text.as_bytes()].concat()
}

fn map(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let count = u8::try_from(entries.len()).expect("a small map");
    let entries = entries.iter().flat_map(|(key, value)| [text(key), value.clone()].concat());
    std::iter::once(0b1110_0000 | count).chain(entries).collect()
}

#[tokio::test]
async fn places_are_shown_beside_addresses_in_the_reader_s_language() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("places.mmdb");
    write(&file, &[("en", "Munich"), ("de", "München")], &[("en", "Germany"), ("de", "Deutschland")]);
    let app = TestApp::with(&[("geoip_database", file.to_str().expect("a name"))]).await;
    let ada = app.member("ada").await;
    for page in ["/account/sessions", "/account/activity"] {
        assert!(ada.get(page).await.body.contains("Munich, Germany"), "{page}");
    }
    assert_eq!(ada.fetch("change_look", &[("language", "de")]).await.status, 200);
    assert!(ada.get("/account/sessions").await.body.contains("München, Deutschland"));
    let (grace, id) = (app.administrator("grace").await, app.id_of("ada").await);
    for page in [
        "/admin/sessions".to_owned(),
        format!("/admin/accounts/{id}/sessions"),
        format!("/admin/accounts/{id}/history"),
    ] {
        assert!(grace.get(&page).await.body.contains("Munich, Germany"), "{page}");
    }
    let guest = app.browser();
    guest.fetch("sign_in", &[("username", "ada"), ("password", "wrong wrong wrong")]).await;
    let ada = app.sign_in("ada", PASSWORD).await;
    assert_eq!(ada.fetch("change_look", &[("language", "en")]).await.status, 200);
    let page = ada.get("/account/activity").await.body;
    let failed = page.split("id=\"failed-sign-ins\"").nth(1).and_then(|rest| rest.split("</section>").next());
    assert!(failed.is_some_and(|failed| failed.contains("Munich, Germany")), "{page}");
}

#[tokio::test]
async fn a_country_alone_is_shown_and_nothing_without_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("places.mmdb");
    write(&file, &[], &[("en", "Iceland")]);
    let app = TestApp::with(&[("geoip_database", file.to_str().expect("a name"))]).await;
    let ada = app.member("ada").await;
    assert_eq!(ada.fetch("change_look", &[("language", "de")]).await.status, 200);
    assert!(ada.get("/account/sessions").await.body.contains("<span>Iceland</span>"), "there is no German name");
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    assert!(!ada.get("/account/sessions").await.body.contains("Iceland"));
}
