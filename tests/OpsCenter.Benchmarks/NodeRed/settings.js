// Node-RED under measurement: no editor, no log, everything on loopback. Ports and districts come from the environment.
const fs = require('fs');
const net = require('net');

// The broker's node names no address and would listen on every one.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  return typeof port === 'number' && typeof rest[0] !== 'string' ? listen.call(this, port, '127.0.0.1', ...rest) : listen.call(this, port, ...rest);
};

const districts = JSON.parse(fs.readFileSync(process.env.BENCH_DISTRICTS, 'utf8'));
// A tile has the members that a wall's tile has, so that a frame says as much.
const total = (unit) => Object.values(districts).filter((district) => unit === '370600' || district === unit).length;
const tile = (unit) => ({ present: 0, checkIns: 0, open: 0, overdue: 0, closed: 0, volunteers: 0, level: 0, kiosks: { online: 0, total: total(unit), gaps: 0 } });
const counts = Object.fromEntries(['370600', ...new Set(Object.values(districts))].map((unit) => [unit, tile(unit)]));

module.exports = {
  uiHost: '127.0.0.1',
  uiPort: Number(process.env.BENCH_HTTP),
  httpAdminRoot: false,
  telemetry: { enabled: false, updateNotification: false },
  externalModules: { palette: { allowInstall: false } },
  credentialSecret: false,
  dashboard: { ioMiddleware: (socket, next) => next() }, // a WebSocket at once, without the polling before it
  functionGlobalContext: { districts, counts },
  logging: { console: { level: 'warn', metrics: false, audit: false } },
};
