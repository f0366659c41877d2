//! The configuration: one table of keys, read from a file and the environment. [`KEYS`] is the only description of each
//! key; docs/configuration.md is tested against it.

mod error;
mod keys;
mod read;
mod settings;
mod shown;
mod values;

pub use self::{
    error::ConfigError,
    keys::{KEYS, Key},
    settings::{Config, TlsFiles},
};

use std::{collections::BTreeMap, ffi::OsString, path::PathBuf};

/// Environment variables with this prefix set keys; `HALLPASS_CONFIG` names the file.
pub const PREFIX: &str = "HALLPASS_";
const FILE_KEY: &str = "config";
/// Read from the working directory if no file is named.
const DEFAULT_FILE: &str = "hallpass.toml";

/// The given values with their sources, by key.
type Given = BTreeMap<String, (String, String)>;

impl Config {
    /// Reads the file and the environment, which takes precedence.
    ///
    /// # Errors
    /// The first problem found.
    pub fn load(
        file: Option<PathBuf>,
        environment: impl Iterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let environment = ours(environment)?;
        let named = file.or_else(|| environment.get(FILE_KEY).map(PathBuf::from));
        let file = named.or_else(|| Some(PathBuf::from(DEFAULT_FILE)).filter(|file| file.exists()));
        let mut given = match &file {
            Some(file) => read_file(file)?,
            None => Given::new(),
        };
        for (key, value) in environment {
            if key != FILE_KEY {
                let from = format!("environment variable {PREFIX}{}", key.to_uppercase());
                given.insert(key, (value, from));
            }
        }
        Ok(Self { file, ..Self::from_given(given)? })
    }

    fn from_given(mut given: Given) -> Result<Self, ConfigError> {
        let mut values = values::Values::default();
        for key in KEYS {
            let (value, from) =
                given.remove(key.name).unwrap_or_else(|| (key.default.to_owned(), "default".to_owned()));
            (key.set)(&mut values, value.trim()).map_err(|reason| ConfigError::BadValue {
                key: key.name.to_owned(),
                reason,
                from,
            })?;
        }
        match given.pop_first() {
            Some((key, (_, from))) => Err(ConfigError::UnknownKey { key, from }),
            None => values.together(),
        }
    }
}

/// The environment variables with our prefix, by key.
fn ours(environment: impl Iterator<Item = (OsString, OsString)>) -> Result<BTreeMap<String, String>, ConfigError> {
    let named = environment.filter_map(|(name, value)| {
        let key = name.to_str()?.strip_prefix(PREFIX)?.to_lowercase();
        Some((key, value))
    });
    let text = |(key, value): (String, OsString)| match value.into_string() {
        Ok(value) => Ok((key, value)),
        Err(_) => {
            Err(ConfigError::BadValue { key, reason: "it is not UTF-8".to_owned(), from: "environment".to_owned() })
        }
    };
    let mut ours = BTreeMap::new();
    for (key, value) in named.map(text).collect::<Result<Vec<_>, _>>()? {
        // Names are case-insensitive, so of two spellings the last would win.
        if ours.insert(key.clone(), value).is_some() {
            let reason = "it is set more than once, perhaps in upper and lower case".to_owned();
            return Err(ConfigError::BadValue { key, reason, from: "environment".to_owned() });
        }
    }
    Ok(ours)
}

fn read_file(file: &std::path::Path) -> Result<Given, ConfigError> {
    let fail = |reason: String| ConfigError::File { file: file.display().to_string(), reason };
    let text = std::fs::read_to_string(file).map_err(|error| fail(error.to_string()))?;
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| fail(error.to_string()))?;
    let from = format!("file {}", file.display());
    let entry = |(key, value): (String, toml::Value)| {
        let text = text_of(&value).ok_or_else(|| ConfigError::BadValue {
            key: key.clone(),
            reason: "expected a string, a number, true, false or a list of these".to_owned(),
            from: from.clone(),
        })?;
        Ok((key, (text, from.clone())))
    };
    table.into_iter().map(entry).collect()
}

