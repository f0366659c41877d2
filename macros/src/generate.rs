//! Writes the Rust module of a catalogue.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::{
    Input,
    catalogue::{Catalogue, Message},
    message::Kind,
};

/// Rust's keywords that could be the name of a text, a module or an argument.
const KEYWORDS: [&str; 18] = [
    "as", "box", "break", "const", "continue", "do", "else", "for", "if", "in", "loop", "match", "move", "return",
    "static", "type", "use", "while",
];

/// The module with one function for each text.
pub(crate) fn module(input: &Input, catalogue: &Catalogue) -> TokenStream {
    let Input { library, visibility, module, .. } = input;
    let table = table(library, catalogue);
    let mut modules = BTreeMap::<&str, Vec<TokenStream>>::new();
    for (index, message) in catalogue.messages.iter().enumerate() {
        modules.entry(&message.module).or_default().push(function(library, message, index));
    }
    let modules = modules.into_iter().map(|(name, functions)| {
        let (name, doc) = (ident(name), format!("Texts of `{name}.ftl`."));
        quote! {
            #[doc = #doc]
            pub mod #name {
                #(#functions)*
            }
        }
    });
    // The compiler expands the macro again when one of these files changes.
    let files = catalogue.files.iter().map(|path| path.to_string_lossy().into_owned());
    let doc = "The texts that people read, in their language.";
    quote! {
        #[doc = #doc]
        #[allow(non_camel_case_types, clippy::pedantic)]
        #[cfg_attr(not(feature = "ssr"), allow(dead_code))]
        #visibility mod #module {
            /// The catalogue of these texts.
            pub static SOURCE: #library::locale::Source = #table;
            #(const _: &[u8] = include_bytes!(#files);)*
            #(#modules)*
        }
    }
}

fn function(library: &syn::Path, message: &Message, index: usize) -> TokenStream {
    let (name, doc) = (ident(&message.name), format!("“{}”", message.english));
    let arguments = message.signature.arguments.iter().map(|argument| (ident(&argument.name), argument.kind));
    let generic = |name: &Ident| quote::format_ident!("V{}", name);
    let generics = arguments.clone().filter(|(_, kind)| *kind == Kind::Wrap).map(|(name, _)| {
        let view = generic(&name);
        quote! { #view: #library::locale::IntoView + 'static }
    });
    let parameters = arguments.clone().map(|(name, kind)| match kind {
        Kind::Value => quote! { #name: impl ::core::convert::Into<#library::locale::Arg> },
        Kind::View => quote! { #name: impl #library::locale::IntoView + 'static },
        Kind::Wrap => {
            let view = generic(&name);
            quote! { #name: impl ::core::ops::FnOnce(::std::string::String) -> #view + 'static }
        }
    });
    let values = arguments.map(|(name, kind)| match kind {
        Kind::Value => quote! { ::core::convert::Into::<#library::locale::Arg>::into(#name) },
        Kind::View => quote! { #library::locale::Arg::view(#name) },
        Kind::Wrap => quote! { #library::locale::Arg::wrap(#name) },
    });
    let (output, render) = if message.signature.is_rich {
        (quote! { #library::locale::AnyView }, quote! { view })
    } else {
        (quote! { ::std::string::String }, quote! { text })
    };
    quote! {
        #[doc = #doc]
        pub fn #name<#(#generics),*>(#(#parameters),*) -> #output {
            #library::locale::#render(&super::SOURCE, #index, ::std::vec![#(#values),*])
        }
    }
}

/// What only the server has: the texts themselves.
fn table(library: &syn::Path, catalogue: &Catalogue) -> TokenStream {
    let messages = catalogue.messages.iter().map(|message| {
        let (module, name) = (&message.module, &message.name);
        let arguments = message.signature.arguments.iter().map(|argument| &argument.name);
        quote! { #library::locale::Message { module: #module, name: #name, arguments: &[#(#arguments),*] } }
    });
    let languages = catalogue.languages.iter().map(|(tag, templates)| quote! { (#tag, &[#(#templates),*]) });
    let overrides = catalogue.overrides.iter().map(|text| {
        let (language, source, module, name, template) =
            (&text.language, &text.library, &text.module, &text.name, &text.template);
        quote! {
            #library::locale::Override {
                language: #language, source: #source, module: #module, name: #name, template: #template,
            }
        }
    });
    quote! {
        #library::source!(
            name: ::core::env!("CARGO_PKG_NAME"),
            messages: &[#(#messages),*],
            languages: &[#(#languages),*],
            overrides: &[#(#overrides),*],
        )
    }
}

fn ident(name: &str) -> Ident {
    let name = name.replace('-', "_");
    if KEYWORDS.contains(&name.as_str()) {
        Ident::new_raw(&name, Span::call_site())
    } else {
        Ident::new(&name, Span::call_site())
    }
}
