//! The command palette for administrators (Ctrl+K), and the list of keyboard shortcuts for members (?), who can turn that
//! key off. Both need scripts.

mod commands;
mod shortcuts;

use leptos::{ev::KeyboardEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use self::{
    commands::{Command, found_accounts, found_pages},
    shortcuts::Shortcuts,
};
use crate::{
    access::{Current, Permission},
    reactive::{dynamic, effect, memo},
    texts::palette as t,
    ui::{Dialog, Icon, browser},
};

/// The palette. Called once, by `App`.
#[component]
pub(super) fn Palette() -> impl IntoView {
    let current = Current::expect();
    let has_console = memo(move |_| current.member(|member| member.permissions.has(Permission::USE_CONSOLE)));
    let (open, shortcuts) = (RwSignal::new(false), RwSignal::new(false));
    effect(move || {
        let listener = window_event_listener(leptos::ev::keydown, move |event| {
            if (event.ctrl_key() || event.meta_key()) && event.key() == "k" && has_console.get_untracked() {
                event.prevent_default();
                open.update(|open| *open = !*open);
            } else if event.key() == "?"
                && !browser::is_in_field(&event)
                && current
                    .peek(|principal| principal.member().is_some_and(|member| !member.preferences.no_key_shortcuts))
            {
                shortcuts.set(true);
            }
        });
        on_cleanup(move || listener.remove());
    });
    let close = Callback::new(move |()| open.set(false));
    let is_open = memo(move |_| open.get() && has_console.get());
    view! {
        <Dialog open=is_open labelled_by="palette-title" described_by="palette-help" on_escape=close>
            <Search close/>
        </Dialog>
        <Shortcuts open=shortcuts has_console/>
    }
}

/// The IDs of the list and of its options.
const LIST: &str = "palette-list";

fn option_id(index: usize) -> String {
    format!("{LIST}-{index}")
}

#[component]
fn Search(close: Callback<()>) -> impl IntoView {
    let current = Current::expect();
    let query = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let pages = found_pages(current);
    let accounts = found_accounts(current, query);
    let commands = memo(move |_| {
        let query = query.get().trim().to_lowercase();
        let pages = pages.iter().filter(|page| page.words.to_lowercase().contains(&query)).cloned();
        pages.chain(accounts.get()).collect::<Vec<Command>>()
    });
    let count = memo(move |_| commands.with(Vec::len));
    let navigate = use_navigate();
    let run = move |command: Option<Command>| {
        if let Some(command) = command {
            close.run(());
            navigate(&command.page, NavigateOptions::default());
        }
    };
    let run_chosen = run.clone();
    let pressed = move |event: KeyboardEvent| {
        let last = count.get_untracked().saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => chosen.update(|chosen| *chosen = if *chosen >= last { 0 } else { *chosen + 1 }),
            "ArrowUp" => chosen.update(|chosen| *chosen = chosen.checked_sub(1).unwrap_or(last).min(last)),
            "Enter" => run_chosen(commands.with_untracked(|commands| commands.get(chosen.get_untracked()).cloned())),
            _ => return,
        }
        event.prevent_default();
        browser::scroll_into_view(&option_id(chosen.get_untracked()));
    };
    let option = move |(index, command): (usize, Command)| {
        let run = run.clone();
        let clicked = command.clone();
        view! {
            <li
                id=option_id(index)
                role="option"
                aria-selected=move || (chosen.get() == index).to_string()
                on:click=move |_| run(Some(clicked.clone()))
            >
                <Icon name=command.icon/>
                <span>{command.words}</span>
                <small class="push">{command.about}</small>
            </li>
        }
    };
    view! {
        <div class="dialog-head">
            <h2 id="palette-title">{t::title()}</h2>
        </div>
        <div class="stack stack-s palette">
            <p class="hint" id="palette-help">{t::help()}</p>
            <input
                class="input"
                role="combobox"
                autofocus
                aria-label=t::field()
                aria-expanded=move || (count.get() > 0).to_string()
                aria-controls=LIST
                aria-autocomplete="list"
                aria-activedescendant=move || (chosen.get() < count.get()).then(|| option_id(chosen.get()))
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                on:input=move |event| {
                    query.set(event_target_value(&event));
                    chosen.set(0);
                }
                on:keydown=pressed
            />
            <ul id=LIST role="listbox" aria-label=t::title()>
                {dynamic(move || commands.get().into_iter().enumerate().map(option.clone()).collect_view())}
            </ul>
            <p class="muted small" role="status">
                {dynamic(move || (count.get() == 0).then(t::nothing))}
            </p>
        </div>
    }
}
