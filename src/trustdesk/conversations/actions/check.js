'use strict';
// Checks the bundle of this page, offline: the same steps as `trustdesk transcript verify`.
(async () => {
  const verdict = document.getElementById('verdict');
  const main = document.querySelector('main');
  // What stands over the conversation, as it came: before anything is told.
  const over = document.title + verdict.outerHTML + document.getElementById('key').outerHTML;
  const tell = (state, seq) => {
    if (seq) document.getElementById('bad').textContent = seq;
    if (seq) document.getElementById(`entry-${seq}`)?.classList.add('bad');
    verdict.dataset.state = seq ? 'entry' : state;
  };
  if (!globalThis.crypto?.subtle) return tell('unable');
  verdict.dataset.state = 'checking';

  const bytes = (text) => new TextEncoder().encode(text);
  const hex = (buffer) => [...new Uint8Array(buffer)].map((b) => b.toString(16).padStart(2, '0')).join('');
  const unhex = (text) => {
    if (!/^([0-9a-f]{2})*$/.test(text)) throw new Error('hex');
    return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  };
  const unbase = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const sha256 = async (data) => hex(await crypto.subtle.digest('SHA-256', data));
  const joined = (...parts) => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
    return whole;
  };
  const node = (left, right) => sha256(joined(Uint8Array.of(1), unhex(left), unhex(right)));
  const canonical = (value) =>
    Array.isArray(value)
      ? `[${value.map(canonical).join()}]`
      : value && typeof value === 'object'
        ? `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join()}}`
        : JSON.stringify(value);
  const flattened = (name, value) =>
    value && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length
      ? Object.entries(value).flatMap(([part, inner]) => flattened(`${name}.${part}`, inner))
      : [[name, value]];

  const digests = async (record, proof, values, hidden) => {
    const taken = hidden.filter((name) => name in proof.hidden);
    if (record.copy !== 'shareable' && !taken.every((name) => /(rest|\.id)$/.test(name))) throw new Error('hidden');
    const made = Object.fromEntries(taken.map((name) => [name, proof.hidden[name]]));
    for (const [name, value] of values) {
      if (taken.includes(name)) continue;
      if (!(name in proof.salts)) throw new Error('salt');
      made[name] = await sha256(bytes(canonical([proof.salts[name], name, value])));
    }
    return made;
  };

  // RFC 9162, 2.1.3.2.
  const climbed = async (leaf, place, size, path) => {
    if (!(Number.isInteger(place) && place >= 0 && place < size)) throw new Error('place');
    let at = place;
    let last = size - 1;
    let made = leaf;
    for (const sibling of path) {
      if (last === 0) throw new Error('path');
      if (at % 2 || at === last) {
        made = await node(sibling, made);
        while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
      } else made = await node(made, sibling);
      [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    }
    if (last !== 0) throw new Error('path');
    return made;
  };

  const proved = async (record, nodes, given, entry, root, size) => {
    const proof = { hidden: {}, body: '', ...given };
    const place = [['number', record.number], ['seq', proof.seq]];
    const head = await digests(record, proof, place, ['number', 'seq']);
    let body = proof.body;
    if (entry) {
      const said = [
        ...['id', 'kind', 'at', 'line', 'text'].map((name) => [name, entry[name]]),
        ['author_kind', entry.author.kind],
        ['author_name', entry.author.name],
        ...flattened('event', entry.event),
      ];
      const hidden = Object.keys(proof.hidden).filter((name) => name !== 'number' && name !== 'seq');
      body = await sha256(bytes(canonical(await digests(record, proof, said, hidden))));
    }
    const leaf = bytes(canonical({ body, head, source: 'messages' }));
    const path = proof.path.map((at) => nodes[at]);
    return (await climbed(await sha256(joined(Uint8Array.of(0), leaf)), proof.place, size, path)) === root;
  };

  const checkpoint = async (note, genuine) => {
    const [text, signatures, ...more] = note.split('\n\n');
    const lines = text.split('\n');
    const found = signatures?.match(/^\u2014 (\S+) (\S+)\n$/);
    if (more.length || lines.length !== 5 || !found || found[1] !== lines[0]) return null;
    if (!(await genuine(unbase(found[2]).slice(4), bytes(`${text}\n`)))) return null;
    return { size: Number(lines[1]), root: hex(unbase(lines[2])) };
  };

  const firstBad = async (bundle, root, size) => {
    const { transcript: record, proof } = bundle;
    const shown = new Map(record.entries.map((entry) => [entry.seq, entry]));
    const proofs = new Map(proof.entries.map((one) => [one.seq, one]));
    const withheld = new Set(record.withheld);
    const unsealed = new Set(proof.unsealed);
    const last = Math.max(0, ...shown.keys(), ...proofs.keys(), ...withheld, ...unsealed);
    for (let seq = 1; seq <= last; seq += 1) {
      const told = shown.has(seq) !== withheld.has(seq) && proofs.has(seq) !== unsealed.has(seq);
      const fits = () =>
        proved(record, proof.nodes, proofs.get(seq), shown.get(seq), root, size).catch(() => false);
      if (!told || (proofs.has(seq) && !(await fits()))) return seq;
    }
    const order = record.entries.map((entry) => entry.seq);
    return order.find((seq, at) => at > 0 && seq <= order[at - 1]) ?? 0;
  };

  /** The entry of the page itself that differs from what was signed; -1 when something else does. */
  const pageBad = async (page) => {
    const items = [...main.querySelectorAll(':scope > ol > li')];
    for (const [at, [seq, digest]] of page.entries.entries())
      if (!items[at] || (await sha256(bytes(items[at].outerHTML))) !== digest) return seq;
    const intact = (await sha256(bytes(main.outerHTML))) === page.main;
    return intact && (await sha256(bytes(over))) === page.over ? 0 : -1;
  };

  /** Whether the page is made of these parts and nothing else stands beside them; asked when all of it is read. */
  const whole = async () => {
    if (document.readyState !== 'complete') await new Promise((read) => addEventListener('load', read, { once: true }));
    const parts = (of) => [...of.children].map((part) => part.id || part.localName).join();
    return (
      parts(document.body) === 'verdict,key,main,bundle,script' &&
      parts(document.head) === 'meta,meta,meta,title,style' &&
      parts(document.documentElement) === 'head,body' &&
      ![...document.body.childNodes].some((part) => part.nodeType === Node.TEXT_NODE && part.data.trim()) &&
      document.documentElement.getAttributeNames().join() === 'lang' &&
      document.body.attributes.length === 0
    );
  };

  const check = async () => {
    const text = document.getElementById('bundle').textContent;
    const bundle = JSON.parse(text);
    const raw = unbase(bundle.proof.key.split('+').slice(2).join('+')).slice(1);
    const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    const genuine = (signature, data) => crypto.subtle.verify('Ed25519', key, signature, data);
    const note = bundle.proof.checkpoint;
    const seal = note === null ? { size: 0, root: '' } : await checkpoint(note, genuine);
    if (!seal || (note === null && bundle.proof.entries.length)) return tell('checkpoint');
    const seq = (await firstBad(bundle, seal.root, seal.size)) || (await pageBad(bundle.page));
    if (seq > 0) return tell('entry', seq);
    if (seq < 0) return tell('page');
    const { signature, ...signed } = bundle;
    if (!(await whole())) return tell('page');
    const fits =
      (await sha256(bytes(canonical(bundle.transcript)))) === bundle.sha256 &&
      (await genuine(unhex(signature), bytes(canonical(signed)))) &&
      canonical(bundle).replaceAll('<', '\\u003c') === text;
    return tell(fits ? 'verified' : 'signature');
  };
  // A browser that lacks Ed25519 makes no such key; then nothing can be said.
  const able = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']).then(
    () => true,
    () => false,
  );
  if (!able) return tell('unable');
  return check().catch(() => tell('signature'));
})();
