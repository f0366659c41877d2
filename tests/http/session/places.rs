//! The places of addresses, from a file in MaxMind's format.

use std::{
    path::Path,
    time::{Duration, SystemTime},
};

use hallpass::{
    session::server::{Places, PlacesError},
    testing::{PASSWORD, TestApp},
};

/// The nodes of the tree: one for each bit of 127.
const NODES: u32 = 8;

/// Writes a file that gives every address in 127.0.0.0/8 a city and a country with these names: pairs of a language and
/// a name. See the [specification](https://maxmind.github.io/MaxMind-DB/).
fn write(path: &Path, city: &[(&str, &str)], country: &[(&str, &str)]) {
    write_type(path, "Test-City", city, country);
}

fn write_type(path: &Path, contents: &str, city: &[(&str, &str)], country: &[(&str, &str)]) {
    let names = |names: &[(&str, &str)]| {
        let names: Vec<_> = names.iter().map(|(language, name)| (*language, text(name))).collect();
        map(&[("names", map(&names))])
    };
    let mut record = Vec::new();
    if !city.is_empty() {
        record.push(("city", names(city)));
    }
    record.push(("country", names(country)));
    // What is not found points to the number of nodes.
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
        ("database_type", text(contents)),
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
async fn what_the_file_does_not_know_is_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("places.mmdb");
    let places = Places::new(Some(&file));
    let find = || places.find("127.0.0.1");
    write(&file, &[], &[("en", "Iceland")]);
    places.load().expect("a valid file");
    assert_eq!(find().as_deref(), Some("Iceland"));
    for unknown in ["192.0.2.1", "2001:db8::1", "", "nowhere"] {
        assert_eq!(places.find(unknown), None, "{unknown}");
    }
    assert_eq!(Places::new(None).find("127.0.0.1"), None);
    write(&file, &[("en", "Singapore")], &[("en", "Singapore")]);
    set_time(&file, 1);
    places.load().expect("a valid file");
    assert_eq!(find().as_deref(), Some("Singapore"), "a city state is named once");
    write(&file, &[("en", "")], &[("en", "Iceland")]);
    set_time(&file, 2);
    places.load().expect("a valid file");
    assert_eq!(find().as_deref(), Some("Iceland"));
}

#[tokio::test]
async fn a_new_file_is_read_and_a_damaged_one_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("places.mmdb");
    let places = Places::new(Some(&file));
    assert!(matches!(places.load(), Err(PlacesError::File(_))), "there is no file");
    write(&file, &[], &[("en", "Iceland")]);
    set_time(&file, 1);
    places.load().expect("a valid file");
    write(&file, &[], &[("en", "Ireland")]);
    set_time(&file, 2);
    places.load().expect("a valid file");
    assert_eq!(places.find("127.0.0.1").as_deref(), Some("Ireland"));
    std::fs::write(&file, "damaged").expect("the file is written");
    set_time(&file, 3);
    assert!(matches!(places.load(), Err(PlacesError::File(_))));
    write_type(&file, "Test-ASN", &[], &[("en", "Ireland")]);
    set_time(&file, 4);
    assert!(matches!(places.load(), Err(PlacesError::Contents(contents)) if contents == "Test-ASN"));
    assert_eq!(places.find("127.0.0.1").as_deref(), Some("Ireland"), "the last good file stays in use");
}

/// Sets the time at which a file was written, in seconds since 1970.
fn set_time(path: &Path, at: u64) {
    let file = std::fs::File::options().write(true).open(path).expect("the file");
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(at)).expect("the time is set");
}
