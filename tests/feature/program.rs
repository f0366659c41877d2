//! The program of the application of these tests.

mod app;
mod cart;

fn main() -> std::process::ExitCode {
    hallpass::main(app::app())
}
