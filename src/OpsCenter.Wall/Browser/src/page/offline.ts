/**
 * Hands the worker all that this page was made of, so that it can be shown again without a server. Told again until the page is kept:
 * the server may go in between.
 */
export function keepOffline(build: string): void {
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.register('/wall/sw.js', { scope: '/wall/' }).catch(() => undefined);
  // Fonts and the chart library come a little later than the picture.
  window.setTimeout(() => void tell(build, files()), afterMs);
}

async function tell(build: string, wanted: readonly string[]): Promise<void> {
  const registration = await navigator.serviceWorker.ready;
  registration.active?.postMessage({ page: location.href, build, files: wanted });
  await new Promise((later) => window.setTimeout(later, againMs));
  if (!(await caches.match(location.href, { ignoreVary: true }))) await tell(build, wanted);
}

function files(): string[] {
  const addresses = performance.getEntriesByType('resource').map((entry) => new URL(entry.name))
    .filter((address) => address.origin === location.origin && address.pathname.startsWith('/wall/') && !address.pathname.startsWith('/wall/data/pulse/'));
  // From now on the browser notes no request: the list would grow as long as the wall lives.
  performance.setResourceTimingBufferSize(0);
  performance.clearResourceTimings();
  return [...new Set(addresses.map((address) => address.href))];
}

const afterMs = 3000;
const againMs = 10_000;
