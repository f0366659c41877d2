//! Second factors: what people are asked for after the password. An authenticator app shows a code that is different
//! every 30 seconds (TOTP, RFC 6238); recovery codes are for when the app is lost.

#[cfg(feature = "ssr")]
pub mod server;

use serde::{Deserialize, Serialize};

/// The number of recovery codes that are created at a time.
pub const RECOVERY_CODES: usize = 10;

/// The maximum length of a typed code, in code points, with spaces and hyphens.
pub const CODE_MAX: usize = 30;

/// The second factors of an account, as its owner sees them. Times are Unix seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactors {
    /// The authenticator app; `None`: the password is enough.
    pub authenticator: Option<Authenticator>,
    /// How many recovery codes are left.
    pub recovery_codes: usize,
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
