//! Reads a folder of Fluent files: `en/ban.ftl` holds the English texts of the module `ban`, and `en/hallpass/ban.ftl`
//! replaces texts of the library `hallpass`.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use fluent_syntax::{
    ast::{Entry, Pattern},
    parser,
};

use crate::message::{Signature, template};

/// The language that defines which texts there are, and their arguments.
const SOURCE_LANGUAGE: &str = "en";

/// A text of this catalogue.
#[derive(Debug)]
pub(crate) struct Message {
    /// The file's name without its suffix.
    pub(crate) module: String,
    pub(crate) name: String,
    pub(crate) signature: Signature,
    /// The English text, for the documentation.
    pub(crate) english: String,
}

/// A text of another library in an application's words. Its placeholders are named: `{$count}`.
#[derive(Debug)]
pub(crate) struct Override {
    pub(crate) language: String,
    pub(crate) library: String,
    pub(crate) module: String,
    pub(crate) name: String,
    pub(crate) template: String,
}

/// All texts of a folder.
#[derive(Debug)]
pub(crate) struct Catalogue {
    pub(crate) messages: Vec<Message>,
    /// The templates of each language, in the order of `messages`; English comes first.
    pub(crate) languages: Vec<(String, Vec<String>)>,
    pub(crate) overrides: Vec<Override>,
    /// Every file that was read.
    pub(crate) files: Vec<PathBuf>,
}

/// The messages of one file, by name.
type Parsed = Vec<(String, Pattern<&'static str>)>;

impl Catalogue {
    /// Reads every language.
    ///
    /// # Errors
    /// Describes the first problem, with the file.
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let mut catalogue =
            Self { messages: Vec::new(), languages: Vec::new(), overrides: Vec::new(), files: Vec::new() };
        let mut languages = entries(folder)?;
        languages.retain(|path| path.is_dir());
        languages.sort_by_key(|path| (name_of(path) != SOURCE_LANGUAGE, name_of(path)));
        for path in &languages {
            catalogue.read_language(path)?;
        }
        Ok(catalogue)
    }

    fn read_language(&mut self, folder: &Path) -> Result<(), String> {
        let language = name_of(folder);
        let mut own = BTreeMap::new();
        for path in entries(folder)? {
            if path.is_dir() {
                self.read_overrides(&language, &path)?;
            } else if path.extension().is_some_and(|extension| extension == "ftl") {
                own.insert(name_of(&path), (path.clone(), self.parse(&path)?));
            }
        }
        if language == SOURCE_LANGUAGE {
            self.define(own)
        } else if own.is_empty() {
            Ok(())
        } else {
            self.translate(language, own)
        }
    }

    /// Takes the English texts, which define the catalogue.
    fn define(&mut self, own: BTreeMap<String, (PathBuf, Parsed)>) -> Result<(), String> {
        let mut templates = Vec::new();
        for (module, (path, parsed)) in own {
            for (name, pattern) in parsed {
                let at = |problem: String| format!("{}: {name}: {problem}", path.display());
                let signature = Signature::read(&pattern).map_err(at)?;
                let text = template(&pattern, &mut |argument| position(&signature, argument)).map_err(at)?;
                let english = template(&pattern, &mut |argument| Ok(argument.to_owned())).map_err(at)?;
                if self.messages.iter().any(|other| other.module == module && other.name == name) {
                    return Err(at("this name is used twice".to_owned()));
                }
                templates.push(text);
                self.messages.push(Message { module: module.clone(), name, signature, english });
            }
        }
        self.languages.push((SOURCE_LANGUAGE.to_owned(), templates));
        Ok(())
    }

    fn translate(&mut self, language: String, own: BTreeMap<String, (PathBuf, Parsed)>) -> Result<(), String> {
        let mut translated = BTreeMap::new();
        for (module, (path, parsed)) in own {
            for (name, pattern) in parsed {
                let at = |problem: String| format!("{}: {name}: {problem}", path.display());
                let known = self.messages.iter().find(|message| message.module == module && message.name == name);
                let known = known.ok_or_else(|| at("there is no such English text".to_owned()))?;
                let signature = Signature::read(&pattern).map_err(at)?;
                if !signature.matches(&known.signature) {
                    let names = |signature: &Signature| {
                        signature.arguments.iter().map(|argument| argument.name.as_str()).collect::<Vec<_>>().join(", ")
                    };
                    let (own, english) = (names(&signature), names(&known.signature));
                    return Err(at(format!(
                        "its arguments and tags differ from those of the English text: {own:?}, {english:?}"
                    )));
                }
                let text = template(&pattern, &mut |argument| position(&known.signature, argument)).map_err(at)?;
                if translated.insert((module.clone(), name.clone()), text).is_some() {
                    return Err(at("this name is used twice".to_owned()));
                }
            }
        }
        let missing = |message: &Message| format!("{language}/{}.ftl: {} is missing", message.module, message.name);
        let templates = self.messages.iter().map(|message| {
            translated.remove(&(message.module.clone(), message.name.clone())).ok_or_else(|| missing(message))
        });
        let templates = templates.collect::<Result<Vec<_>, _>>()?;
        self.languages.push((language, templates));
        Ok(())
    }

    fn read_overrides(&mut self, language: &str, folder: &Path) -> Result<(), String> {
        for path in entries(folder)? {
            for (name, pattern) in self.parse(&path)? {
                let at = |problem: String| format!("{}: {name}: {problem}", path.display());
                let template = template(&pattern, &mut |argument| Ok(format!("${argument}"))).map_err(at)?;
                self.overrides.push(Override {
                    language: language.to_owned(),
                    library: name_of(folder),
                    module: name_of(&path),
                    name,
                    template,
                });
            }
        }
        Ok(())
    }

    fn parse(&mut self, path: &Path) -> Result<Parsed, String> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        self.files.push(path.to_owned());
        // The compiler's process ends soon.
        let text: &'static str = text.leak();
        let resource = parser::parse(text).map_err(|(_, errors)| {
            format!("{}: {}", path.display(), errors.first().map(ToString::to_string).unwrap_or_default())
        })?;
        let mut messages = Vec::new();
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let name = message.id.name;
                    let value = message.value.filter(|_| message.attributes.is_empty());
                    let value =
                        value.ok_or_else(|| format!("{}: {name}: attributes are not supported", path.display()))?;
                    messages.push((name.to_owned(), value));
                }
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
                Entry::Term(term) => {
                    return Err(format!("{}: -{}: terms are not supported", path.display(), term.id.name));
                }
                Entry::Junk { content } => return Err(format!("{}: cannot read {content:?}", path.display())),
            }
        }
        Ok(messages)
    }
}

fn position(signature: &Signature, argument: &str) -> Result<String, String> {
    let position = signature.position(argument).ok_or_else(|| format!("{argument} is not an argument"))?;
    Ok(position.to_string())
}

/// The entries of a folder, sorted, so that every build sees them in the same order.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()).map_err(|error| error.to_string()));
    let mut paths = paths.collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
