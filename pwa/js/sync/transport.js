// One request and its answer; anything that is not the centre's answer is none.

const PROTOCOL = '1';
const HEADER = 'Doorstep-Protocol';
const PATIENCE_MS = 15_000;
/** What a slow line carries in a second. */
const BYTES_A_SECOND = 20_000;

/**
 * No answer came, or one that says to wait. Nothing is lost: what was sent is sent again.
 *
 * Codes: signal (no connection, or too slow), portal (somebody else answered), away (what stands
 * before the centre does not reach it), busy (the centre asks for time), session (sign again),
 * revoked, too_new (the app must be updated), cut (a page without its end).
 */
export class NoAnswer extends Error {
  /** @param {string} code @param {number | null} [waitSeconds] What the centre asked for */
  constructor(code, waitSeconds = null) {
    super(code);
    this.name = 'NoAnswer';
    this.code = code;
    this.wait_seconds = waitSeconds;
  }
}

/** The centre refuses the request as it is; the same again would be refused again. */
export class Refused extends Error {
  /** @param {number} status @param {Json} problem RFC 9457 */
  constructor(status, problem) {
    super(problem?.title ?? String(status));
    this.name = 'Refused';
    this.status = status;
    this.problem = problem;
  }
}

/**
 * @typedef {object} Asked
 * @property {'GET' | 'POST' | 'DELETE'} [method]
 * @property {Json} [json]
 * @property {string | null} [token]
 */

/**
 * @typedef {object} Heard
 * @property {string} text
 * @property {number} sent_at
 * @property {number} received_at Epoch milliseconds
 */

/** @typedef {(path: string, asked?: Asked) => Promise<Heard>} Transport */

/**
 * Gzip: by the browser, else by a piece of code that is loaded only then.
 *
 * @param {string} text
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function gzip(text) {
  const bytes = new TextEncoder().encode(text);
  if (typeof CompressionStream === 'undefined') {
    const { gzipSync } = await import('./gzip.js');
    return /** @type {Uint8Array<ArrayBuffer>} */ (gzipSync(bytes));
  }
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/**
 * Gives up after 15 seconds, and one more for each 20 kB that have gone or come.
 */
function patience() {
  const controller = new AbortController();
  const started = Date.now();
  let bytes = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const wait = (/** @type {number} */ more) => {
    bytes += more;
    clearTimeout(timer);
    const until = started + PATIENCE_MS + (bytes / BYTES_A_SECOND) * 1000;
    timer = setTimeout(() => controller.abort(), until - Date.now());
  };
  return { signal: controller.signal, wait, end: () => clearTimeout(timer) };
}

/**
 * @param {Response} response
 * @param {(bytes: number) => void} wait
 */
async function readText(response, wait) {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return text + decoder.decode();
    wait(value.length);
    text += decoder.decode(value, { stream: true });
  }
}

/** @param {Response} response */
function isFromCentre({ redirected, headers }) {
  const type = headers.get('content-type') ?? '';
  return !redirected && headers.has(HEADER) && !type.startsWith('text/html');
}

/**
 * Who answered in the centre's stead: a proxy that does not reach it, has too much to do, or takes
 * nothing so large; or a network that wants a login (511 says so itself).
 *
 * @param {Response} response
 */
function stranger(response) {
  const { status, redirected } = response;
  if (redirected || status === 511) return new NoAnswer('portal');
  if (status >= 500) return new NoAnswer('away', waitOf(response));
  if (status === 429) return new NoAnswer('busy', waitOf(response));
  // The same again would be refused again: smaller batches may pass.
  return status === 413 ? new Refused(status, null) : new NoAnswer('portal');
}

/** @param {Response} response */
function waitOf({ headers }) {
  const seconds = Number(headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

/** @param {Response} response @param {string} text */
function refusal(response, text) {
  const { status } = response;
  if (status === 401) return new NoAnswer('session');
  if (status === 426) return new NoAnswer('too_new');
  if (status === 429 || status >= 500) return new NoAnswer('busy', waitOf(response));
  const problem = parsed(text);
  if (status === 403 && String(problem?.type).endsWith('/device-revoked')) {
    return new NoAnswer('revoked');
  }
  return new Refused(status, problem);
}

/**
 * What an answer says.
 *
 * @param {Heard} heard
 * @returns {Json} An object
 * @throws {NoAnswer} cut, where its end is missing
 */
export function saidIn({ text }) {
  const said = parsed(text);
  if (said === null || typeof said !== 'object') throw new NoAnswer('cut');
  return said;
}

/** @param {string} text @returns {Json} Null where it is not JSON to its end */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** @param {Asked} asked */
async function requestOf({ method, json, token }) {
  /** @type {Record<string, string>} */
  const headers = { [HEADER]: PROTOCOL };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (json === undefined) return { method: method ?? 'GET', headers };
  headers['Content-Type'] = 'application/json';
  headers['Content-Encoding'] = 'gzip';
  return { method: method ?? 'POST', headers, body: await gzip(JSON.stringify(json)) };
}

/**
 * @param {typeof fetch} send
 * @param {string} [base]
 * @returns {Transport}
 */
export const createTransport = (send, base = '/api') =>
  async function ask(path, asked = {}) {
    const request = await requestOf(asked);
    const { signal, wait, end } = patience();
    wait(request.body?.length ?? 0);
    const sent_at = Date.now();
    try {
      const response = await send(base + path, {
        ...request,
        signal,
        cache: 'no-store',
        credentials: 'omit',
      });
      if (!isFromCentre(response)) throw stranger(response);
      const text = await readText(response, wait);
      if (!response.ok) throw refusal(response, text);
      return { text, sent_at, received_at: Date.now() };
    } catch (error) {
      throw isSilence(error) ? new NoAnswer('signal') : error;
    } finally {
      end();
    }
  };

/** What fetch says of a line that is dead, cut or too slow. @param {unknown} error */
const isSilence = (error) =>
  error instanceof TypeError || /** @type {Error} */ (error)?.name === 'AbortError';
