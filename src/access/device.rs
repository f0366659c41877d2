//! Devices, as people recognise them.

use serde::{Deserialize, Serialize};

use crate::texts::access as t;

/// The browser and operating system of a session, as parsed from its `User-Agent`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// The browser, such as "Firefox"; empty if unknown.
    pub browser: String,
    /// The operating system, such as "Windows"; empty if unknown.
    pub system: String,
    /// The kind of device.
    pub kind: DeviceKind,
}

/// A kind of device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    /// A desktop or laptop computer.
    Computer,
    /// A smartphone or another mobile phone.
    Phone,
    /// Any other device, or one whose `User-Agent` is not recognized.
    #[default]
    Other,
}

impl std::fmt::Display for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&*self.browser, &*self.system) {
            ("", "") => f.write_str(&t::unknown_device()),
            (browser, "") => f.write_str(browser),
            ("", system) => f.write_str(system),
            (browser, system) => f.write_str(&t::browser_on_system(browser, system)),
        }
    }
}

/// A device with the name that its owner has given it, if any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedDevice {
    /// The name; empty if there is none.
    pub name: String,
    /// The device.
    pub device: Device,
}

impl std::fmt::Display for NamedDevice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.name.is_empty() { self.device.fmt(f) } else { f.write_str(&self.name) }
    }
}
