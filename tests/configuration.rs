//! Compares the documentation and the example file of the configuration with the table of keys.
#![cfg(feature = "ssr")]

use std::path::Path;

use hallpass::server::config::KEYS;

/// The cells of each table row whose first cell is a key.
fn documented() -> Vec<[String; 3]> {
    let page = std::fs::read_to_string("docs/configuration.md").expect("docs/configuration.md");
    let keys = page.split("\n## Keys").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("the section on keys");
    let rows = keys.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<_> = row.trim_matches('|').splitn(3, " | ").map(|cell| cell.trim().to_owned()).collect();
        cells.try_into().expect("three cells")
    })
    .collect()
}

#[test]
fn every_key_is_documented_with_its_default_and_description() {
    let expected: Vec<_> = KEYS
        .iter()
        .map(|key| {
            let default = if key.default.is_empty() { "—".to_owned() } else { format!("`{}`", key.default) };
            [format!("`{}`", key.name), default, key.about.to_owned()]
        })
        .collect();
    assert_eq!(documented(), expected, "docs/configuration.md and server/config/keys.rs");
}

#[test]
fn the_example_file_lists_every_key_with_its_default() {
    let example = Path::new("hallpass.example.toml");
    let text = std::fs::read_to_string(example).expect("hallpass.example.toml");
    let named: Vec<_> = text
        .lines()
        .filter_map(|line| line.trim_start_matches(['#', ' ']).split_once(" = "))
        .map(|(name, value)| (name, value.trim_matches('"')))
        .filter(|(name, _)| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'))
        .collect();
    let keys: Vec<_> = KEYS.iter().map(|key| (key.name, key.default)).collect();
    assert_eq!(named, keys);
}
