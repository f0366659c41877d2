//! Hallpass on its own, without additional features.

fn main() -> std::process::ExitCode {
    hallpass::main(hallpass::App::new("Hallpass"))
}
