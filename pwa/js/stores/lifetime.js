// How far somebody's age is counted: to today, of the dead to the day of death.

/**
 * @param {Pick<Folder, 'page' | 'documents' | 'today'>} at
 * @returns {string | null} Null: it is not known on which day they died
 */
export function ageCountsTo({ page, documents, today }) {
  if (page?.closed?.reason !== 'died') return today;
  const closure = documents.find(
    ({ type, body, retired }) =>
      type === 'record_closure' && !retired && body.closed_on === page.closed.on,
  );
  return closure?.body.death_date ?? null;
}
