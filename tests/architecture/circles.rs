//! No two files use each other, directly or through others. Imports are resolved to the file that defines the name,
//! through re-exports. Within a module, a method whose name only one file defines counts as used where it is called.

use std::collections::{BTreeMap, BTreeSet};

use syn::{
    Attribute, ImplItem, Item, UseTree, Visibility,
    visit::{self, Visit},
};

use crate::sources::{hold, sources};

/// Methods of ours whose names libraries use, too.
const OTHERS_HAVE: [&str; 2] = ["connect", "execute"];

/// A path of names, from the root of the crate.
type Path = Vec<String>;

/// An imported path, and the name that it has here.
struct Import {
    path: Path,
    name: String,
    is_exported: bool,
}

/// What a file defines and uses.
#[derive(Default)]
struct Module {
    defined: BTreeSet<String>,
    imports: Vec<Import>,
    /// Paths in the code that are not imports.
    mentioned: Vec<Path>,
    /// Single names in the code.
    names: BTreeSet<String>,
    /// The inherent methods and associated functions that it defines, by name.
    methods: BTreeSet<String>,
    /// The names of methods and associated functions that it calls.
    called: BTreeSet<String>,
}

impl Module {
    fn read(text: &str) -> Self {
        let mut module = Self::default();
        for item in syn::parse_file(text).expect("Rust").items.iter().filter(|item| !is_test(item)) {
            module.define(item);
            module.visit_item(item);
        }
        module
    }

    fn define(&mut self, item: &Item) {
        let name = match item {
            Item::Const(item) => &item.ident,
            Item::Enum(item) => &item.ident,
            Item::Fn(item) => {
                // `#[server]` makes a type of the same name in camel case.
                let words = item.sig.ident.to_string();
                let camel_case = words
                    .split('_')
                    .filter(|word| !word.is_empty())
                    .map(|word| word[..1].to_uppercase() + &word[1..])
                    .collect::<String>();
                self.defined.insert(camel_case);
                &item.sig.ident
            }
            Item::Static(item) => &item.ident,
            Item::Struct(item) => &item.ident,
            Item::Trait(item) => &item.ident,
            Item::Type(item) => &item.ident,
            // Macros of our own define constants: `functions! { BAN = "ban", … }`.
            Item::Macro(item) => {
                let text = item.mac.tokens.to_string();
                self.defined
                    .extend(text.split_whitespace().filter(|word| *word == word.to_uppercase()).map(str::to_owned));
                self.defined.insert("FUNCTIONS".to_owned());
                return;
            }
            _ => return,
        };
        self.defined.insert(name.to_string());
    }

    fn import(&mut self, tree: &UseTree, mut path: Path, is_exported: bool) {
        match tree {
            UseTree::Path(part) => {
                path.push(part.ident.to_string());
                self.import(&part.tree, path, is_exported);
            }
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                if name != "self" {
                    path.push(name.clone());
                }
                let name = if name == "self" { path.last().cloned().unwrap_or_default() } else { name };
                self.imports.push(Import { path, name, is_exported });
            }
            UseTree::Rename(renamed) => {
                path.push(renamed.ident.to_string());
                self.imports.push(Import { path, name: renamed.rename.to_string(), is_exported });
            }
            UseTree::Glob(_) => self.imports.push(Import { path, name: "*".to_owned(), is_exported }),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, path.clone(), is_exported);
                }
            }
        }
    }
}

impl<'ast> Visit<'ast> for Module {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.import(&item.tree, Path::new(), !matches!(item.vis, Visibility::Inherited));
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.called.insert(call.method.to_string());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if item.trait_.is_none() {
            let names = item.items.iter().filter_map(|item| match item {
                ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
                _ => None,
            });
            self.methods.extend(names);
        }
        visit::visit_item_impl(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let Some(first) = path.segments.first() {
            self.names.insert(first.ident.to_string());
        }
        if path.segments.len() > 1 {
            self.called.extend(path.segments.last().map(|segment| segment.ident.to_string()));
            self.mentioned.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }
}

fn is_test(item: &Item) -> bool {
    let is_test = |attributes: &[Attribute]| {
        attributes.iter().any(|attribute| {
            attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|name| name == "test")
        })
    };
    match item {
        Item::Mod(item) => is_test(&item.attrs),
        Item::Fn(item) => is_test(&item.attrs),
        _ => false,
    }
}

/// Every file of `src/`, by its module's path.
struct Crate(BTreeMap<Path, Module>);

impl Crate {
    fn read() -> Self {
        let files = sources("src").into_iter().filter(|source| !source.path.ends_with("src/main.rs"));
        let modules = files.map(|source| {
            let below = source.path.strip_prefix("src").expect("a file in src/").with_extension("");
            let mut path: Path = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            if path.last().is_some_and(|last| ["mod", "lib"].contains(&last.as_str())) {
                path.pop();
            }
            (path, Module::read(&source.text))
        });
        Self(modules.collect())
    }

