// A phone with one follow-up that the centre has not got yet, and who answers in its stead.
import { followUp, Phone } from '../worker/cast.js';

/** The page of a proxy or a portal. */
export const html = (status) =>
  new Response('<html>…</html>', { status, headers: { 'content-type': 'text/html' } });

/** The ids of what came to the centre. */
export const pushed = (phone) => phone.centre.operations.map(({ id }) => id);

/** Enrolled and up to date, with an entry made since. */
export const saved = async (t) => {
  const phone = new Phone(t);
  await phone.enrol();
  await phone.desk.syncNow();
  phone.centre.operations = [];
  const { operations } = await phone.desk.keep([followUp()]);
  return { phone, operations };
};
