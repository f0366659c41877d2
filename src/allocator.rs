//! The allocator of the server's program.

/// Rendering a page allocates thousands of small values, which takes the standard library's allocator more time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
