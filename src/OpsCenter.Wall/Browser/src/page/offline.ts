/** Hands the worker all that this page was made of, so that it can be shown again without a server. */
export function keepOffline(): void {
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.register('/wall/sw.js', { scope: '/wall/' }).catch(() => undefined);
  void navigator.serviceWorker.ready.then((registration) => {
    // Fonts and the chart library come a little later than the picture.
    window.setTimeout(() => {
      const files = performance.getEntriesByType('resource').map((entry) => new URL(entry.name))
        .filter((address) => address.origin === location.origin && address.pathname.startsWith('/wall/') && !address.pathname.startsWith('/wall/data/pulse/'));
      registration.active?.postMessage({ keep: [location.href, ...files.map((address) => address.href)] });
      performance.clearResourceTimings();
    }, afterMs);
  });
}

const afterMs = 3000;
