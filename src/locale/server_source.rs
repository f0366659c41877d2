//! A catalogue as the macro writes it, on the server.

/// The texts of one library or application.
#[derive(Debug)]
pub struct Source {
    /// The package's name.
    pub name: &'static str,
    /// The texts.
    pub table: Table,
}

/// The texts of a catalogue.
#[derive(Debug)]
pub struct Table {
    /// The texts' names and arguments.
    pub messages: &'static [Message],
    /// The templates of each language, in the order of `messages`; English comes first.
    pub languages: &'static [(&'static str, &'static [&'static str])],
    /// Texts of other catalogues, in this one's words.
    pub overrides: &'static [Override],
}

impl Table {
    /// The English template of a text.
    pub(super) fn english(&self, index: usize) -> &'static str {
        self.languages.first().and_then(|(_, templates)| templates.get(index)).copied().unwrap_or_default()
    }

    /// The templates in a language, or the English ones.
    pub(super) fn in_language(&self, tag: &str) -> Vec<String> {
        let found = self.languages.iter().find(|(known, _)| *known == tag).or(self.languages.first());
        found.map(|(_, templates)| templates.iter().map(|text| (*text).to_owned()).collect()).unwrap_or_default()
    }
}

/// A text's name and arguments.
#[derive(Debug)]
pub struct Message {
    /// The file's name without its suffix.
    pub module: &'static str,
    /// The message's name in the file.
    pub name: &'static str,
    /// The names of its arguments, in order.
    pub arguments: &'static [&'static str],
}

/// A text that replaces another catalogue's text. The placeholders of its template are named: `{$count}`.
#[derive(Debug)]
pub struct Override {
    /// The language tag.
    pub language: &'static str,
    /// The name of the other catalogue's package.
    pub source: &'static str,
    /// The file's name without its suffix.
    pub module: &'static str,
    /// The message's name in the file.
    pub name: &'static str,
    /// The new text.
    pub template: &'static str,
}

/// For the code that [`texts!`](crate::texts) generates: a catalogue with its texts.
#[doc(hidden)]
#[macro_export]
macro_rules! source {
    (name: $name:expr, messages: $messages:expr, languages: $languages:expr, overrides: $overrides:expr $(,)?) => {
        $crate::locale::Source {
            name: $name,
            table: $crate::locale::Table { messages: $messages, languages: $languages, overrides: $overrides },
        }
    };
}
