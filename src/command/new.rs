//! `hallpass new`: creates an application based on Hallpass. Its files are those of the example in `examples/notes`,
//! with another name.

use std::{
    fs,
    path::{Component, Path, PathBuf},
};

use clap::Args;

use super::{error::CommandError, output::report};

/// The files of an application, by path.
const FILES: [(&str, &str); 19] = [
    (".github/workflows/test.yml", include_str!("../../examples/notes/.github/workflows/test.yml")),
    (".gitignore", include_str!("../../examples/notes/.gitignore")),
    ("Cargo.lock", include_str!("../../examples/notes/Cargo.lock")),
    ("Cargo.toml", include_str!("../../examples/notes/Cargo.toml")),
    ("Makefile", include_str!("../../examples/notes/Makefile")),
    ("README.md", include_str!("../../examples/notes/README.md")),
    ("build.rs", include_str!("../../examples/notes/build.rs")),
    ("migrations/0001_notes.sql", include_str!("../../examples/notes/migrations/0001_notes.sql")),
    ("rustfmt.toml", include_str!("../../examples/notes/rustfmt.toml")),
    ("src/lib.rs", include_str!("../../examples/notes/src/lib.rs")),
    ("src/main.rs", include_str!("../../examples/notes/src/main.rs")),
    ("src/notes/api.rs", include_str!("../../examples/notes/src/notes/api.rs")),
    ("src/notes/mod.rs", include_str!("../../examples/notes/src/notes/mod.rs")),
    ("src/notes/page.rs", include_str!("../../examples/notes/src/notes/page.rs")),
    ("src/notes/server.rs", include_str!("../../examples/notes/src/notes/server.rs")),
    ("style/main.scss", include_str!("../../examples/notes/style/main.scss")),
    ("tests/notes.rs", include_str!("../../examples/notes/tests/notes.rs")),
    ("tests/permissions.rs", include_str!("../../examples/notes/tests/permissions.rs")),
    ("tests/upgrade.rs", include_str!("../../examples/notes/tests/upgrade.rs")),
];

/// Names that the compiler or cargo reserves.
const RESERVED: [&str; 39] = [
    "alloc",
    "as",
    "async",
    "await",
    "break",
    "build",
    "const",
    "continue",
    "core",
    "crate",
    "deps",
    "dyn",
    "else",
    "enum",
    "examples",
    "extern",
    "fn",
    "for",
    "if",
    "impl",
    "in",
    "incremental",
    "let",
    "loop",
    "match",
    "mod",
    "move",
    "mut",
    "pub",
    "ref",
    "return",
    "static",
    "std",
    "struct",
    "test",
    "trait",
    "type",
    "use",
    "where",
];

#[derive(Debug, Args)]
pub(super) struct New {
    /// The folder to create; its name becomes the name of the application
    folder: PathBuf,
    /// The folder with the source code of Hallpass
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    hallpass: PathBuf,
}

impl New {
    /// Creates the application.
    ///
    /// # Errors
    /// If the name is not a valid package name, the folder is not empty, or Hallpass is not at the given path.
    pub(super) fn run(&self) -> Result<(), CommandError> {
        let hallpass = self.hallpass.canonicalize().ok().filter(|folder| is_hallpass(folder)).ok_or_else(|| {
            CommandError::Other(format!(
                "{} does not contain the source code of Hallpass; use --hallpass to specify its folder",
                self.hallpass.display()
            ))
        })?;
        let folder = std::path::absolute(&self.folder)?;
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if !is_package_name(name) {
            let rule =
                "use lower-case letters, digits, - and _, beginning with a letter; names of crates are not allowed";
            return Err(CommandError::Other(format!("{name:?} cannot be the name of an application: {rule}")));
        }
        if let Ok(found) = fs::metadata(&folder) {
            let shown = folder.display();
            if !found.is_dir() {
                return Err(CommandError::Other(format!("{shown} is a file; choose another folder")));
            }
            if fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some()) {
                return Err(CommandError::Other(format!("{shown} is not empty; choose another folder")));
            }
        }
        let to_hallpass = relative(&resolved(&folder), &hallpass);
        let to_hallpass = to_hallpass.to_str().filter(|path| is_plain(path)).ok_or_else(|| {
            let path = hallpass.display();
            CommandError::Other(format!("the path {path} may contain only letters, digits and . _ -"))
        })?;
        for (path, text) in FILES {
            let path = folder.join(path);
            let written = path.parent().map_or(Ok(()), fs::create_dir_all);
            let written = written.and_then(|()| fs::write(&path, adapt(text, name, to_hallpass)));
            written.map_err(|error| CommandError::Other(format!("cannot write {}: {error}", path.display())))?;
        }
        // Line lengths depend on the name. If cargo is missing, only the formatting differs.
        let _ = std::process::Command::new("cargo").arg("fmt").current_dir(&folder).output();
        report(&format!(
            "Created {0}. Next:\n  cd {0}\n  make watch   # serve on http://127.0.0.1:3000\n  make test",
            folder.display()
        ));
        Ok(())
    }
}

