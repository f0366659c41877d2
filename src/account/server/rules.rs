//! The policy's rules for new accounts.

use crate::{
    account::{SignUpMode, SignUpRules},
    database::Executor,
    error::AppError,
    policy::server::terms,
};

/// Reads the rules.
pub(super) async fn read_rules(db: impl Executor<'_>, sends_mail: bool) -> Result<SignUpRules, AppError> {
    let (least, score, sign_up, remember_me) = terms(db).await?;
    let sign_up = match sign_up {
        0 => SignUpMode::Open,
        1 => SignUpMode::Invitation,
        _ => SignUpMode::Closed,
    };
    let password_score = u8::try_from(score).unwrap_or(u8::MAX);
    let password_minimum = usize::try_from(least).unwrap_or_default();
    Ok(SignUpRules { password_minimum, password_score, sign_up, remember_me: remember_me != 0, sends_mail })
}
