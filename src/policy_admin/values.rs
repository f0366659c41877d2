//! Policy values as a form sends them: any subset of the settings, each as one argument.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::quantity::{unit_field, with_unit};
use crate::policy::{Kind, Setting};

/// Values as typed, by setting name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyValues(pub BTreeMap<String, String>);

impl PolicyValues {
    /// Reads the fields of a form: the number of a duration gets the unit beside it. Other fields are kept.
    pub fn of_fields(mut fields: BTreeMap<String, String>) -> Self {
        for setting in Setting::all().filter(|setting| setting.kind == Kind::Duration) {
            let unit = unit_field(setting.name);
            if let (Some(typed), Some(unit)) = (fields.get(setting.name), fields.get(&unit)) {
                let value = with_unit(typed, unit);
                fields.insert(setting.name.to_owned(), value);
                fields.remove(&unit_field(setting.name));
            }
        }
        Self(fields)
    }

    /// The values of a form that differ from its initial ones, `shown`.
    pub fn changed(fields: BTreeMap<String, String>, shown: BTreeMap<String, String>) -> Self {
        let (mut values, shown) = (Self::of_fields(fields), Self::of_fields(shown));
        values.0.retain(|name, value| Setting::of_name(name).is_some() && shown.0.get(name) != Some(value));
        values
    }
}

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
                Ok(PolicyValues::of_fields(values))
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
    fn a_duration_is_one_value_or_a_number_and_a_unit() {
        let read = |body: &str| serde_urlencoded::from_str::<PolicyValues>(body).unwrap();
        let idle = PolicyValues([("idle".to_owned(), "30m".to_owned())].into());
        for body in ["idle=30m", "idle=30&idle-unit=m", "idle=30m&idle-unit=d"] {
            assert_eq!(read(body), idle, "{body}");
        }
        // Not a duration, and a unit of nothing: rejected later, as fields that are not known.
        for body in ["sessions-unit=m&sessions=3", "idle-unit=m"] {
            assert!(read(body).0.keys().any(|name| name.ends_with("-unit")), "{body}");
        }
    }

    #[test]
    fn only_changed_values_count_whether_the_number_or_the_unit_changed() {
        let fields = |text: &str| form_urlencoded::parse(text.as_bytes()).into_owned().collect::<BTreeMap<_, _>>();
        let shown = "idle=30&idle-unit=m&absolute=12&absolute-unit=h&sessions=20";
        let now = "idle=30&idle-unit=h&absolute=12h&absolute-unit=d&sessions=20&shown=x&id=everyone";
        let changed = PolicyValues::changed(fields(now), fields(shown));
        assert_eq!(changed, PolicyValues([("idle".to_owned(), "30h".to_owned())].into()));
    }

    #[test]
    fn a_duplicate_setting_is_rejected_by_name() {
        let twice = serde_urlencoded::from_str::<PolicyValues>("idle=1h&idle=2h").unwrap_err();
        assert!(twice.to_string().contains("duplicate field `idle`"), "{twice}");
    }
}
