//! Values as a form sends them: one argument for each setting, whichever there are.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::policy::Setting;

/// Values as they were typed, by setting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyValues(pub BTreeMap<String, String>);

impl Serialize for PolicyValues {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // What steers the form is no value.
        serializer.collect_map(self.0.iter().filter(|(name, _)| !name.starts_with('_')))
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
