//! The principal of the request, as it is now.

use super::{auth::auth_session, secret::secret_hash, service::Sessions};
use crate::{access::Principal, error::AppError};

impl Sessions {
    /// The current principal of the request's session cookie.
    pub(crate) async fn current_principal(&self) -> Result<Principal, AppError> {
        match auth_session()?.session.id().map(secret_hash) {
            Some(secret) => self.principal_of(&secret, false).await,
            None => Ok(Principal::default()),
        }
    }
}
