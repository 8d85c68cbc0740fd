// Folders while operations are laid over them, so that each sees what the one before did.
import { todayOf } from '../sync/clock.js';
import { lay } from '../sync/overlay.js';
import { seenFolders } from './folder_view.js';

/** @typedef {import('./work.js').Work} Work */

/** @typedef {{ subject: string, before: FiledDocument | null, after: FiledDocument }} Moved */

/** What is being kept, in the folders where it belongs. */
export class LaidFolders {
  /** @param {Work} work */
  constructor(work) {
    this.work = work;
    /** @type {Map<string, Map<string, FiledDocument>>} */
    this.folders = new Map();
    /** @type {Set<string>} */
    this.residents = new Set();
    /** @type {Set<string>} */
    this.households = new Set();
    this.by = { actor: work.store.state.staff.id, today: todayOf(work.store.state) };
  }

  /** @param {string} subject @param {string} lane */
  async folder(subject, lane) {
    const key = `${subject}|${lane}`;
    let folder = this.folders.get(key);
    if (!folder) {
      const [seen] = await seenFolders(this.work, [{ subject, lane }]);
      folder = new Map(seen.map((document) => [document.id, document]));
      this.folders.set(key, folder);
    }
    return folder;
  }

  /**
   * A document goes from one resident's folder to another's; the rows of both change.
   *
   * @param {import('../sync/operation.js').Unnumbered} operation
   * @param {string} from
   * @param {string} to
   * @param {string} lane
   * @returns {Promise<Moved[]>} What it made of the two documents: the one it left, then the one it came to
   */
  async move(operation, from, to, lane) {
    this.residents.add(from).add(to);
    const [there, here] = [await this.folder(from, lane), await this.folder(to, lane)];
    const left = there.get(operation.document) ?? null;
    const moved = lay(there, operation, this.work.forms, this.by);
    const document = moved && there.get(moved);
    if (!document) return [];
    there.delete(moved);
    const before = here.get(moved) ?? null;
    here.set(moved, document);
    const emptied = there.get(operation.document);
    return [
      ...(emptied ? [{ subject: from, before: left, after: emptied }] : []),
      { subject: to, before, after: document },
    ];
  }

  /** @param {string} subject @returns {Promise<FiledDocument[]>} In every lane that is open here */
  async documents(subject) {
    const lanes = (this.work.residents().lanes.get(subject) ?? []).map(({ lane }) => lane);
    const all = [];
    for (const lane of new Set(['record', ...lanes, ...this.lanesOf(subject)])) {
      all.push(...(await this.folder(subject, lane)).values());
    }
    return all;
  }

  /** @param {string} subject */
  lanesOf(subject) {
    return [...this.folders.keys()]
      .filter((key) => key.startsWith(`${subject}|`))
      .map((key) => key.slice(subject.length + 1));
  }
}
