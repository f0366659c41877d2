//! What has been typed into the forms of this page and not been sent: kept in this tab's memory
//! only, so that a session may end in between. Never a password. Whoever knows the principal says
//! when it is to be forgotten.

use std::collections::{BTreeMap, HashMap};

use leptos::prelude::*;

use super::browser;

/// How long after its person has come back a refused call is made again, in seconds.
const RESUME_WITHIN: i64 = 10;

/// What stands in a form, by field.
pub type Typed = BTreeMap<String, String>;

/// The field that says what the others were made with, as a form is sent.
pub(super) const SHOWN: &str = "shown";

/// What was typed into a field; `None` also where it was left as it was made: somebody else may have
/// changed that since.
pub fn touched(typed: &Typed, field: &str) -> Option<String> {
    let now = typed.get(field)?;
    (made_with(typed).get(field) != Some(now)).then(|| now.clone())
}

/// Whether one box of a list was ticked; `None`: it was left as it was made.
pub(super) fn ticked(typed: &Typed, list: &str, value: &str) -> Option<bool> {
    let has = |typed: &Typed| typed.get(list).is_some_and(|list| list.split(' ').any(|one| one == value));
    let (now, shown) = (has(typed), made_with(typed));
    (shown.is_empty() || has(&shown) != now).then_some(now)
}

/// What the fields were made with, where the form says so.
fn made_with(typed: &Typed) -> Typed {
    read_shown(typed.get(SHOWN).map(String::as_str).unwrap_or_default())
}

/// What fields are made with, as [`super::InitialValues`] sends it.
pub(super) fn write_shown(fields: Vec<(&'static str, String)>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The fields in what [`super::InitialValues`] sends; none in an empty text.
pub fn read_shown(shown: &str) -> Typed {
    form_urlencoded::parse(shown.as_bytes()).into_owned().collect()
}

/// The drafts of this tab.
#[derive(Clone, Copy, Debug)]
pub struct Drafts(StoredValue<Kept>);

#[derive(Debug, Default)]
struct Kept {
    forms: HashMap<String, Typed>,
    /// The form whose call was refused because nobody was signed in any more.
    refused: Option<String>,
    /// Until when that call may be made again, by this device's clock: shortly after its person has
    /// come back. Later it may mean something else.
    resumes_until: i64,
}

impl Drafts {
    /// Makes the drafts known to every form. Called once, by `App`.
    pub fn provide() {
        provide_context(Self(StoredValue::new(Kept::default())));
    }

    /// The drafts, from anywhere below `App`.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Forgets everything: somebody else is here, or another page is.
    pub fn forget(self) {
        self.0.set_value(Kept::default());
    }

    /// The person is back: what was refused is made again, if its form shows up soon.
    pub fn welcome_back(self) {
        self.0.update_value(|kept| kept.resumes_until = browser::now() + RESUME_WITHIN);
    }

    pub(super) fn keep(self, form: &str, typed: Typed) {
        self.0.update_value(|kept| drop(kept.forms.insert(form.to_owned(), typed)));
    }

    /// Something is sent by hand: nothing older is sent by itself any more.
    pub(super) fn disarm(self) {
        self.0.update_value(|kept| kept.refused = None);
    }

    pub(super) fn of(self, form: &str) -> Option<Typed> {
        self.0.with_value(|kept| kept.forms.get(form).cloned())
    }

    pub(super) fn done(self, form: &str) {
        self.0.update_value(|kept| drop(kept.forms.remove(form)));
    }

    /// Notes that a form's call was refused.
    pub(super) fn refuse(self, form: &str) {
        self.0.update_value(|kept| {
            kept.refused = Some(form.to_owned());
            kept.resumes_until = 0;
        });
    }

    /// Whether this form's call is to be made again; told once.
    pub(super) fn resume(self, form: &str) -> bool {
        let (is_this, is_soon) =
            self.0.with_value(|kept| (kept.refused.as_deref() == Some(form), browser::now() <= kept.resumes_until));
        if is_this {
            self.disarm();
        }
        is_this && is_soon
    }
}

/// The id of the account that is looking at the page; empty for guests. Forms carry it along, so
/// that what one person has filled in is never sent in another's name.
#[derive(Clone, Copy, Debug)]
pub struct Owner(pub Memo<String>);

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> Typed {
        fields.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn only_what_was_touched_is_taken_up() {
        let form =
            typed(&[("idle", "30m"), ("sessions", "5"), ("shown", "idle=30m&sessions=20&may=a+b"), ("may", "b c")]);
        assert_eq!(touched(&form, "idle"), None);
        assert_eq!(touched(&form, "sessions").as_deref(), Some("5"));
        assert_eq!(["a", "b", "c", "d"].map(|one| ticked(&form, "may", one)), [Some(false), None, Some(true), None]);
    }

    #[test]
    fn all_of_it_is_where_the_form_does_not_say_what_it_was_made_with() {
        let form = typed(&[("idle", "30m"), ("may", "b")]);
        assert_eq!(touched(&form, "idle").as_deref(), Some("30m"));
        assert_eq!(["a", "b"].map(|one| ticked(&form, "may", one)), [Some(false), Some(true)]);
        assert_eq!(touched(&form, "absolute"), None);
    }
}
