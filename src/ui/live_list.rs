//! Lists that stay current while they are open: they are loaded again after changes and updated row by row. Rows that
//! are in use stay where they are until the person asks for the changes.

use leptos::prelude::*;

use super::{browser, reload::reload};
use crate::{
    error::AppError,
    reactive::{dynamic, memo},
    texts::ui as t,
};

/// A row that has a key.
pub trait Keyed: Clone + PartialEq + Send + Sync + 'static {
    /// The row's key. It stays the same when other values of the row change.
    fn key(&self) -> String;
}

/// The rows of one page of a list, with any further data about them.
pub trait Listing: Clone + PartialEq + Send + Sync + 'static {
    /// A row.
    type Row: Keyed;

    /// The rows, in their order.
    fn rows(&self) -> &Vec<Self::Row>;

    /// The rows, in their order, to be changed.
    fn rows_mut(&mut self) -> &mut Vec<Self::Row>;
}

impl<T: Keyed> Listing for Vec<T> {
    type Row = T;

    fn rows(&self) -> &Self {
        self
    }

    fn rows_mut(&mut self) -> &mut Self {
        self
    }
}

/// A list that updates itself without moving rows that are in use.
#[derive(Debug)]
pub struct LiveList<P: Listing> {
    id: &'static str,
    page: RwSignal<P>,
    /// The newest version of the list, if it is not shown because it would move rows that are in use.
    waiting: RwSignal<Option<P>>,
}

#[expect(clippy::expl_impl_clone_on_copy, reason = "deriving would require that the page type is Copy")]
impl<P: Listing> Clone for LiveList<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Listing> Copy for LiveList<P> {}

impl<P: Listing> LiveList<P> {
    /// Creates a list that first shows `page`. `id` is the ID of the element that contains its rows. The list calls
    /// `load` again whenever the value of `changes` or `acts` changes. `acts` stands for the person's own actions:
    /// their results are loaded without delay and shown even if rows move.
    ///
    /// ```
    /// # use hallpass::{access::Current, error::AppError, ui::{Keyed, LiveList}};
    /// # #[derive(Clone, PartialEq)] struct Note { id: String }
    /// # impl Keyed for Note { fn key(&self) -> String { self.id.clone() } }
    /// # async fn list_notes() -> Result<Vec<Note>, AppError> { Ok(Vec::new()) }
    /// # fn notes(first: Vec<Note>) -> LiveList<Vec<Note>> {
    /// let current = Current::expect();
    /// LiveList::new("notes", first, move || current.changes(), || (), list_notes)
    /// # }
    /// ```
    pub fn new<S, A, F, L>(
        id: &'static str,
        page: P,
        changes: impl Fn() -> S + 'static,
        acts: impl Fn() -> A + 'static,
        load: L,
    ) -> Self
    where
        S: PartialEq + 'static,
        A: PartialEq + 'static,
        F: Future<Output = Result<P, AppError>> + 'static,
        L: Fn() -> F + Send + Sync + 'static,
    {
        let shown = Self { id, page: RwSignal::new(page), waiting: RwSignal::new(None) };
        let _by_hand = reload(changes, acts, load, move |found, by_hand| shown.apply(found, by_hand));
        shown
    }

    fn apply(self, found: P, by_hand: bool) {
        let merged = self.page.with_untracked(|page| merge(page, &found));
        if let Some(merged) = merged.filter(|_| !by_hand && browser::is_in_use(self.id)) {
            self.page.set(merged);
            self.waiting.set(Some(found));
        } else {
            self.waiting.set(None);
            self.page.set(found);
            let id = self.id;
            if by_hand {
                // The button that had the focus may have been removed together with its row.
                request_animation_frame(move || browser::focus_if_lost(id));
            }
        }
    }

    /// Reads the list in place; tracked.
    pub fn with<T>(self, read: impl FnOnce(&P) -> T) -> T {
        self.page.with(read)
    }

    /// The rows; tracked.
    pub fn rows(self) -> Vec<P::Row> {
        self.page.with(|page| page.rows().clone())
    }

    /// The current version of a row.
    pub fn row(self, row: P::Row) -> Memo<P::Row> {
        memo(move |old: Option<&P::Row>| {
            let key = row.key();
            let found = self.page.with(|page| page.rows().iter().find(|one| one.key() == key).cloned());
            // If the row is being removed from the list, keep its last version.
            found.or_else(|| old.cloned()).unwrap_or_else(|| row.clone())
        })
    }

    /// Whether the list is empty.
    pub fn is_empty(self) -> Memo<bool> {
        memo(move |_| self.page.with(|page| page.rows().is_empty()))
    }

    /// A notice that offers to show waiting changes.
    pub fn notice(self) -> impl IntoView {
        let is_waiting = memo(move |_| self.waiting.with(Option::is_some));
        let show = move |_| {
            if let Some(found) = self.waiting.try_get_untracked().flatten() {
                self.waiting.set(None);
                self.page.set(found);
                browser::focus(self.id);
            }
        };
        view! {
            <div class="changed" role="status">
                {dynamic(move || is_waiting.get().then(|| view! {
                    <p class="notice">
                        <span>{t::list_changed()}</span>
                        <button class="btn s push" type="button" on:click=show>{t::show_changes()}</button>
                    </p>
                }))}
            </div>
        }
    }
}

/// The rows that are shown, in the order in which they are shown but with current values; `None` if no row was added,
/// removed or moved.
fn merge<P: Listing>(page: &P, found: &P) -> Option<P> {
    let keys = |page: &P| page.rows().iter().map(Keyed::key).collect::<Vec<_>>();
    if keys(page) == keys(found) {
        return None;
    }
    let mut merged = page.clone();
    for row in merged.rows_mut() {
        let key = row.key();
        if let Some(newer) = found.rows().iter().find(|one| one.key() == key) {
            row.clone_from(newer);
        }
    }
    Some(merged)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key and a value that may change.
    impl Keyed for (char, u8) {
        fn key(&self) -> String {
            self.0.to_string()
        }
    }

    #[test]
    fn merge_updates_rows_in_place() {
        let page = vec![('a', 1), ('b', 1)];
        assert_eq!(merge(&page, &vec![('a', 1), ('b', 2)]), None, "no row was added, removed or moved");
        assert_eq!(merge(&page, &vec![('c', 1), ('b', 2), ('a', 1)]), Some(vec![('a', 1), ('b', 2)]));
        assert_eq!(merge(&page, &vec![('b', 2)]), Some(vec![('a', 1), ('b', 2)]));
        assert_eq!(merge(&Vec::new(), &vec![('a', 1)]), Some(Vec::new()));
    }
}
