//! Enums that are written in JSON as an object with the variant's name in one of its fields, such as
//! `{"error":"too_many","retry_after":30}`. With `#[serde(tag)]`, each type within such an enum would have its own reader, 3
//! percent of the main bundle. Here, the enum is read from a [`Value`], and written directly.

mod write;

pub(crate) use write::Tagged;

use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::{Map, Value};

/// Implements `Serialize` and `Deserialize` for an enum that derives both with `#[serde(remote = "Self")]`. The second
/// argument is the field with the variant's name.
macro_rules! tagged {
    ($type:ty, $tag:literal) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, $crate::tagged::Tagged::new($tag, serializer))
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize($crate::tagged::read($tag, deserializer)?).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use tagged;

/// Reads a value in the form in which serde reads enums.
pub(crate) fn read<'de, D: Deserializer<'de>>(tag: &'static str, deserializer: D) -> Result<Value, D::Error> {
    let mut fields = Map::deserialize(deserializer)?;
    match fields.remove(tag) {
        Some(Value::String(name)) if fields.is_empty() => Ok(Value::String(name)),
        Some(Value::String(name)) => Ok(Value::Object(Map::from_iter([(name, Value::Object(fields))]))),
        _ => Err(D::Error::missing_field(tag)),
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(remote = "Self", rename_all = "snake_case")]
    enum Shape {
        Point,
        Circle { radius: u64 },
        Named(Name),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Name {
        name: String,
    }

    tagged!(Shape, "shape");

    #[test]
    fn an_enum_has_its_variant_in_a_field() {
        let shapes = [
            (Shape::Point, r#"{"shape":"point"}"#),
            (Shape::Circle { radius: 3 }, r#"{"shape":"circle","radius":3}"#),
            (Shape::Named(Name { name: "Bob".to_owned() }), r#"{"shape":"named","name":"Bob"}"#),
        ];
        for (shape, json) in shapes {
            assert_eq!(serde_json::to_string(&shape).unwrap(), json);
            assert_eq!(serde_json::from_str::<Shape>(json).unwrap(), shape);
        }
        for json in [r#""point""#, "{}", r#"{"shape":"square"}"#, r#"{"shape":"circle"}"#, r#"{"shape":7}"#] {
            assert!(serde_json::from_str::<Shape>(json).is_err(), "{json}");
        }
    }
}
