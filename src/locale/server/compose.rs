//! Composes the texts of every language: a catalogue's own, and those with which an application replaces them.

use crate::locale::{
    Language, Source,
    source::{Override, Table},
};

use super::{pseudo, rewrite::map};

/// The templates of every language, then of every catalogue.
#[derive(Clone, Debug, Default)]
pub(in crate::locale) struct Catalogues(Vec<(&'static str, Vec<Vec<String>>)>);

impl Catalogues {
    /// A template in a language.
    pub(in crate::locale) fn template(&self, language: Language, source: usize, index: usize) -> Option<&str> {
        let templates = self.of(language)?;
        templates.get(source)?.get(index).map(String::as_str)
    }

    /// The templates of a language.
    pub(super) fn of(&self, language: Language) -> Option<&Vec<Vec<String>>> {
        self.0.iter().find(|(tag, _)| *tag == language.tag).map(|(_, templates)| templates)
    }

    /// The templates of every language.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(&'static str, Vec<Vec<String>>)> {
        self.0.iter()
    }
}

/// Composes the templates of these languages. What a language lacks is English.
///
/// # Errors
/// Describes a text that replaces one that does not exist, or that has other arguments.
pub(in crate::locale) fn compose(languages: &[Language], sources: &[&'static Source]) -> Result<Catalogues, String> {
    let mut overrides = sources.iter().flat_map(|source| source.table.overrides);
    if let Some(text) = overrides.find(|text| !sources.iter().any(|source| source.name == text.source)) {
        return Err(format!("texts are replaced of {:?}, which has none", text.source));
    }
    let mut catalogues = Vec::new();
    for language in languages {
        let templates = sources.iter().map(|source| in_language(source, language.tag, sources));
        catalogues.push((language.tag, templates.collect::<Result<Vec<_>, _>>()?));
    }
    let english = sources.iter().map(|source| in_language(source, Language::ENGLISH.tag, sources));
    let pseudo = english.map(|templates| Ok(templates?.iter().map(|template| pseudo::translate(template)).collect()));
    catalogues.push((Language::PSEUDO.tag, pseudo.collect::<Result<Vec<_>, String>>()?));
    Ok(Catalogues(catalogues))
}

/// The templates of one catalogue in a language.
fn in_language(source: &Source, tag: &str, sources: &[&'static Source]) -> Result<Vec<String>, String> {
    let mut templates = source.table.in_language(tag);
    for other in sources {
        let replacing = other.table.overrides.iter().filter(|text| text.source == source.name && text.language == tag);
        for text in replacing {
            let (index, template) = replacement(&source.table, text)?;
            templates[index] = template;
        }
    }
    Ok(templates)
}

/// The position of the text that is replaced, and the new template.
fn replacement(table: &Table, text: &Override) -> Result<(usize, String), String> {
    let at = format!("the text {} of {} in {}/{}", text.name, text.source, text.language, text.module);
    let is_it = |message: &&crate::locale::Message| message.module == text.module && message.name == text.name;
    let (index, message) = table
        .messages
        .iter()
        .enumerate()
        .find(|(_, message)| is_it(message))
        .ok_or_else(|| format!("{at} does not exist"))?;
    let template = map(
        text.template,
        &mut |head| match head.strip_prefix('$') {
            None => Ok(head.to_owned()),
            Some(name) => message
                .arguments
                .iter()
                .position(|argument| *argument == name)
                .map(|position| position.to_string())
                .ok_or_else(|| format!("{at} has no argument {name}")),
        },
        &|literal| literal.to_owned(),
    )?;
    Ok((index, template))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Message;

    static LIBRARY: Source = Source {
        name: "library",
        table: Table {
            messages: &[Message { module: "ban", name: "count", arguments: &["count", "name"] }],
            languages: &[("en", &["{0} bans of {1}"])],
            overrides: &[],
        },
    };

    fn with(name: &'static str, template: &'static str) -> Result<Catalogues, String> {
        let overrides = vec![Override { language: "fr", source: "library", module: "ban", name, template }].leak();
        let application: &Source = Box::leak(Box::new(Source {
            name: "application",
            table: Table { messages: &[], languages: &[], overrides },
        }));
        let french = Language::new("fr", "Français", super::super::super::language::one_or_other, " ");
        compose(&[Language::ENGLISH, french], &[&LIBRARY, application])
    }

    #[test]
    fn an_application_replaces_and_adds_texts() {
        let catalogues = with("count", "{$name}: {$count one{un} other{{$count}}}").unwrap();
        let templates: Vec<_> = catalogues.iter().map(|(tag, templates)| (*tag, templates[0][0].as_str())).collect();
        assert_eq!(templates[0], ("en", "{0} bans of {1}"));
        assert_eq!(templates[1], ("fr", "{1}: {0 one{un} other{{0}}}"));
    }

    #[test]
    fn an_unknown_text_or_argument_is_refused() {
        assert!(with("none", "Rien").unwrap_err().contains("does not exist"));
        assert!(with("count", "{$reason}").unwrap_err().contains("no argument reason"));
    }
}
