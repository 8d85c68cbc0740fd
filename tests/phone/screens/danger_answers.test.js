// The first reading of somebody in danger, kept when it is measured again.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPage } from '../stores/page.js';
import { NOW, ZHANG } from '../worker/cast.js';

const answering = await import('../../../pwa/js/stores/answering.js');
const draft = await import('../../../pwa/js/stores/draft.js');
const { openForm } = await import('../../../pwa/js/stores/open_form.js');
const { folder, openFolder } = await import('../../../pwa/js/stores/folder.js');
const { state, watchState } = await import('../../../pwa/js/stores/sync_state.js');
const { keepReading } = await import('../../../pwa/js/screens/danger_answers.js');

test('a first reading is kept at the time of the centre, whatever the phone shows', async (t) => {
  await openPage(t);
  await watchState();
  await openFolder(ZHANG);
  await openForm({
    folder: folder.value,
    form: 'hypertension_follow_up',
    channel: 'home',
  });
  answering.type('systolic_blood_pressure', '186');
  answering.type('diastolic_blood_pressure', '112');
  const off = -86_400_000;
  t.mock.timers.enable({ apis: ['Date'], now: Date.parse(NOW) + off });
  state.value = { ...state.value, clock_offset_ms: off };

  keepReading();

  const [reading] = draft.body.value.further_readings;
  assert.deepEqual(
    [reading.reading_at, reading.reading_systolic, reading.reading_diastolic],
    [NOW, 186, 112],
  );
});
