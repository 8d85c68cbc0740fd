// What came of knocking today follows the household's visit, when another phone has changed it.
import { writeMeta } from '../db/meta.js';
import { naturalId } from '../rules/natural_keys.js';
import { todayOf } from '../sync/clock.js';
import { seenFolders } from './folder_view.js';

/** @typedef {import('../sync/open_store.js').Day} Day */
/** @typedef {import('./work.js').Work} Work */

/**
 * Says of whoever was tried on this phone today what the visit says now; one that was taken back
 * says nothing. What this phone has written and not sent yet lies over it.
 *
 * @param {Work} work
 * @param {Iterable<string>} subjects Whose folders have changed
 */
export const followVisits = (work, subjects) =>
  work.store.turn(async () => {
    const { store, residents } = work;
    const today = todayOf(store.state);
    if (store.day.on !== today) return;
    const isTried = (/** @type {string} */ id) => id in store.day.tried;
    const homes = [...subjects].flatMap((home) => {
      const tried = (residents().members.get(home) ?? []).map(({ id }) => id).filter(isTried);
      return tried.length > 0 ? { home, tried } : [];
    });
    if (homes.length === 0) return;
    const places = homes.map(({ home }) => ({ subject: home, lane: 'record' }));
    const folders = await seenFolders(work, places);
    const day = structuredClone({ ...store.day, again: store.day.again ?? {} });
    for (const [at, { home, tried }] of homes.entries())
      say(day, tried, itemsOf(folders[at], naturalId('visit', home, today)));
    await writeMeta(store.db, { day: await store.seal('meta', 'day', day) });
    store.day = day;
  });

/**
 * @param {FiledDocument[]} folder
 * @param {string} visit
 * @returns {any[]} None of one that was taken back, which soon lies in no current folder
 */
function itemsOf(folder, visit) {
  const standing = folder.find(({ id, retired }) => id === visit && !retired);
  return standing?.body.visit_items ?? [];
}

/** @param {Day} day @param {string[]} residents @param {any[]} items */
function say({ tried, again }, residents, items) {
  for (const resident of residents) {
    const item = items.findLast(({ item_resident: of }) => of === resident);
    if (item) {
      tried[resident] = item.item_outcome;
      again[resident] = item.item_next_attempt_date;
    } else {
      delete tried[resident];
      delete again[resident];
    }
  }
}
