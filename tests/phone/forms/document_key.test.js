// Ids of documents and rows: the natural key where it is known.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { documentIdFor, keyedId, rowIdFor } from '../../../pwa/js/forms/document_key.js';
import { allForms, vectors } from '../vectors.js';

const forms = allForms();
const { natural_id } = vectors('identifiers');
const RESIDENT = '019a0000-0000-7000-8000-000000000001';
const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7/;

test('two phones that follow up one resident on one day at home write one document', () => {
  const { expect } = natural_id.find(({ parts }) => parts[2] === 'home');
  const body = { visit_date: '2026-03-02', visit_mode: 'home' };

  const id = documentIdFor(forms.get('hypertension_follow_up'), body, { resident: RESIDENT });

  assert.equal(id, expect);
});

test('a key that is not yet complete gives no id, and the document one of its own', () => {
  const form = forms.get('health_examination');

  assert.equal(keyedId(form, {}, { resident: RESIDENT, screening_day: null }), null);
  assert.match(documentIdFor(form, {}, { resident: RESIDENT }), VERSION_7);
});

test('a form without a natural key gives two documents in a day', () => {
  const form = [...forms.values()].find(({ naturalKey }) => naturalKey.length === 0);

  assert.equal(keyedId(form, {}, { resident: RESIDENT }), null);
  assert.notEqual(documentIdFor(form, {}, {}), documentIdFor(form, {}, {}));
});

test('two phones that plan one visit for one matter write the same row', () => {
  const { parts, expect } = natural_id.find(({ type }) => type === 'row');
  const [document, group, resident, purpose] = parts;
  const row = { item_resident: resident, item_purpose: purpose };

  assert.equal(rowIdFor(forms.get('visit').byId.get(group), document, row), expect);
});

test('a row without a key has an id of its own', () => {
  const medications = forms.get('hypertension_follow_up').byId.get('medications');

  assert.match(rowIdFor(medications, RESIDENT, { drug_name: '氨氯地平' }), VERSION_7);
});
