((script, wasm, chunks) => {
  let isStarted = false;
  const start = async () => {
    if (isStarted) return;
    isStarted = true;
    for (const href of chunks) {
      const link = document.createElement("link");
      Object.assign(link, { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "anonymous", href });
      document.head.append(link);
    }
    const bytes = fetch(wasm);
    const { default: load, hydrate } = await import(script);
    await load({ module_or_path: bytes });
    hydrate();
  };
  // Loads the large bundle only after the first paint. Hidden pages are not painted, so they start at once,
  // and those that become hidden before it, after a second.
  if (document.hidden) return start();
  requestAnimationFrame(() => setTimeout(start));
  setTimeout(start, 1000);
})
