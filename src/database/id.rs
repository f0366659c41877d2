//! IDs of new rows.

/// Returns a new ID: a UUID of version 7 (RFC 9562), so that IDs sort by the time of creation.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}
