// What the doors and the search know of a household, from its own document.

/**
 * @param {FiledDocument} document
 * @param {string | null} area The leaf of its feed
 * @returns {HouseholdRow}
 */
export const householdRow = ({ id, links, body }, area) => ({
  id,
  lane: 'record',
  home: true,
  area: links.area ?? area,
  door: {
    natural_village: body.natural_village ?? null,
    building: body.building ?? null,
    entrance: body.entrance ?? null,
    storey: body.storey ?? null,
    door: body.door ?? null,
    walking_order: body.walking_order ?? null,
  },
  head: body.head_of_household ?? null,
  address: body.household_address ?? null,
  access_note: body.access_note ?? null,
});
