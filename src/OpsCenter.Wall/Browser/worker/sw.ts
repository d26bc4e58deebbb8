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
worker.addEventListener('message', (event) => event.waitUntil(keep((event.data as { keep?: string[] }).keep ?? [])));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.method !== 'GET' || !path.startsWith('/wall/') || path.startsWith('/wall/data/pulse/')) return;
  event.respondWith(path.startsWith('/wall/assets/') ? storedFirst(request) : serverFirst(request));
});

/** What a page loaded before this worker watched over it. */
async function keep(addresses: string[]): Promise<void> {
  const cache = await caches.open(store);
  for (const address of addresses) {
    if (!(await cache.match(address, { ignoreVary: true }))) await cache.add(address).catch(() => undefined);
  }
}

async function storedFirst(request: Request): Promise<Response> {
  const cache = await caches.open(store);
  const stored = await cache.match(request, { ignoreVary: true });
  if (stored) return stored;
  const fresh = await fetch(request);
  if (fresh.ok) {
    await forgetOtherVersions(cache, new URL(request.url).pathname);
    await cache.put(request, fresh.clone());
  }
  return fresh;
}

async function serverFirst(request: Request): Promise<Response> {
  const cache = await caches.open(store);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await cache.put(request, fresh.clone());
    // A server that refuses (not ready yet, session gone) is no reason to lose the picture.
    return fresh.ok ? fresh : ((await cache.match(request, { ignoreVary: true })) ?? fresh);
  } catch (error) {
    const stored = await cache.match(request, { ignoreVary: true });
    if (stored) return stored;
    throw error;
  }
}

/** Files of an older version go when the first of a newer one comes. */
async function forgetOtherVersions(cache: Cache, path: string): Promise<void> {
  const version = path.split('/').slice(0, 4).join('/');
  for (const key of await cache.keys()) {
    const stored = new URL(key.url).pathname;
    if (stored.startsWith('/wall/assets/') && !stored.startsWith(`${version}/`)) await cache.delete(key);
  }
}
