//! Hallpass alone, without features of an application.

fn main() -> std::process::ExitCode {
    hallpass::main(hallpass::App::new("Hallpass"))
}
