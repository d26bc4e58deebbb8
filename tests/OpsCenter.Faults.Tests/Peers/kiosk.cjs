// node kiosk.cjs PORT 4|5 KIOSK SECRET OTHER READER SECRET — holds the server against MQTT.js; says how many checks hold, or which one does not.
const assert = require('node:assert/strict');
const { once } = require('node:events');
const { createRequire } = require('node:module');
const mqtt = createRequire(process.cwd() + '/')('mqtt');

const [port, version] = process.argv.slice(2, 4).map(Number);
const [kiosk, secret, other, reader, readerSecret] = process.argv.slice(4);
let held = 0;

const connect = (clientId, username, password) =>
  mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { protocolVersion: version, reconnectPeriod: 0, clientId, username, password }, false);
const next = async client => { const [topic, payload, packet] = await once(client, 'message', { signal: AbortSignal.timeout(20_000) }); return { topic, packet, json: JSON.parse(payload) }; };
const tap = seq => JSON.stringify({ seq, at: new Date().toISOString(), type: 'check-in', data: { purpose: 'service' } });
const topic = (id, channel) => `ops/v1/370600/${id}/${channel}`;
const check = async (name, body) => { try { await body(); held++; } catch (failure) { console.error(`${name}: ${failure.stack}`); process.exit(1); } };

(async () => {
  await check('taps of QoS 1 and 2 are acknowledged', async () => {
    const client = await connect(kiosk, kiosk, secret);
    await client.publishAsync(topic(kiosk, 'up'), tap(1), { qos: 1 });
    await client.publishAsync(topic(kiosk, 'up'), tap(2), { qos: 2 });
    await client.endAsync();
  });
  await check('the receipt comes at once on subscribe', async () => {
    const client = await connect(kiosk, kiosk, secret);
    const coming = next(client);
    await client.subscribeAsync(topic(kiosk, 'receipt'), { qos: 1 });
    const { json } = await coming;
    assert.deepEqual(json, { outbox: '0', upTo: 2, missing: [], more: false });
    await client.endAsync();
  });
  await check('the desired state comes on subscribe', async () => {
    const client = await connect(kiosk, kiosk, secret);
    const coming = next(client);
    await client.subscribeAsync(topic(kiosk, 'down'), { qos: 1 });
    assert.equal((await coming).json.type, 'desired');
    await client.endAsync();
  });
  await check('a reader sees retained postures', async () => {
    const client = await connect(`js-${version}`, reader, readerSecret);
    let got; // a tile that changes just now comes first, and not as a retained one
    for (let tries = 0; tries < 50 && !got?.packet.retain; tries++) {
      const coming = next(client);
      await client.subscribeAsync('ops/v1/370600/posture/370600', { qos: 1 });
      got = await coming;
      await client.unsubscribeAsync('ops/v1/370600/posture/370600');
    }
    assert.equal(got.packet.retain, true);
    assert.match(got.topic, /^ops\/v1\/370600\/posture\//);
    await client.endAsync();
  });
  await check('a reader may not listen to a kiosk', async () => {
    const client = await connect(`js-${version}`, reader, readerSecret);
    await assert.rejects(client.subscribeAsync(topic(other, 'receipt'), { qos: 1 }));
    await client.endAsync();
  });
  await check('a kiosk may not speak for another', async () => {
    const client = await connect(kiosk, kiosk, secret);
    client.on('error', () => {});
    const closed = once(client, 'close');
    const sent = client.publishAsync(topic(other, 'up'), tap(1), { qos: 1 });
    if (version === 5) await assert.rejects(sent);
    else { sent.catch(() => {}); await closed; }
    await client.endAsync(true);
  });
  console.log(`${held} checks hold`);
})();
