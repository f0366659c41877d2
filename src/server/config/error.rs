//! Errors of the configuration.

/// What is wrong with the configuration: the key and the reason.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    #[error("{key}: {reason} ({from})")]
    BadValue { key: String, reason: String, from: String },
    #[error("{key}: there is no such key; docs/configuration.md lists them ({from})")]
    UnknownKey { key: String, from: String },
    #[error("{file}: {reason}")]
    File { file: String, reason: String },
    #[error("{0}")]
    Together(String),
}
