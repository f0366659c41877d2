//! Lists that stay current while they are open: reloaded after changes and updated row by row. Rows that are in use
//! stay where they are until the person asks for the changes.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use crate::{error::AppError, live::ChangeSignal, ui::browser};

/// A row with an identity.
pub(crate) trait Keyed: Clone + PartialEq + Send + Sync + 'static {
    /// The row's key: the same for the same item, whatever changes about it.
    fn key(&self) -> String;
}

/// The rows of a page, with what else the page knows about them.
pub(crate) trait Listing: Clone + PartialEq + Send + Sync + 'static {
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
pub(crate) struct LiveList<P: Listing> {
    id: &'static str,
    page: RwSignal<P>,
    /// The newest version, if showing it would move rows that are in use.
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
    /// Follows a list, starting with `page`. `id` is the ID of the element around it; a change of `acts` is the
    /// person's own action and shows at once; `load` requests the list again.
    pub(crate) fn new<A, F, L>(id: &'static str, page: P, acts: impl Fn() -> A + 'static, load: L) -> Self
    where
        A: PartialEq + 'static,
        F: Future<Output = Result<P, AppError>> + 'static,
        L: Fn() -> F + Send + Sync + 'static,
    {
        let shown = Self { id, page: RwSignal::new(page), waiting: RwSignal::new(None) };
        let asking = Asking {
            shown,
            load: StoredValue::new(load),
            stage: StoredValue::new(Stage::Idle),
            again: StoredValue::new(false),
            by_hand: StoredValue::new(false),
        };
        let change_signal = ChangeSignal::expect();
        Effect::new(move |before: Option<(u32, A)>| {
            let now = (change_signal.get(), acts());
            if let Some(before) = before.filter(|before| *before != now) {
                if before.1 != now.1 {
                    asking.by_hand.set_value(true);
                }
                asking.ask();
            }
            now
        });
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
                // The pressed button may be gone together with its row.
                request_animation_frame(move || browser::focus_if_lost(id));
            }
        }
    }

    /// Reads the list in place; tracked.
    pub(crate) fn with<T>(self, read: impl FnOnce(&P) -> T) -> T {
        self.page.with(read)
    }

    /// The rows; tracked.
    pub(crate) fn rows(self) -> Vec<P::Row> {
        self.page.with(|page| page.rows().clone())
    }

    /// The current version of a row.
    pub(crate) fn row(self, row: P::Row) -> Memo<P::Row> {
        Memo::new(move |old: Option<&P::Row>| {
            let key = row.key();
            let found = self.page.with(|page| page.rows().iter().find(|one| one.key() == key).cloned());
            // The row is being removed from the list.
            found.or_else(|| old.cloned()).unwrap_or_else(|| row.clone())
        })
    }

    /// Whether the list is empty.
    pub(crate) fn is_empty(self) -> Memo<bool> {
        Memo::new(move |_| self.page.with(|page| page.rows().is_empty()))
    }

    /// A notice that offers to show waiting changes.
    pub(crate) fn notice(self) -> impl IntoView {
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

/// After a request longer than this, in milliseconds, the list rests for [`REST`] times as long.
const LONG: f64 = 200.0;
const REST: f64 = 10.0;

/// The state of the requests for a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Idle,
    /// A request is in flight.
    Asked,
    /// The last request took long.
    Resting,
}

/// Requests a list, one request at a time.
struct Asking<P: Listing, L: 'static> {
    shown: LiveList<P>,
    load: StoredValue<L>,
    stage: StoredValue<Stage>,
    /// Whether something has changed since the last request.
    again: StoredValue<bool>,
    /// Whether the person has acted since the last request.
    by_hand: StoredValue<bool>,
}

impl<P: Listing, L> Clone for Asking<P, L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Listing, L> Copy for Asking<P, L> {}

impl<P, F, L> Asking<P, L>
where
    P: Listing,
    F: Future<Output = Result<P, AppError>> + 'static,
    L: Fn() -> F + Send + Sync + 'static,
{
    fn ask(self) {
        let by_hand = self.by_hand.get_value();
        match self.stage.get_value() {
            Stage::Asked => return self.again.set_value(true),
            Stage::Resting if !by_hand => return self.again.set_value(true),
            Stage::Resting | Stage::Idle => {}
        }
        self.stage.set_value(Stage::Asked);
        self.again.set_value(false);
        self.by_hand.set_value(false);
        let began = browser::milliseconds();
        let answer = self.load.with_value(|load| load());
        spawn_local(async move {
            let found = answer.await;
            // The page may have been left.
            if self.stage.try_get_value().is_none() {
                return;
            }
            // On an error, retried at the next change.
            if let Ok(found) = found {
                self.shown.apply(found, by_hand);
            }
            let took = browser::milliseconds() - began;
            if took > LONG && !self.by_hand.get_value() {
                self.stage.set_value(Stage::Resting);
                let rested = move || {
                    if self.stage.try_get_value() == Some(Stage::Resting) {
                        self.go_on();
                    }
                };
                set_timeout(rested, Duration::from_secs_f64(REST * took / 1000.0));
            } else {
                self.go_on();
            }
        });
    }

    fn go_on(self) {
        self.stage.set_value(Stage::Idle);
        if self.again.get_value() {
            self.ask();
        }
    }
}

/// The rows that are shown, in their order but with current values; `None` if no row was added, removed or moved.
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
