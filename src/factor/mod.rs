//! Authentication factors other than the password: an authenticator app, which shows a code that is different
//! every 30 seconds (TOTP, RFC 6238), recovery codes for when the app is lost, and passkeys (WebAuthn).

#[cfg(feature = "ssr")]
pub mod server;

use serde::{Deserialize, Serialize};

use crate::access::Device;

/// The number of recovery codes that are created at a time.
pub const RECOVERY_CODES: usize = 10;

/// A ticket: a code that takes the place of a lost second factor once. It is shown only to whoever issues it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTicket {
    /// The code, such as `BCDFGH-JKMNPQ-RTVWXY-Z23456`.
    pub code: String,
    /// When it expires, in Unix seconds.
    pub expires_at: i64,
}

/// The maximum length of a typed code, in code points, with spaces and hyphens.
pub const CODE_MAX: usize = 30;

/// The maximum number of passkeys of an account.
pub const MOST_PASSKEYS: usize = 20;

/// The maximum length of the name of a passkey, in code points.
pub const PASSKEY_NAME_MAX: usize = 40;

/// The second factors of an account, as its owner sees them. Times are Unix seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactors {
    /// The authenticator app.
    pub authenticator: Option<Authenticator>,
    /// How many security keys there are. With none and no authenticator app, the password is enough.
    pub security_keys: usize,
    /// How many recovery codes are left.
    pub recovery_codes: usize,
    /// Whether the owner of a new installation can still put off setting up a second factor.
    pub can_postpone: bool,
}

/// A passkey or security key, as its owner sees it. Times are Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// The ID of its row.
    pub id: String,
    /// The ID that the device knows it by, in Base64url.
    pub credential_id: String,
    /// The name that its owner has given it; empty: none.
    pub name: String,
    /// The browser in which it was added.
    pub device: Device,
    /// When it was added.
    pub added_at: i64,
    /// When it was last used; `None`: not since it was added.
    pub last_used_at: Option<i64>,
}

impl Passkey {
    /// The name or, if there is none, the browser in which it was added.
    pub fn title(&self) -> String {
        if self.name.is_empty() { self.device.to_string() } else { self.name.clone() }
    }
}

/// The passkeys and security keys of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkeys {
    /// The domain that they are for (the RP ID); `None`: passkeys are not available at the public origin.
    pub domain: Option<String>,
    /// The account as its devices know it (the user handle), in Base64url.
    pub handle: String,
    /// The oldest first.
    pub passkeys: Vec<Passkey>,
    /// The security keys, which are asked for after the password; the oldest first.
    pub security_keys: Vec<Passkey>,
}

/// A challenge that a passkey is to sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyChallenge {
    /// Names the challenge. The answer begins with it.
    pub token: String,
    /// `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON` (WebAuthn, Level 3, 5.1).
    pub options: String,
}

/// An authenticator app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authenticator {
    /// When it was set up.
    pub added_at: i64,
    /// When one of its codes was last used; `None`: not since it was set up.
    pub last_used_at: Option<i64>,
}

/// What an authenticator app needs to know. Shown only while it is being set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAuthenticator {
    /// The secret in Base32, in groups of four.
    pub secret: String,
    /// The address that sets the app up: `otpauth://totp/…`.
    pub address: String,
    /// The address as a QR code.
    pub qr: QrCode,
}

/// A QR code, as the path of an SVG image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrCode {
    /// The width and the height in modules, without a margin.
    pub size: usize,
    /// The dark modules: the attribute `d` of a path, one unit for each module.
    pub path: String,
}
