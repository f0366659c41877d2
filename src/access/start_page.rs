//! Where a person lands after signing in.

use super::{Principal, StartPage, Table};

impl StartPage {
    /// Its address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Sessions => "/account/sessions",
            Self::Console => "/admin",
        }
    }

    /// Whether this person may open it.
    pub fn is_open_to(self, principal: &Principal) -> bool {
        Table::get().page(self.path()).is_some_and(|rule| rule.decide(principal).is_ok())
    }
}

/// The address of the page that opens after signing in, unless the person was on the way to another one: the one they
/// have chosen if they may open it, and else the home page.
pub(crate) fn start_page(principal: &Principal) -> &'static str {
    let chosen = principal.member().and_then(|member| member.preferences.start_page);
    chosen.filter(|page| page.is_open_to(principal)).map_or("/", StartPage::path)
}
