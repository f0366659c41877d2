//! The list of keyboard shortcuts.

use leptos::prelude::*;

use crate::{texts::palette as t, ui::Dialog};

/// The list, shown while `open` is true.
#[component]
pub(super) fn Shortcuts(open: RwSignal<bool>, has_console: Memo<bool>) -> impl IntoView {
    let close = Callback::new(move |()| open.set(false));
    let row = |keys: &'static str, words: String| view! { <dt><kbd>{keys}</kbd></dt> <dd>{words}</dd> };
    view! {
        <Dialog open labelled_by="shortcuts-title" described_by="shortcuts-list" on_escape=close>
            <div class="dialog-head"><h2 id="shortcuts-title">{t::shortcuts()}</h2></div>
            <dl class="facts" id="shortcuts-list">
                {has_console.get().then(|| row("Ctrl K", t::shortcut_palette()))}
                {row("?", t::shortcut_help())}
                {row("Esc", t::shortcut_close())}
                {row("Tab", t::shortcut_next())}
            </dl>
            <div class="dialog-foot">
                <button class="btn" type="button" autofocus on:click=move |_| close.run(())>{t::close()}</button>
            </div>
        </Dialog>
    }
}
