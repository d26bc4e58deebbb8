// node mqttjs.cjs PORT 4|5 — holds the open broker against MQTT.js; says how many checks hold, or which one does not.
const assert = require('node:assert/strict');
const { once } = require('node:events');
const mqtt = require('mqtt');

const [port, version] = process.argv.slice(2).map(Number);
const run = `mqttjs/${version}/${process.pid}`;
let held = 0;

const connect = (options = {}) => mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { protocolVersion: version, reconnectPeriod: 0, ...options });
const next = async client => { const [topic, payload, packet] = await once(client, 'message', { signal: AbortSignal.timeout(20_000) }); return { topic, payload: payload.toString(), packet }; };
const quiet = async client => { let heard = 0; const count = () => heard++; client.on('message', count); await client.publishAsync(`${run}/quiet`, 'x', { qos: 1 }); client.off('message', count); assert.equal(heard, 0); };
const check = async (name, body) => { try { await body(); held++; } catch (failure) { console.error(`${name}: ${failure.stack}`); process.exit(1); } };

(async () => {
  await check('messages of every QoS', async () => {
    const client = await connect();
    const granted = await client.subscribeAsync(`${run}/q/+`, { qos: 2 });
    assert.equal(granted[0].qos, 2);
    for (const qos of [0, 1, 2]) {
      const coming = next(client);
      await client.publishAsync(`${run}/q/${qos}`, `中文 ${qos}`, { qos });
      const got = await coming;
      assert.deepEqual([got.topic, got.payload, got.packet.qos], [`${run}/q/${qos}`, `中文 ${qos}`, qos]);
    }
    await client.unsubscribeAsync(`${run}/q/+`);
    await client.publishAsync(`${run}/q/0`, 'unheard', { qos: 1 });
    await quiet(client);
    await client.endAsync();
  });

  await check('two thousand messages keep their order', async () => {
    const client = await connect();
    await client.subscribeAsync(`${run}/many`, { qos: 1 });
    const heard = [];
    client.on('message', (_, payload) => heard.push(Number(payload.toString())));
    await Promise.all(Array.from({ length: 2000 }, (_, i) => client.publishAsync(`${run}/many`, `${i}`, { qos: 1 })));
    while (heard.length < 2000) await once(client, 'message', { signal: AbortSignal.timeout(20_000) });
    assert.deepEqual(heard, heard.toSorted((a, b) => a - b));
    await client.endAsync();
  });

  await check('a payload of 1 MB', async () => {
    const client = await connect();
    await client.subscribeAsync(`${run}/large`, { qos: 1 });
    const coming = next(client);
    await client.publishAsync(`${run}/large`, 'x'.repeat(1_000_000), { qos: 1 });
    assert.equal((await coming).payload.length, 1_000_000);
    await client.endAsync();
  });

  await check('retained messages', async () => {
    const client = await connect();
    await client.publishAsync(`${run}/kept`, 'kept', { qos: 1, retain: true });
    const coming = next(client);
    await client.subscribeAsync(`${run}/kept`, { qos: 1 });
    const got = await coming;
    assert.deepEqual([got.payload, got.packet.retain], ['kept', true]);
    await client.publishAsync(`${run}/kept`, '', { qos: 1, retain: true });
    await client.endAsync();
  });

  await check('the will', async () => {
    const watcher = await connect();
    await watcher.subscribeAsync(`${run}/will`, { qos: 1 });
    const dying = await connect({ will: { topic: `${run}/will`, payload: Buffer.from('gone'), qos: 1, retain: false } });
    const coming = next(watcher);
    dying.stream.destroy();
    assert.equal((await coming).payload, 'gone');
    await watcher.endAsync();
  });

  await check('a session that is kept', async () => {
    const options = { clientId: `${run}-kept`, clean: false, properties: version === 5 ? { sessionExpiryInterval: 60 } : undefined };
    const first = await connect(options);
    await first.subscribeAsync(`${run}/offline`, { qos: 2 });
    await first.endAsync();
    const other = await connect();
    for (const qos of [1, 2]) await other.publishAsync(`${run}/offline`, `${qos}`, { qos });
    await other.endAsync();
    const heard = [];
    const second = mqtt.connect(`mqtt://127.0.0.1:${port}`, { protocolVersion: version, reconnectPeriod: 0, ...options });
    second.on('message', (_, payload) => heard.push(payload.toString()));
    const [connack] = await once(second, 'connect');
    assert.equal(connack.sessionPresent, true);
    while (heard.length < 2) await once(second, 'message', { signal: AbortSignal.timeout(20_000) });
    assert.deepEqual(heard, ['1', '2']);
    await second.endAsync();
  });

  await check('a refused filter', async () => {
    const client = await connect();
    await assert.rejects(client.subscribeAsync('test/nosubscribe', { qos: 1 }));
    await client.endAsync();
  });

  await check('a takeover', async () => {
    const first = await connect({ clientId: `${run}-one` });
    const told = version === 5 ? once(first, 'disconnect') : null;
    const closed = once(first, 'close');
    const second = await connect({ clientId: `${run}-one` });
    if (told) assert.equal((await told)[0].reasonCode, 0x8e);
    await closed;
    await second.endAsync();
  });

  if (version === 5) {
    await check('properties', async () => {
      const client = await connect();
      await client.subscribeAsync(`${run}/props`, { qos: 1, properties: { subscriptionIdentifier: 7 } });
      const coming = next(client);
      const properties = { responseTopic: 'r', correlationData: Buffer.from('d'), contentType: 'c', payloadFormatIndicator: true, messageExpiryInterval: 100, userProperties: { a: ['1', '2'] } };
      await client.publishAsync(`${run}/props`, 'x', { qos: 1, properties });
      const got = (await coming).packet.properties;
      assert.deepEqual([got.responseTopic, got.correlationData.toString(), got.contentType, got.payloadFormatIndicator, got.subscriptionIdentifier], ['r', 'd', 'c', true, 7]);
      assert.deepEqual({ ...got.userProperties }, { a: ['1', '2'] });
      assert.ok(got.messageExpiryInterval <= 100 && got.messageExpiryInterval > 90);
      await client.endAsync();
    });

    await check('no-local, retain-as-published and retain handling', async () => {
      const client = await connect();
      await client.publishAsync(`${run}/options`, 'old', { qos: 1, retain: true });
      await client.subscribeAsync(`${run}/options`, { qos: 1, nl: true, rap: true, rh: 2 });
      await client.publishAsync(`${run}/options`, 'own', { qos: 1, retain: true });
      await quiet(client);
      const other = await connect();
      const coming = next(client);
      await other.publishAsync(`${run}/options`, 'new', { qos: 1, retain: true });
      const got = await coming;
      assert.deepEqual([got.payload, got.packet.retain], ['new', true]);
      await other.publishAsync(`${run}/options`, '', { qos: 1, retain: true });
      await other.endAsync();
      await client.endAsync();
    });

    await check('topic aliases both ways', async () => {
      const client = await connect({ autoAssignTopicAlias: true, properties: { topicAliasMaximum: 5 } });
      await client.subscribeAsync(`${run}/alias`, { qos: 1 });
      for (let i = 0; i < 3; i++) {
        const coming = next(client);
        await client.publishAsync(`${run}/alias`, `${i}`, { qos: 1 });
        const got = await coming;
        assert.deepEqual([got.topic, got.payload, got.packet.properties.topicAlias], [`${run}/alias`, `${i}`, 1]);
      }
      await client.endAsync();
    });

    await check('what CONNACK announces', async () => {
      const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, { protocolVersion: 5, clientId: '', keepalive: 120, reconnectPeriod: 0 });
      const [connack] = await once(client, 'connect');
      assert.deepEqual([connack.properties.serverKeepAlive, connack.properties.receiveMaximum, connack.properties.topicAliasMaximum], [60, 20, 10]);
      assert.match(connack.properties.assignedClientIdentifier, /^auto-/);
      await client.endAsync();
    });

    await check('a shared subscription', async () => {
      const members = [await connect(), await connect()];
      const heard = [0, 0];
      for (const [i, member] of members.entries()) {
        await member.subscribeAsync(`$share/g/${run}/shared`, { qos: 1 });
        member.on('message', () => heard[i]++);
      }
      const other = await connect();
      for (let i = 0; i < 10; i++) await other.publishAsync(`${run}/shared`, 'x', { qos: 1 });
      for (const patience = Date.now() + 20_000; heard[0] + heard[1] < 10 && Date.now() < patience;) await new Promise(resolve => setTimeout(resolve, 10));
      assert.deepEqual(heard, [5, 5]);
      for (const client of [...members, other]) await client.endAsync();
    });
  }

  console.log(`${held} checks hold`);
  process.exit(0);
})();