/// A value in the form in which the environment would give it.
fn text_of(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(yes) => Some(yes.to_string()),
        toml::Value::Array(items) => items.iter().map(text_of).collect::<Option<Vec<_>>>().map(|items| items.join(",")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let nowhere = tempfile::tempdir().unwrap();
        let file = nowhere.path().join("hallpass.toml");
        std::fs::write(&file, "").unwrap();
        Config::load(Some(file), pairs.iter().map(|(key, value)| ((*key).into(), (*value).into())))
    }

    fn message(pairs: &[(&str, &str)]) -> String {
        load(pairs).unwrap_err().to_string()
    }

    #[test]
    fn the_defaults_are_consistent() {
        let config = load(&[]).unwrap();
        assert_eq!(config.hashing.memory_kib, 19456);
        assert!(!config.is_https());
    }

    #[test]
    fn errors_name_the_key_and_the_reason() {
        assert!(message(&[("HALLPASS_LISTEN", "here")]).starts_with("listen: "));
        assert!(message(&[("HALLPASS_TABS_PER_ACCOUNT", "0")]).starts_with("tabs_per_account: "));
        assert!(message(&[("HALLPASS_LOG_LEVEL", "loud")]).starts_with("log_level: "));
        assert!(message(&[("HALLPASS_PUBLIC_ORIGIN", "example.org")]).starts_with("public_origin: "));
        assert!(message(&[("HALLPASS_HASH_WORKERS", "65")]).starts_with("hash_workers: "));
        assert!(message(&[("HALLPASS_HASH_WORKER", "1")]).starts_with("hash_worker: there is no such key"));
    }

    #[test]
    fn contradictory_settings_are_rejected() {
        let beyond = [("HALLPASS_LISTEN", "0.0.0.0:3000")];
        assert!(message(&beyond).contains("behind_tls_proxy"));
        let proxy = [
            ("HALLPASS_LISTEN", "0.0.0.0:3000"),
            ("HALLPASS_BEHIND_TLS_PROXY", "true"),
            ("HALLPASS_TRUSTED_PROXIES", "192.0.2.0/24, 198.51.100.7"),
            ("HALLPASS_PUBLIC_ORIGIN", "https://pass.example.org"),
        ];
        assert_eq!(load(&proxy).unwrap().trusted_proxies.len(), 2);
        assert!(message(&proxy[..3]).contains("public_origin"));
        assert!(message(&[("HALLPASS_TLS_KEY", "/k.pem")]).contains("tls_certificate"));
    }

    #[test]
    fn duplicate_settings_are_rejected() {
        for twice in [["HALLPASS_HASH_WORKERS", "HALLPASS_hash_workers"], ["HALLPASS_LISTEN", "HALLPASS_LISTEN"]] {
            assert!(message(&twice.map(|name| (name, "4"))).contains("it is set more than once"), "{twice:?}");
        }
        for level in ["info,warn", "info,hallpass=debug,hallpass=warn", "warn,debug,sqlx=info"] {
            let said = message(&[("HALLPASS_LOG_LEVEL", level)]);
            assert!(said.contains("repeats a directive for the same target"), "{level}: {said}");
        }
        assert!(load(&[("HALLPASS_LOG_LEVEL", "info,hallpass=debug,[span]=warn")]).is_ok());
    }

    #[test]
    fn addresses_and_origins_are_normalized() {
        let networks = "::ffff:192.0.2.7, ::ffff:10.0.0.0/104, 2001:db8::/32";
        let config = load(&[("HALLPASS_TRUSTED_PROXIES", networks)]).unwrap();
        let networks: Vec<_> = config.trusted_proxies.iter().map(ToString::to_string).collect();
        assert_eq!(networks, ["192.0.2.7/32", "10.0.0.0/8", "2001:db8::/32"]);
        for origin in ["http://:word@localhost:3000", "http://me@localhost:3000", "http://localhost:3000/a"] {
            assert!(message(&[("HALLPASS_PUBLIC_ORIGIN", origin)]).starts_with("public_origin: "), "{origin}");
        }
    }

    #[test]
    fn too_wide_proxy_networks_are_rejected() {
        for wide in ["0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/7", "2000::/3", "127.0.0.1, 0.0.0.0/0"] {
            assert!(message(&[("HALLPASS_TRUSTED_PROXIES", wide)]).contains("is wider than /"), "{wide}");
        }
        for fit in ["10.0.0.0/8", "fc00::/7", "192.0.2.7", "::1", "172.64.0.0/13, 2400:cb00::/32"] {
            assert!(load(&[("HALLPASS_TRUSTED_PROXIES", fit)]).is_ok(), "{fit}");
        }
    }

    #[test]
    fn the_environment_overrides_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("hallpass.toml");
        std::fs::write(&file, "tabs_per_account = 10\ntrusted_proxies = [\"192.0.2.1\"]\nmigrate_on_start = false\n")
            .unwrap();
        let config = Config::load(Some(file.clone()), std::iter::empty()).unwrap();
        assert_eq!((config.tabs.per_account, config.migrate_on_start), (10, false));
        let variable = ("HALLPASS_TABS_PER_ACCOUNT".into(), "20".into());
        assert_eq!(Config::load(Some(file.clone()), std::iter::once(variable)).unwrap().tabs.per_account, 20);
        std::fs::write(&file, "tab_per_account = 1\n").unwrap();
        let error = Config::load(Some(file), std::iter::empty()).unwrap_err().to_string();
        assert!(error.starts_with("tab_per_account: there is no such key"), "{error}");
    }
}
