//! The ticked rows of a table: how many there are, and the bar with what can be done with them. The ticks themselves are
//! plain checkboxes of a form; without scripts, the bar is always there.

use leptos::prelude::*;

use crate::{
    reactive::effect,
    texts::console as t,
    ui::{Icon, Listing, LiveList, browser},
};

/// The ticked rows of a table.
#[derive(Clone, Copy)]
pub(crate) struct Selection {
    table: &'static str,
    ticked: RwSignal<usize>,
    is_all: RwSignal<bool>,
}

impl Selection {
    /// The selection of a list; `table` is the ID of its table.
    pub(crate) fn new<P: Listing>(table: &'static str, shown: LiveList<P>) -> Self {
        let selection = Self { table, ticked: RwSignal::new(0), is_all: RwSignal::new(false) };
        effect(move || {
            // Ticked rows may leave.
            shown.with(|_| ());
            request_animation_frame(move || selection.count());
        });
        selection
    }

    /// Counts the ticked rows. Called at every change of a checkbox.
    pub(crate) fn count(self) {
        let (ticked, all) = browser::ticks(self.table);
        // The page may be gone by now.
        let _ = self.ticked.try_set(ticked);
        let _ = self.is_all.try_set(ticked > 0 && ticked == all);
    }

    fn tick_all(self, ticked: bool) {
        browser::tick_all(self.table, ticked);
        self.count();
    }
}

/// The checkbox in the table's head that ticks every row, with scripts.
#[component]
pub(crate) fn TickAll(selection: Selection) -> impl IntoView {
    view! {
        <label class="tickbox scripted">
            <input
                type="checkbox"
                autocomplete="off"
                prop:checked=selection.is_all
                on:change=move |event| selection.tick_all(event_target_checked(&event))
            />
            <span class="visually-hidden">{t::select_all()}</span>
        </label>
    }
}

/// The bar with the acts for the ticked rows.
#[component]
pub(crate) fn BulkBar(
    selection: Selection,
    /// What it says while nothing is ticked, such as "With selected accounts".
    #[prop(into)]
    label: String,
    /// The acts.
    children: Children,
) -> impl IntoView {
    let name = label.clone();
    let words = move || match selection.ticked.get() {
        0 => label.clone(),
        count => t::selected(count),
    };
    let clear = move |_| {
        selection.tick_all(false);
        browser::focus(selection.table);
    };
    view! {
        <div class="bulk" class:on=move || selection.ticked.get() != 0 role="group" aria-label=name>
            <strong class="num" role="status">{words}</strong>
            {children()}
            <button class="btn quiet s square scripted" type="button" aria-label=t::clear_selection() on:click=clear>
                <Icon name="x"/>
            </button>
        </div>
    }
}