    /// The path from the crate's root; `None` if it leads to another crate or to a local name.
    fn absolute(&self, path: &[String], here: &[String]) -> Option<Path> {
        let (first, rest) = path.split_first()?;
        let mut base = match first.as_str() {
            "crate" => Path::new(),
            "self" => here.to_vec(),
            "super" => {
                let (mut base, mut rest) = (here.split_last()?.1.to_vec(), rest);
                while rest.first().is_some_and(|part| part == "super") {
                    base.pop();
                    rest = &rest[1..];
                }
                base.extend_from_slice(rest);
                return Some(base);
            }
            child => {
                let mut base = here.to_vec();
                base.push(child.to_owned());
                if !self.0.contains_key(&base) {
                    return None;
                }
                base
            }
        };
        base.extend_from_slice(rest);
        Some(base)
    }

    /// The module that defines what a path from the root leads to.
    fn resolve(&self, path: &[String], depth: usize) -> Option<Path> {
        if depth > 8 {
            return None;
        }
        let known = (0..=path.len()).rev().find(|length| self.0.contains_key(&path[..*length]))?;
        let (module, rest) = path.split_at(known);
        let Some((name, rest)) = rest.split_first() else { return Some(module.to_vec()) };
        if self.0[module].defined.contains(name) {
            return Some(module.to_vec());
        }
        let imports = &self.0[module].imports;
        // Private imports, too: a child sees those of its parent.
        let named = imports.iter().filter(|import| import.name == *name).map(|import| (import, rest.to_vec()));
        let globs = imports.iter().filter(|import| import.name == "*" && import.is_exported);
        let globs = globs.map(|import| (import, [std::slice::from_ref(name), rest].concat()));
        named.chain(globs).find_map(|(import, rest)| {
            let mut target = self.absolute(&import.path, module)?;
            target.extend(rest);
            self.resolve(&target, depth + 1)
        })
    }

    /// The file that defines the method with this name, if only one does, and that is in the same module of `src/`.
    fn method(&self, name: &str, here: &Path) -> Option<&Path> {
        if OTHERS_HAVE.contains(&name) {
            return None;
        }
        let mut found = self.0.iter().filter(|(_, module)| module.methods.contains(name)).map(|(path, _)| path);
        found.next().filter(|path| found.next().is_none() && path.first() == here.first())
    }

    /// The modules whose definitions each module uses.
    fn graph(&self) -> BTreeMap<&Path, BTreeSet<Path>> {
        let uses = |here: &Path, module: &Module| {
            // A re-export is a use if its name occurs in the code, too.
            let is_used = |import: &&Import| !import.is_exported || module.names.contains(&import.name);
            let imports = module.imports.iter().filter(is_used).filter(|import| import.name != "*");
            let paths = imports.map(|import| &import.path).chain(&module.mentioned);
            let used = paths.filter_map(|path| self.resolve(&self.absolute(path, here)?, 0));
            let called = module.called.iter().filter_map(|name| self.method(name, here).cloned());
            used.chain(called).filter(|used| used != here).collect()
        };
        self.0.iter().map(|(path, module)| (path, uses(path, module))).collect()
    }
}

/// Whether `from` leads to `to`.
fn leads(graph: &BTreeMap<&Path, BTreeSet<Path>>, from: &Path, to: &Path) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(next) = open.pop() {
        for used in &graph[next] {
            if used == to {
                return true;
            }
            if seen.insert(used) {
                open.push(used);
            }
        }
    }
    false
}

#[test]
fn no_two_files_import_each_other() {
    let sources = Crate::read();
    let graph = sources.graph();
    let edges: usize = graph.values().map(BTreeSet::len).sum();
    assert!(edges > 1000, "only {edges} imports were resolved");
    let circles = graph.iter().flat_map(|(from, used)| used.iter().map(move |to| (*from, to)));
    let circles = circles.filter(|(from, to)| leads(&graph, to, from));
    hold(
        "imports go in one direction, between files too",
        circles
            .map(|(from, to)| format!("{} uses {}, which leads back to it", from.join("::"), to.join("::")))
            .collect(),
    );
}

#[test]
fn a_circle_is_found_through_re_exports_and_through_methods() {
    let module = |path: &[&str], text: &str| (path.iter().map(|part| (*part).to_owned()).collect(), Module::read(text));
    let made = |inner: &str| {
        Crate(BTreeMap::from([
            module(&["a"], "mod one; mod two; pub use one::One;"),
            module(&["a", "one"], "use super::two; pub struct One; impl One { pub fn alone(&self) { two::run() } }"),
            module(&["a", "two"], inner),
        ]))
    };
    let is_circle = |inner: &str| {
        let sources = made(inner);
        let graph = sources.graph();
        let path = |name: &str| vec!["a".to_owned(), name.to_owned()];
        leads(&graph, &path("one"), &path("two")) && leads(&graph, &path("two"), &path("one"))
    };
    assert!(!is_circle("pub fn run() {}"));
    assert!(is_circle("use super::One; pub fn run() { let _ = One; }"), "through a re-export");
    assert!(is_circle("pub fn run() { crate::a::One; }"), "through a path");
    assert!(is_circle("pub fn run() { get().alone(); }"), "through a method");
}
