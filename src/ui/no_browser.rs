//! The server's stand-ins for `browser`. Effects and events do not run there, so none is called.

pub fn now() -> i64 {
    0
}

pub fn local_time(at: i64) -> String {
    super::time::utc(at)
}

pub fn focus_first_error() {}

pub fn input_value(_id: &str) -> String {
    String::new()
}