/// An absolute path whose existing part has no symbolic links.
fn resolved(folder: &Path) -> PathBuf {
    let known = folder.ancestors().find_map(|known| Some((known, known.canonicalize().ok()?)));
    known.map_or_else(
        || folder.to_owned(),
        |(known, real)| folder.strip_prefix(known).map_or(real.clone(), |rest| real.join(rest)),
    )
}

fn is_hallpass(folder: &Path) -> bool {
    fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|text| text.contains("\nname = \"hallpass\"\n"))
}

/// Whether `make` and TOML accept a path without quoting.
fn is_plain(path: &str) -> bool {
    path.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-'))
}

fn is_package_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(fits)
        && !RESERVED.contains(&name)
        && !is_dependency(name)
}

/// Whether the application depends on a crate that is imported under this name.
fn is_dependency(name: &str) -> bool {
    let lock = FILES.iter().find(|(path, _)| *path == "Cargo.lock").map_or("", |(_, text)| text);
    let names = lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    names.filter(|other| *other != "notes").any(|other| other.replace('-', "_") == name.replace('-', "_"))
}

/// Replaces the example's names in a file's text.
fn adapt(text: &str, name: &str, hallpass: &str) -> String {
    let module = name.replace('-', "_");
    let renamed = text
        .replace("name = \"notes\"", &format!("name = \"{name}\""))
        .replace("notes::app()", &format!("{module}::app()"))
        .replace("Choir", &title(name))
        .replace("A choir's site", &title(name))
        .replace("\"../..\"", &format!("\"{hallpass}\""))
        .replace("app/../..", &format!("app/{hallpass}"))
        .replace("HALLPASS := ../..", &format!("HALLPASS := {hallpass}"))
        .replace("../../../style/main", &format!("../{hallpass}/style/main"));
    if text.starts_with("# This file is automatically @generated by Cargo") { sorted(&renamed, name) } else { renamed }
}

/// Moves the package to its place in a lock file: cargo sorts packages by name.
fn sorted(lock: &str, name: &str) -> String {
    const PACKAGE: &str = "[[package]]\nname = ";
    let (head, packages) = lock.split_once(PACKAGE).unwrap_or((lock, ""));
    let mut packages: Vec<_> = packages.split(PACKAGE).map(str::trim_end).collect();
    let quoted = format!("\"{name}\"");
    let name_of = |package: &str| package.lines().next().unwrap_or_default().to_owned();
    if let Some(found) = packages.iter().position(|package| name_of(package) == quoted) {
        let own = packages.remove(found);
        let place = packages.iter().position(|package| name_of(package) > quoted).unwrap_or(packages.len());
        packages.insert(place, own);
    }
    let packages = packages.into_iter().map(|package| format!("{PACKAGE}{package}\n"));
    format!("{head}{}", packages.collect::<Vec<_>>().join("\n"))
}

/// The name as a title: `my-app` becomes "My app".
fn title(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let (first, rest) = words.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}

/// The relative path from one folder to another; both are absolute.
fn relative(from: &Path, to: &Path) -> PathBuf {
    let (from, to): (Vec<Component>, Vec<Component>) = (from.components().collect(), to.components().collect());
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = from[shared..].iter().map(|_| Component::ParentDir);
    up.chain(to[shared..].iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_the_example_remains() {
        for (path, text) in FILES {
            let written = adapt(text, "my-app", "../hallpass");
            for left in ["Choir", "choir", "\"../..\"", "../../..", "name = \"notes\"", "notes::app"] {
                assert!(!written.contains(left), "{path} contains {left}");
            }
        }
    }

    #[test]
    fn every_file_of_the_example_is_written() {
        let mut found = Vec::new();
        let mut folders = vec![PathBuf::from("examples/notes")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                let name = path.strip_prefix("examples/notes").expect("below it").display().to_string();
                match &*name {
                    // The example's browser tests depend on Hallpass's test support.
                    "target" | "data" | "end2end" => {}
                    _ if path.is_dir() => folders.push(path),
                    name if name.starts_with("hallpass.") => {}
                    _ => found.push(name),
                }
            }
        }
        found.sort();
        assert_eq!(found, FILES.map(|(path, _)| path));
    }

    #[test]
    fn a_lock_file_stays_sorted() {
        let (_, lock) = FILES.iter().find(|(path, _)| *path == "Cargo.lock").expect("the lock file");
        assert!(sorted(lock, "notes") == *lock);
        let lock = adapt(lock, "app", "../hallpass");
        assert!(lock.find("name = \"app\"") < lock.find("name = \"argon2\""));
    }

    #[test]
    fn invalid_package_names_are_rejected() {
        for name in ["my-app", "choir", "a1_b"] {
            assert!(is_package_name(name), "{name}");
        }
        for name in ["", "1st", "Choir", "my app", "serde", "hallpass", "leptos-meta", "argon2", "async", "../x"] {
            assert!(!is_package_name(name), "{name}");
        }
    }

    #[test]
    fn relative_paths_between_folders() {
        let way = |from, to| relative(Path::new(from), Path::new(to)).display().to_string();
        assert_eq!(way("/home/ada/choir", "/home/ada/hallpass"), "../hallpass");
        assert_eq!(way("/home/ada/hallpass/target/choir", "/home/ada/hallpass"), "../..");
        assert_eq!(way("/srv/choir", "/home/hallpass"), "../../home/hallpass");
    }
}
