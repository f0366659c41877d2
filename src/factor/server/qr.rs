//! QR codes as paths of an SVG image.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode as Code, types::QrError};

use crate::factor::QrCode;

/// The text as a QR code, with little error correction: it is shown on a screen.
pub(super) fn encode(text: &str) -> Result<QrCode, QrError> {
    let code = Code::with_error_correction_level(text, EcLevel::L)?;
    let size = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(size).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run[0] == Color::Dark {
                // Writing to a string does not fail.
                let _ = write!(path, "M{x} {y}h{}v1H{x}z", run.len());
            }
            x += run.len();
        }
    }
    Ok(QrCode { size, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_modules_become_rectangles() {
        let code = encode("otpauth://totp/a?secret=b").unwrap();
        // The first row of a finder pattern: seven dark modules.
        assert!(code.path.starts_with("M0 0h7v1H0z"), "{}", code.path);
        assert_eq!(code.size, 25);
    }
}
