//! Tells cargo that the migrations and the texts are part of the program.

fn main() {
    println!("cargo:rerun-if-changed=src/database/migrations");
    println!("cargo:rerun-if-changed=locales");
}
