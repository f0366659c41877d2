//! The errors of commands, as they are printed.

use crate::{
    error::AppError,
    server::{ServeError, config::ConfigError},
};

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum CommandError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error("{}", refusal(.0))]
    Refused(#[from] AppError),
    #[error("cannot write the output: {0}")]
    Output(std::io::Error),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Other(String),
}

/// Formats field errors one per line, and any other error as its message.
fn refusal(error: &AppError) -> String {
    match error {
        AppError::Invalid { fields } => {
            let lines: Vec<String> = fields.iter().map(|wrong| format!("{}: {}", wrong.field, wrong.problem)).collect();
            lines.join("\n")
        }
        error => error.to_string(),
    }
}
