//! The access table: every server function, page and download, and what each requires. The application's features
//! supply the rows. Access to anything that is not in the table is denied.

use std::{collections::BTreeSet, sync::OnceLock};

use super::Rule;

/// A server function and what it requires. Declared with [`functions!`](crate::functions), one per line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent column of the access table")]
pub struct Function {
    /// Its path after `/api/`.
    pub name: &'static str,
    /// Who is allowed to call it.
    pub rule: Rule,
    /// Whether it requires reauthentication (ASVS 7.5.3).
    pub reauthentication: bool,
    /// Whether an impersonator may call it.
    pub impersonated: bool,
    /// Whether calling it does not count as activity.
    pub passive: bool,
    /// Whether it accepts calls from a page that belongs to another account.
    pub nameless: bool,
    /// Whether the page that follows a plain form post can show its response.
    pub answers: bool,
    /// Whether the input in forms is cleared when it succeeds.
    pub forgets: bool,
    /// The act that the audit records when it refuses a call; `None` stands for `function.call`.
    pub act: Option<&'static str>,
}

impl Function {
    /// Creates a function that everyone whom the rule allows may call.
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

    /// Requires that the password was entered in the last ten minutes (ASVS 7.5.3).
    #[must_use]
    pub const fn reauthentication(self) -> Self {
        Self { reauthentication: true, ..self }
    }

    /// Allows impersonators to call it; meant for functions that read data or do no harm. Without this mark, calls are
    /// refused during impersonation.
    #[must_use]
    pub const fn impersonated(self) -> Self {
        Self { impersonated: true, ..self }
    }

    /// Makes calls not count as activity, because open pages call the function by themselves. Begin its name with
    /// `list_`, `show_`, `count_`, `preview_` or `rate_`: the browser holds such calls back while somebody signs in or
    /// out. The function runs without the layers of axum-login, so it cannot start or end a session.
    #[must_use]
    pub const fn passive(self) -> Self {
        Self { passive: true, ..self }
    }

    /// Declares that it does not act for an account, so that a page that belongs to another account may call it.
    #[must_use]
    pub const fn nameless(self) -> Self {
        Self { nameless: true, ..self }
    }

    /// Makes its response available to the page that follows a plain form post (without JavaScript).
    #[must_use]
    pub const fn answers(self) -> Self {
        Self { answers: true, ..self }
    }

    /// Clears the input in forms when it succeeds (ASVS 14.3.1).
    #[must_use]
    pub const fn forgets(self) -> Self {
        Self { forgets: true, ..self }
    }

    /// Sets the act that the audit records when it refuses a call.
    #[must_use]
    pub const fn act(self, name: &'static str) -> Self {
        Self { act: Some(name), ..self }
    }
}

/// Declares server functions and what they require, one per line. Defines a constant for each, and `FUNCTIONS`, which
/// contains all of them.
///
/// ```
/// use hallpass::access::{Permission, Rule};
///
/// const WRITE: Permission = Permission::new("notes.write", || "Write notes".into());
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
        /// Every server function declared here.
        pub(crate) const FUNCTIONS: &[$crate::access::Function] = &[$($constant),*];
    };
}

/// A page's path and who may open it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageAccess {
    /// The path as the router writes it: `/admin/accounts/:id`.
    pub path: &'static str,
    /// Who may open it.
    pub rule: Rule,
}

/// A file to download and what it requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Download {
    /// The path as the server's router writes it.
    pub path: &'static str,
    /// Who may download it.
    pub rule: Rule,
    /// Whether it requires reauthentication (ASVS 7.5.3).
    pub reauthentication: bool,
    /// The act that the audit records when a download is refused.
    pub act: &'static str,
}

/// What an application's features require of their callers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Every server function.
    pub functions: Vec<Function>,
    /// Every page.
    pub pages: Vec<PageAccess>,
    /// Every download.
    pub downloads: Vec<Download>,
}

static REGISTERED: OnceLock<Table> = OnceLock::new();
static EMPTY: Table = Table { functions: Vec::new(), pages: Vec::new(), downloads: Vec::new() };

/// Sets the access table of the running application, once per process.
///
/// # Errors
/// If two rows have the same path, or if another application has already been started in this process.
pub(crate) fn register(table: Table) -> Result<(), String> {
    let functions = table.functions.iter().map(|function| format!("/api/{}", function.name));
    let pages = table.pages.iter().map(|page| page.path.to_owned());
    let downloads = table.downloads.iter().map(|download| download.path.to_owned());
    let mut addresses = BTreeSet::new();
    for address in functions.chain(pages).chain(downloads) {
        if !addresses.insert(address.clone()) {
            return Err(format!("{address} is declared twice"));
        }
    }
    if REGISTERED.get_or_init(|| table.clone()) == &table {
        Ok(())
    } else {
        Err("another application has been started in this process".to_owned())
    }
}

impl Table {
    /// The access table of the running application. Before the application starts, the table denies everything.
    pub fn get() -> &'static Self {
        REGISTERED.get().unwrap_or(&EMPTY)
    }

    /// The server function at this path, such as `/api/sign_in`.
    pub fn function(&self, path: &str) -> Option<&Function> {
        let name = path.strip_prefix("/api/")?;
        self.functions.iter().find(|function| function.name == name)
    }

    /// The rule of a page; `None` if the page is not declared, so that nobody may open it.
    pub fn page(&self, path: &str) -> Option<Rule> {
        self.pages.iter().find(|page| page.path == path).map(|page| page.rule)
    }

    /// The download at this path, as the router writes it.
    pub fn download(&self, path: &str) -> Option<&Download> {
        self.downloads.iter().find(|download| download.path == path)
    }
}
