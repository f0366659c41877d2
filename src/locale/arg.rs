//! Arguments of texts.

use std::fmt;

use leptos::prelude::*;

/// A value that is inserted into a text.
pub enum Arg {
    /// Text, inserted as it is.
    Text(String),
    /// A number, written as the language does: 4,961 or 4.961.
    Number(i64),
    /// A view; only for texts with tags.
    View(AnyView),
    /// A function from the words between two tags to a view.
    Wrap(Wrap),
}

/// A function from translated words to a view.
pub type Wrap = Box<dyn FnOnce(String) -> AnyView>;

impl Arg {
    /// Creates an argument for `<name/>`.
    pub fn view(view: impl IntoView + 'static) -> Self {
        Self::View(view.into_any())
    }

    /// Creates an argument for `<name>words</name>`.
    pub fn wrap<V: IntoView + 'static>(wrap: impl FnOnce(String) -> V + 'static) -> Self {
        Self::Wrap(Box::new(move |words| wrap(words).into_any()))
    }
}

impl fmt::Debug for Arg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.debug_tuple("Text").field(text).finish(),
            Self::Number(number) => f.debug_tuple("Number").field(number).finish(),
            Self::View(_) => f.write_str("View"),
            Self::Wrap(_) => f.write_str("Wrap"),
        }
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

/// Numbers that do not fit are shown as the largest that does.
macro_rules! from_integers {
    ($($integer:ty)*) => {
        $(impl From<$integer> for Arg {
            fn from(number: $integer) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        })*
    };
}

from_integers!(u8 u16 u32 u64 usize i8 i16 i32 i64);
