//! Policy values as a form sends them: any subset of the settings, each as one argument.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::policy::Setting;

/// Values as typed, by setting name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyValues(pub BTreeMap<String, String>);

impl Serialize for PolicyValues {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A form in the browser has further fields: its control fields and the nameless button.
        serializer.collect_map(self.0.iter().filter(|(name, _)| Setting::of_name(name).is_some()))
    }
}

impl<'de> Deserialize<'de> for PolicyValues {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = PolicyValues;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("settings and their values")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<PolicyValues, A::Error> {
                let mut values = BTreeMap::new();
                while let Some((name, value)) = map.next_entry::<String, String>()? {
                    if let Some(setting) = Setting::of_name(&name).filter(|_| values.contains_key(&name)) {
                        return Err(A::Error::duplicate_field(setting.name));
                    }
                    values.insert(name, value);
                }
                Ok(PolicyValues(values))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_settings_are_sent() {
        let pairs = [("idle", "30m"), ("remember_me", ""), ("_page", "/admin/policy"), ("_for", "a"), ("", "")];
        let values = PolicyValues(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
        assert_eq!(serde_urlencoded::to_string(&values).unwrap(), "idle=30m&remember_me=");
    }

    #[test]
    fn a_duplicate_setting_is_rejected_by_name() {
        let twice = serde_urlencoded::from_str::<PolicyValues>("idle=1h&idle=2h").unwrap_err();
        assert!(twice.to_string().contains("duplicate field `idle`"), "{twice}");
    }
}
