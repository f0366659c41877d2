//! Compiles a Fluent message to a template, which the library fills at run time.
//!
//! A template is text with placeholders in braces: `{0}` is the first argument, `{1:words}` the second one around words,
//! `{b:words}` an HTML element, `{app}` the application's name, and `{0 one{…} other{…}}` a choice by the first argument.

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};

use crate::tags::{self, ELEMENTS, Tag};

/// The variable that stands for the application's name.
const APP: &str = "app";

/// What an argument is in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text or a number: `{ $name }`.
    Value,
    /// A view: `<name/>`.
    View,
    /// A function from words to a view: `<name>words</name>`.
    Wrap,
}

/// An argument of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Argument {
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

/// The arguments of a message, in the order in which they first appear, and whether it contains markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signature {
    pub(crate) arguments: Vec<Argument>,
    pub(crate) is_rich: bool,
}

impl Signature {
    /// Reads the signature of a message.
    ///
    /// # Errors
    /// Describes an expression that is not supported.
    pub(crate) fn read(pattern: &Pattern<&str>) -> Result<Self, String> {
        let mut signature = Self::default();
        signature.read_pattern(pattern)?;
        Ok(signature)
    }

    /// Whether both have the same arguments, in any order.
    pub(crate) fn matches(&self, other: &Self) -> bool {
        self.is_rich == other.is_rich
            && self.arguments.len() == other.arguments.len()
            && self.arguments.iter().all(|argument| other.arguments.contains(argument))
    }

    /// The position of an argument.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.arguments.iter().position(|argument| argument.name == name)
    }

    fn read_pattern(&mut self, pattern: &Pattern<&str>) -> Result<(), String> {
        let mut tags = Vec::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.read_text(value, &mut tags)?,
                PatternElement::Placeable { expression } => self.read_expression(expression)?,
            }
        }
        Ok(())
    }

    /// `used`: the tags of this pattern so far. Each can be used once, because its view is moved into the text.
    fn read_text<'a>(&mut self, text: &'a str, used: &mut Vec<&'a str>) -> Result<(), String> {
        let mut rest = text;
        while let Some((_, tag, after)) = tags::first(rest)? {
            if let Tag::Open(name) | Tag::Empty(name) = tag
                && !ELEMENTS.contains(&name)
            {
                if used.contains(&name) {
                    return Err(format!("<{name}> can be used only once"));
                }
                used.push(name);
            }
            match tag {
                Tag::Open(name) if ELEMENTS.contains(&name) => self.is_rich = true,
                Tag::Open(name) => self.add(name, Kind::Wrap)?,
                Tag::Empty(name) => self.add(name, Kind::View)?,
                Tag::Close(_) => {}
            }
            rest = after;
        }
        Ok(())
    }

    fn read_expression(&mut self, expression: &Expression<&str>) -> Result<(), String> {
        match expression {
            Expression::Inline(inline) => match variable(inline)? {
                APP => Ok(()),
                name => self.add(name, Kind::Value),
            },
            Expression::Select { selector, variants } => {
                self.add(variable(selector)?, Kind::Value)?;
                variants.iter().try_for_each(|variant| self.read_pattern(&variant.value))
            }
        }
    }

    fn add(&mut self, name: &str, kind: Kind) -> Result<(), String> {
        self.is_rich |= kind != Kind::Value;
        match self.arguments.iter().find(|argument| argument.name == name) {
            Some(argument) if argument.kind == kind => Ok(()),
            Some(_) => Err(format!("{name} is used in two ways")),
            None => {
                self.arguments.push(Argument { name: name.to_owned(), kind });
                Ok(())
            }
        }
    }
}

fn variable<'a>(inline: &InlineExpression<&'a str>) -> Result<&'a str, String> {
    match inline {
        InlineExpression::VariableReference { id } => Ok(id.name),
        _ => Err("only variables such as { $name } are supported in braces".to_owned()),
    }
}

