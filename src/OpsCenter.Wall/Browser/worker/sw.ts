/// <reference lib="webworker" />
/**
 * Keeps the page, its files and the map in the browser, so that a wall that starts without a server shows its last picture
 * instead of an error page. Files under /wall/assets/ bear their version in the address and are taken from the store first;
 * everything else is asked from the server first.
 */
const worker = self as unknown as ServiceWorkerGlobalScope;
const store = 'wall-1';

worker.addEventListener('install', () => void worker.skipWaiting());
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('message', (event) => event.waitUntil(keep(event.data as Kept).catch(() => undefined)));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.method !== 'GET' || !path.startsWith('/wall/') || path.startsWith('/wall/data/pulse/')) return;
  event.respondWith(path.startsWith('/wall/assets/') ? storedFirst(request) : serverFirst(request));
});

/** What a page was made of: its own address, the version of its files, and their addresses. */
interface Kept {
  page: string;
  build: string;
  files: string[];
}

/**
 * The files first, the page last: a page that is kept can be shown, or the wall would start into a picture without its map.
 * The files of other versions go only then.
 */
async function keep({ page, build, files }: Kept): Promise<void> {
  const cache = await caches.open(store);
  await Promise.all(files.map(async (file) => (await cache.match(file, { ignoreVary: true })) ?? cache.add(file)));
  const fresh = await fetch(page);
  // A page of a newer server is kept when it has been shown.
  if (!fresh.ok || !(await fresh.clone().text()).includes(build)) return;
  await cache.put(page, fresh);
  for (const key of await cache.keys()) {
    const path = new URL(key.url).pathname;
    if (path.startsWith('/wall/assets/') && !path.startsWith(`/wall/assets/${build}/`)) await cache.delete(key);
  }
}

async function storedFirst(request: Request): Promise<Response> {
  const cache = await caches.open(store);
  const stored = await cache.match(request, { ignoreVary: true });
  if (stored) return stored;
  const fresh = await fetch(request);
  if (fresh.ok) await cache.put(request, fresh.clone());
  return fresh;
}

/** A server that refuses (not ready yet, session gone), that is away or that does not answer is no reason to lose the picture. */
async function serverFirst(request: Request): Promise<Response> {
  const cache = await caches.open(store);
  const stored = await cache.match(request, { ignoreVary: true });
  const asked = fetch(request).then(async (fresh) => {
    if (fresh.ok && request.mode !== 'navigate') await cache.put(request, fresh.clone());
    return fresh;
  });
  if (!stored) return asked;
  const patience = new Promise<Response>((resolve) => setTimeout(() => resolve(stored), patienceMs));
  return Promise.race([asked.then((fresh) => (fresh.ok ? fresh : stored), () => stored), patience]);
}

/** A machine that is switched off answers nothing at all, for minutes. */
const patienceMs = 4000;
