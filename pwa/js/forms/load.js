// Makes the compiled definitions into forms and fields that the rest of the phone reads.

/** @typedef {any} Value A value of a document's body: JSON */
/** @typedef {Record<string, any>} Definition The keys of the YAML, sets resolved */
/** @typedef {Record<string, Value>} Body */
/** @typedef {{ forms: Record<string, Definition>, findings?: Record<string, Definition> }} Compiled */

/**
 * One thing a form asks for: a field, a column of a group, or the companion text of an option.
 *
 * @typedef {object} Field
 * @property {string} id
 * @property {string} type
 * @property {Definition} definition
 * @property {string | null} section
 * @property {string | null} group The group of which it is a column
 * @property {Field | null} of Of a companion: its field,
 * @property {string | null} code and the option whose words it takes
 * @property {boolean} computed
 * @property {string} merge
 * @property {string | null} together
 * @property {readonly Definition[]} options
 */

/**
 * @typedef {object} Section
 * @property {string} id
 * @property {Record<string, string>} title
 * @property {string | null} showIf
 * @property {string | null} station
 */

/**
 * @typedef {object} Form
 * @property {string} id
 * @property {number} version
 * @property {string} kind
 * @property {string} about
 * @property {string} lane
 * @property {string | null} date The field that holds the date of service
 * @property {readonly string[]} naturalKey
 * @property {readonly Field[]} fields In form order, a companion directly after its field
 * @property {ReadonlyMap<string, Field>} byId
 * @property {ReadonlyMap<string, readonly Field[]>} columns By group, companions included
 * @property {readonly Section[]} sections
 * @property {readonly Definition[]} checks
 * @property {ReadonlyMap<string, string>} actions Finding code -> what it asks to be done
 * @property {Definition} definition
 */

/**
 * Builds every form of a compiled whole, by id, in its order.
 *
 * @param {Compiled} compiled
 * @returns {Map<string, Form>}
 */
export function loadForms(compiled) {
  const actions = actionsOf(compiled.findings ?? {});
  return new Map(
    Object.entries(compiled.forms).map(([id, definition]) => [id, formOf(definition, actions)]),
  );
}

/** @param {Record<string, Definition>} findings */
function actionsOf(findings) {
  /** @type {Map<string, string>} */
  const actions = new Map();
  for (const [code, { action = 'none' }] of Object.entries(findings)) {
    if (action !== 'none') actions.set(code, action);
  }
  return actions;
}

/**
 * @param {Definition} definition
 * @param {ReadonlyMap<string, string>} actions
 * @returns {Form}
 */
function formOf(definition, actions) {
  const fields = definition.sections.flatMap((/** @type {Definition} */ section) =>
    fieldsOf(section.fields, section.id, null),
  );
  return {
    id: definition.id,
    version: definition.version,
    kind: definition.kind,
    about: definition.about,
    lane: definition.lane ?? 'record',
    date: definition.date ?? null,
    naturalKey: definition.natural_key ?? [],
    fields,
    byId: new Map(fields.map((/** @type {Field} */ field) => [field.id, field])),
    columns: columnsOf(fields),
    sections: definition.sections.map(sectionOf),
    checks: definition.checks ?? [],
    actions,
    definition,
  };
}

/** @param {Field[]} fields */
const columnsOf = (fields) =>
  new Map(
    fields
      .filter((field) => field.type === 'group')
      .map((group) => [group.id, fieldsOf(group.definition.fields, group.section, group.id)]),
  );

/**
 * @param {Definition} definition
 * @returns {Section}
 */
const sectionOf = (definition) => ({
  id: definition.id,
  title: definition.title,
  showIf: definition.show_if ?? null,
  station: definition.station ?? null,
});

/**
 * @param {Definition[]} definitions
 * @param {string | null} section
 * @param {string | null} group
 * @returns {Field[]}
 */
function fieldsOf(definitions, section, group) {
  return definitions.flatMap((definition) => {
    /** @type {Field} */
    const field = {
      id: definition.id,
      type: definition.type,
      definition,
      section,
      group,
      of: null,
      code: null,
      computed: 'computed' in definition,
      merge: definition.merge ?? 'manual',
      together: definition.together ?? null,
      options: definition.options ?? [],
    };
    const told = field.options.filter((option) => option.specify);
    return [field, ...told.map((option) => companionOf(field, option.code))];
  });
}

/**
 * The text in which a chosen option is told in words. It merges like its field, but words have no
 * rank: of a `status` field it is `manual`.
 *
 * @param {Field} field
 * @param {string} code
 * @returns {Field}
 */
function companionOf(field, code) {
  const id = `${field.id}__${code}`;
  const merge = field.merge === 'status' ? 'manual' : field.merge;
  const { core } = field.definition;
  return {
    ...field,
    id,
    type: 'text',
    definition: { id, type: 'text', merge, ...(core && { core }) },
    of: field,
    code,
    computed: false,
    merge,
    together: null,
    options: [],
  };
}