/// Compiles a message to a template. `head` maps the name of an argument to what stands for it in the template.
///
/// # Errors
/// Describes what is not supported or unknown.
pub(crate) fn template(
    pattern: &Pattern<&str>,
    head: &mut dyn FnMut(&str) -> Result<String, String>,
) -> Result<String, String> {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(&value.replace('\n', " ")),
            PatternElement::Placeable { expression } => text.push_str(&placeholder(expression, head)?),
        }
    }
    tags::replace(&text, &mut |name, wraps| {
        if wraps && ELEMENTS.contains(&name) { Ok(name.to_owned()) } else { head(name) }
    })
}

fn placeholder(
    expression: &Expression<&str>,
    head: &mut dyn FnMut(&str) -> Result<String, String>,
) -> Result<String, String> {
    match expression {
        Expression::Inline(inline) => match variable(inline)? {
            APP => Ok("{app}".to_owned()),
            name => Ok(format!("{{{}}}", head(name)?)),
        },
        Expression::Select { selector, variants } => {
            let head_of_selector = head(variable(selector)?)?;
            let variants = variants.iter().map(|variant| {
                let pattern = template(&variant.value, head)?;
                Ok(format!("{}{{{pattern}}}", key(variant)))
            });
            let variants = variants.collect::<Result<Vec<_>, String>>()?;
            Ok(format!("{{{head_of_selector} {}}}", variants.join(" ")))
        }
    }
}

/// The key of a variant; the default is always `other`.
fn key(variant: &Variant<&str>) -> String {
    match &variant.key {
        _ if variant.default => "other".to_owned(),
        VariantKey::Identifier { name } => (*name).to_owned(),
        VariantKey::NumberLiteral { value } => (*value).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use fluent_syntax::{ast::Entry, parser};

    use super::*;

    fn compile(source: &str) -> Result<(String, Vec<String>, bool), String> {
        let resource = parser::parse(source).map_err(|(_, errors)| format!("{errors:?}"))?;
        let Some(Entry::Message(message)) = resource.body.first() else { return Err("no message".to_owned()) };
        let pattern = message.value.as_ref().ok_or("no value")?;
        let signature = Signature::read(pattern)?;
        let text = template(pattern, &mut |name| {
            signature.position(name).map(|position| position.to_string()).ok_or_else(|| format!("unknown {name}"))
        })?;
        Ok((text, signature.arguments.into_iter().map(|argument| argument.name).collect(), signature.is_rich))
    }

    #[test]
    fn messages_become_templates() {
        let check = |source, expected, names: &[&str], is_rich| {
            let (text, arguments, rich) = compile(source).unwrap();
            assert_eq!(
                (text.as_str(), arguments.as_slice(), rich),
                (expected, &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()[..], is_rich)
            );
        };
        check("a = Saved.\n", "Saved.", &[], false);
        check("a = { $app } is busy\n", "{app} is busy", &[], false);
        check("a = { $b } of { $c }, { $b }\n", "{0} of {1}, {0}", &["b", "c"], false);
        check("a = <b>Banned</b> until <when/>\n", "{b:Banned} until {0}", &["when"], true);
        check("a = <link>{ $name }</link>\n", "{0:{1}}", &["link", "name"], true);
        check(
            "a = { $n ->\n    [0] None\n    [one] { $n } ban\n   *[other] { $n } bans\n}\n",
            "{0 0{None} one{{0} ban} other{{0} bans}}",
            &["n"],
            false,
        );
        check("a =\n    Two\n    lines\n", "Two lines", &[], false);
    }

    #[test]
    fn what_is_not_supported_is_refused() {
        for source in [
            "a = { NUMBER($n) }\n",
            "a = { other }\n",
            "a = { \"x\" }\n",
            "a = <b>x\n",
            "a = <x/> <x>y</x>\n",
            "a = <x/> <x/>\n",
            "a = <x>in <b>two</b></x>\n",
        ] {
            assert!(compile(source).is_err(), "{source}");
        }
    }
}
