//! The server: requests and responses of every kind, certificates and logs.

mod assets;
mod bad_input;
mod body_fuzz;
mod certificates;
mod compression;
mod field_names;
mod hang_ups;
mod header_bytes;
mod headers;
mod log_faults;
mod log_lines;
mod logs;
mod metrics;
mod origin;
mod panics;
mod plain_forms;
mod redirects;
mod safe_methods;
mod tls_proxy;
