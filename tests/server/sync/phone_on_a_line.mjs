// A phone's own code, whose line to the centre is this process's output and input: whoever started
// it calls the worker as the page does, and answers each request of the worker, or leaves it.
import { createInterface } from 'node:readline';

import { openDB } from 'idb';

import { Phone, PIN } from '../../phone/worker/cast.js';

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** @type {{ resolve: (response: Response) => void, reject: (error: Error) => void }[]} */
const asked = [];
const phone = new Phone({ after() {} });
phone.centre.fetch = (path, { method, headers, body }) =>
  new Promise((resolve, reject) => {
    asked.push({ resolve, reject });
    const base64 = body ? Buffer.from(body).toString('base64') : null;
    say({ ask: asked.length, path, method, headers, body: base64 });
  });

/** An answer of the centre; without a status none has come. */
function hear({ ask, status, headers, body }) {
  const { resolve, reject } = asked[ask - 1];
  if (status === undefined) reject(new TypeError('Failed to fetch'));
  else resolve(new Response(status === 204 ? null : body, { status, headers }));
}

/** Calls that no page makes; all others are the worker's own. */
const calls = {
  /** Enrols whoever it is, with the cast's PIN. */
  async signUp(enrolment) {
    const { device } = await phone.desk.enrol({ ...enrolment, pin: PIN, app_version: '1' });
    phone.device = device;
  },
  /** The app is ended, and opened again with the PIN. */
  async restart() {
    await phone.restart();
  },
  /** Whose folders lie on the disk: subject and the number of a lane. */
  async foldersOnDisk() {
    const db = await openDB(`doorstep.${phone.device}`);
    const ids = await db.getAllKeys('folders');
    db.close();
    return ids;
  },
};

await phone.start();
for await (const text of createInterface({ input: process.stdin })) {
  const { call, args, ...answer } = JSON.parse(text);
  if (call === undefined) hear(answer);
  else
    void (calls[call] ?? phone.desk[call])(...args).then(
      (said) => say({ said }),
      (error) => say({ failed: String(error.stack) }),
    );
}
process.exit(0);
