//! The sources as the tests read them.

use std::path::PathBuf;

pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

impl Source {
    pub(crate) fn read(path: &str) -> Self {
        Self { path: PathBuf::from(path), text: std::fs::read_to_string(path).expect("a source") }
    }

    pub(crate) fn is_in(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.path.file_name().is_some_and(|file| file == name)
    }

    /// The folder or file below `src/` that it belongs to.
    pub(crate) fn module(&self) -> &str {
        let below = self.path.strip_prefix("src").expect("a file in src/");
        let first = below.iter().next().and_then(|part| part.to_str()).expect("a name");
        first.trim_end_matches(".rs")
    }

    /// The code without comments and string literals, tests at the file's foot left out.
    pub(crate) fn code(&self) -> String {
        let tested = self.text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = tested.lines().map(|line| line.split("//").next().unwrap_or_default());
        lines.map(without_strings).collect::<Vec<_>>().join("\n")
    }
}

fn without_strings(line: &str) -> String {
    line.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
}

/// Every Rust file below a folder.
pub(crate) fn sources(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("a text");
                found.push(Source { path, text });
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds no sources");
    found
}

/// Fails with everything that is wrong at once.
pub(crate) fn hold(rule: &str, broken: Vec<String>) {
    assert!(broken.is_empty(), "{rule}:\n{}", broken.join("\n"));
}
