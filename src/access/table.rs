//! The table of access: every server function, page and file, and what each asks of whoever comes. The
//! features of the application bring its rows; what is missing is closed.

use std::sync::OnceLock;

use super::Rule;

/// A server function, and what it asks of whoever calls it. Written with [`functions!`](crate::functions),
/// a line each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table, set by a mark of its own")]
pub struct Function {
    /// Its address, after `/api/`.
    pub name: &'static str,
    /// Who is let in.
    pub rule: Rule,
    /// Whether the password must have been typed a short while ago (ASVS 7.5.3).
    pub reauthentication: bool,
    /// Whether somebody who acts as another may call it.
    pub impersonated: bool,
    /// Whether it keeps no session alive.
    pub passive: bool,
    /// Whether it may be called in a form that another account's page held.
    pub nameless: bool,
    /// Whether its answer is shown by the page that follows a plain post.
    pub answers: bool,
    /// Whether what was typed is forgotten when it succeeds.
    pub forgets: bool,
    /// The name of the act that the audit records when it refuses; `None`: `function.call`.
    pub act: Option<&'static str>,
}

impl Function {
    /// A function for whom the rule lets in.
    pub const fn new(name: &'static str, rule: Rule) -> Self {
        Self {
            name,
            rule,
            reauthentication: false,
            impersonated: false,
            passive: false,
            nameless: false,
            answers: false,
            forgets: false,
            act: None,
        }
    }

    /// The password must have been typed in the last ten minutes (ASVS 7.5.3).
    #[must_use]
    pub const fn reauthentication(self) -> Self {
        Self { reauthentication: true, ..self }
    }

    /// Somebody who acts as another may call it: for looking, and for what harms nobody. Without this mark a
    /// function is for the person alone.
    #[must_use]
    pub const fn impersonated(self) -> Self {
        Self { impersonated: true, ..self }
    }

    /// Open pages call it by themselves, so it keeps no session alive. Begin its name with
    /// `list_`, `show_`, `count_`, `preview_` or `rate_`: the browser holds such calls back while it signs in or out.
    #[must_use]
    pub const fn passive(self) -> Self {
        Self { passive: true, ..self }
    }

    /// It is called in nobody's name: a form on another account's page may call it.
    #[must_use]
    pub const fn nameless(self) -> Self {
        Self { nameless: true, ..self }
    }

    /// The page that follows a plain post, without JavaScript, shows its answer.
    #[must_use]
    pub const fn answers(self) -> Self {
        Self { answers: true, ..self }
    }

    /// What was typed into forms is forgotten when it succeeds (ASVS 14.3.1).
    #[must_use]
    pub const fn forgets(self) -> Self {
        Self { forgets: true, ..self }
    }

    /// The act that the audit records when it refuses.
    #[must_use]
    pub const fn act(self, name: &'static str) -> Self {
        Self { act: Some(name), ..self }
    }
}

/// Declares server functions with what they ask of whoever calls, a line each, as constants, and
/// `FUNCTIONS` with all of them.
///
/// ```
/// use hallpass::access::{Permission, Rule};
///
/// const WRITE: Permission = Permission::new("notes.write", "write notes");
///
/// hallpass::functions! {
///     LIST_NOTES = "notes/list_notes", Rule::Needs(WRITE), passive, impersonated;
///     ADD_NOTE = "notes/add_note", Rule::Needs(WRITE);
/// }
/// assert_eq!(FUNCTIONS[1], ADD_NOTE);
/// ```
#[macro_export]
macro_rules! functions {
    ($($constant:ident = $name:literal, $rule:expr $(, $mark:ident $(($argument:expr))?)*;)*) => {
        $(
            #[doc = concat!("`/api/", $name, "`")]
            pub(crate) const $constant: $crate::access::Function =
                $crate::access::Function::new($name, $rule)$(.$mark($($argument)?))*;
        )*
        /// Every server function here.
        pub(crate) const FUNCTIONS: &[$crate::access::Function] = &[$($constant),*];
    };
}

/// A page's path, and who is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageAccess {
    /// As the router writes it: `/admin/accounts/:id`.
    pub path: &'static str,
    /// Who is let in.
    pub rule: Rule,
}

/// A file to save, and what it asks of whoever asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Download {
    /// As the server's router writes it.
    pub path: &'static str,
    /// Who is let in.
    pub rule: Rule,
    /// Whether the password must have been typed a short while ago.
    pub reauthentication: bool,
    /// The name of the act that the audit records when it is refused.
    pub act: &'static str,
}

/// What an application's features ask of whoever comes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Every server function.
    pub functions: Vec<Function>,
    /// Every page.
    pub pages: Vec<PageAccess>,
    /// Every file to save.
    pub downloads: Vec<Download>,
}

static REGISTERED: OnceLock<Table> = OnceLock::new();
static EMPTY: Table = Table { functions: Vec::new(), pages: Vec::new(), downloads: Vec::new() };

/// Sets the table of the application that runs, once in a process.
///
/// # Errors
/// When two rows have one address, or another application has been started in this process.
pub(crate) fn register(table: Table) -> Result<(), String> {
    let functions = table.functions.iter().map(|function| format!("/api/{}", function.name));
    let pages = table.pages.iter().map(|page| page.path.to_owned());
    let downloads = table.downloads.iter().map(|download| download.path.to_owned());
    let mut addresses: Vec<String> = functions.chain(pages).chain(downloads).collect();
    addresses.sort_unstable();
    if let Some([twice, _]) = addresses.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(format!("{twice} is declared twice"));
    }
    if REGISTERED.get_or_init(|| table.clone()) == &table {
        Ok(())
    } else {
        Err("another application has been started in this process".to_owned())
    }
}

impl Table {
    /// The table of the application that runs; before one does, everything is closed.
    pub fn get() -> &'static Self {
        REGISTERED.get().unwrap_or(&EMPTY)
    }

    /// The server function at this path, such as `/api/sign_in`.
    pub fn function(&self, path: &str) -> Option<&Function> {
        let name = path.strip_prefix("/api/")?;
        self.functions.iter().find(|function| function.name == name)
    }

    /// Who is let in to a page; `None`: nobody, it is not declared.
    pub fn page(&self, path: &str) -> Option<Rule> {
        self.pages.iter().find(|page| page.path == path).map(|page| page.rule)
    }

    /// The file to save at this path, as the router writes it.
    pub fn download(&self, path: &str) -> Option<&Download> {
        self.downloads.iter().find(|download| download.path == path)
    }
}
