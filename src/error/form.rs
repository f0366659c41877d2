//! The input encoding of every server function: a plain HTML form, parsed strictly. Unknown and repeated fields are
//! rejected, so that no parameters can be injected (ASVS 2.2.1, 8.2.3).

use std::collections::{BTreeMap, BTreeSet};

use leptos::server_fn::{ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{Serialize, de::DeserializeOwned};

/// A `POST` whose body is `application/x-www-form-urlencoded`.
pub type Form = Post<FormEncoding>;

/// See [`Form`].
pub struct FormEncoding;

/// The name of the field that contains the ID of the account to which the calling page belongs; empty for a guest.
pub const OWNER_FIELD: &str = "_for";

/// Prefixes of the functions that pages call by themselves to query data. Pages do not hold back functions about the
/// person or a form (`principal`, `visit`, `check_…`).
const QUESTIONS: [&str; 6] = ["list_", "show_", "count_", "preview_", "rate_", "role_choices"];

/// Whether pages call this function by themselves. They hold such calls back while one of their actions changes who is
/// signed in.
pub fn is_question(function: &str) -> bool {
    QUESTIONS.iter().any(|begin| function.starts_with(begin))
}

thread_local! {
    /// In the browser, the account to which this page belongs. Every call contains it, so that an action that one
    /// person has begun is never done for another who has signed in with the same browser meanwhile.
    static OWNER: std::cell::RefCell<String> = const { std::cell::RefCell::new(String::new()) };
}

/// Sets the account to which this page belongs. Only for the browser.
pub fn set_owner(account_id: &str) {
    OWNER.with_borrow_mut(|owner| account_id.clone_into(owner));
}

/// The account to which this page belongs. Only for the browser.
pub fn owner() -> String {
    OWNER.with_borrow(Clone::clone)
}

impl ContentType for FormEncoding {
    const CONTENT_TYPE: &'static str = "application/x-www-form-urlencoded";
}

impl FormatType for FormEncoding {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for FormEncoding {
    type Error = serde_urlencoded::ser::Error;

    fn encode(value: &T) -> Result<leptos::server_fn::Bytes, Self::Error> {
        let mut body = serde_urlencoded::to_string(value)?;
        OWNER.with_borrow(|owner| {
            if !owner.is_empty() {
                let separator = if body.is_empty() { "" } else { "&" };
                body.extend([separator, OWNER_FIELD, "=", owner]);
            }
        });
        Ok(body.into())
    }
}

impl<T: DeserializeOwned> Decodes<T> for FormEncoding {
    type Error = String;

    fn decode(bytes: leptos::server_fn::Bytes) -> Result<T, Self::Error> {
        Fields::read(&bytes)?.parse()
    }
}

/// The suffix of fields that may appear several times in a form, such as checkboxes.
pub const LIST: &str = "[]";
/// The fields that may have the suffix. In all other fields, it is part of the name.
const LISTS: [&str; 2] = ["ids", "permissions"];

/// The fields of a form, each once. All code that reads a form uses this type: the server function, the page that shows
/// the result, the audit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(BTreeMap<String, String>);

impl Fields {
    /// Parses a body.
    ///
    /// # Errors
    /// Describes what is wrong with it, naming fields but no values.
    pub fn read(body: &[u8]) -> Result<Self, String> {
        check_encoding(body)?;
        Self::from_pairs(form_urlencoded::parse(body).into_owned())
    }

    /// Collects names and values. The values of a list are joined with spaces, under the list's name without the
    /// suffix.
    ///
    /// # Errors
    /// Describes the duplicate field.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Result<Self, String> {
        let (mut fields, mut lists) = (BTreeMap::<String, String>::new(), BTreeSet::new());
        for (name, value) in pairs {
            let list = name.strip_suffix(LIST).filter(|list| LISTS.contains(list)).map(str::to_owned);
            let is_list = list.is_some();
            let name = list.unwrap_or(name);
            match fields.get_mut(&name) {
                Some(joined) if is_list && lists.contains(&name) => joined.extend([" ", value.as_str()]),
                Some(_) => return Err(twice(&name)),
                None => {
                    if is_list {
                        lists.insert(name.clone());
                    }
                    fields.insert(name, value);
                }
            }
        }
        Ok(Self(fields))
    }

    /// The value of a field; empty if it is missing.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Removes a field and returns its value.
    pub fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)
    }

    /// Encodes the fields as a body.
    pub fn write(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }

    /// Deserializes the fields into arguments. Rejects unknown fields.
    ///
    /// # Errors
    /// Describes what is wrong with them, naming fields but no values.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, String> {
        let mut unknown = false;
        let body = self.write();
        let form = serde_urlencoded::Deserializer::new(form_urlencoded::parse(body.as_bytes()));
        // serde's messages may quote values, so `describe` replaces all but the safe ones.
        let value = serde_ignored::deserialize(form, |_| unknown = true)
            .map_err(|error: serde_urlencoded::de::Error| describe(&error.to_string()))?;
        if unknown { Err("it has an unknown field".to_owned()) } else { Ok(value) }
    }
}

