//! A module imports only from those below it.

use std::collections::BTreeSet;

use crate::sources::{hold, sources};

/// The modules of `src/`, lowest first: each imports from those before it only.
const ORDER: [&str; 48] = [
    "allocator",
    "reactive",
    "tagged",
    "locale",
    "error",
    "health",
    "metrics",
    "ui",
    "access",
    "database",
    "change",
    "policy",
    "audit",
    "link",
    "mail",
    "feature",
    "account",
    "factor",
    "preferences",
    "carried",
    "session",
    "security",
    "tour",
    "job",
    "live",
    "console",
    "directory",
    "ban",
    "role",
    "invitation",
    "account_note",
    "impersonation",
    "overview",
    "session_admin",
    "factor_admin",
    "policy_admin",
    "mail_admin",
    "audit_admin",
    "closing",
    "export",
    "account_admin",
    "app",
    "server",
    "command",
    "testing",
    "hydrate",
    "entry",
    "main",
];

/// Modules that import less than their place would let them.
const FRUGAL: [(&str, &[&str]); 13] = [
    ("locale", &[]),
    ("error", &["tagged"]),
    ("health", &[]),
    ("metrics", &[]),
    ("ui", &["reactive", "error", "locale"]),
    ("access", &["reactive", "tagged", "error", "ui"]),
    ("policy", &["error", "ui", "access", "database"]),
    ("database", &["error", "health", "metrics"]),
    ("change", &["database"]),
    ("feature", &["reactive", "error", "ui", "access", "database", "audit", "policy"]),
    ("console", &["reactive", "error", "ui", "access", "feature", "job", "live"]),
    (
        "app",
        &[
            "reactive",
            "locale",
            "error",
            "ui",
            "access",
            "audit",
            "policy",
            "feature",
            "account",
            "preferences",
            "carried",
            "session",
            "security",
            "tour",
            "live",
            "directory",
            "ban",
            "role",
            "invitation",
            "account_note",
            "impersonation",
            "mail_admin",
            "overview",
            "session_admin",
            "factor_admin",
            "policy_admin",
            "audit_admin",
            "closing",
            "export",
            "account_admin",
            "job",
        ],
    ),
    ("hydrate", &["app", "locale"]),
];

/// The first names after each `crate::`, braces opened.
fn crate_imports(code: &str) -> BTreeSet<String> {
    let name =
        |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut names = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        // Macros stand at the crate's root, wherever they are written.
        if after[name(after).len()..].starts_with('!') {
            continue;
        }
        let Some(list) = after.strip_prefix('{') else {
            names.insert(name(after));
            continue;
        };
        let (mut depth, mut item) = (0, String::new());
        for character in list.chars() {
            match character {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => names.extend([name(&std::mem::take(&mut item))]),
                _ => {}
            }
            if depth == 0 && character != ',' {
                item.push(character);
            }
        }
        names.insert(name(&item));
    }
    names.remove("");
    // Generated from the catalogues; depends on `locale` only.
    names.remove("texts");
    names
}

#[test]
fn imports_never_turn_back() {
    let mut broken = Vec::new();
    for source in sources("src").iter().filter(|source| source.module() != "lib") {
        let module = source.module();
        let Some(place) = ORDER.iter().position(|known| *known == module) else {
            broken.push(format!("{}: {module} has no place in ORDER", source.path.display()));
            continue;
        };
        let frugal = FRUGAL.iter().find(|(known, _)| *known == module).map(|(_, allowed)| *allowed);
        let allowed = frugal.unwrap_or(&ORDER[..place]);
        for import in crate_imports(&source.code()) {
            if import != module && !allowed.contains(&&*import) {
                broken.push(format!("{} imports {import}", source.path.display()));
            }
        }
    }
    hold("a module imports from those below it only", broken);
}
