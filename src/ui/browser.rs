//! Functions that only a browser can perform. `no_browser` has stand-ins for the server.

mod arrival;
mod device;
mod forms;
mod input;
mod leaving;
mod page;
mod passkey;
mod popups;
mod table;
mod tabs;
mod time;

pub use arrival::{arrive, keep_focus, remember_focus, return_focus};
pub use device::{can_copy, copy, languages, register_service_worker, time_zone, time_zones};
pub use forms::{
    focus_first_error, forget_passwords, input_value, reset, reset_around, set_input_value, submit, submit_around,
    textarea_text, type_into, values, values_around,
};
pub use input::{field_of, is_in_field, is_typing, on_input, set_checked};
pub use leaving::ask_before_leaving;
pub use page::{
    focus, focus_if_lost, focused_id, focused_within, forget_page_data, has, is_hidden, is_in_use, is_there,
    on_link_near, on_return, path, scroll_into_view, set_root_attribute,
};
pub use passkey::{ask_passkey, can_use_passkeys, clear_when_typing, forget_passkey, list_passkeys, stop_passkey};
pub use popups::{cancel, close, close_menus, follow_menus, hide_popover, show_as_modal, show_dialog};
pub use table::{is_for_row, tick_all, ticks};
pub use tabs::{notify_tabs, notify_tabs_of, on_tab_notification};
pub use time::{local_time, milliseconds, now, zone_here, zone_offset};
