//! Lists that stay true while they are open: asked for anew when something has changed, and followed
//! row by row. What somebody is at stays where it is until they ask for the changes.

use leptos::{prelude::*, task::spawn_local};

use crate::{error::AppError, live::Pulse, ui::browser};

/// A row that can be told from others.
pub(super) trait Keyed: Clone + PartialEq + Send + Sync + 'static {
    /// The same for the same thing, whatever becomes of it.
    fn key(&self) -> String;
}

/// Rows, and what else a page knows of them.
pub(super) trait Listing: Clone + PartialEq + Send + Sync + 'static {
    type Row: Keyed;
    fn rows(&self) -> &Vec<Self::Row>;
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

/// A list as it is shown.
pub(super) struct Shown<P: Listing> {
    id: &'static str,
    page: RwSignal<P>,
    /// How it is by now, where that would move what somebody is at.
    waiting: RwSignal<Option<P>>,
}

#[expect(clippy::expl_impl_clone_on_copy, reason = "deriving would ask for a page that is Copy, too")]
impl<P: Listing> Clone for Shown<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Listing> Copy for Shown<P> {}

impl<P: Listing> Shown<P> {
    /// Follows a list from `page` on. `id` is of the element around it; `acts` changes with what the
    /// person does here, which shows at once; `load` asks for the list anew.
    pub(super) fn new<A, F>(
        id: &'static str,
        page: P,
        acts: impl Fn() -> A + 'static,
        load: impl Fn() -> F + 'static,
    ) -> Self
    where
        A: PartialEq + 'static,
        F: Future<Output = Result<P, AppError>> + 'static,
    {
        let shown = Self { id, page: RwSignal::new(page), waiting: RwSignal::new(None) };
        let pulse = Pulse::expect();
        let (asked, by_hand) = (StoredValue::new(0_u32), StoredValue::new(false));
        Effect::new(move |before: Option<(u32, A)>| {
            let now = (pulse.get(), acts());
            if let Some(before) = before.filter(|before| *before != now) {
                if before.1 != now.1 {
                    by_hand.set_value(true);
                }
                let question = asked.get_value().wrapping_add(1);
                asked.set_value(question);
                let answer = load();
                spawn_local(async move {
                    // What cannot be had now comes with the next change, and an older answer than the
                    // one that is on its way says nothing.
                    if let (Ok(found), Some(true)) = (answer.await, asked.try_with_value(|newest| *newest == question))
                    {
                        shown.take_up(found, by_hand.get_value());
                        by_hand.set_value(false);
                    }
                });
            }
            now
        });
        shown
    }

    fn take_up(self, found: P, by_hand: bool) {
        let merged = self.page.with_untracked(|page| merge(page, &found));
        if let Some(merged) = merged.filter(|_| !by_hand && browser::is_in_use(self.id)) {
            self.page.set(merged);
            self.waiting.set(Some(found));
        } else {
            self.waiting.set(None);
            self.page.set(found);
            let id = self.id;
            if by_hand {
                // The button that was pressed may have gone with its row.
                request_animation_frame(move || browser::focus_if_lost(id));
            }
        }
    }

    /// The list, looked at in place; tracked.
    pub(super) fn with<T>(self, look: impl FnOnce(&P) -> T) -> T {
        self.page.with(look)
    }

    /// The rows; tracked.
    pub(super) fn rows(self) -> Vec<P::Row> {
        self.page.with(|page| page.rows().clone())
    }

    /// A row as it is at each moment.
    pub(super) fn row(self, row: P::Row) -> Memo<P::Row> {
        Memo::new(move |old: Option<&P::Row>| {
            let key = row.key();
            let found = self.page.with(|page| page.rows().iter().find(|one| one.key() == key).cloned());
            // Only while the row goes.
            found.or_else(|| old.cloned()).unwrap_or_else(|| row.clone())
        })
    }

    /// Whether there is no row.
    pub(super) fn is_empty(self) -> Memo<bool> {
        Memo::new(move |_| self.page.with(|page| page.rows().is_empty()))
    }

    /// Says that there is more to show, while there is.
    pub(super) fn notice(self) -> impl IntoView {
        let is_waiting = Memo::new(move |_| self.waiting.with(Option::is_some));
        let show = move |_| {
            if let Some(found) = self.waiting.try_get_untracked().flatten() {
                self.waiting.set(None);
                self.page.set(found);
                browser::focus(self.id);
            }
        };
        view! {
            <div class="changed" role="status">
                {move || is_waiting.get().then(|| view! {
                    <p class="notice row">
                        <span>"This list has changed."</span>
                        <button class="btn small push" type="button" on:click=show>"Show the changes"</button>
                    </p>
                })}
            </div>
        }
    }
}

/// The rows that are shown, where they are, as they are by now; `None`: nothing came, went or moved.
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

    /// What tells it apart, and what may change.
    impl Keyed for (char, u8) {
        fn key(&self) -> String {
            self.0.to_string()
        }
    }

    #[test]
    fn rows_that_are_shown_change_where_they_are() {
        let page = vec![('a', 1), ('b', 1)];
        assert_eq!(merge(&page, &vec![('a', 1), ('b', 2)]), None, "nothing moves");
        assert_eq!(merge(&page, &vec![('c', 1), ('b', 2), ('a', 1)]), Some(vec![('a', 1), ('b', 2)]));
        assert_eq!(merge(&page, &vec![('b', 2)]), Some(vec![('a', 1), ('b', 2)]));
        assert_eq!(merge(&Vec::new(), &vec![('a', 1)]), Some(Vec::new()));
    }
}
