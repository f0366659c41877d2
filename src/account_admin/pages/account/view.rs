//! The views of an account's page: its tabs, and the dialogs over the overview. Each has an address of its own.

/// The ID of the element with the forms that change the account.
pub(super) const FORMS: &str = "account-forms";

/// A view of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum View {
    #[default]
    Overview,
    Sessions,
    Bans,
    History,
    Notes,
    /// The overview with a dialog.
    Act(Act),
}

/// An act that has a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Ban,
    ChangeBan,
    Lift,
    Role,
    Impersonate,
    Ticket,
    Close,
}

/// The views by the last segment of their addresses.
const VIEWS: [(&str, View); 12] = [
    ("", View::Overview),
    ("sessions", View::Sessions),
    ("bans", View::Bans),
    ("history", View::History),
    ("notes", View::Notes),
    ("ban", View::Act(Act::Ban)),
    ("change-ban", View::Act(Act::ChangeBan)),
    ("lift", View::Act(Act::Lift)),
    ("role", View::Act(Act::Role)),
    ("act-as", View::Act(Act::Impersonate)),
    ("ticket", View::Act(Act::Ticket)),
    ("close", View::Act(Act::Close)),
];

impl View {
    /// The view with this last segment; `None` if there is none.
    pub(super) fn read(segment: &str) -> Option<Self> {
        VIEWS.iter().find(|(name, _)| *name == segment).map(|(_, view)| *view)
    }

    /// The tab that shows the view.
    pub(super) fn tab(self) -> Self {
        if self.act().is_some() { Self::Overview } else { self }
    }

    /// The act of the dialog, if it is one.
    pub(super) fn act(self) -> Option<Act> {
        if let Self::Act(act) = self { Some(act) } else { None }
    }

    /// The address of the view on the page of an account.
    pub(super) fn address(self, page: &str) -> String {
        match VIEWS.iter().find(|(_, view)| *view == self) {
            Some((name, _)) if !name.is_empty() => format!("{page}/{name}"),
            _ => page.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_has_one_address() {
        for (name, view) in VIEWS {
            assert_eq!(View::read(name), Some(view));
            assert_eq!(view.address("/x").trim_start_matches("/x").trim_start_matches('/'), name);
        }
        assert_eq!([View::read("bulk"), View::read("Ban"), View::read("ban/")], [None; 3]);
    }
}