impl IntoIterator for Fields {
    type Item = (String, String);
    type IntoIter = std::collections::btree_map::IntoIter<String, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Describes a duplicate field; contains its name only if it looks like one of ours.
fn twice(name: &str) -> String {
    let is_plain = name.len() <= 32 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if is_plain { format!("duplicate field `{name}`") } else { "it has a duplicate field".to_owned() }
}

/// Checks that every `%` begins a percent-encoded byte and that the decoded body is UTF-8 (the parser would silently
/// replace invalid bytes) without NUL, which PostgreSQL cannot store in texts.
fn check_encoding(body: &[u8]) -> Result<(), String> {
    let mut decoded = Vec::with_capacity(body.len());
    let mut rest = body.iter();
    while let Some(&byte) = rest.next() {
        if byte != b'%' {
            decoded.push(byte);
            continue;
        }
        let digit = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16));
        match (digit(rest.next()), digit(rest.next())) {
            (Some(high), Some(low)) => decoded.extend(u8::try_from(high * 16 + low)),
            _ => return Err("it has a broken percent-encoding".to_owned()),
        }
    }
    if decoded.contains(&0) {
        return Err("it has a NUL character".to_owned());
    }
    std::str::from_utf8(&decoded).map(drop).map_err(|_| "it is not UTF-8".to_owned())
}

/// Returns a parser's message if it cannot quote a value ("missing field `username`"), or a general sentence.
fn describe(message: &str) -> String {
    if message.starts_with("missing field") || message.starts_with("duplicate field") {
        message.to_owned()
    } else {
        "a field has a value of the wrong kind".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Person {
        name: String,
        #[serde(default)]
        remember_me: bool,
    }

    fn read<T: DeserializeOwned>(body: &str) -> Result<T, String> {
        Fields::read(body.as_bytes())?.parse()
    }

    #[test]
    fn a_form_is_deserialized() {
        let person: Person = read("name=Ada+B&remember_me=true").unwrap();
        assert_eq!(person, Person { name: "Ada B".to_owned(), remember_me: true });
    }

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Choir {
        permissions: String,
    }

    #[test]
    fn list_fields_are_joined_and_other_fields_are_not() {
        assert_eq!(read::<Choir>("permissions[]=sing&permissions%5B%5D=hum").unwrap().permissions, "sing hum");
        assert_eq!(read::<Choir>("permissions=sing+hum").unwrap().permissions, "sing hum");
        for body in ["permissions=sing&permissions[]=hum", "permissions[]=sing&permissions=hum"] {
            assert_eq!(read::<Choir>(body).unwrap_err(), "duplicate field `permissions`", "{body}");
        }
        for body in ["name[]=ada", "name[]=ada&name[]=eve", "name[0]=ada", "name=ada&name[]=eve"] {
            assert!(read::<Person>(body).is_err(), "{body}");
        }
    }

    #[test]
    fn fields_round_trip() {
        let fields = Fields::read("name=A%26B%3D+%F0%9F%A6%8A&remember_me=".as_bytes()).unwrap();
        assert_eq!((fields.get("name"), fields.get("remember_me"), fields.get("none")), ("A&B= 🦊", "", ""));
        assert_eq!(Fields::read(fields.write().as_bytes()), Ok(fields));
    }

    #[test]
    fn unexpected_input_is_rejected_without_quoting_it() {
        for (body, reason) in [
            ("name=a&role=administrator", "unknown field"),
            ("name=a&name=b", "duplicate field `name`"),
            ("", "missing field `name`"),
            ("name=%FF", "not UTF-8"),
            ("name=%zz", "percent"),
            ("name=%4", "percent"),
            ("name=a%00", "NUL"),
            ("name=a&remember_me=secret", "wrong kind"),
            ("secret-9=a&secret-9=b", "a duplicate field"),
        ] {
            let error = read::<Person>(body).unwrap_err();
            assert!(error.contains(reason), "{body}: {error}");
            assert!(!error.contains("secret"));
        }
    }
}
