//! Every feature is a folder whose parts have the same names.

use std::collections::BTreeSet;

use crate::sources::{hold, sources};

#[test]
fn features_have_the_same_anatomy() {
    let all = sources("src");
    let is_feature = |module: &str| all.iter().any(|source| source.module() == module && source.has_name("feature.rs"));
    let (mut features, mut broken) = (BTreeSet::new(), Vec::new());
    for source in all.iter().filter(|source| is_feature(source.module())) {
        features.insert(source.module());
        let parts: Vec<_> = source.path.iter().skip(2).filter_map(|part| part.to_str()).collect();
        let is_misplaced = match parts.as_slice() {
            // A folder, even if it has only one file.
            [] | ["pages.rs" | "server.rs" | "store.rs"] => true,
            [folder, .., "store.rs"] => *folder != "server",
            [folder, ..] => parts.len() > 1 && !["pages", "server"].contains(folder),
        };
        if is_misplaced {
            broken.push(source.path.display().to_string());
        }
    }
    for feature in features {
        for folder in ["", "pages/", "server/"] {
            let path = format!("src/{feature}/{folder}");
            if std::path::Path::new(&path).exists() && !std::path::Path::new(&path).join("mod.rs").exists() {
                broken.push(format!("{path}mod.rs is missing"));
            }
        }
    }
    hold("a feature has mod.rs, feature.rs, api.rs, pages/ and server/, and SQL in server/", broken);
}
