// What a page does to the content of one folder. Pure.

/** @typedef {import('./open_store.js').FolderContent} FolderContent */

/**
 * A folder while a page is laid into it.
 *
 * @typedef {object} FolderWork
 * @property {string} id
 * @property {FolderContent} content
 * @property {FiledDocument[]} archived Leave the current row
 * @property {{ id: string, rev: number }[]} gone Removed ones that may lie in an archive row
 * @property {Set<string>} wanted Current by what the centre says, but not here
 */

/**
 * @param {string} id
 * @param {FolderContent} content Is changed
 * @returns {FolderWork}
 */
export const workOn = (id, content) => ({
  id,
  content,
  archived: [],
  gone: [],
  wanted: new Set(),
});

/**
 * Puts a pulled document in its place. A row gives way only to a higher `rev`; between two
 * generations revs mean nothing, so the newer generation wins.
 *
 * @param {FolderWork} work
 * @param {FiledDocument} document
 * @param {string} feed
 * @param {boolean} sameGeneration Whether the folder was filed under the page's generation
 */
export function putDocument({ content }, document, feed, sameGeneration) {
  const at = content.current.findIndex(({ id }) => id === document.id);
  const standing = content.current[at];
  if (standing && sameGeneration && standing.rev >= document.rev) return;
  const filed = feed === content.feed ? document : { ...document, feed };
  if (at < 0) content.current.push(filed);
  else content.current[at] = filed;
}

/**
 * Removes a document that has left a feed: only what came from that feed, and has not changed
 * since.
 *
 * @param {FolderWork} work
 * @param {{ id: string, feed: string, rev: number }} line
 */
export function removeDocument({ content, gone }, { id, feed, rev }) {
  const standing = content.current.find((document) => document.id === id);
  if (!standing) {
    gone.push({ id, rev });
    return;
  }
  if ((standing.feed ?? content.feed) !== feed || standing.rev > rev) return;
  content.current = content.current.filter((document) => document !== standing);
}

/**
 * Keeps as current what the centre says is current; the others go into an archive row.
 *
 * @param {FolderWork} work
 * @param {string[]} current Ids
 */
export function keepCurrent(work, current) {
  const { content } = work;
  const names = new Set(current);
  work.archived.push(...content.current.filter(({ id }) => !names.has(id)));
  content.current = content.current.filter(({ id }) => names.has(id));
  const here = new Set(content.current.map(({ id }) => id));
  work.wanted = new Set(current.filter((id) => !here.has(id)));
}

/**
 * The documents of archive rows: of each the highest rev, without what has gone.
 *
 * @param {FolderContent[]} rows
 * @returns {FiledDocument[]}
 */
export function archivedDocuments(rows) {
  /** @type {Map<string, FiledDocument>} */
  const newest = new Map();
  /** @type {Map<string, number>} */
  const gone = new Map();
  for (const { feed, current, gone: removed = [] } of rows) {
    for (const document of current) {
      const standing = newest.get(document.id);
      if (!standing || standing.rev < document.rev)
        newest.set(document.id, { feed, ...document });
    }
    for (const { id, rev } of removed) gone.set(id, Math.max(rev, gone.get(id) ?? 0));
  }
  return [...newest.values()].filter(({ id, rev }) => (gone.get(id) ?? -1) < rev);
}

/**
 * The open conflicts among documents.
 *
 * @param {FiledDocument[]} documents
 * @returns {string[]} Ids
 */
export const differencesIn = (documents) =>
  documents
    .filter(({ type, body }) => type === 'conflict' && body.state === 'open')
    .map(({ id }) => id);

/**
 * The same of a text that need not be read where there are none.
 *
 * @param {string} text A list of documents
 */
export const differencesInText = (text) =>
  text.includes('"type":"conflict"') ? differencesIn(JSON.parse(text)) : [];

/**
 * What of a content stands: documents whose feed is no more, or was sent anew without them,
 * are left out.
 *
 * @param {FolderContent} content
 * @param {(feed: string) => boolean} isStanding
 * @returns {FolderContent}
 */
export function standingOf(content, isStanding) {
  const current = content.current
    .map((document) => ({ ...document, feed: document.feed ?? content.feed }))
    .filter(({ feed }) => isStanding(feed));
  return { ...content, current };
}

/**
 * The feeds from which a content's documents came.
 *
 * @param {FolderContent} content
 */
export const feedsOf = ({ feed, current }) =>
  new Set(current.length ? current.map((document) => document.feed ?? feed) : [feed]);
