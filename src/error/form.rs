//! The input encoding of every server function: a plain HTML form, read strictly. Unknown and
//! repeated fields are refused, so that nothing can be slipped in (ASVS 2.2.1, 8.2.3).

use leptos::server_fn::{ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{Serialize, de::DeserializeOwned};

/// A `POST` whose body is `application/x-www-form-urlencoded`.
pub type Form = Post<FormEncoding>;

/// See [`Form`].
pub struct FormEncoding;

/// The field that says whose page a call comes from: an account's id, or nothing for a guest.
pub const OWNER_FIELD: &str = "_for";

/// How the names of functions begin that pages call by themselves.
const QUESTIONS: [&str; 6] = ["list_", "show_", "count_", "preview_", "rate_", "role_choices"];

/// Whether pages call the function of that name by themselves: they hold it back while one of their acts
/// changes who is asking.
pub fn is_question(function: &str) -> bool {
    QUESTIONS.iter().any(|begin| function.starts_with(begin))
}

thread_local! {
    /// In the browser: whose page this is. A call carries it along, so that what one person has begun
    /// is never done in the name of another who has signed in in the same browser meanwhile.
    static OWNER: std::cell::RefCell<String> = const { std::cell::RefCell::new(String::new()) };
}

/// Says whose page this is from now on; in the browser only.
pub fn set_owner(account_id: &str) {
    OWNER.with_borrow_mut(|owner| account_id.clone_into(owner));
}

/// Whose page this is; in the browser only.
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
        decode_strictly(&bytes)
    }
}

/// Reads a form body, refusing what `serde_urlencoded` alone would let pass.
fn decode_strictly<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    check_encoding(body)?;
    read_fields(join_lists(form_urlencoded::parse(body).into_owned()))
}

/// Reads a form's fields, its lists joined.
///
/// # Errors
/// What is wrong with them, in words that name fields and no values.
pub fn read_fields<T: DeserializeOwned>(fields: Vec<(String, String)>) -> Result<T, String> {
    let mut unknown = false;
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let form = serde_urlencoded::Deserializer::new(form_urlencoded::parse(body.as_bytes()));
    // serde's messages name fields and types, never values of text fields; quoted values are cut off.
    let value = serde_ignored::deserialize(form, |_| unknown = true)
        .map_err(|error: serde_urlencoded::de::Error| describe(&error.to_string()))?;
    if unknown { Err("it has a field that is not known here".to_owned()) } else { Ok(value) }
}

/// What the name of a field ends with of which a form may hold several: boxes to tick.
pub const LIST: &str = "[]";

/// Joins the values of each list between spaces, under the name without its ending.
pub fn join_lists(fields: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let mut joined: Vec<(String, String)> = Vec::new();
    let mut lists: Vec<(String, Vec<String>)> = Vec::new();
    for (name, value) in fields {
        match name.strip_suffix(LIST) {
            None => joined.push((name, value)),
            Some(list) => match lists.iter_mut().find(|(known, _)| known == list) {
                Some((_, values)) => values.push(value),
                None => lists.push((list.to_owned(), vec![value])),
            },
        }
    }
    joined.extend(lists.into_iter().map(|(name, values)| (name, values.join(" "))));
    joined
}

/// Every `%` starts two hexadecimal digits and the decoded bytes are UTF-8
/// (the parser would silently replace what is not) without NUL, which PostgreSQL's texts cannot hold.
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

/// A parser's message without the value it may quote: "missing field `username`" stays,
/// "invalid digit found in string" stays, "unknown variant `x`, expected …" loses the quote.
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
        remembered: bool,
    }

    fn read(body: &str) -> Result<Person, String> {
        decode_strictly(body.as_bytes())
    }

    #[test]
    fn a_form_is_read() {
        let person = read("name=Ada+B&remembered=true").unwrap();
        assert_eq!(person, Person { name: "Ada B".to_owned(), remembered: true });
    }

    #[test]
    fn boxes_of_one_list_are_joined() {
        assert_eq!(read("name[]=ada&name[]=eve").unwrap().name, "ada eve");
        assert!(read("name=ada&name[]=eve").unwrap_err().contains("duplicate field"));
    }

    #[test]
    fn what_does_not_belong_is_refused() {
        for (body, reason) in [
            ("name=a&role=administrator", "not known"),
            ("name=a&name=b", "duplicate field `name`"),
            ("", "missing field `name`"),
            ("name=%FF", "not UTF-8"),
            ("name=%zz", "percent"),
            ("name=%4", "percent"),
            ("name=a%00", "NUL"),
            ("name=a&remembered=secret", "wrong kind"),
        ] {
            let error = read(body).unwrap_err();
            assert!(error.contains(reason), "{body}: {error}");
            assert!(!error.contains("secret"));
        }
    }
}
