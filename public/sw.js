// Answers a page that cannot be loaded, because the server is out of reach, with one that says so. It keeps that page and
// its own files, and nothing else: no page, no data. A new version of any of these files needs a new name here.
const CACHE = "hallpass-offline-1";
const PAGE = "/offline.html";
const FILES = [PAGE, "/offline.css", "/favicon.svg"];

self.addEventListener("install", (event) => {
  const files = FILES.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const outdated = (name) => name.startsWith("hallpass-offline-") && name !== CACHE;
  const clean = caches.keys().then((names) => Promise.all(names.filter(outdated).map((name) => caches.delete(name))));
  event.waitUntil(clean.then(() => self.clients.claim()));
});

/** The response of the server; without one, what is kept. */
async function orKept(request, kept) {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await caches.match(kept, { cacheName: CACHE });
    if (found === undefined) throw error;
    return found;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  // A form that could not be sent stays with the browser, which offers to send it again.
  if (request.method !== "GET") return;
  const { origin, pathname } = new URL(request.url);
  if (request.mode === "navigate") event.respondWith(orKept(request, PAGE));
  else if (origin === self.location.origin && FILES.includes(pathname)) event.respondWith(orKept(request, pathname));
});
