// How a desk asks the centre: JSON over its cookie; an answer is believed only when it is the centre's.

/** Why there is no answer to work with. */
export class DeskTrouble extends Error {
  /**
   * @param {string} code  "no_answer", or the last part of the problem's type
   * @param {Record<string, any>} [problem]  As the centre told it
   * @param {number} [seconds]  To wait, where it says so
   */
  constructor(code, problem = {}, seconds = 0) {
    super(code);
    this.code = code;
    this.problem = problem;
    this.seconds = seconds;
  }
}

/**
 * Asks and returns what is answered.
 *
 * @param {'GET' | 'POST' | 'DELETE'} method
 * @param {string} path  Below /api
 * @param {unknown} [body]
 * @returns {Promise<any>} null: done, nothing to tell
 * @throws {DeskTrouble}
 */
export async function ask(method, path, body) {
  const answer = await send(method, path, body);
  // A captive portal's page is no answer, whatever its status.
  if (!answer.headers.get('Doorstep-Protocol')) throw new DeskTrouble('no_answer');
  if (answer.status === 204) return null;
  const told = await answer.json();
  if (answer.ok) return told;
  const code = String(told.type ?? '')
    .split('/')
    .pop();
  throw new DeskTrouble(
    code || 'no_answer',
    told,
    Number(answer.headers.get('Retry-After') ?? 0),
  );
}

/** @param {string} method @param {string} path @param {unknown} body */
async function send(method, path, body) {
  const json = body === undefined ? undefined : JSON.stringify(body);
  try {
    return await fetch(`/api${path}`, {
      method,
      body: json,
      headers: json === undefined ? {} : { 'Content-Type': 'application/json' },
      cache: 'no-store',
      credentials: 'same-origin',
    });
  } catch (error) {
    throw new DeskTrouble('no_answer', { cause: error });
  }
}
