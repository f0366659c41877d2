//! Errors of the configuration.

/// What is wrong with the configuration: the key and the reason.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The value of a key cannot be used.
    #[error("{key}: {reason} ({from})")]
    BadValue {
        /// The name of the key, as in the configuration file.
        key: String,
        /// What is wrong with the value.
        reason: String,
        /// Where the value is set: the file, the environment or the default.
        from: String,
    },
    /// A key that Hallpass does not know.
    #[error("{key}: there is no such key; docs/configuration.md lists them ({from})")]
    UnknownKey {
        /// The name of the key, in lower case if it comes from the environment.
        key: String,
        /// Where it is set: the file or the environment variable.
        from: String,
    },
    /// The configuration file cannot be read or is not TOML.
    #[error("{file}: {reason}")]
    File {
        /// The path of the file.
        file: String,
        /// What the system or the parser reports.
        reason: String,
    },
    /// Values contradict each other, or one requires another; the text names the keys and what to do.
    #[error("{0}")]
    Together(String),
}
