//! Reads the device from a `User-Agent` header. It can be forged, so it is only shown to people.

use woothee::parser::Parser;

use crate::session::{Device, DeviceKind};

/// The value of fields that woothee does not know.
const UNKNOWN: &str = "UNKNOWN";

/// The device behind a `User-Agent`.
pub(crate) fn device(user_agent: &str) -> Device {
    let Some(found) = Parser::new().parse(user_agent) else { return Device::default() };
    let known = |text: &str| if text == UNKNOWN { String::new() } else { text.to_owned() };
    // Browsers have frozen the version of Windows, so "Windows 10" means any.
    let system = if found.os.starts_with("Windows") { "Windows".to_owned() } else { known(found.os) };
    let system = match &*system {
        "Mac OSX" => "macOS".to_owned(),
        _ => system,
    };
    let kind = match found.category {
        "pc" => DeviceKind::Computer,
        "smartphone" | "mobilephone" => DeviceKind::Phone,
        _ => DeviceKind::Other,
    };
    Device { browser: known(found.name), system, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_browsers_are_recognized() {
        for (user_agent, words, kind) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
                "Chrome on Linux",
                DeviceKind::Computer,
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0",
                "Firefox on Windows",
                DeviceKind::Computer,
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
                "Safari on macOS",
                DeviceKind::Computer,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
                DeviceKind::Phone,
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0",
                "Edge on Windows",
                DeviceKind::Computer,
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36",
                "Chrome on Android",
                DeviceKind::Phone,
            ),
            ("", "Unknown device", DeviceKind::Other),
            ("<script>alert(1)</script>", "Unknown device", DeviceKind::Other),
        ] {
            let device = device(user_agent);
            assert_eq!((device.to_string().as_str(), device.kind), (words, kind), "{user_agent}");
        }
    }
}
