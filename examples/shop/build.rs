//! Rebuilds the program when a text changes.

fn main() {
    println!("cargo:rerun-if-changed=locales");
}
