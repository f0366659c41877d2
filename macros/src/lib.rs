//! Turns a folder of Fluent files into one Rust function for each text, so that keys and arguments are checked when the
//! application is compiled. See `hallpass::texts!`, which is the public name of the macro.

mod catalogue;
mod generate;
mod message;
mod tags;

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{
    Ident, LitStr, Path, Token, Visibility,
    parse::{Parse, ParseStream},
};

/// `path::to::hallpass, pub(crate) mod texts = "locales"`.
struct Input {
    library: Path,
    visibility: Visibility,
    module: Ident,
    folder: LitStr,
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let library = input.call(Path::parse_mod_style)?;
        input.parse::<Token![,]>()?;
        let visibility = input.parse()?;
        input.parse::<Token![mod]>()?;
        let module = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Self { library, visibility, module, folder: input.parse()? })
    }
}

/// Defines a module with one function for each text. Called by `hallpass::texts!`, which names the library.
#[proc_macro]
pub fn texts(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as Input);
    expand(&input).unwrap_or_else(|problem| quote! { ::core::compile_error!(#problem); }).into()
}

fn expand(input: &Input) -> Result<Tokens, String> {
    let root = std::env::var("CARGO_MANIFEST_DIR").map_err(|_| "CARGO_MANIFEST_DIR is not set".to_owned())?;
    let folder = std::path::Path::new(&root).join(input.folder.value());
    let catalogue = catalogue::Catalogue::read(&folder)?;
    Ok(generate::module(input, &catalogue))
}
